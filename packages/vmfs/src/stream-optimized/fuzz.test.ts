// Files that were tampered with: each is read, or refused with a named error, whatever it says of itself.
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SparseError } from './sparse-error.ts';
import { SECTOR_BYTES } from './sparse-header.ts';
import { decodeDisk, encodeDisk, Random } from './testing.ts';

/** So many files a run; FUZZ_INPUTS for more. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 30_000);
/** Of the header and the footer, where a mutation says most. */
const FIELDS = 80;

/** A stream of a few grains; and the same as a file with its directory in the header and plain grains. */
function originals(): Uint8Array[] {
  const disk = new Uint8Array(5 * 64 * 1024 - SECTOR_BYTES);
  disk.fill(1, 64 * 1024, 64 * 1024 + 10).fill(2, 200 * 1024, 270 * 1024);
  disk[disk.length - 1] = 3;
  const stream = encodeDisk(disk, zlib);
  return [stream, plain(disk)];
}

/** A monolithicSparse file: header, descriptor, directory, table, and every grain of the disk. */
function plain(disk: Uint8Array): Uint8Array {
  const file = Buffer.alloc(128 * SECTOR_BYTES + Math.ceil(disk.length / 65_536) * 65_536);
  const stream = encodeDisk(new Uint8Array(disk.length), zlib);
  file.set(stream.subarray(0, 21 * SECTOR_BYTES));
  const text = file.toString('latin1', 512, 21 * 512).replace('"streamOptimized"', '"monolithicSparse"');
  file.set(Buffer.from(text, 'latin1').subarray(0, 20 * SECTOR_BYTES), SECTOR_BYTES);
  file.writeUInt32LE(1, 4);
  file.writeUInt32LE(1, 8);
  file.writeBigUInt64LE(21n, 56);
  file.writeUInt16LE(0, 77);
  file.writeUInt32LE(22, 21 * SECTOR_BYTES);
  for (let grain = 0; grain * 65_536 < disk.length; grain += 1)
    file.writeUInt32LE(128 * (grain + 1), 22 * SECTOR_BYTES + 4 * grain);
  file.set(disk, 128 * SECTOR_BYTES);
  return file;
}

/** Places that mean something: the headers, the tables, the beginnings of grains. */
function place(random: Random, file: Uint8Array): number {
  switch (random.below(5)) {
    case 0:
      return random.below(FIELDS);
    case 1:
      return Math.max(0, file.length - 2 * SECTOR_BYTES + random.below(FIELDS));
    case 2:
      return Math.min(
        file.length - 1,
        random.below(Math.ceil(file.length / SECTOR_BYTES)) * SECTOR_BYTES + random.below(32),
      );
    case 3:
      return SECTOR_BYTES + random.below(400);
    default:
      return random.below(file.length);
  }
}

function mutate(random: Random, original: Uint8Array): Uint8Array {
  let file = Uint8Array.from(original);
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const at = place(random, file);
    const choice = random.below(6);
    if (choice === 0) file = file.slice(0, Math.max(1, at));
    else if (choice === 1) file[at] = (file[at] ?? 0) ^ (1 << random.below(8));
    else if (choice === 2) file[at] = random.below(256);
    else if (choice === 3) file.fill(random.below(2) * 255, at, at + 1 + random.below(8));
    else if (choice === 4) file.copyWithin(at, place(random, file), file.length - random.below(SECTOR_BYTES));
    else new DataView(file.buffer).setUint32(Math.min(at, Math.max(0, file.length - 4)), random.below(1_500), true);
    if (file.length < 4) break;
  }
  return file;
}

describe('a reader of files from anywhere', () => {
  it('the originals are read', () => {
    for (const original of originals()) expect(decodeDisk(original, zlib).length).toBe(5 * 64 * 1024 - SECTOR_BYTES);
  });

  it(`reads or refuses ${INPUTS} tampered files`, () => {
    const seed = Number(process.env.SEED ?? Date.now() % 0x7fff_ffff);
    console.log(`tampered files: SEED=${seed}`);
    const random = new Random(seed);
    const files = originals();
    const codes = new Map<string, number>();
    for (let input = 0; input < INPUTS; input += 1) {
      const file = mutate(random, files[input % files.length] as Uint8Array);
      let outcome = 'read';
      try {
        decodeDisk(file, zlib, 1024 * 1024);
      } catch (error) {
        if (!(error instanceof SparseError)) throw error;
        outcome = error.code;
      }
      codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
    }
    // A mutator that only ever cut files off would prove nothing.
    for (const outcome of ['read', 'truncated', 'badGrain', 'badMarker', 'overlapping', 'badDescriptor', 'badHeader'])
      expect(codes.get(outcome) ?? 0, outcome).toBeGreaterThan(INPUTS < 30_000 ? -1 : 0);
  });
});
