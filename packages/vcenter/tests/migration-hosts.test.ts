// vMotion and Storage vMotion as a client of a real vCenter asks for them, between real hosts: tasks, events, checks, the queue,
// cancellation, what vSphere HA makes of it, and a vCenter that dies meanwhile. What a guest notices is for packages/host-agent's vmotion.test.ts to say.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { type DataObject, known, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

/** More of them than a host lets go at once. */
const MANY = 9;
const HOST_LIMIT = 8;
/** For what takes published times, which are short here. */
const HA_LIMIT_MS = 120_000;

let cluster: TestCluster;
let esx01: ClusterHost;
let esx02: ClusterHost;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02'], vcenter: true });
  esx01 = cluster.host('esx01');
  esx02 = cluster.host('esx02');
});
afterAll(clearClusters);
afterEach(async () => {
  await cluster.restore();
  await cluster.removeVms();
});

const client = () => cluster.vcenter.client;
const reference = ({ name }: ClusterHost) => cluster.vcenter.host(name);

async function migrate(name: string, to: ClusterHost): Promise<TypedReference<'Task'>> {
  const asked = { host: reference(to), priority: 'defaultPriority' } as const;
  return known(await client().call(cluster.vcenter.vm(name), 'MigrateVM_Task', asked), 'Task');
}

/** Names of events, oldest first. */
async function events(fitting: Omit<DataObject<'EventFilterSpec'>, '_typeName'>): Promise<string[]> {
  const { eventManager } = await client().content();
  const filter = { _typeName: 'EventFilterSpec', ...fitting } as const;
  const found = (await client().call(known(eventManager, 'EventManager'), 'QueryEvents', { filter })) ?? [];
  return found.map((event) => (event._typeName === 'EventEx' ? event.eventTypeId : event._typeName));
}

function eventsOf(name: string): Promise<string[]> {
  const entity = cluster.vcenter.vm(name);
  return events({ entity: { _typeName: 'EventFilterSpecByEntity', entity, recursion: 'self' } });
}

/** How many migrations were under way at once, at most. */
async function mostAtOnce(): Promise<number> {
  let now = 0;
  let most = 0;
  for (const type of await events({ type: ['VmBeingHotMigratedEvent', 'VmMigratedEvent'] })) {
    now += type === 'VmMigratedEvent' ? -1 : 1;
    most = Math.max(most, now);
  }
  return most;
}

const shownOn = async (name: string) => (await client().property(cluster.vcenter.vm(name), 'runtime')).host?.value;

async function faultOf(task: TypedReference<'Task'>): Promise<string> {
  try {
    await client().waitForTask(task);
  } catch (error) {
    if (error instanceof Vim25Fault) return error.type;
    throw error;
  }
  throw new Error('the task was done');
}

it('moves more than a host lets go at once, one after another', async () => {
  const names = Array.from({ length: MANY }, (_, index) => `vm${index}`);
  for (const name of names) await cluster.runVm(name, { host: 'esx01' });
  const tasks = await Promise.all(names.map((name) => migrate(name, esx02)));
  await Promise.all(tasks.map((task) => client().waitForTask(task)));
  for (const name of names) await cluster.runsOnlyOn(name, esx02);

  // And all of them leave a host that goes out of service.
  await client().waitForTask(await client().call(reference(esx02), 'EnterMaintenanceMode_Task', { timeout: 0 }));
  for (const name of names) await cluster.runsOnlyOn(name, esx01);
  expect(await mostAtOnce()).toBeLessThanOrEqual(HOST_LIMIT);
  // vSphere HA has not taken a move for a failure.
  expect(await events({ eventTypeId: ['com.vmware.vc.ha.VmRestartedByHAEvent'] })).toEqual([]);
  expect((await client().property(reference(esx02), 'runtime')).inMaintenanceMode).toBe(true);
  const { vmProvisioningChecker } = await client().content();
  const checker = known(vmProvisioningChecker, 'VirtualMachineProvisioningChecker');
  const asked = { vm: cluster.vcenter.vm('vm0'), host: reference(esx02) };
  const checked = await client().waitForTask(await client().call(checker, 'CheckMigrate_Task', asked));
  expect(checked.result).toMatchObject([{ error: [{ fault: { _typeName: 'InvalidHostState' } }] }]);
  await client().waitForTask(await client().call(reference(esx02), 'ExitMaintenanceMode_Task', { timeout: 0 }));
});

