// On-disk structures that are wrong in a byte or several, with a checksum that is wrong too or was made to fit: each is read
// as something, or refused by name. An error of any other kind would end the host that reads it. FUZZ_INPUTS says how
// many; the seed is fixed, so each run finds the same.
import { expect, it } from 'vitest';
import { BitmapSector } from './bitmap-sector.ts';
import { crc32, view } from './bytes.ts';
import { decodeEntries, encodeEntries } from './directory.ts';
import { blocksOfFile } from './file-layout.ts';
import { decodeSlot, encodeSlot } from './heartbeat.ts';
import { BLOCK_BYTES, MemoryDevice, VmfsError } from './index.ts';
import { decodeRecord, encodeRecord } from './journal-record.ts';
import { decodeSuperblock, encodeSuperblock } from './layout.ts';
import { decodeLock, encodeLock, lockModes, noChange } from './lock-record.ts';
import { contentMetadata, decodeMetadata, encodeMetadata } from './metadata.ts';
import { decodePointers, encodePointers, readPointers } from './pointer-block.ts';
import { randomFrom } from './random.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 30_000);
const MAX_CHANGED_BYTES = 6;
const UUID = '00000000-0000-4000-8000-000000000001';
const superblock = { uuid: UUID, label: 'datastore1', fileBlocks: 64 };
const guard = { descriptor: 3, generation: 7 };
const device = new MemoryDevice((64 * 1024 * 1024) / BLOCK_BYTES);

interface Structure {
  readonly bytes: Uint8Array;
  readonly decode: (bytes: Uint8Array) => unknown;
}

const described = {
  ...contentMetadata('file', new Uint8Array(0)),
  sizeBytes: 5 * 1024 * 1024,
  extents: [{ start: 12, count: 5 }],
  sequence: 4,
};

/** Metadata, and what is done with it when a file is opened or removed. */
function useMetadata(bytes: Uint8Array): unknown {
  const metadata = decodeMetadata(bytes);
  return (
    metadata && [device.run(readPointers(metadata, superblock)), device.run(blocksOfFile({ metadata }, superblock))]
  );
}

const structures: Readonly<Record<string, Structure>> = {
  superblock: { bytes: encodeSuperblock(superblock), decode: decodeSuperblock },
  heartbeatSlot: {
    bytes: encodeSlot({
      ownerUuid: UUID,
      hostName: 'esx01',
      generation: 1,
      sequence: 9,
      recoverer: { uuid: UUID, hostName: 'esx02', slot: 3 },
    }),
    decode: decodeSlot,
  },
  lockRecord: {
    bytes: encodeLock({
      allocated: true,
      moved: true,
      mode: lockModes.readOnly,
      ownerUuid: UUID,
      hostName: 'esx01',
      slot: 2,
      generation: 3,
      change: noChange,
      holders: [{ uuid: UUID, slot: 2, opens: 1 }],
    }),
    decode: (bytes) => decodeLock(bytes, 1),
  },
  metadata: { bytes: encodeMetadata(described), decode: useMetadata },
  metadataOfPointers: {
    bytes: encodeMetadata({ ...described, extents: [], pointerBlocks: [20, 0] }),
    decode: useMetadata,
  },
  journalRecord: {
    bytes: encodeRecord({
      phase: 'commit',
      number: 12,
      ownerUuid: UUID,
      extents: [{ start: 12, count: 5 }],
      locks: [{ ...guard, becomes: 'free' }],
      images: [{ lba: 2048, bytes: new Uint8Array(1536).fill(1), guard }],
    }),
    decode: decodeRecord,
  },
  pointerSector: {
    bytes: encodePointers(Uint32Array.from({ length: 128 }, (_, index) => 9 + (index % 50))),
    decode: (bytes) => decodePointers(bytes, superblock),
  },
  directory: {
    bytes: encodeEntries([
      { name: 'web.vmx', type: 'file', descriptor: 7 },
      { name: 'logs', type: 'directory', descriptor: 8 },
    ]),
    decode: decodeEntries,
  },
  bitmapSector: {
    bytes: new BitmapSector(new Uint8Array(BLOCK_BYTES), 0).changed({
      bits: [9, 10],
      allocated: true,
      slot: 1,
      stamp: 12,
    }),
    decode: (bytes) => new BitmapSector(bytes, 0).isSet(1_000),
  },
};

it(`reads or refuses ${INPUTS} mutated structures`, { timeout: Math.max(60_000, INPUTS) }, () => {
  const random = randomFrom(1);
  const ends = new Map<string, number>();
  const entries = Object.entries(structures);
  for (let input = 0; input < INPUTS; input += 1) {
    const [name, { bytes, decode }] = entries[random(entries.length)] as (typeof entries)[number];
    const mutated = bytes.slice();
    for (let change = 1 + random(MAX_CHANGED_BYTES); change > 0; change -= 1)
      mutated[random(mutated.length)] = random(2) === 0 ? random(256) : [0, 1, 0x7f, 0xff][random(4)]!;
    // A checksum that fits lets the mistakes through to where they are believed.
    if (random(4) !== 0 && mutated.length % BLOCK_BYTES === 0)
      view(mutated).setUint32(mutated.length - 4, crc32(mutated.subarray(0, mutated.length - 4)), true);
    let end: string;
    try {
      end = decode(mutated) === undefined ? 'nothing' : 'read';
    } catch (error) {
      if (!(error instanceof VmfsError)) throw new Error(`input ${input}, ${name}: ${String(error)}`, { cause: error });
      end = error.code;
    }
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  // It was a storm: all kinds of ends were met, again and again.
  for (const end of ['nothing', 'read', 'damaged', 'unsupportedVersion'])
    expect(ends.get(end) ?? 0, end).toBeGreaterThan(INPUTS / 1_000);
});
