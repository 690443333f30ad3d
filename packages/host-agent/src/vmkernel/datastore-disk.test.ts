import { BLOCK_BYTES } from '@microsphere/block';
import {
  createDisk,
  FILE_BLOCK_BYTES,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  openDisk,
  takeSlot,
  Volume,
} from '@microsphere/vmfs';
import { expect, it } from 'vitest';
import { DatastoreDisk } from './datastore-disk.ts';

const UUID = '11111111-0000-4000-8000-000000000001';
const BLOCK_SECTORS = FILE_BLOCK_BYTES / BLOCK_BYTES;

/** A thin disk of a volume in memory, whose plain writes wait for `release`. */
function thinDisk() {
  const device = new MemoryDevice((32 * FILE_BLOCK_BYTES) / BLOCK_BYTES);
  const superblock = device.run(formatVolume({ uuid: UUID, label: 'datastore1', blocks: device.bytes.length / 512 }));
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const { slot } = device.run(takeSlot({ uuid: UUID, name: 'esx01' }, monitor, 0));
  const volume = new Volume({ superblock, owner: { uuid: UUID, hostName: 'esx01', slot }, monitor, now: () => 0 });
  const ids = { cid: '0000beef', uuid: UUID };
  device.run(createDisk(volume, '/vm.vmdk', { capacityBytes: 4 * FILE_BLOCK_BYTES, provisioning: 'thin', ids }));
  const events: string[] = [];
  const held: (() => void)[] = [];
  let holding = false;
  const opened = (path: string) =>
    new DatastoreDisk({
      name: `[datastore1] ${path}`,
      disk: device.run(openDisk(volume, path, { mode: 'exclusive' })),
      device: {
        lun: 0,
        repeated: async (admission, send) => {
          await admission.admit();
          return await send();
        },
        client: {
          read: async ({ lba, blocks }) => device.bytes.slice(lba * BLOCK_BYTES, (lba + blocks) * BLOCK_BYTES),
          write: async (_lun, lba, data) => {
            if (holding) await new Promise<void>((resolve) => held.push(resolve));
            device.perform({ op: 'write', lba, data, fua: false });
            events.push('written');
          },
          synchronizeCache: async () => {},
          extendedCopy: async ({ source, destination, blocks }) => {
            device.perform({ op: 'copy', source: source.lba, lba: destination.lba, blocks });
            events.push('copied');
          },
        },
      },
      heartbeat: { admit: async () => {}, fenced: () => {}, wake: () => {} },
      perform: async (operation) => {
        const result = device.run(operation());
        events.push('performed');
        return result;
      },
      close: async () => {},
      handOver: async () => new Map(),
      takeBack: async () => {},
      surrender: async () => {},
    });
  const disk = opened('/vm.vmdk');
  /** Another one, as large. */
  const other = () => {
    device.run(createDisk(volume, '/other.vmdk', { capacityBytes: 4 * FILE_BLOCK_BYTES, provisioning: 'thin', ids }));
    return opened('/other.vmdk');
  };
  const hold = () => {
    holding = true;
    return () => {
      holding = false;
      for (const resolve of held.splice(0)) resolve();
    };
  };
  return { disk, events, hold, other, free: () => device.run(volume.freeBytes()) };
}

/** What can go on by itself has gone on. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

it('gives no block back to which a write is on its way', async () => {
  const { disk, events, hold, free } = thinDisk();
  await disk.write(0, new Uint8Array(FILE_BLOCK_BYTES).fill(1));
  const before = free();
  events.length = 0;
  const release = hold();
  const write = disk.write(0, new Uint8Array(BLOCK_BYTES).fill(2));
  const unmap = disk.unmap(0, BLOCK_SECTORS);
  await quiet();
  expect([events, free()]).toEqual([[], before]);
  release();
  await Promise.all([write, unmap]);
  expect([events, free()]).toEqual([['written', 'performed'], before + FILE_BLOCK_BYTES]);
});

it('writes to no block that is just being given back: it takes another one', async () => {
  const { disk, hold } = thinDisk();
  await disk.write(0, new Uint8Array(FILE_BLOCK_BYTES).fill(1));
  const release = hold();
  const first = disk.write(0, new Uint8Array(BLOCK_BYTES).fill(2));
  const unmap = disk.unmap(0, BLOCK_SECTORS);
  await quiet();
  const second = disk.write(1, new Uint8Array(BLOCK_BYTES).fill(3));
  const third = disk.read(2, new Uint8Array(BLOCK_BYTES).fill(9));
  await quiet();
  release();
  await Promise.all([first, unmap, second, third]);
  const data = new Uint8Array(3 * BLOCK_BYTES);
  await disk.read(0, data);
  expect([data[0], data[BLOCK_BYTES], data[2 * BLOCK_BYTES]]).toEqual([0, 3, 0]);
});

it('knows which of its sectors were ever written, and has the array copy them', async () => {
  const { disk, other, events } = thinDisk();
  await disk.write(BLOCK_SECTORS + 5, new Uint8Array(BLOCK_BYTES).fill(3));
  expect(await disk.ownRanges(0, 3 * BLOCK_SECTORS)).toEqual([{ sector: BLOCK_SECTORS, sectors: BLOCK_SECTORS }]);
  const copy = other();
  events.length = 0;
  await copy.copyFrom(disk, { sector: BLOCK_SECTORS, sectors: BLOCK_SECTORS });
  expect(events).toContain('copied');
  expect(events).not.toContain('written');
  const found = new Uint8Array(BLOCK_BYTES);
  await copy.read(BLOCK_SECTORS + 5, found);
  expect(found).toEqual(new Uint8Array(BLOCK_BYTES).fill(3));
});