it('moves a guest there and back, encrypted or not, and says so', async () => {
  const { vmxPath } = await cluster.runVm('web', { host: 'esx01' });
  const vm = cluster.vcenter.vm('web');
  expect(await client().property(reference(esx02), 'summary')).toMatchObject({
    config: { vmotionEnabled: true },
    maxEVCModeKey: 'riscv-rv64imab',
  });
  const before = cluster.heartbeat(esx01)?.vms.find((each) => each.vmxPath === vmxPath);
  const formerEvents = (await eventsOf('web')).length;
  await client().waitForTask(await migrate('web', esx02));
  expect(await client().property(vm, 'runtime')).toMatchObject({
    host: reference(esx02),
    powerState: 'poweredOn',
    connectionState: 'connected',
  });
  await cluster.runsOnlyOn('web', esx02);
  const after = await eventually('the guest to be heard', () =>
    cluster.heartbeat(esx02)?.vms.find((each) => each.vmxPath === vmxPath && each.toolsRunning),
  );
  expect(after.bootTime).toBe(before?.bootTime);
  expect(Number(after.instructions)).toBeGreaterThan(Number(before?.instructions));

  const spec = { _typeName: 'VirtualMachineConfigSpec', migrateEncryption: 'required' } as const;
  await client().waitForTask(await client().call(vm, 'ReconfigVM_Task', { spec }));
  await client().waitForTask(await migrate('web', esx01));
  await cluster.runsOnlyOn('web', esx01);
  expect((await eventsOf('web')).slice(formerEvents)).toEqual([
    'VmBeingHotMigratedEvent',
    'VmEmigratingEvent',
    'VmMigratedEvent',
    'VmReconfiguredEvent',
    'com.vmware.vc.vm.VmHotMigratingWithEncryptionEvent',
    'VmEmigratingEvent',
    'VmMigratedEvent',
  ]);
});

it('stops when it is cancelled, and the guest goes on where it was', async () => {
  await cluster.runVm('web', { host: 'esx01' });
  // The destination listens, and hears nothing.
  esx02.vmotion.hold();
  const task = await migrate('web', esx02);
  await eventually('the migration to run', async () => (await client().property(task, 'info')).state === 'running');
  await client().call(task, 'CancelTask', {});
  expect(await faultOf(task)).toBe('RequestCanceled');
  await cluster.runsOnlyOn('web', esx01);
  expect(await shownOn('web')).toBe(esx01.moref);
  expect(await eventsOf('web')).toContain('VmFailedMigrateEvent');
});

it('fails without a vMotion network, and the guest goes on where it was', async () => {
  await cluster.runVm('web', { host: 'esx01' });
  esx02.vmotion.pull();
  expect(await faultOf(await migrate('web', esx02))).toBe('MigrationFault');
  await cluster.runsOnlyOn('web', esx01);
  esx02.vmotion.plug();
  await client().waitForTask(await migrate('web', esx02));
  await cluster.runsOnlyOn('web', esx02);
});

it('is brought to its end by the hosts when vCenter dies, which learns of it afterwards', async () => {
  await cluster.runVm('web', { host: 'esx01' });
  esx02.vmotion.hold();
  await migrate('web', esx02);
  // A destination that was prepared for a source which nobody has told would wait for it.
  await eventually('the source to know of it', () => cluster.heartbeat(esx01)?.vms.some(({ migration }) => migration));
  await cluster.vcenter.kill();
  esx02.vmotion.letGo();
  const host = await eventually('one host to have it', () => {
    const [first, ...others] = cluster.runsOn('web');
    const moves = cluster.hosts.some((each) => cluster.heartbeat(each)?.vms.some(({ migration }) => migration));
    return others.length === 0 && !moves && first;
  });
  await cluster.vcenter.revive();
  await eventually('vCenter to show it there', async () => (await shownOn('web')) === cluster.host(host).moref);
});

