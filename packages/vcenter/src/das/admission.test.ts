import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, vmRecord, vmReport } from '../testing/records.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventManager } from '../vpxd/event-manager.ts';
import { HostRuntimes } from '../vpxd/host-runtime.ts';
import { AdmissionControl } from './admission.ts';
import { admissionControlInfo, failoverLevelRuntimeInfo } from './admission-info.ts';

type Policy = NonNullable<ExactDataObject<'ClusterDasConfigInfo'>['admissionControlPolicy']>;

const bySlots: Policy = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 1 };
const byPercentage: Policy = {
  _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy',
  cpuFailoverResourcesPercent: 0,
  memoryFailoverResourcesPercent: 0,
  failoverLevel: 1,
};
const byHosts: Policy = {
  _typeName: 'ClusterFailoverHostAdmissionControlPolicy',
  failoverHosts: [moRef('HostSystem', 'host-3')],
};

/** Three hosts of 40 MHz and 64 MB; VMs of 32 MHz, as they count, and 5 MB: a slot a host. */
function begin(admissionControlPolicy: Policy = bySlots, admissionControlEnabled = true) {
  const store = new MemoryStore();
  const inventory = new Inventory(store);
  const dasConfig = { ...clusterRecord.dasConfig, admissionControlEnabled, admissionControlPolicy };
  const cluster = { ...clusterRecord, dasConfig };
  inventory.put(cluster);
  const host = (id: string, change: Partial<HostRecord> = {}) =>
    inventory.put({ ...hostRecord, id, name: `esx-${id}`, ...change });
  for (const id of ['host-1', 'host-2', 'host-3']) host(id);
  const vm = (id: string, change: Partial<VmRecord> = {}) => {
    const record: VmRecord = { ...vmRecord, id, name: id, instanceUuid: id, vmxPath: `[d] ${id}/${id}.vmx`, ...change };
    inventory.put(record);
    return record;
  };
  const events = new EventManager({ store, objects: new ObjectStore(), inventory, wallClock: () => 0 });
  const dasStates = new Map<string, string>();
  const hosts = new HostRuntimes();
  const changed: string[] = [];
  const admission = new AdmissionControl({
    inventory,
    hosts,
    events,
    dasState: (id) => dasStates.get(id),
    onChange: (ids) => changed.push(...ids),
  });
  const told = () => events.all.map((event) => (event._typeName === 'EventEx' ? event.eventTypeId : event._typeName));
  return { inventory, cluster, host, vm, hosts, dasStates, admission, events, told, changed };
}

const off = { powerState: 'poweredOff' } as const;
const refused = (type: string) => expect.objectContaining({ type });

describe('a power-on', () => {
  it('is carried out while the cluster can lose a host afterwards, and refused when it can not', async () => {
    const { admission, vm } = begin();
    vm('vm-1');
    const second = vm('vm-2', off);
    expect(await admission.powerOn(second, async () => 'done')).toBe('done');
    vm('vm-2');
    let asked = false;
    const third = admission.powerOn(vm('vm-3', off), async () => {
      asked = true;
    });
    await expect(third).rejects.toThrow(refused('InsufficientFailoverResourcesFault'));
    await expect(third).rejects.toThrow(
      /3 slots are needed \(32 MHz and 5 MB each\); the failure of the host with most slots leaves 2/,
    );
    expect(asked).toBe(false);
  });

  it('counts the others that are under way, until they have ended', async () => {
    const { admission, vm } = begin();
    vm('vm-1');
    let fail: (error: Error) => void = () => {};
    const first = admission.powerOn(vm('vm-2', off), () => new Promise((_, reject) => (fail = reject)));
    const third = vm('vm-3', off);
    await expect(admission.powerOn(third, async () => {})).rejects.toThrow(
      refused('InsufficientFailoverResourcesFault'),
    );
    fail(new Error('the host did not want to'));
    await expect(first).rejects.toThrow('the host did not want to');
    await admission.powerOn(third, async () => {});
  });

  it('is not refused where HA or its admission control is off', async () => {
    const { admission, vm, inventory, cluster } = begin(bySlots, false);
    for (const id of ['vm-1', 'vm-2', 'vm-3']) vm(id);
    await admission.powerOn(vm('vm-4', off), async () => {});
    inventory.put({ ...cluster, dasConfig: { ...cluster.dasConfig, enabled: false, admissionControlEnabled: true } });
    await admission.powerOn(vm('vm-5', off), async () => {});
    expect(admission.assessment(inventory.need('ClusterComputeResource', cluster.id))).toBeUndefined();
  });

  it('is refused on a failover host, and nowhere else', async () => {
    const { admission, vm } = begin(byHosts);
    const there = admission.powerOn(vm('vm-1', { ...off, host: 'host-3' }), async () => {});
    await expect(there).rejects.toThrow('esx-host-3 is kept free for vSphere HA: vm-1 is not powered on there');
    await expect(there).rejects.toMatchObject({
      fault: { _typeName: 'DisallowedOperationOnFailoverHost', hostname: 'esx-host-3', host: { value: 'host-3' } },
    });
    for (let count = 2; count < 9; count++) await admission.powerOn(vm(`vm-${count}`), async () => {});
  });
});

