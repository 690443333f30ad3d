import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import {
  formatSnapshotList,
  MAX_SNAPSHOT_DESCRIPTION_CHARACTERS,
  MAX_SNAPSHOT_NAME_CHARACTERS,
  MAX_SNAPSHOTS,
  MAX_VMSD_BYTES,
  noSnapshots,
  parseSnapshotList,
  type SnapshotList,
} from './snapshot-file.ts';

/** As vSphere writes it, with a time whose lower half is negative. */
const vmsd = `.encoding = "UTF-8"
snapshot.lastUID = "16"
snapshot.current = "16"
snapshot0.uid = "15"
snapshot0.filename = "sql-Snapshot15.vmsn"
snapshot0.displayName = "before the update"
snapshot0.createTimeHigh = "310880"
snapshot0.createTimeLow = "-365210110"
snapshot0.numDisks = "1"
snapshot0.disk0.fileName = "sql.vmdk"
snapshot0.disk0.node = "scsi0:0"
snapshot1.uid = "16"
snapshot1.filename = "sql-Snapshot16.vmsn"
snapshot1.parent = "15"
snapshot1.displayName = "with |22quotes|22"
snapshot1.description = "two|0Alines"
snapshot1.createTimeHigh = "310880"
snapshot1.createTimeLow = "1991180826"
snapshot1.numDisks = "1"
snapshot1.disk0.fileName = "sql-000001.vmdk"
snapshot1.disk0.node = "scsi0:0"
snapshot1.disk0.changeId = "52 de/4"
snapshot.numSnapshots = "2"
`;

describe('a .vmsd', () => {
  it('says which snapshots there are, and is written as it was read', () => {
    const list = parseSnapshotList(vmsd, 'sql.vmsd');
    expect(list).toMatchObject({ lastUid: 16, current: 16 });
    expect(list.snapshots).toEqual([
      {
        uid: 15,
        name: 'before the update',
        description: '',
        createTimeMicroseconds: 310_880 * 2 ** 32 + 2 ** 32 - 365_210_110,
        vmsn: 'sql-Snapshot15.vmsn',
        disks: [{ node: 'scsi0:0', fileName: 'sql.vmdk' }],
      },
      {
        uid: 16,
        parent: 15,
        name: 'with "quotes"',
        description: 'two\nlines',
        createTimeMicroseconds: 310_880 * 2 ** 32 + 1_991_180_826,
        vmsn: 'sql-Snapshot16.vmsn',
        disks: [{ node: 'scsi0:0', fileName: 'sql-000001.vmdk', changeId: '52 de/4' }],
      },
    ]);
    expect(formatSnapshotList(list)).toBe(vmsd);
  });

  it('that is empty, as a new VM has it, says that there are none', () => {
    expect(parseSnapshotList('', 'web.vmsd')).toEqual(noSnapshots);
    expect(parseSnapshotList(formatSnapshotList(noSnapshots), 'web.vmsd')).toEqual(noSnapshots);
  });

  it('that is as full as can be is read again', () => {
    const list: SnapshotList = {
      lastUid: MAX_SNAPSHOTS,
      current: MAX_SNAPSHOTS,
      snapshots: Array.from({ length: MAX_SNAPSHOTS }, (_, index) => ({
        uid: index + 1,
        parent: index === 0 ? undefined : index,
        name: '|'.repeat(MAX_SNAPSHOT_NAME_CHARACTERS),
        description: '"'.repeat(MAX_SNAPSHOT_DESCRIPTION_CHARACTERS),
        createTimeMicroseconds: 1_700_000_000_000_000 + index,
        vmsn: `${'x'.repeat(80)}-Snapshot${index + 1}.vmsn`,
        disks: [{ node: 'scsi0:0', fileName: `${'x'.repeat(80)}-00000${index}.vmdk` }],
      })),
    };
    const text = formatSnapshotList(list);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_VMSD_BYTES);
    expect(parseSnapshotList(text, 'web.vmsd')).toEqual(list);
  });

  it.each([
    ['line 1: ', 'snapshot.lastUID = 16'],
    ['snapshot.numSnapshots = "32"', 'snapshot.numSnapshots = "32"'],
    ['snapshot.numSnapshots = "-1"', 'snapshot.numSnapshots = "-1"'],
    ['no snapshot0.uid', 'snapshot.lastUID = "1"\nsnapshot.numSnapshots = "1"'],
    ['snapshot0.uid = "17"', vmsd.replace('snapshot0.uid = "15"', 'snapshot0.uid = "17"')],
    ['no snapshot1.filename', vmsd.replace('snapshot1.filename = "sql-Snapshot16.vmsn"\n', '')],
    ['no snapshot1.disk0.node', vmsd.replace('snapshot1.disk0.node = "scsi0:0"\n', '')],
    ['snapshot0.disk0.fileName = "../b/b.vmdk" is no file in its folder', vmsd.replace('"sql.vmdk"', '"../b/b.vmdk"')],
    ['two snapshots have one UID', vmsd.replace('snapshot1.uid = "16"', 'snapshot1.uid = "15"')],
    ['snapshot 16 was taken on top of 14, which is not there', vmsd.replace('parent = "15"', 'parent = "14"')],
    ['snapshot 16 was taken on top of 16', vmsd.replace('parent = "15"', 'parent = "16"')],
    ['snapshot.current = "14" is not there', vmsd.replace('current = "16"', 'current = "14"')],
  ])('is refused: %s', (message, text) => {
    const parse = () => parseSnapshotList(text, 'sql.vmsd');
    expect(parse).toThrow(HostFault);
    expect(parse).toThrow(`sql.vmsd: ${message}`);
  });
});
