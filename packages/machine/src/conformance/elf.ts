/**
 * As much of ELF as conformance needs (little-endian, 64 bits, RISC-V): writes a static executable of one segment for
 * qemu-riscv64 and reads the segments and symbols of the public tests. Source: the System V gABI, chapters 4 and 5.
 */

const HEADER_SIZE = 64;
const PROGRAM_HEADER_SIZE = 56;
const SYMBOL_SIZE = 24;
const PAGE_SIZE = 4096;
const MAGIC = 0x464c_457f;
const CLASS_64 = 2;
const DATA_LITTLE_ENDIAN = 1;
const VERSION = 1;
const TYPE_EXECUTABLE = 2;
const MACHINE_RISCV = 243;
const SEGMENT_LOAD = 1;
const READ_WRITE_EXECUTE = 7;
const SECTION_SYMBOLS = 2;

/** A static executable that has `image` at `address`, readable, writable and executable, and starts at its first byte. */
export function writeElf(image: Uint8Array, address: number): Uint8Array {
  const file = new Uint8Array(PAGE_SIZE + image.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC, true);
  file.set([CLASS_64, DATA_LITTLE_ENDIAN, VERSION], 4);
  view.setUint16(16, TYPE_EXECUTABLE, true);
  view.setUint16(18, MACHINE_RISCV, true);
  view.setUint32(20, VERSION, true);
  view.setBigUint64(24, BigInt(address), true);
  view.setBigUint64(32, BigInt(HEADER_SIZE), true);
  view.setUint16(52, HEADER_SIZE, true);
  view.setUint16(54, PROGRAM_HEADER_SIZE, true);
  view.setUint16(56, 1, true);

  const header = new DataView(file.buffer, HEADER_SIZE, PROGRAM_HEADER_SIZE);
  header.setUint32(0, SEGMENT_LOAD, true);
  header.setUint32(4, READ_WRITE_EXECUTE, true);
  header.setBigUint64(8, BigInt(PAGE_SIZE), true);
  header.setBigUint64(16, BigInt(address), true);
  header.setBigUint64(24, BigInt(address), true);
  header.setBigUint64(32, BigInt(image.length), true);
  header.setBigUint64(40, BigInt(image.length), true);
  header.setBigUint64(48, BigInt(PAGE_SIZE), true);
  file.set(image, PAGE_SIZE);
  return file;
}

export class ElfError extends Error {
  override readonly name = 'ElfError';
}

export interface ElfFile {
  readonly entry: number;
  /** What is to be loaded, each piece at its physical address; the rest of `memorySizeBytes` is zero. */
  readonly segments: readonly {
    readonly address: number;
    readonly bytes: Uint8Array;
    readonly memorySizeBytes: number;
  }[];
  readonly symbols: ReadonlyMap<string, number>;
}

/** Reads an executable. Throws `ElfError` for anything but a 64-bit little-endian RISC-V one. */
export function readElf(file: Uint8Array): ElfFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const known =
    file.length >= HEADER_SIZE &&
    view.getUint32(0, true) === MAGIC &&
    file[4] === CLASS_64 &&
    file[5] === DATA_LITTLE_ENDIAN &&
    view.getUint16(16, true) === TYPE_EXECUTABLE &&
    view.getUint16(18, true) === MACHINE_RISCV;
  if (!known) throw new ElfError('not a 64-bit little-endian RISC-V executable');
  try {
    return { entry: doubleword(view, 24), segments: segments(file, view), symbols: symbols(file, view) };
  } catch (cause) {
    if (cause instanceof RangeError) throw new ElfError('the executable is cut off', { cause });
    throw cause;
  }
}

function segments(file: Uint8Array, view: DataView): ElfFile['segments'] {
  const table = tableOf(file, view, { at: 32, sizes: 54 });
  return table
    .filter((header) => header.getUint32(0, true) === SEGMENT_LOAD)
    .map((header) => ({
      address: doubleword(header, 24),
      bytes: part(file, doubleword(header, 8), doubleword(header, 32)).slice(),
      memorySizeBytes: doubleword(header, 40),
    }));
}

function symbols(file: Uint8Array, view: DataView): Map<string, number> {
  const found = new Map<string, number>();
  const sections = tableOf(file, view, { at: 40, sizes: 58 });
  for (const section of sections) {
    const names = sections[section.getUint32(40, true)];
    if (section.getUint32(4, true) !== SECTION_SYMBOLS || !names) continue;
    const strings = part(file, doubleword(names, 24), doubleword(names, 32));
    const start = doubleword(section, 24);
    for (let at = start; at < start + doubleword(section, 32); at += SYMBOL_SIZE) {
      const from = view.getUint32(at, true);
      const name = Buffer.from(strings.subarray(from, strings.indexOf(0, from))).toString('latin1');
      if (name) found.set(name, doubleword(view, at + 8));
    }
  }
  return found;
}

/** The entries of the table whose offset is at `at` in the header, the size of its entries at `sizes` and their count behind that. */
function tableOf(file: Uint8Array, view: DataView, where: { readonly at: number; readonly sizes: number }): DataView[] {
  const first = doubleword(view, where.at);
  const size = view.getUint16(where.sizes, true);
  const count = view.getUint16(where.sizes + 2, true);
  return Array.from({ length: count }, (_, index) => {
    const entry = part(file, first + index * size, size);
    return new DataView(entry.buffer, entry.byteOffset, entry.byteLength);
  });
}

/** Bytes of the file. Throws `RangeError` when it does not have them all. */
function part(file: Uint8Array, offset: number, size: number): Uint8Array {
  if (offset + size > file.length) throw new RangeError(`${size} bytes at ${offset} of ${file.length}`);
  return file.subarray(offset, offset + size);
}

/** A 64-bit value as a number: addresses and sizes here are far below 2^53. */
function doubleword(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}
