import { pb } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import type { DatastoreRecord, VmRecord } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, datacenterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import type { StorageMove } from './relocate-spec.ts';
import { relocatedDisks, storageRelocation } from './storage-migration.ts';

const disk = { capacityBytes: 1, provisioning: 'thin', uuid: '', parents: [] } as const;
const store = (number: number): DatastoreRecord => ({
  type: 'Datastore',
  id: `datastore-${number}`,
  name: `datastore${number}`,
  parent: 'group-s1',
  uuid: `u${number}`,
  naa: 'n',
  capacityBytes: 1,
});
const [one, two, three] = [store(1), store(2), store(3)];

const storage = vmRecord.storage ?? {
  snapshots: [],
  currentSnapshot: 0,
  consolidationNeeded: false,
  changeTrackingEnabled: false,
};
const withDisks = (...fileNames: string[]): VmRecord => ({
  ...vmRecord,
  storage: { ...storage, disks: fileNames.map((fileName) => ({ ...disk, fileName })) },
});
const vm = withDisks('[datastore1] web/web.vmdk', '[datastore1] web/web_1.vmdk');
const chained: VmRecord = {
  ...vmRecord,
  storage: {
    ...storage,
    disks: [{ ...disk, fileName: '[datastore1] web/web-000001.vmdk', parents: ['[datastore1] web/web.vmdk'] }],
  },
};

function relocation(move: Partial<StorageMove> | undefined, of = vm) {
  const inventory = new Inventory(new MemoryStore());
  const folder = { type: 'Folder', parent: 'datacenter-1', name: 'f' } as const;
  inventory.put(
    datacenterRecord,
    { ...folder, id: 'group-v1', childType: ['VirtualMachine'] },
    { ...folder, id: 'group-s1', childType: ['Datastore'] },
    one,
    two,
    three,
    clusterRecord,
    hostRecord,
    of,
  );
  const nothing = { home: undefined, disks: new Map(), formats: new Map() };
  const diskMoveType = 'moveAllDiskBackingsAndDisallowSharing';
  return storageRelocation(inventory, of, move && { ...nothing, diskMoveType, ...move });
}

const both = (to: DatastoreRecord) => ({
  disks: new Map([
    [2_000, to],
    [2_001, to],
  ]),
});

describe('files go', () => {
  it('nowhere when nobody says so', () => {
    expect(relocation(undefined)).toBeUndefined();
  });

  it.each<[string, Partial<StorageMove>, VmRecord]>([
    ['all of them', { home: two, ...both(two) }, vm],
    ['with all disks', both(two), vm],
    ['with those that are there already', { home: two, disks: new Map() }, withDisks('[datastore2] web/web.vmdk')],
    ['as chains', { home: two, disks: new Map([[2_000, two]]) }, chained],
    [
      'as chains that might be shared',
      { home: two, disks: new Map([[2_000, two]]), diskMoveType: 'moveAllDiskBackingsAndAllowSharing' },
      chained,
    ],
    ['in any way where there are no chains', { ...both(two), diskMoveType: 'moveChildMostDiskBacking' }, vm],
  ])('to one datastore: %s', (_what, move, of) => {
    expect(relocation(move, of)?.datastore.id).toBe('datastore-2');
  });

  it('as they are to be there', () => {
    const formats = new Map([[2_001, pb.DiskProvisioning.thin]]);
    const found = relocation({ ...both(two), formats });
    expect(found && relocatedDisks(found)).toEqual([{ disk: 1, provisioning: pb.DiskProvisioning.thin }]);
  });
});

it.each<[string, Partial<StorageMove>, VmRecord, string]>([
  ['one disk alone', { disks: new Map([[2_000, two]]) }, vm, 'to one datastore'],
  ['disks without their .vmx', { home: one, ...both(two) }, vm, 'to one datastore'],
  ['a .vmx without its disks', { home: two }, vm, 'to one datastore'],
  [
    'different datastores',
    {
      home: two,
      disks: new Map([
        [2_000, two],
        [2_001, three],
      ]),
    },
    vm,
    'to one datastore',
  ],
  ['what a linked clone descends from', { home: one, ...both(one) }, vm, 'on datastore1 already'],
  ['a new child', { ...both(two), diskMoveType: 'createNewChildDiskBacking' }, vm, 'createNewChildDiskBacking'],
  [
    'one disk instead of a chain',
    { home: two, disks: new Map([[2_000, two]]), diskMoveType: 'moveAllDiskBackingsAndConsolidate' },
    chained,
    'chains',
  ],
])('refuses %s', (_what, move, of, message) => {
  expect(() => relocation(move, of)).toThrow(
    expect.objectContaining({ type: 'NotSupported', message: expect.stringContaining(message) }),
  );
});