describe('a larger CPU reservation', () => {
  const done = async () => 'done';

  it('of a VM that runs is refused when the cluster could not keep it', async () => {
    const { admission, vm } = begin();
    const first = vm('vm-1', { cpuReservationMhz: 10 });
    vm('vm-2');
    expect(await admission.reserveCpu(first, 40, done)).toBe('done');
    await expect(admission.reserveCpu(first, 41, done)).rejects.toThrow(refused('InsufficientFailoverResourcesFault'));
  });

  it('counts before the VM has it', async () => {
    const { admission, vm } = begin(byPercentage);
    // 120 MHz, of which 40 are kept: 80 for two VMs of 32 at least.
    const [first, second] = [vm('vm-1'), vm('vm-2')];
    let end: (result: string) => void = () => {};
    const raising = admission.reserveCpu(first, 40, () => new Promise<string>((resolve) => (end = resolve)));
    await expect(admission.reserveCpu(second, 41, done)).rejects.toThrow(refused('InsufficientFailoverResourcesFault'));
    expect(await admission.reserveCpu(second, 40, done)).toBe('done');
    end('done, too');
    expect(await raising).toBe('done, too');
    expect(await admission.reserveCpu(second, 48, done)).toBe('done');
  });

  it('is of no interest when it is none, or of one that is off', async () => {
    const { admission, vm } = begin();
    for (const id of ['vm-2', 'vm-3', 'vm-4']) vm(id);
    await admission.reserveCpu(vm('vm-1', { cpuReservationMhz: 90 }), 90, done);
    await admission.reserveCpu(vm('vm-1', { cpuReservationMhz: 90 }), 10, done);
    await admission.reserveCpu(vm('vm-1', off), 90, done);
  });
});

