// Admission control of the built vCenter process, seen by a client; the hosts are played.
import { eventually } from '@microsphere/testkit';
import { type ExactDataObject, known, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { addHost, createCluster, createDatastore, createVm } from './laboratory.ts';
import { emptyVcenter, eventTypes, faultOf } from './scene.ts';

/** Three hosts of 40 MHz and 64 MB, four VMs of 4 MB, which count as 32 MHz each. */
async function begin() {
  const { laboratory, client } = await emptyVcenter();
  const names = ['esx01', 'esx02', 'esx03'];
  const played = [];
  for (const name of names) played.push(await laboratory.host(name));
  const inventory = await createCluster(client);
  const hosts = [];
  for (const name of names) hosts.push(await addHost(client, inventory, name));
  const [first] = hosts;
  if (!first) throw new Error('there is no host');
  await createDatastore(client, first, 'datastore1');
  const vms: TypedReference<'VirtualMachine'>[] = [];
  for (const name of ['web', 'db', 'app', 'cache']) vms.push(await createVm(client, inventory, name));
  const configure = async (given: Partial<ExactDataObject<'ClusterDasConfigInfo'>>) => {
    const dasConfig = { _typeName: 'ClusterDasConfigInfo', ...given } as const;
    const spec = { _typeName: 'ClusterConfigSpecEx', dasConfig } as const;
    await client.waitForTask(
      await client.call(inventory.cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }),
    );
  };
  const summary = async () => {
    const found = await client.property(inventory.cluster, 'summary');
    if (found._typeName !== 'ClusterComputeResourceSummary') throw new Error('not the summary of a cluster');
    return found;
  };
  return { laboratory, client, inventory, played, hosts, vms, configure, summary };
}

async function powerOn(client: Vim25Client, vm: TypedReference<'VirtualMachine'> | undefined): Promise<void> {
  if (!vm) throw new Error('there is no such VM');
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
}

it('refuses a power-on that no host failure would leave room for, and shows how the cluster stands', async () => {
  const { laboratory, client, vms, configure, summary, played } = await begin();
  expect(await summary()).toMatchObject({ currentFailoverLevel: -1 });
  await configure({
    admissionControlEnabled: true,
    admissionControlPolicy: { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 1 },
  });
  await powerOn(client, vms[0]);
  await powerOn(client, vms[1]);
  await eventually('the summary to show it', async () => (await summary()).currentFailoverLevel === 1);
  expect(await faultOf(powerOn(client, vms[2]))).toBe('InsufficientFailoverResourcesFault');
  expect(played.flatMap(({ requests }) => requests.filter(({ method }) => method === 'hostd.powerOnVm'))).toHaveLength(
    2,
  );

  // The cluster can no longer lose a host when one is silent already; it can again when that one is back.
  const [lost, ...others] = played;
  if (!lost) throw new Error('there is no host');
  await lost.stop();
  const told = (type: string) => async () => {
    for (const host of others) host.heartbeat();
    return (await eventTypes(client)).includes(type);
  };
  await eventually('the event', told('InsufficientFailoverResourcesEvent'));
  expect(await eventTypes(client)).toContain('com.vmware.vc.HA.InsufficientFailoverLevelEvent');
  const back = await laboratory.host(lost.name, { moref: lost.moref });
  for (const [path, runtime] of lost.vms) back.vms.set(path, runtime);
  back.heartbeat();
  await eventually('the other event', told('FailoverLevelRestored'));

  await configure({ admissionControlEnabled: false });
  await powerOn(client, vms[2]);
});

