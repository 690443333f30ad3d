// fsck over volumes with bytes that are anything: whatever lies there, it comes to an end, says what it found by name, and
// what it has repaired it finds no more. FUZZ_INPUTS and FUZZ_SEED choose how many volumes, and which.
import { beforeAll, expect, it } from 'vitest';
import { crc32, view } from '../bytes.ts';
import {
  BLOCK_BYTES,
  type BlockCommand,
  type BlockOutcome,
  FILE_BLOCK_BYTES,
  formatVolume,
  fsck,
  HeartbeatMonitor,
  MemoryDevice,
  readSuperblock,
  takeSlot,
  VmfsError,
  Volume,
} from '../index.ts';
import { BITMAP_LBA, DESCRIPTOR_LBA, FIRST_DATA_FILE_BLOCK, HEARTBEAT_LBA, journalLba } from '../layout.ts';
import { type Random, randomFrom } from '../random.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_124);
const BLOCKS = (24 * FILE_BLOCK_BYTES) / BLOCK_BYTES;
const OWNER = '11111111-0000-4000-8000-000000000001';
/** No run of fsck over so small a volume needs more commands: more are a loop. */
const MAX_COMMANDS = 20_000;

/** Knows what has been changed, and puts it back. */
class RestorableDevice extends MemoryDevice {
  private readonly original: Uint8Array;
  private readonly changed = new Set<number>();
  commands = 0;

  constructor(original: Uint8Array) {
    super(original.length / BLOCK_BYTES);
    this.bytes.set(original);
    this.original = original;
  }

  override perform(command: BlockCommand): BlockOutcome {
    this.commands += 1;
    if (this.commands > MAX_COMMANDS) throw new Error('fsck does not end');
    if (command.op === 'write') this.spoil(command.lba, command.data.length / BLOCK_BYTES);
    else if (command.op !== 'read') throw new Error(`fsck needs no ${command.op}`);
    return super.perform(command);
  }

  spoil(lba: number, blocks: number): Uint8Array {
    for (let block = lba; block < lba + blocks; block += 1) this.changed.add(block);
    return this.bytes.subarray(lba * BLOCK_BYTES, (lba + blocks) * BLOCK_BYTES);
  }

  restore(): void {
    for (const block of this.changed) {
      const at = block * BLOCK_BYTES;
      this.bytes.set(this.original.subarray(at, at + BLOCK_BYTES), at);
    }
    this.changed.clear();
    this.commands = 0;
  }
}

let device: RestorableDevice;

beforeAll(() => {
  const made = new MemoryDevice(BLOCKS);
  made.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  const superblock = made.run(readSuperblock(BLOCKS));
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const { slot } = made.run(takeSlot({ uuid: OWNER, name: 'esx01' }, monitor, 0));
  const owner = { uuid: OWNER, hostName: 'esx01', slot };
  const volume = new Volume({ superblock, owner, monitor, now: () => 0 });
  for (const path of ['/a', '/a/b', '/c']) made.run(volume.makeDirectory(path));
  for (const [path, length] of [
    ['/a/small', 10],
    ['/a/b/large', 2 * FILE_BLOCK_BYTES],
    ['/c/other', FILE_BLOCK_BYTES],
  ] as const)
    made.run(volume.createFile(path, { content: new Uint8Array(length).fill(7) }));
  for (let index = 0; index < 40; index += 1)
    made.run(volume.createFile(`/c/one-of-many-files-with-long-names-${index}`, { content: new Uint8Array(3) }));
  made.run(volume.lockFile('/a/small'));
  made.run(volume.createFile('/a/thick', { sizeBytes: 3 * FILE_BLOCK_BYTES, provisioning: 'zeroedThick' }));
  device = new RestorableDevice(made.bytes);
});

/** Structures that are in use: where they begin, and how long they are. */
const FIRST_COPIES = 60;
const structures = (random: Random): { readonly lba: number; readonly blocks: number } => {
  const descriptor = DESCRIPTOR_LBA + 8 * random(FIRST_COPIES);
  const choices = [
    { lba: random(2), blocks: 1 },
    { lba: HEARTBEAT_LBA + random(3), blocks: 1 },
    { lba: BITMAP_LBA, blocks: 1 },
    { lba: descriptor, blocks: 1 },
    { lba: descriptor + 1, blocks: 3 },
    { lba: descriptor + 4, blocks: 3 },
    { lba: descriptor, blocks: 8 },
    { lba: journalLba(random(2)) + 32 * random(4), blocks: 2 },
    { lba: FIRST_DATA_FILE_BLOCK * 2_048 + 2_048 * random(8), blocks: 1 },
  ];
  return choices[random(choices.length)] ?? { lba: 0, blocks: 1 };
};

function spoil(random: Random): void {
  for (let places = 1 + random(3); places > 0; places -= 1) {
    const { lba, blocks } = structures(random);
    const bytes = device.spoil(lba, blocks);
    // Near the beginning of a structure are its numbers.
    const reach = random(10) < 7 ? Math.min(64, bytes.length) : bytes.length;
    for (let count = 1 + random(6); count > 0; count -= 1) bytes[random(reach)] = random(10) < 3 ? 0 : random(256);
    // A checksum that fits nonsense lets it through to what reads it.
    if (random(10) < 6) view(bytes).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)), true);
  }
}

/** A bound for a machine that is busy, in milliseconds an input. */
const INPUT_LIMIT_MS = 150;

it(`ends, with findings that have names, over ${INPUTS} spoiled volumes (seed ${SEED})`, {
  timeout: INPUTS * INPUT_LIMIT_MS + 10_000,
}, () => {
  const kinds = new Map<string, number>();
  for (let input = 0; input < INPUTS; input += 1) {
    const random = randomFrom(SEED + input);
    device.restore();
    spoil(random);
    const when = `FUZZ_SEED=${SEED + input} FUZZ_INPUTS=1`;
    try {
      for (const { kind } of device.run(fsck({ blocks: BLOCKS })).findings) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      device.commands = 0;
      const repaired = device.run(fsck({ blocks: BLOCKS, repair: true }));
      const open = repaired.findings.filter(({ repaired }) => !repaired).map(({ kind }) => kind);
      device.commands = 0;
      const again = device.run(fsck({ blocks: BLOCKS })).findings;
      expect(
        again.map(({ kind }) => kind).filter((kind) => !open.includes(kind)),
        when,
      ).toEqual([]);
    } catch (error) {
      if (!(error instanceof VmfsError)) throw new Error(`${when}: ${(error as Error).stack}`, { cause: error });
    }
  }
  // It has been deep inside: a fuzz that is turned away at the door tests nothing.
  if (INPUTS >= 500) expect(kinds.size).toBeGreaterThan(15);
});
