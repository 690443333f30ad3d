// For tests: whole disks through the codec at once, in memory.
import { SparseError } from './sparse-error.ts';
import { GRAIN_SECTORS, SECTOR_BYTES } from './sparse-header.ts';
import { expandGrain, openSparse, type SparseFile } from './sparse-reader.ts';
import { StreamWriter } from './stream-writer.ts';

const GRAIN_BYTES = GRAIN_SECTORS * SECTOR_BYTES;

/** What is used of `node:zlib`: a core has no compression of its own. */
export interface Zlib {
  deflateSync(bytes: Uint8Array): Uint8Array;
  inflateSync(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array;
}

/** A streamOptimized VMDK of a disk. */
export function encodeDisk(disk: Uint8Array, { deflateSync }: Zlib): Uint8Array {
  const capacitySectors = disk.length / SECTOR_BYTES;
  const writer = new StreamWriter({ capacitySectors, cid: '0123abcd', fileName: 'disk.vmdk', adapterType: 'lsilogic' });
  const parts: Uint8Array[] = [writer.begin()];
  for (let at = 0; at < disk.length; at += GRAIN_BYTES) {
    const grain = new Uint8Array(GRAIN_BYTES);
    grain.set(disk.subarray(at, at + GRAIN_BYTES));
    if (grain.some((byte) => byte !== 0)) parts.push(...writer.grain(at / GRAIN_BYTES, deflateSync(grain)));
  }
  parts.push(...writer.end());
  return concatenated(parts);
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let done = 0;
  for (const part of parts) {
    bytes.set(part, done);
    done += part.length;
  }
  return bytes;
}

/** What a shell does with a compressed grain. */
function inflate(stored: Uint8Array, maxOutputLength: number, { inflateSync }: Zlib): Uint8Array | undefined {
  try {
    return inflateSync(stored, { maxOutputLength });
  } catch {
    return undefined;
  }
}

/** Opens a file in memory. Throws SparseError. */
export function openBytes(bytes: Uint8Array): SparseFile {
  const opening = openSparse(bytes.length);
  let step = opening.next();
  while (!step.done) step = opening.next(at(bytes, step.value));
  return step.value;
}

/** The whole disk in a file; disks of more than `maxBytes` are read, and not kept. Throws SparseError. */
export function decodeDisk(bytes: Uint8Array, zlib: Zlib, maxBytes = 256 * 1024 * 1024): Uint8Array {
  const file = openBytes(bytes);
  const sizeBytes = file.capacitySectors * SECTOR_BYTES;
  const disk = new Uint8Array(sizeBytes <= maxBytes ? sizeBytes : 0);
  const grains = file.grains();
  let count = 0;
  let step = grains.next();
  while (!step.done) {
    if ('stored' in step.value) {
      const grain = step.value;
      const expanded = expandGrain(grain, grain.compressed ? inflate(grain.stored, grain.grainBytes, zlib) : undefined);
      if (disk.length > 0) disk.set(expanded, grain.sector * SECTOR_BYTES);
      count += 1;
      step = grains.next();
    } else step = grains.next(at(bytes, step.value));
  }
  if (count !== file.grainCount) throw new TypeError(`${count} grains, not ${file.grainCount}`);
  return disk;
}

function at(bytes: Uint8Array, { offsetBytes, lengthBytes }: { offsetBytes: number; lengthBytes: number }): Uint8Array {
  return bytes.subarray(offsetBytes, offsetBytes + lengthBytes);
}

/** The error that reading a file ends in; undefined where it is read. */
export function refusal(bytes: Uint8Array, zlib: Zlib): SparseError | undefined {
  try {
    decodeDisk(bytes, zlib);
    return undefined;
  } catch (error) {
    if (error instanceof SparseError) return error;
    throw error;
  }
}

/** Random numbers from a seed (mulberry32), so that a failure can be run again. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = this.state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * bound);
  }
}

/** A disk with runs of data here and there: at odd places, in whole grains, at the very end. */
export function sparseDisk(random: Random, sectors: number): Uint8Array {
  const disk = new Uint8Array(sectors * SECTOR_BYTES);
  for (let run = random.below(12); run > 0; run -= 1) {
    const start = random.below(disk.length);
    const length = Math.min(disk.length - start, 1 + random.below(3 * GRAIN_BYTES));
    const noise = random.below(2) === 0;
    for (let index = 0; index < length; index += 1) disk[start + index] = noise ? random.below(256) : run;
  }
  if (random.below(3) === 0) disk[disk.length - 1] = 1;
  return disk;
}
