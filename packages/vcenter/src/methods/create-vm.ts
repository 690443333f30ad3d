// Virtual machines that enter the inventory: created with a disk and adapters, or registered from files that are there.
import { pb } from '@microsphere/proto';
import { type ManagedObjectReference, moRef, type Parameters, type TypedReference } from '@microsphere/vim25';
import { failoverHostsOf } from '../das/admission-input.ts';
import type { ClusterRecord, DatastoreRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toVmReport, type VmReport } from '../vpxd/host-report.ts';
import type { Call, Services } from './call.ts';
import { ensureNetwork } from './cluster.ts';
import { mustTakeVms, takesVms } from './maintenance-mode.ts';
import { parseVmConfig, type VmConfig } from './vm-config-spec.ts';

/** What vSphere shows for a guest that nobody named. */
const DEFAULT_GUEST_ID = 'otherGuest64';

/** The cluster of a resource pool. Faults: InvalidArgument. */
function clusterOf({ inventory }: Services, pool: ManagedObjectReference | undefined): ClusterRecord {
  const owner = inventory.find('ResourcePool', pool?.value)?.owner;
  const cluster = inventory.find('ClusterComputeResource', owner);
  if (!cluster)
    throw fault('InvalidArgument', `pool: no such resource pool: ${pool?.value}`, { invalidProperty: 'pool' });
  return cluster;
}

/** The datastore of this name in the datacenter. Faults: InvalidDatastore. */
function datastoreNamed({ inventory }: Services, folderId: string, name: string): DatastoreRecord {
  const datacenter = inventory.above('Datacenter', folderId);
  const datastore = datacenter && inventory.childNamed(datacenter.datastoreFolder, name);
  if (datastore?.type !== 'Datastore') throw fault('InvalidDatastore', `no datastore "${name}"`, { name });
  return datastore;
}

/** The host that the caller names, or the one with fewest VMs; it must see the datastore. Quarantined ones come last. */
function chooseHost(
  services: Services,
  cluster: ClusterRecord,
  datastore: DatastoreRecord,
  asked: ManagedObjectReference | undefined,
): HostRecord {
  const { inventory } = services;
  const hosts = inventory.referring('HostSystem', cluster.id);
  if (asked) {
    const host = hosts.find(({ id }) => id === asked.value);
    if (!host)
      throw fault('InvalidArgument', `host: ${asked.value} is not in cluster ${cluster.name}`, {
        invalidProperty: 'host',
      });
    if (host.connectionState !== 'connected') throw fault('HostNotConnected', `${host.name} is not connected`);
    mustTakeVms(services, host);
    if (!host.datastores.includes(datastore.id))
      throw fault('InvalidDatastore', `${host.name} does not see ${datastore.name}`, { name: datastore.name });
    return host;
  }
  const vmCount = ({ id }: HostRecord) => inventory.referring('VirtualMachine', id).length;
  const quarantined = ({ inQuarantineMode }: HostRecord) => Number(inQuarantineMode === true);
  const failoverHosts = failoverHostsOf(cluster);
  // Nothing could be powered on there.
  const kept = ({ id }: HostRecord) => Number(failoverHosts.has(id));
  const [host] = hosts
    .filter((each) => takesVms(services, each) && each.datastores.includes(datastore.id))
    .sort((a, b) => kept(a) - kept(b) || quarantined(a) - quarantined(b) || vmCount(a) - vmCount(b));
  if (!host)
    throw fault(
      'HostNotConnected',
      `no host of cluster ${cluster.name} that is in service sees datastore ${datastore.name}`,
    );
  return host;
}