describe('a cluster', () => {
  it('is told of when it can no longer lose a host, and when it can again, once each', () => {
    const { admission, vm, host, told, changed, events } = begin();
    vm('vm-1');
    vm('vm-2');
    admission.tick();
    admission.tick();
    expect([told(), changed]).toEqual([[], ['domain-c1']]);
    host('host-3', { connectionState: 'notResponding' });
    admission.tick();
    admission.tick();
    const insufficient = ['InsufficientFailoverResourcesEvent', 'com.vmware.vc.HA.InsufficientFailoverLevelEvent'];
    expect(told()).toEqual(insufficient);
    expect(events.all[0]).toMatchObject({
      fullFormattedMessage:
        'Insufficient resources to satisfy vSphere HA failover level on cluster c: 2 slots are needed (32 MHz and 5 MB each); the failure of the host with most slots leaves 1',
      computeResource: { name: 'c' },
    });
    host('host-3');
    admission.tick();
    expect(told()).toEqual([...insufficient, 'FailoverLevelRestored']);
    expect(changed).toHaveLength(3);
  });

  it.each([
    ['networkIsolated', 1],
    ['hostDown', 1],
    ['fdmUnreachable', 1],
    ['initializationError', 1],
    ['connectedToMaster', 2],
    ['election', 2],
    ['uninitialized', 2],
  ])('counts a host that is %s for %i slots after a failure', (state, slotsAfterFailure) => {
    const { admission, cluster, dasStates } = begin();
    dasStates.set('host-2', state);
    expect(admission.assessment(cluster)?.arithmetic).toMatchObject({ slotsAfterFailure });
  });

  it('counts no host in maintenance mode', () => {
    const { admission, cluster, host } = begin();
    host('host-2', { inMaintenanceMode: true });
    expect(admission.assessment(cluster)).toMatchObject({ totalHosts: 3, goodHosts: 2 });
  });

  it('is told of when its VMs would lose more than they tolerate', () => {
    const { admission, vm, told, hosts } = begin({ ...byPercentage, resourceReductionToToleratePercent: 0 });
    vm('vm-1');
    const report = { ...vmReport, overallCpuUsageMhz: 80 };
    const runtime = hosts.ensure('host-1', 0);
    runtime.vms = new Map([['vm-1', report]]);
    admission.tick();
    expect(told()).toEqual([]);
    runtime.vms = new Map([['vm-1', { ...report, overallCpuUsageMhz: 81 }]]);
    admission.tick();
    admission.tick();
    expect(told()).toEqual(['com.vmware.vc.HA.FailoverResourcesViolationEvent']);
  });

  it('is warned of an impossible policy, which holds', async () => {
    const { admission, vm, told } = begin({ ...bySlots, failoverLevel: 3 });
    vm('vm-1');
    admission.tick();
    expect(told()[0]).toBe('InsufficientFailoverResourcesEvent');
    await expect(admission.powerOn(vm('vm-2', off), async () => {})).rejects.toThrow(
      refused('InsufficientFailoverResourcesFault'),
    );
  });
});

describe('in the words of vim25', () => {
  it('slots are a level, and the slots of each host', () => {
    const { admission, cluster, vm, host } = begin({
      ...bySlots,
      slotPolicy: { _typeName: 'ClusterFixedSizeSlotPolicy', cpu: 10, memory: 5 },
    } as Policy);
    vm('vm-1', { cpuReservationMhz: 5 });
    vm('vm-2');
    host('host-2', { inMaintenanceMode: true });
    const assessment = admission.assessment(cluster);
    if (!assessment) throw new Error('there is no admission control');
    expect(admissionControlInfo(assessment)).toEqual({
      _typeName: 'ClusterFailoverLevelAdmissionControlInfo',
      currentFailoverLevel: 0,
    });
    expect(failoverLevelRuntimeInfo(assessment)).toMatchObject({
      slotInfo: { numVcpus: 1, cpuMHz: 10, memoryMB: 5 },
      totalSlots: 8,
      usedSlots: 8,
      unreservedSlots: 0,
      totalVms: 2,
      totalHosts: 3,
      totalGoodHosts: 2,
      hostSlots: [
        { host: { value: 'host-1' }, slots: 4 },
        { host: { value: 'host-3' }, slots: 4 },
      ],
      vmsRequiringMultipleSlots: [
        { vm: { value: 'vm-1' }, slots: 4 },
        { vm: { value: 'vm-2' }, slots: 4 },
      ],
    });
  });

  it('percentages are what is unreserved, in whole percent', () => {
    const { admission, cluster, vm } = begin(byPercentage);
    vm('vm-1');
    const assessment = admission.assessment(cluster);
    if (!assessment) throw new Error('there is no admission control');
    expect(admissionControlInfo(assessment)).toEqual({
      _typeName: 'ClusterFailoverResourcesAdmissionControlInfo',
      currentCpuFailoverResourcesPercent: 73,
      currentMemoryFailoverResourcesPercent: 97,
    });
    expect(failoverLevelRuntimeInfo(assessment)).toBeUndefined();
  });

  it('failover hosts are their colours', () => {
    const { admission, cluster, vm } = begin(byHosts);
    const status = () => {
      const assessment = admission.assessment(cluster);
      return assessment && admissionControlInfo(assessment);
    };
    expect(status()).toMatchObject({ hostStatus: [{ host: { value: 'host-3' }, status: 'green' }] });
    vm('vm-1', { host: 'host-3' });
    expect(status()).toMatchObject({ hostStatus: [{ host: { value: 'host-3' }, status: 'yellow' }] });
  });
});
