import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES } from '../index.ts';
import { blockSectorsOf, blocksOf } from './change-record.ts';
import { allocatedAreas, ChangeIdError, ChangeTracker, MAX_AREAS } from './change-tracker.ts';
import { Consolidation } from './consolidation.ts';
import { createChild, createDisk } from './create-disk.ts';
import { filled, MIB, newVolume, testIds, testUuid } from './testing.ts';
import { openDisk } from './virtual-disk.ts';

const BASE = '/vm/vm.vmdk';
const CHILD = '/vm/vm-000001.vmdk';
const exclusive = { mode: 'exclusive' } as const;
const KIB64 = 64 * 1024;
const block = (index: number, count = 1) => ({ startBytes: index * KIB64, lengthBytes: count * KIB64 });

function tracked(capacityBytes = 8 * MIB) {
  const { device, volume } = newVolume(512);
  device.run(createDisk(volume, BASE, { capacityBytes, provisioning: 'thin', ids: testIds(1) }));
  const disk = device.run(openDisk(volume, BASE, exclusive));
  const tracker = device.run(ChangeTracker.open(volume, { disk, uuid: testUuid(50) }));
  device.run(disk.markWritten({ cid: '0badcafe' }));
  return { device, volume, disk, tracker };
}

describe('changed block tracking', () => {
  it('says which blocks were written since a point', () => {
    const { device, disk, tracker } = tracked();
    device.run(disk.write(0, filled(1, 1)));
    const first = tracker.endEpoch();
    expect(first).toBe(`${testUuid(50)}/1`);
    device.run(disk.write(127, filled(2, 2)));
    expect(disk.locateForWrite(128 * 5, 8)).toBeDefined();
    const second = tracker.endEpoch();
    device.run(disk.unmap(128 * 9, 1));
    expect(tracker.changesSince(first, 0)).toEqual({
      startBytes: 0,
      lengthBytes: 8 * MIB,
      changedAreas: [block(0, 2), block(5), block(9)],
    });
    expect(tracker.changesSince(second, 0).changedAreas).toEqual([block(9)]);
    expect(tracker.changesSince(first, 5 * KIB64 + BLOCK_BYTES).changedAreas).toEqual([
      { startBytes: 5 * KIB64 + BLOCK_BYTES, lengthBytes: KIB64 - BLOCK_BYTES },
      block(9),
    ]);
  });

  it('goes on over a power cycle, a snapshot and a consolidation', () => {
    const { device, volume, disk, tracker } = tracked();
    const id = tracker.endEpoch();
    device.run(disk.write(128, filled(1, 1)));
    device.run(tracker.close());
    device.run(disk.close());

    const again = device.run(openDisk(volume, BASE, exclusive));
    const resumed = device.run(ChangeTracker.open(volume, { disk: again, uuid: testUuid(51) }));
    expect(resumed.changesSince(id, 0).changedAreas).toEqual([block(1)]);
    device.run(createChild(volume, { parent: BASE, child: CHILD, ids: testIds(2) }));
    const longer = device.run(again.extend(CHILD));
    device.run(resumed.moveTo(longer));
    device.run(longer.write(3 * 128, filled(1, 2)));
    expect(resumed.changesSince(id, 0).changedAreas).toEqual([block(1), block(3)]);

    const consolidation = device.run(Consolidation.begin(volume, { disk: longer, child: CHILD }));
    while (!device.run(consolidation.step()).done);
    const shorter = device.run(consolidation.commit());
    device.run(resumed.moveTo(shorter));
    device.run(shorter.write(5 * 128, filled(1, 2)));
    device.run(resumed.close());
    device.run(shorter.close());
    const last = device.run(openDisk(volume, BASE, exclusive));
    const final = device.run(ChangeTracker.open(volume, { disk: last, uuid: testUuid(52) }));
    expect(final.changesSince(id, 0).changedAreas).toEqual([block(1), block(3), block(5)]);
  });

  it('voids its ids when the disk was not closed, or written to untracked', () => {
    const { device, volume, disk, tracker } = tracked();
    const id = tracker.endEpoch();
    // The host is dead: its mount never comes back, and neither does the record in its memory.
    const { file } = disk.top.extent;
    device.run(volume.unlockFile(file.lock));
    device.run(volume.unlockFile(tracker.recordFile.lock));
    const again = device.run(openDisk(volume, BASE, exclusive));
    const fresh = device.run(ChangeTracker.open(volume, { disk: again, uuid: testUuid(51) }));
    expect(() => fresh.changesSince(id, 0)).toThrow(ChangeIdError);
    const other = fresh.endEpoch();
    device.run(fresh.close());
    device.run(again.markWritten({ cid: '0badbeef' }));
    device.run(again.write(0, filled(1, 1)));
    device.run(again.close());
    const last = device.run(openDisk(volume, BASE, exclusive));
    const third = device.run(ChangeTracker.open(volume, { disk: last, uuid: testUuid(52) }));
    expect(() => third.changesSince(other, 0)).toThrow(ChangeIdError);
    expect(() => third.changesSince(`${testUuid(52)}/9`, 0)).toThrow(ChangeIdError);
    expect(() => third.changesSince('*', 0)).toThrow(ChangeIdError);
  });

  it('answers with a bounded number of areas, and goes on from the end of the last one', () => {
    const capacityBytes = (2 * MAX_AREAS + 10) * KIB64;
    const { tracker } = tracked(capacityBytes);
    const id = tracker.endEpoch();
    for (let index = 0; index < 2 * MAX_AREAS + 10; index += 2) tracker.note(index * 128, 1);
    const first = tracker.changesSince(id, 0);
    expect(first.changedAreas).toHaveLength(MAX_AREAS);
    const rest = tracker.changesSince(id, first.startBytes + first.lengthBytes);
    expect(rest.changedAreas).toHaveLength(5);
    expect(rest.startBytes + rest.lengthBytes).toBe(capacityBytes);
  });

  it('tells what is allocated', () => {
    const { device, disk } = tracked();
    device.run(disk.write(3 * 2048, filled(1, 1)));
    expect(device.run(allocatedAreas(disk, 0))).toEqual({
      startBytes: 0,
      lengthBytes: 8 * MIB,
      changedAreas: [{ startBytes: 3 * MIB, lengthBytes: MIB }],
    });
  });

  it('has larger blocks for larger disks, so that its record stays small', () => {
    expect(blockSectorsOf(2 ** 27)).toBe(128);
    expect(blockSectorsOf(2 ** 27 + 1)).toBe(256);
    expect(blocksOf(62 * 2 ** 31)).toBeLessThanOrEqual(2 ** 20);
  });
});