it('keeps a reservation with the VM, and the guarantee with the reservation', async () => {
  const { client, vms, configure, summary, played } = await begin();
  const percentage = { cpuFailoverResourcesPercent: 0, memoryFailoverResourcesPercent: 0, failoverLevel: 1 } as const;
  await configure({
    admissionControlEnabled: true,
    admissionControlPolicy: { _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy', ...percentage },
  });
  const [web, db] = vms;
  if (!web || !db) throw new Error('there are no VMs');
  const reserve = async (vm: TypedReference<'VirtualMachine'>, reservation: number) => {
    const cpuAllocation = { _typeName: 'ResourceAllocationInfo', reservation } as const;
    const spec = { _typeName: 'VirtualMachineConfigSpec', cpuAllocation } as const;
    await client.waitForTask(await client.call(vm, 'ReconfigVM_Task', { spec }));
  };
  await reserve(web, 20);
  await powerOn(client, web);
  await powerOn(client, db);
  const config = await client.property(web, 'config');
  expect(config).toMatchObject({
    cpuAllocation: { reservation: 20, limit: -1 },
    memoryAllocation: { reservation: 4 },
    memoryReservationLockedToMax: true,
  });
  expect(await client.property(web, 'runtime')).toMatchObject({ memoryOverhead: 2 ** 20 });
  // 120 MHz, of which 40 are kept for failover and 64 are reserved.
  await eventually('the summary to show it', async () => {
    const { admissionControlInfo } = await summary();
    return JSON.stringify(admissionControlInfo).includes('"currentCpuFailoverResourcesPercent":46');
  });
  await reserve(web, 48);
  expect(await faultOf(reserve(web, 49))).toBe('InsufficientFailoverResourcesFault');
  expect((await client.property(web, 'config'))?.cpuAllocation?.reservation).toBe(48);
  await reserve(web, 10);

  // The master hears of it, each time.
  const [master] = played;
  if (!master) throw new Error('there is no host');
  master.fdm = { state: 'master', master: master.moref, hostStates: {}, protectedVms: [] };
  const listed = () => {
    master.heartbeat();
    const requests = master.requests.filter(({ method }) => method === 'fdm.protect');
    return JSON.stringify(requests.at(-1)?.request ?? {});
  };
  await eventually('the VM to be listed', () => listed().includes('"cpuReservationMhz":10'));
  expect(listed()).toContain('"memoryMb":5');
  await reserve(web, 12);
  await eventually('the VM to be listed anew', () => listed().includes('"cpuReservationMhz":12'));
});

it('goes by the advanced options, and tells the slots of each host', async () => {
  const { client, inventory, vms, hosts, configure } = await begin();
  const option = Object.entries({ 'das.vmCpuMinMHz': '10', 'das.slotMemInMB': '3', 'das.slotCpuInMHz': 'many' }).map(
    ([key, value]) => ({ _typeName: 'OptionValue', key, value }) as const,
  );
  await configure({
    admissionControlEnabled: true,
    admissionControlPolicy: { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 2 },
    option,
  });
  await powerOn(client, vms[0]);
  await powerOn(client, vms[1]);
  // A host has four slots of 10 MHz and 3 MB; two hosts may fail; a VM of 5 MB needs two.
  const found = await client.call(inventory.cluster, 'RetrieveDasAdvancedRuntimeInfo', {});
  expect(found).toMatchObject({
    _typeName: 'ClusterDasFailoverLevelAdvancedRuntimeInfo',
    slotInfo: { numVcpus: 1, cpuMHz: 10, memoryMB: 3 },
    totalSlots: 12,
    usedSlots: 4,
    unreservedSlots: 0,
    totalVms: 2,
    totalHosts: 3,
    totalGoodHosts: 3,
    hostSlots: hosts.map((host) => ({ host, slots: 4 })),
    vmsRequiringMultipleSlots: vms.slice(0, 2).map((vm) => ({ vm, slots: 2 })),
  });
  expect(await faultOf(powerOn(client, vms[2]))).toBe('InsufficientFailoverResourcesFault');
});

it('lets HA alone power on on a failover host', async () => {
  const { client, inventory, vms, hosts, configure, summary, played } = await begin();
  const runsOn = await client.property(vms[0] ?? fail(), 'runtime');
  const kept = hosts.find(({ value }) => value === runsOn.host?.value) ?? fail();
  await configure({
    admissionControlEnabled: true,
    admissionControlPolicy: { _typeName: 'ClusterFailoverHostAdmissionControlPolicy', failoverHosts: [kept] },
  });
  expect(await faultOf(powerOn(client, vms[0]))).toBe('DisallowedOperationOnFailoverHost');
  const statusIs = (status: string) => async () =>
    JSON.stringify((await summary()).admissionControlInfo).includes(`"${status}"`);
  await eventually('the host to be green', statusIs('green'));
  // What is made now is made where it can be powered on.
  for (const name of ['one', 'two', 'three', 'four']) {
    const { host } = await client.property(await createVm(client, inventory, name), 'runtime');
    expect(host?.value).not.toBe(kept.value);
  }
  const there = played.find(({ moref }) => moref === kept.value) ?? fail();

  // A VM whose host is out of service is powered on elsewhere, but not there.
  const elsewhere = vms[1] ?? fail();
  const { host: registeredOn } = await client.property(elsewhere, 'runtime');
  const { files } = (await client.property(elsewhere, 'config')) ?? fail();
  const left = played.find(({ moref }) => moref === registeredOn?.value) ?? fail();
  const takes = played.find((host) => host !== left && host !== there) ?? fail();
  const runtime = left.vms.get(files.vmPathName ?? '') ?? fail();
  for (const host of [takes, there]) host.vms.set(files.vmPathName ?? '', runtime);
  await client.waitForTask(
    await client.call(known(registeredOn ?? fail(), 'HostSystem'), 'EnterMaintenanceMode_Task', { timeout: 0 }),
  );
  await powerOn(client, elsewhere);
  expect((await client.property(elsewhere, 'runtime')).host?.value).toBe(takes.moref);
  there.vms.delete(files.vmPathName ?? '');

  const [path] = [...there.vms.keys()];
  there.change(path ?? '', { powerState: 1, bootTime: Date.now() });
  there.heartbeat();
  await eventually('the host to be yellow', statusIs('yellow'));
});

function fail(): never {
  throw new Error('it is not there');
}
