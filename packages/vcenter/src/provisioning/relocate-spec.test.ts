import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import type { VmRecord } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, datacenterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import { parseRelocateSpec, type RelocateSpec } from './relocate-spec.ts';

const vm: VmRecord = {
  ...vmRecord,
  datastore: 'datastore-1',
  disks: ['web', 'web_1'].map((name) => ({ fileName: `[datastore1] web/${name}.vmdk`, capacityBytes: 1 })),
};

function parse(spec: Omit<RelocateSpec, '_typeName'>, of: VmRecord = withoutStorage(vm)) {
  const inventory = new Inventory(new MemoryStore());
  const folder = { type: 'Folder', parent: 'datacenter-1', childType: ['VirtualMachine'] } as const;
  const datastore = { type: 'Datastore', parent: 'group-s1', uuid: 'u', naa: 'n', capacityBytes: 1 } as const;
  inventory.put(
    datacenterRecord,
    { ...folder, id: 'group-v1', name: 'vm' },
    { ...folder, id: 'group-v2', name: 'servers', parent: 'group-v1' },
    { ...folder, id: 'group-s1', name: 'datastore', childType: ['Datastore'] },
    { ...datastore, id: 'datastore-1', name: 'datastore1' },
    { ...datastore, id: 'datastore-2', name: 'datastore2' },
    clusterRecord,
    { type: 'ResourcePool', id: 'resgroup-1', name: 'Resources', parent: 'domain-c1', owner: 'domain-c1' },
    hostRecord,
    { ...hostRecord, id: 'host-2', name: 'esx02' },
    { ...hostRecord, id: 'host-9', name: 'elsewhere', parent: 'domain-c9' },
    of,
  );
  const { destination, storage, change } = parseRelocateSpec({ inventory }, of, {
    _typeName: 'VirtualMachineRelocateSpec',
    ...spec,
  });
  const disks = storage && Object.fromEntries([...storage.disks].map(([key, { id }]) => [key, id]));
  return { destination: destination.id, home: storage?.home?.id, disks, type: storage?.diskMoveType, change };
}

function withoutStorage({ storage: _storage, ...rest }: VmRecord): VmRecord {
  return rest;
}

const nothing = { destination: 'host-1', home: undefined, disks: undefined, type: undefined, change: {} };
const to = (id: string) => moRef('Datastore', id);
const locator = (diskId: number, datastore: string) =>
  ({ _typeName: 'VirtualMachineRelocateSpecDiskLocator', diskId, datastore: to(datastore) }) as const;
const type = 'moveAllDiskBackingsAndDisallowSharing';

describe('what is asked for', () => {
  it.each([
    ['nothing', {}, nothing],
    ['its own datastore', { datastore: to('datastore-1'), disk: [locator(2_000, 'datastore-1')] }, nothing],
    ['a host', { host: moRef('HostSystem', 'host-2') }, { ...nothing, destination: 'host-2' }],
    ['its own pool', { pool: moRef('ResourcePool', 'resgroup-1') }, nothing],
    ['a folder', { folder: moRef('Folder', 'group-v2') }, { ...nothing, change: { parent: 'group-v2' } }],
    [
      'a datastore',
      { datastore: to('datastore-2') },
      { ...nothing, home: 'datastore-2', disks: { 2000: 'datastore-2', 2001: 'datastore-2' }, type },
    ],
    [
      'a datastore, and another one for a disk',
      { datastore: to('datastore-2'), disk: [locator(2_001, 'datastore-1')] },
      { ...nothing, home: 'datastore-2', disks: { 2000: 'datastore-2' }, type },
    ],
    [
      'a datastore for a disk',
      { disk: [locator(2_001, 'datastore-2')], diskMoveType: 'moveAllDiskBackingsAndConsolidate' },
      { ...nothing, disks: { 2001: 'datastore-2' }, type: 'moveAllDiskBackingsAndConsolidate' },
    ],
  ])('%s', (_what, spec, expected) => {
    expect(parse(spec)).toEqual(expected);
  });

  it('leaves a disk that has files on two datastores nowhere but where it is to be', () => {
    const parents = ['[datastore1] gold/gold.vmdk'];
    const linked = { fileName: '[datastore2] web/web.vmdk', capacityBytes: 1, provisioning: 'thin', uuid: '' } as const;
    const storage = { ...vmRecord.storage!, disks: [{ ...linked, parents }] };
    const of = { ...vm, vmxPath: '[datastore2] web/web.vmx', storage };
    expect(parse({ datastore: to('datastore-2') }, of)).toMatchObject({
      home: 'datastore-2',
      disks: { 2000: 'datastore-2' },
    });
  });
});

const service = {
  _typeName: 'ServiceLocator',
  instanceUuid: 'u',
  url: 'https://elsewhere/sdk',
  credential: { _typeName: 'ServiceLocatorCredential' },
} as const;
const device = { _typeName: 'VirtualDisk', key: -1, capacityInKB: 1 } as const;

it.each<[string, Omit<RelocateSpec, '_typeName'>, string, string]>([
  ['another vCenter', { service }, 'NotSupported', 'spec.service'],
  [
    'other devices',
    { deviceChange: [{ _typeName: 'VirtualDeviceConfigSpec', device }] },
    'NotSupported',
    'spec.deviceChange',
  ],
  ['a policy', { profile: [{ _typeName: 'VirtualMachineProfileSpec' }] }, 'NotSupported', 'spec.profile'],
  ['encryption', { cryptoSpec: { _typeName: 'CryptoSpec' } }, 'NotSupported', 'spec.cryptoSpec'],
  ['no datastore', { datastore: to('datastore-9') }, 'InvalidDatastore', 'spec.datastore'],
  ['no way of moving', { diskMoveType: 'elsewhere' }, 'InvalidArgument', 'spec.diskMoveType'],
  ['no disk', { disk: [locator(9, 'datastore-2')] }, 'InvalidArgument', 'has no disk 9'],
  [
    'a disk twice',
    { disk: [locator(2_000, 'datastore-2'), locator(2_000, 'datastore-1')] },
    'InvalidArgument',
    'given twice',
  ],
  [
    'disks in different ways',
    { disk: [{ ...locator(2_000, 'datastore-2'), diskMoveType: 'moveChildMostDiskBacking' }] },
    'NotSupported',
    'all disks move alike',
  ],
  ['no folder', { folder: moRef('Folder', 'group-s1') }, 'InvalidArgument', 'spec.folder'],
  ['no pool', { pool: moRef('ResourcePool', 'resgroup-9') }, 'InvalidArgument', 'spec.pool'],
  ['a host of another cluster', { host: moRef('HostSystem', 'host-9') }, 'InvalidArgument', 'spec.host'],
])('refuses %s', (_what, spec, type, message) => {
  expect(() => parse(spec)).toThrow(expect.objectContaining({ type, message: expect.stringContaining(message) }));
});