/** Runs a task during which reports of hosts don't change who has the VM. */
function vmTask(
  call: Call,
  folderId: string,
  what: { readonly descriptionId: string; readonly name: string },
  instanceUuid: string,
  work: () => Promise<ManagedObjectReference>,
): TypedReference<'Task'> {
  const { tasks, inventory, busy } = call.services;
  const spec = {
    ...what,
    entity: moRef('Folder', folderId),
    entityName: inventory.need('Folder', folderId).name,
    userName: call.userName,
  };
  const task = tasks.begin(spec, async () => {
    try {
      return await work();
    } finally {
      busy.delete(instanceUuid);
    }
  });
  busy.set(instanceUuid, task);
  return task;
}

export function createVm(
  call: Call,
  folderId: string,
  { config, pool, host: asked }: Parameters<'Folder', 'CreateVM_Task'>,
): TypedReference<'Task'> {
  const { services, userName } = call;
  const { inventory, instance, requests, events, newUuid } = services;
  const parsed = parseVmConfig(config, newUuid, (network) => inventory.find('Network', network.value)?.name);
  const cluster = clusterOf(services, pool);
  const datastore = datastoreNamed(services, folderId, parsed.datastoreName);
  const host = chooseHost(services, cluster, datastore, asked);
  if (inventory.vmByInstanceUuid(parsed.instanceUuid))
    throw fault('AlreadyExists', `a virtual machine has instanceUuid ${parsed.instanceUuid}`);
  const what = { descriptionId: 'Folder.createVm', name: 'CreateVM_Task' };
  return vmTask(call, folderId, what, parsed.instanceUuid, async () => {
    const vm = recordOf(call, { id: instance.newId('vm'), folderId, parsed, cluster, datastore, host });
    const { vmxPath } = await requests.request(host, 'hostd.createVm', {
      name: vm.name,
      instanceUuid: vm.instanceUuid,
      biosUuid: vm.biosUuid,
      datastore: datastore.name,
      numCpu: vm.numCpu,
      memoryMb: vm.memoryMb,
      cpuReservationMhz: parsed.cpuReservationMhz,
      image: parsed.image,
      diskBytes: parsed.diskBytes,
      provisioning: pb.DiskProvisioning[parsed.provisioning],
      adapters: vm.adapters.map(({ macAddress, networkName }) => ({ macAddress, network: networkName })),
      extraConfig: { ...vm.extraConfig },
    });
    const disks = vm.disks.map((disk) => ({ ...disk, fileName: vmxPath.replace(/\.vmx$/, '.vmdk') }));
    const created = { ...vm, vmxPath, disks };
    inventory.put(created);
    events.post({
      type: 'VmCreatedEvent',
      message: `Created virtual machine ${vm.name} on ${host.name}`,
      about: created,
      userName,
      fields: { template: false },
    });
    return moRef('VirtualMachine', created.id);
  });
}

interface NewVm {
  readonly id: string;
  readonly folderId: string;
  readonly parsed: VmConfig;
  readonly cluster: ClusterRecord;
  readonly datastore: DatastoreRecord;
  readonly host: HostRecord;
}

function recordOf(call: Call, { id, folderId, parsed, cluster, datastore, host }: NewVm): VmRecord {
  const { inventory, instance, wallClock } = call.services;
  const datacenter = inventory.above('Datacenter', folderId);
  if (!datacenter) throw new Error(`folder ${folderId} is in no datacenter`);
  return {
    type: 'VirtualMachine',
    id,
    name: parsed.name,
    parent: folderId,
    vmxPath: '',
    instanceUuid: parsed.instanceUuid,
    biosUuid: parsed.biosUuid,
    resourcePool: cluster.resourcePool,
    host: host.id,
    datastore: datastore.id,
    guestId: parsed.guestId ?? DEFAULT_GUEST_ID,
    numCpu: parsed.numCpu,
    memoryMb: parsed.memoryMb,
    cpuReservationMhz: parsed.cpuReservationMhz,
    ...(parsed.migrateEncryption === undefined ? {} : { migrateEncryption: parsed.migrateEncryption }),
    disks: [{ fileName: '', capacityBytes: parsed.diskBytes }],
    adapters: parsed.adapters.map(({ macAddress, networkName }) => ({
      macAddress: macAddress ?? generatedMacAddress(instance.newNumber()),
      network: ensureNetwork(call, datacenter.networkFolder, networkName).id,
      networkName,
    })),
    extraConfig: parsed.extraConfig,
    modified: new Date(wallClock()).toISOString(),
    powerState: 'poweredOff',
    cleanPowerOff: true,
    bootTime: 0,
    dasWanted: false,
  };
}