describe('a virtual machine whose files move', () => {
  const datastore = async (name: string) => {
    const found = (await client().retrieve('Datastore', ['name'])).find(({ properties }) => properties.name === name);
    if (!found) throw new Error(`vCenter has no ${name}`);
    return found.obj;
  };
  type Spec = Omit<DataObject<'VirtualMachineRelocateSpec'>, '_typeName'>;
  const beginRelocation = async (spec: Spec) => {
    const asked = { spec: { _typeName: 'VirtualMachineRelocateSpec', ...spec } } as const;
    return known(await client().call(cluster.vcenter.vm('web'), 'RelocateVM_Task', asked), 'Task');
  };
  const relocate = async (spec: Spec) => client().waitForTask(await beginRelocation(spec));
  /** As a host has it that runs it. */
  const running = (instanceUuid: string, host: ClusterHost) =>
    cluster.heartbeat(host)?.vms.find((vm) => vm.instanceUuid === instanceUuid && vm.toolsRunning);
  /** Its host finds it by its former path as long as something leads from there to where it is. */
  const unknownBy = (vmxPath: string, { moref }: ClusterHost) =>
    eventually('nothing to be left where it was', async () => {
      const answer: unknown = await cluster.client
        .call(moref, 'hostd.registerVm', { vmxPath })
        .catch((error: unknown) => error);
      return answer instanceof Error && 'type' in answer && answer.type === 'FileNotFound';
    });

  it('goes on, is shown where it is, and is restarted from there', async () => {
    const { vmxPath, instanceUuid } = await cluster.runVm('web', { host: 'esx01' });
    const before = running(instanceUuid, esx01);
    const formerEvents = (await eventsOf('web')).length;
    await relocate({ datastore: await datastore('datastore2') });
    const vm = cluster.vcenter.vm('web');
    expect((await client().property(vm, 'config'))?.files.vmPathName).toBe('[datastore2] web/web.vmx');
    expect(await client().property(vm, 'datastore')).toEqual([await datastore('datastore2')]);
    const there = await eventually('its host to say so', () => {
      const found = running(instanceUuid, esx01);
      return found?.vmxPath === '[datastore2] web/web.vmx' && found;
    });
    expect(there.bootTime).toBe(before?.bootTime);
    expect(there.disks).toMatchObject([{ fileName: '[datastore2] web/web.vmdk' }]);
    await unknownBy(vmxPath, esx01);

    // To another host and back to the first datastore, at once.
    await relocate({ datastore: await datastore('datastore1'), host: reference(esx02) });
    const moved = await eventually('the other host to have it', () => running(instanceUuid, esx02));
    expect(moved).toMatchObject({ vmxPath, bootTime: before?.bootTime });
    expect(await shownOn('web')).toBe(esx02.moref);
    expect((await eventsOf('web')).slice(formerEvents).filter((type) => /Relocat|Migrat/.test(type))).toEqual([
      'VmBeingRelocatedEvent',
      'VmRelocatedEvent',
      'VmBeingRelocatedEvent',
      'VmRelocatedEvent',
    ]);
    await cluster.vcenter.protect(cluster.vm('web'));
    await cluster.kill(esx02);
    const restarted = await eventually('vSphere HA to restart it', () => running(instanceUuid, esx01), HA_LIMIT_MS);
    expect(restarted.vmxPath).toBe(vmxPath);
    expect(restarted.bootTime).toBeGreaterThan(before?.bootTime ?? 0);
  });

  it('has made half of its way, and left nothing behind, when vCenter dies before the guest follows its files', async () => {
    const { vmxPath, instanceUuid } = await cluster.runVm('web', { host: 'esx01' });
    const before = running(instanceUuid, esx01);
    const datastore2 = await datastore('datastore2');
    const at = '[datastore2] web/web.vmx';
    esx02.vmotion.hold();
    const task = await beginRelocation({ datastore: datastore2, host: reference(esx02) });
    await eventually('the guest to be about to follow its files', () => {
      const found = running(instanceUuid, esx01);
      return found?.vmxPath === at && found.migration?.phase === 'connecting';
    });
    await cluster.vcenter.kill();
    // Nor does it get there without vCenter.
    esx02.vmotion.pull();
    await eventually('its host to have given up', () => {
      const found = running(instanceUuid, esx01);
      return found && !found.migration;
    });
    await cluster.vcenter.revive();
    expect(await faultOf(task)).toBe('SystemError');
    const place = async () => ({
      host: await shownOn('web'),
      datastore: await client().property(cluster.vcenter.vm('web'), 'datastore'),
      vmx: (await client().property(cluster.vcenter.vm('web'), 'config'))?.files.vmPathName,
    });
    await eventually('vCenter to have heard of it', async () => (await place()).vmx === at);
    expect(await place()).toEqual({ host: esx01.moref, datastore: [datastore2], vmx: at });
    await unknownBy(vmxPath, esx01);

    // The other half.
    esx02.vmotion.letGo();
    esx02.vmotion.plug();
    await eventually('the hosts to be heard by vCenter', async () => {
      const { connectionState } = await client().property(reference(esx02), 'runtime');
      return connectionState === 'connected';
    });
    await relocate({ host: reference(esx02) });
    expect(await place()).toEqual({ host: esx02.moref, datastore: [datastore2], vmx: at });
    const moved = await eventually('the other host to have it', () => running(instanceUuid, esx02));
    expect(moved).toMatchObject({ vmxPath: at, bootTime: before?.bootTime });
  });
});
