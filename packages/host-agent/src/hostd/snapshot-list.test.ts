import { describe, expect, it } from 'vitest';
import {
  MAX_SNAPSHOT_DESCRIPTION_CHARACTERS,
  MAX_SNAPSHOT_NAME_CHARACTERS,
  MAX_SNAPSHOTS,
  noSnapshots,
  type SnapshotList,
} from './snapshot-file.ts';
import { findSnapshot, reconciled, renamed, withoutSnapshot, withoutSnapshots, withSnapshot } from './snapshot-list.ts';

function take(list: SnapshotList, name: string, disk = `${name}.vmdk`): SnapshotList {
  return withSnapshot(list, {
    name,
    description: '',
    createTimeMicroseconds: 0,
    fileBase: 'web',
    disks: [{ node: 'scsi0:0', fileName: disk }],
  });
}

/** "a(b(c) d)": the tree; a star at the current one. */
function drawn({ snapshots, current }: SnapshotList, parent?: number): string {
  return snapshots
    .filter((snapshot) => snapshot.parent === parent)
    .map(({ uid, name }) => {
      const children = drawn({ snapshots, current, lastUid: 0 }, uid);
      return `${name}${uid === current ? '*' : ''}${children === '' ? '' : `(${children})`}`;
    })
    .join(' ');
}

/** a(b(c) d*): d was taken after a revert to a. */
const tree = take({ ...take(take(take(noSnapshots, 'a'), 'b'), 'c'), current: 1 }, 'd');

describe('the tree of snapshots', () => {
  it('grows below the current one, with UIDs that are never given twice', () => {
    expect(drawn(tree)).toBe('a(b(c) d*)');
    expect(findSnapshot(tree, 4)).toMatchObject({ parent: 1, vmsn: 'web-Snapshot4.vmsn' });
    expect(take(withoutSnapshot(tree, 4, { removeChildren: false }), 'e').lastUid).toBe(5);
  });

  it.each([
    [1, false, 'b(c) d*'],
    [2, false, 'a(c d*)'],
    [4, false, 'a*(b(c))'],
    [2, true, 'a(d*)'],
    [1, true, ''],
  ])('without %i, its children as well: %s, is %s', (uid, removeChildren, expected) => {
    expect(drawn(withoutSnapshot(tree, uid, { removeChildren }))).toBe(expected);
  });

  it('without all of them keeps the last UID', () => {
    expect(withoutSnapshots(tree)).toEqual({ lastUid: 4, snapshots: [] });
  });

  it('takes other names', () => {
    const other = renamed(tree, 2, { name: 'x', description: 'y' });
    expect(findSnapshot(other, 2)).toMatchObject({ name: 'x', description: 'y' });
    expect(findSnapshot(renamed(other, 2, {}), 2)).toEqual(findSnapshot(other, 2));
  });

  it.each([
    ['InvalidName', () => take(noSnapshots, '')],
    ['InvalidName', () => take(noSnapshots, 'a\nb')],
    ['InvalidName', () => take(noSnapshots, 'x'.repeat(MAX_SNAPSHOT_NAME_CHARACTERS + 1))],
    ['InvalidName', () => renamed(tree, 1, { name: ' ' })],
    ['InvalidArgument', () => renamed(tree, 1, { description: 'x'.repeat(MAX_SNAPSHOT_DESCRIPTION_CHARACTERS + 1) })],
    ['NotFound', () => renamed(tree, 9, {})],
    ['NotFound', () => withoutSnapshot(tree, 9, { removeChildren: false })],
  ])('refuses with %s', (type, change) => {
    expect(change).toThrow(expect.objectContaining({ type }));
  });

  it('has so many snapshots and no more', () => {
    let list = noSnapshots;
    for (let count = 0; count < MAX_SNAPSHOTS; count += 1) list = take(list, `s${count}`);
    expect(() => take(list, 'one more')).toThrow(expect.objectContaining({ type: 'NotSupported' }));
  });
});

describe('a tree beside the .vmx', () => {
  it('has no snapshot of a disk that is still written to: it was never finished', () => {
    const list = take(take(noSnapshots, 'a'), 'b');
    const seen = reconciled(list, { written: new Set(['b.vmdk']), chains: [['a.vmdk']] });
    expect(drawn(seen)).toBe('a*');
    expect(seen.lastUid).toBe(2);
  });

  it.each([
    ['a(b(c*) d)', ['c.vmdk', 'b.vmdk', 'a.vmdk']],
    ['a*(b(c) d)', ['a.vmdk']],
    ['a*(b(c) d)', ['left-over.vmdk', 'a.vmdk']],
    ['a(b(c) d)', []],
  ])('is at the nearest snapshot that the disk descends from: %s', (expected, chain) => {
    expect(drawn(reconciled(tree, { written: new Set(['now.vmdk']), chains: [chain] }))).toBe(expected);
  });

  it('of a VM without disks says itself where it is', () => {
    expect(drawn(reconciled(tree, { written: new Set(), chains: [] }))).toBe('a(b(c) d*)');
  });
});
