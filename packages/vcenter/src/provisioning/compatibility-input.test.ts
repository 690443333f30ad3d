import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import type { VmRecord } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import { diskFiles, filesOf, migrationRules } from './compatibility-input.ts';

const disk = { capacityBytes: 1, provisioning: 'thin', uuid: '', parents: [] } as const;

const vm: VmRecord = {
  ...vmRecord,
  parent: 'group-v1',
  storage: {
    disks: [{ ...disk, fileName: '[datastore1] web/web-000001.vmdk', parents: ['[datastore1] web/web.vmdk'] }],
    snapshots: [
      {
        uid: 1,
        parentUid: 0,
        name: 's',
        description: '',
        createTime: 0,
        disks: [
          {
            ...disk,
            fileName: '[datastore1] web/web.vmdk',
            parents: ['[gold] gold/gold.vmdk'],
            changeId: '',
            committedBytes: 0,
          },
        ],
      },
    ],
    currentSnapshot: 1,
    consolidationNeeded: false,
    changeTrackingEnabled: false,
  },
};

function begin(more: Partial<typeof clusterRecord> = {}) {
  const inventory = new Inventory(new MemoryStore());
  const datastore = { type: 'Datastore', parent: 'group-s1', uuid: 'u', naa: 'n', capacityBytes: 1 } as const;
  inventory.put(
    {
      type: 'Datacenter',
      id: 'datacenter-1',
      name: 'd',
      parent: 'group-d1',
      vmFolder: 'group-v1',
      hostFolder: 'group-h1',
      datastoreFolder: 'group-s1',
      networkFolder: 'group-n1',
    },
    { type: 'Folder', id: 'group-v1', name: 'vm', parent: 'datacenter-1', childType: ['VirtualMachine'] },
    { type: 'Folder', id: 'group-s1', name: 'datastore', parent: 'datacenter-1', childType: ['Datastore'] },
    { ...datastore, id: 'datastore-1', name: 'datastore1' },
    { ...clusterRecord, ...more },
    hostRecord,
    { ...hostRecord, id: 'host-2', name: 'esx02' },
    vm,
    { ...vmRecord, id: 'vm-2', name: 'db', instanceUuid: 'uuid-2', vmxPath: '[datastore1] db/db.vmx', host: 'host-2' },
    {
      ...vmRecord,
      id: 'vm-3',
      name: 'off',
      instanceUuid: 'uuid-3',
      vmxPath: '[datastore1] off/off.vmx',
      host: 'host-2',
      powerState: 'poweredOff',
    },
  );
  return inventory;
}

describe('the files of a virtual machine', () => {
  it('are its .vmx and all that its disks and snapshots descend from, each on its datastore', () => {
    expect(filesOf({ inventory: begin() }, vm)).toEqual([
      { device: '', fileName: '[datastore1] web/web.vmx', datastore: 'datastore-1' },
      { device: 'Hard disk 1', fileName: '[datastore1] web/web-000001.vmdk', datastore: 'datastore-1' },
      { device: 'Hard disk 1', fileName: '[datastore1] web/web.vmdk', datastore: 'datastore-1' },
      { device: 'Hard disk 1', fileName: '[gold] gold/gold.vmdk', datastore: undefined },
    ]);
  });

  it('are those that were asked for until a host has said which', () => {
    const { storage: _storage, ...fresh } = vm;
    const disks = [{ fileName: '[datastore1] web/web.vmdk', capacityBytes: 1 }];
    expect(diskFiles({ ...fresh, disks })).toEqual([{ key: 2_000, files: ['[datastore1] web/web.vmdk'] }]);
  });
});

describe('the rules of a virtual machine', () => {
  const vmRef = (id: string) => moRef('VirtualMachine', id);
  const groups: DataObject<'ClusterGroupInfo'>[] = [
    { _typeName: 'ClusterVmGroup', name: 'vms', vm: [vmRef('vm-1')] },
    { _typeName: 'ClusterHostGroup', name: 'here', host: [moRef('HostSystem', 'host-1')] },
    { _typeName: 'ClusterHostGroup', name: 'there', host: [moRef('HostSystem', 'host-2')] },
  ];
  const rulesOf = (rule: DataObject<'ClusterRuleInfo'>) =>
    migrationRules({ inventory: begin({ groups, rules: [{ name: 'r', ...rule }] }) }, vm);

  it.each<[string, DataObject<'ClusterRuleInfo'>, object[]]>([
    [
      'hosts that it must and must not be on',
      {
        _typeName: 'ClusterVmHostRuleInfo',
        mandatory: true,
        vmGroupName: 'vms',
        affineHostGroupName: 'here',
        antiAffineHostGroupName: 'there',
      },
      [
        { kind: 'vmHost', name: 'r', mandatory: true, affine: true, hosts: ['host-1'] },
        { kind: 'vmHost', name: 'r', mandatory: true, affine: false, hosts: ['host-2'] },
      ],
    ],
    [
      'where the others run, not where they are off',
      { _typeName: 'ClusterAffinityRuleSpec', vm: [vmRef('vm-1'), vmRef('vm-2'), vmRef('vm-3')] },
      [{ kind: 'vmVm', name: 'r', mandatory: false, affine: true, hosts: ['host-2'] }],
    ],
    [
      'where it is not to join others',
      { _typeName: 'ClusterAntiAffinityRuleSpec', vm: [vmRef('vm-1'), vmRef('vm-3')] },
      [{ kind: 'vmVm', name: 'r', mandatory: false, affine: false, hosts: [] }],
    ],
    ['nothing of others', { _typeName: 'ClusterAffinityRuleSpec', vm: [vmRef('vm-2'), vmRef('vm-3')] }, []],
    [
      'nothing that is off',
      { _typeName: 'ClusterAffinityRuleSpec', enabled: false, vm: [vmRef('vm-1'), vmRef('vm-2')] },
      [],
    ],
    [
      'nothing of the order of restarts',
      { _typeName: 'ClusterDependencyRuleInfo', vmGroup: 'vms', dependsOnVmGroup: 'vms' },
      [],
    ],
  ])('say %s', (_what, rule, expected) => {
    expect(rulesOf(rule)).toEqual(expected);
  });
});