/** vCenter's own range: 00:50:56:80:00:00 to 00:50:56:bf:ff:ff. */
export function generatedMacAddress(number: number): string {
  const low = 0x800000 + (number % 0x400000);
  const bytes = [0x00, 0x50, 0x56, low >> 16, (low >> 8) & 0xff, low & 0xff];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export function registerVm(
  call: Call,
  folderId: string,
  { path, name, asTemplate, pool, host: asked }: Parameters<'Folder', 'RegisterVM_Task'> & { readonly name: string },
): TypedReference<'Task'> {
  const { services, userName } = call;
  const { inventory, instance, requests, events } = services;
  if (asTemplate) throw fault('NotSupported', 'asTemplate: templates are not supported');
  const datastoreName = /^\[([^\]]+)\] ?.+\.vmx$/.exec(path)?.[1];
  if (datastoreName === undefined)
    throw fault('InvalidArgument', `path: not "[datastore] folder/file.vmx": "${path}"`, { invalidProperty: 'path' });
  const cluster = clusterOf(services, pool);
  const datastore = datastoreNamed(services, folderId, datastoreName);
  const host = chooseHost(services, cluster, datastore, asked);
  const known = inventory.vmByPath(path);
  if (known) throw fault('AlreadyExists', `${path} is registered as ${known.name}`, { name: known.name });
  // Its instance UUID is not known before the host has read the file; the path stands in for it.
  const what = { descriptionId: 'Folder.registerVm', name: 'RegisterVM_Task' };
  return vmTask(call, folderId, what, path, async () => {
    const { vm: runtime } = await requests.request(host, 'hostd.registerVm', { vmxPath: path });
    const report = toVmReport(runtime ?? {});
    // The host's heartbeat may have brought it in already, under the name in its file.
    const adopted = inventory.vmByInstanceUuid(report.instanceUuid);
    const vm = adopted
      ? { ...adopted, name, parent: folderId, resourcePool: cluster.resourcePool }
      : registered(call, { id: instance.newId('vm'), name, folderId, report, cluster, datastore, host });
    inventory.put(vm);
    events.post({
      type: 'VmRegisteredEvent',
      message: `Registered ${name} on ${host.name}`,
      about: vm,
      userName,
      fields: { template: false },
    });
    return moRef('VirtualMachine', vm.id);
  });
}

function registered(
  call: Call,
  { report, name, ...place }: Omit<NewVm, 'parsed'> & { readonly report: VmReport; readonly name: string },
): VmRecord {
  const parsed: VmConfig = {
    name,
    instanceUuid: report.instanceUuid,
    biosUuid: report.instanceUuid,
    guestId: undefined,
    datastoreName: place.datastore.name,
    numCpu: report.numCpu,
    memoryMb: report.memorySizeMb,
    cpuReservationMhz: report.cpuReservationMhz,
    migrateEncryption: undefined,
    image: '',
    diskBytes: 0,
    provisioning: 'zeroedThick',
    adapters: report.macAddresses.map((macAddress) => ({ macAddress, networkName: networkOf(call, place.host) })),
    extraConfig: {},
  };
  return {
    ...recordOf(call, { ...place, parsed }),
    vmxPath: report.vmxPath,
    disks: [],
    memoryOverheadMb: report.memoryOverheadMb,
    powerState: report.powerState,
    bootTime: report.bootTime,
  };
}

function networkOf({ services: { inventory } }: Call, host: HostRecord): string {
  return inventory.find('Network', host.networks[0])?.name ?? '';
}
