import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, datacenterRecord, hostRecord, hostReport, vmRecord, vmReport } from '../testing/records.ts';
import { HostRuntimes } from '../vpxd/host-runtime.ts';
import {
  type CompatibilityServices,
  diskFiles,
  filesOf,
  migratingVm,
  migrationHost,
  migrationRules,
} from './compatibility-input.ts';
import { bestDestination } from './destination.ts';

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
    datacenterRecord,
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

/** vm-1 on host-1, of 5 MB; vm-2, of 5 MB, on host-2, which has 64 MB and 40 MHz. */
function services(change: Partial<HostRecord> = {}, headed: readonly string[] = []) {
  const inventory = begin();
  const host: HostRecord = { ...inventory.need('HostSystem', 'host-2'), datastores: ['datastore-1'], ...change };
  inventory.put(host, { ...inventory.need('VirtualMachine', 'vm-2'), cpuReservationMhz: 15 });
  const hosts = new HostRuntimes();
  const made: CompatibilityServices = {
    inventory,
    hosts,
    das: { hostState: () => ({ state: 'connectedToMaster', reporter: undefined }) },
    entering: new Map(),
    migrations: { headedFor: (id, { waiting }) => (id === 'host-2' && waiting ? headed : []) },
  };
  return { made, host, hosts };
}

describe('a host as a destination', () => {
  it('has room for what is neither reserved by what runs there nor by what is on its way', () => {
    const { made, host } = services({}, ['vm-1']);
    const third = made.inventory.need('VirtualMachine', 'vm-3');
    const room = (of: VmRecord, waiting: boolean) => {
      const { unreservedCpuMhz, unreservedMemoryMb } = migrationHost(made, host, of, { waiting });
      return [unreservedCpuMhz, unreservedMemoryMb];
    };
    expect(room(third, false)).toEqual([25, 59]);
    expect(room(third, true)).toEqual([25, 54]);
    // Its own needs are not in its own way.
    expect(room(vm, true)).toEqual([25, 59]);
    expect(room(made.inventory.need('VirtualMachine', 'vm-2'), false)).toEqual([40, 64]);
  });

  it('is as its record, its heartbeat and vSphere HA say', () => {
    const { made, host, hosts } = services({ connectionState: 'notResponding', inMaintenanceMode: true });
    const seen = () => migrationHost(made, host, vm, { waiting: false });
    expect(seen()).toMatchObject({
      connected: false,
      inMaintenanceMode: true,
      vmotionAdapter: 'unknown',
      datastores: ['datastore-1'],
      hasHaError: false,
    });
    const lost = { name: 'datastore1', uuid: 'u', accessible: false } as const;
    const datastores = [{ ...lost, capacityBytes: 1, freeBytes: 1, naa: 'n', inaccessibleReason: '' }];
    const said = (vmotion: (typeof hostReport)['vmotion']) => {
      hosts.ensure('host-2', 0).report = { ...hostReport, vmotion, datastores, cpuFeatures: ['riscv.v'] };
      return seen().vmotionAdapter;
    };
    expect(said({ enabled: false, linkUp: true })).toBe('notConfigured');
    expect(said({ enabled: true, linkUp: false })).toBe('linkDown');
    expect(said({ enabled: true, linkUp: true })).toBe('up');
    expect(seen()).toMatchObject({ datastores: [], cpuFeatures: ['riscv.v'] });
  });

  it('is chosen when it takes the virtual machine, the one with least to run first', () => {
    const { made } = services();
    // Its files are out of reach of all hosts.
    expect(bestDestination(made, vm, () => true)).toBeUndefined();
    const plain: VmRecord = { ...vm, storage: { ...vm.storage!, disks: [], snapshots: [] } };
    made.inventory.put(plain);
    expect(bestDestination(made, plain, () => true)?.id).toBe('host-2');
    made.inventory.put({ ...hostRecord, id: 'host-3', name: 'esx03', datastores: ['datastore-1'] });
    expect(bestDestination(made, plain, () => true)?.id).toBe('host-3');
    expect(bestDestination(made, plain, ({ id }) => id !== 'host-3')?.id).toBe('host-2');
    made.inventory.put({ ...made.inventory.need('HostSystem', 'host-3'), inQuarantineMode: true });
    expect(bestDestination(made, plain, () => true)?.id).toBe('host-2');
  });
});

describe('a virtual machine that is to move', () => {
  it('requires the processor of its host, or the one that it has come with', () => {
    const { made, hosts } = services();
    hosts.ensure('host-1', 0).report = { ...hostReport, cpuFeatures: ['riscv.v'] };
    expect(migratingVm(made, vm).cpuFeatures).toEqual(['riscv.v']);
    expect(migratingVm(made, { ...vm, cpuFeatures: ['riscv.a'] }).cpuFeatures).toEqual(['riscv.a']);
  });

  it('is as its host has said last', () => {
    const { made, hosts } = services();
    expect(migratingVm(made, vm)).toMatchObject({ memoryMb: 5, hasGuestHeartbeat: false, hasQuestion: false });
    hosts.ensure('host-1', 0).vms = new Map([['vm-1', { ...vmReport, inaccessible: true }]]);
    expect(migratingVm(made, vm)).toMatchObject({ hasGuestHeartbeat: true, inaccessible: true });
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
