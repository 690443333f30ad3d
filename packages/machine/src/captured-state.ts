/**
 * A virtual machine's state as bytes: a version, the guest's state as it lies in its block, the data of writes in flight, typed bytes
 * that the guest has not taken, and the pages that are not zero. A CRC over all of it stands at the end, so that what was cut or
 * changed on the way is told from what is whole.
 *
 *   magic "MSVM", version (4), RAM pages (4), flags (4)          16 bytes
 *   guest state                                                  4096 bytes
 *   16 lengths (4 each), then that many bytes of each bounce buffer
 *   console length (4), tools length (4), then their bytes
 *   page count (4), page numbers (4 each), then the pages        only when flag 1 is set
 *   CRC-32 of all before (4)
 */
import { crc32 } from 'node:zlib';
import { type CapturedState, CapturedStateError, PAGE_SIZE } from './contract.ts';
import { extensionsOf, type Isa } from './isa.ts';
import * as at from './layout.ts';
import type { VmBlock } from './vm-block.ts';

const MAGIC = 0x4d56534d;
/** 2: the state has the guest's extensions. */
const CAPTURED_STATE_VERSION = 2;
const FLAG_PAGES = 1;
const HEADER_SIZE = 16;

export interface ParsedState {
  readonly ramPages: number;
  readonly hasPages: boolean;
  readonly state: Uint8Array;
  readonly bounces: readonly Uint8Array[];
  readonly console: Uint8Array;
  readonly tools: Uint8Array;
  /** Pages that are not zero, by number. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

function words(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value, true);
  return bytes;
}

function ringContent(ring: VmBlock['console']): Uint8Array {
  const bytes = new Uint8Array(ring.usedBytes);
  ring.peek(bytes);
  return bytes;
}

/** The data of a write that the host still works on; nothing for other requests. */
function bounceContent(block: VmBlock, index: number): Uint8Array {
  const { state, operation, lengthBytes } = block.request(index);
  const written = state === at.REQUEST_IN_FLIGHT && operation === at.OPERATION_WRITE;
  return block.bounce(index).subarray(0, written ? lengthBytes : 0);
}

/** Writes down a machine that nobody executes. */
export function encodeState(block: VmBlock, { pages }: { pages: boolean }): CapturedState {
  const bounces = Array.from({ length: at.REQUEST_COUNT }, (_, index) => bounceContent(block, index));
  const typed = [ringContent(block.console), ringContent(block.tools)];
  const parts = [
    words(MAGIC, CAPTURED_STATE_VERSION, block.ramPages, pages ? FLAG_PAGES : 0),
    block.state,
    words(...bounces.map(({ length }) => length)),
    ...bounces,
    words(...typed.map(({ length }) => length)),
    ...typed,
  ];
  if (pages) {
    const numbers: number[] = [];
    for (let page = 0; page < block.ramPages; page++) if (!block.isZeroPage(page)) numbers.push(page);
    parts.push(words(numbers.length, ...numbers), ...numbers.map((page) => block.page(page)));
  }
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(size + 4);
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  bytes.set(words(crc32(bytes.subarray(0, size))), size);
  return { bytes };
}

/** Reads a state; throws `CapturedStateError` when it is damaged or of another version. */
export function parseState({ bytes }: CapturedState): ParsedState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 4;
  if (end < HEADER_SIZE + at.STATE_SIZE || view.getUint32(0, true) !== MAGIC)
    throw new CapturedStateError('these bytes are not the state of a virtual machine');
  const version = view.getUint32(4, true);
  if (version !== CAPTURED_STATE_VERSION)
    throw new CapturedStateError(
      `the state is of version ${version}, this machine reads version ${CAPTURED_STATE_VERSION}`,
    );
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end)))
    throw new CapturedStateError('the state is damaged: its checksum is wrong');
  let position = HEADER_SIZE;
  const take = (length: number): Uint8Array => {
    if (position + length > end) throw new CapturedStateError('the state is damaged: it ends too early');
    position += length;
    return bytes.subarray(position - length, position);
  };
  const takeWord = (): number => {
    take(4);
    return view.getUint32(position - 4, true);
  };
  const state = take(at.STATE_SIZE);
  const lengths = Array.from({ length: at.REQUEST_COUNT }, takeWord);
  const bounces = lengths.map(take);
  const [consoleLength, toolsLength] = [takeWord(), takeWord()];
  const typed = { console: take(consoleLength), tools: take(toolsLength) };
  const hasPages = (view.getUint32(12, true) & FLAG_PAGES) !== 0;
  const pages = new Map<number, Uint8Array>();
  if (hasPages) {
    const numbers = Array.from({ length: takeWord() }, takeWord);
    for (const number of numbers) pages.set(number, take(PAGE_SIZE));
  }
  return { ramPages: view.getUint32(8, true), hasPages, state, bounces, ...typed, pages };
}

/** Puts a state into a block that nobody executes. Pages that it does not carry become zero when it carries pages at all. */
export function applyState(block: VmBlock, parsed: ParsedState): void {
  block.state.set(parsed.state);
  for (const [index, bounce] of parsed.bounces.entries()) block.bounce(index).set(bounce);
  block.console.clear();
  block.console.write(parsed.console);
  block.tools.clear();
  block.tools.write(parsed.tools);
  block.frames.clear();
  block.output.clear();
  for (let request = 0; request < at.REQUEST_COUNT; request++) block.write32(at.COMPLETIONS + 4 * request, 0);
  if (!parsed.hasPages) return;
  for (let page = 0; page < block.ramPages; page++) {
    const content = parsed.pages.get(page);
    if (content) block.page(page).set(content);
    else if (!block.isZeroPage(page)) block.page(page).fill(0);
    else continue;
    block.markDirty(page);
  }
}

/**
 * What must be the same for a state to fit a machine: its RAM, and its devices with their kinds, capacities and features. Its guest
 * may have found extensions and be using them: the host must have those.
 */
export function misfit(block: VmBlock, { ramPages, state }: ParsedState, hostIsa: Isa): string | undefined {
  if (ramPages !== block.ramPages) return `it has ${ramPages} pages of RAM, the machine ${block.ramPages}`;
  const own = new DataView(block.memory, block.address);
  const other = new DataView(state.buffer, state.byteOffset);
  const lacking = other.getUint32(at.EXTENSIONS, true) & ~extensionsOf(hostIsa);
  if (lacking !== 0)
    return `its guest may use the extensions 0x${lacking.toString(16)} of misa, the host is ${hostIsa}`;
  for (let slot = 0; slot < at.VIRTIO_SLOTS; slot++) {
    const device = at.DEVICES + slot * at.DEVICE_STRIDE;
    const id = own.getUint32(device + at.DEVICE_ID, true);
    if (other.getUint32(device + at.DEVICE_ID, true) !== id) return `virtio slot ${slot} holds another device`;
    if (id === at.ID_BLOCK) {
      const capacity = device + at.DEVICE_CONFIGURATION;
      if (own.getBigUint64(capacity, true) !== other.getBigUint64(capacity, true))
        return `the disk in virtio slot ${slot} has another capacity`;
      const features = device + at.DEVICE_FEATURES;
      if (own.getBigUint64(features, true) !== other.getBigUint64(features, true))
        return `the disk in virtio slot ${slot} offers other features`;
    }
  }
  return undefined;
}
