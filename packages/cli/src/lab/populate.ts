// Fills vCenter's inventory with what a lab describes: datacenter, cluster, hosts, datastores, virtual machines; and powers
// on what is to run. What is there already stays as it is, so a lab that was down comes up with the disks that it had.

import { timingProfiles } from '@microsphere/proto';
import { known, moRef, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { about } from '../errors.ts';
import { EventReader } from '../event-reader.ts';
import { findCluster, readNames, reconfigure } from '../ha/cluster.ts';
import { clusterSpec, noNames, splitByNames } from '../ha/cluster-spec.ts';
import type { ClusterHaSettings } from '../ha/settings.ts';
import { Inventory } from '../inventory.ts';
import { connectVcenter, type VcenterAccess } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';
import { createVm } from './create-vm.ts';
import { Datacenter } from './datacenter.ts';
import { haSettingsOf, type Lab } from './lab.ts';

const DATACENTER_NAME = 'Datacenter';
/** The pause between two looks for what has no event to wait for, in milliseconds. */
const LOOK_INTERVAL_MS = 100;
/** How long a datastore may take to be mounted: this many times the lease of a dead host that may be in the way. */
const MOUNT_PATIENCE = 2;
/** What a host says of a volume that it can't use. */
const CORRUPT_ON_DISK_EVENT = 'esx.problem.vmfs.resource.corruptondisk';
/** How long a guest may take until it serves: this many times the silence after which its tools are overdue (yellow; then red). */
const GUEST_PATIENCE = 2;

/**
 * Returns what a user should know of a lab that is complete: virtual machines that run and don't serve, each with what is
 * missing. Throws a Failure that names what could not be made.
 */
export async function populate(
  lab: Lab,
  vcenter: VcenterAccess,
  onStep: (text: string) => void,
): Promise<readonly string[]> {
  const client = await connectVcenter(vcenter);
  try {
    onStep('adding hosts to the cluster');
    const cluster = await ensureCluster(client, lab);
    await ensureHosts(client, cluster, lab);
    onStep('creating datastores');
    await ensureDatastores(client, lab);
    await nameForHa(client, cluster, lab);
    await ensureVms(client, lab, onStep);
    await setRestartPriorities(client, cluster, lab);
    await powerOn(client, lab, onStep);
    return await untilServing(client, lab, onStep);
  } finally {
    await client.logout();
  }
}

async function ensureCluster(client: Vim25Client, lab: Lab): Promise<TypedReference<'ClusterComputeResource'>> {
  const [existing] = await client.retrieve('Datacenter', ['hostFolder']);
  let hostFolder = existing?.properties.hostFolder;
  if (!hostFolder) {
    const { rootFolder } = await client.content();
    const created = await client.call(known(rootFolder, 'Folder'), 'CreateDatacenter', { name: DATACENTER_NAME });
    hostFolder = await client.property(known(created, 'Datacenter'), 'hostFolder');
  }
  const clusters = await client.retrieve('ClusterComputeResource', ['name']);
  const found = clusters.find(({ properties }) => properties.name === lab.cluster.name);
  if (found) return found.obj;
  const created = await client.call(known(hostFolder, 'Folder'), 'CreateClusterEx', {
    name: lab.cluster.name,
    spec: clusterSpec(splitByNames(haSettingsOf(lab)).nameless, noNames),
  });
  return known(created, 'ClusterComputeResource');
}

/** Settings of vSphere HA that name hosts and datastores, once those are there; what somebody has set since stays. */
async function nameForHa(client: Vim25Client, ref: TypedReference<'ClusterComputeResource'>, lab: Lab): Promise<void> {
  const { named } = splitByNames(haSettingsOf(lab));
  const { configuration } = await findCluster(client);
  const { admissionControlPolicy, heartbeatDatastore = [] } = configuration.dasConfig;
  const { heartbeatDatastores, ...policy } = named;
  const missing: ClusterHaSettings = {
    ...(admissionControlPolicy === undefined ? policy : {}),
    ...(heartbeatDatastore.length === 0 && heartbeatDatastores ? { heartbeatDatastores } : {}),
  };
  if (Object.keys(missing).length === 0) return;
  await reconfigure(client, ref, clusterSpec(missing, await readNames(client)));
}

async function ensureHosts(
  client: Vim25Client,
  cluster: TypedReference<'ClusterComputeResource'>,
  lab: Lab,
): Promise<void> {
  const existing = new Set((await new Inventory(client).hosts()).map(({ name }) => name));
  const tasks = lab.hosts
    .filter(({ name }) => !existing.has(name))
    .map(async ({ name }) => {
      const spec = { _typeName: 'HostConnectSpec', hostName: name, force: false } as const;
      await client.waitForTask(await client.call(cluster, 'AddHost_Task', { spec, asConnected: true }));
    });
  await Promise.all(tasks);
  await until(async () => {
    const hosts = await new Inventory(client).hosts();
    return lab.hosts.every(({ name }) =>
      hosts.some((host) => host.name === name && host.connectionState === 'connected'),
    );
  });
}

async function ensureDatastores(client: Vim25Client, lab: Lab): Promise<void> {
  const existing = new Set((await new Inventory(client).datastores()).map(({ name }) => name));
  await untilMounted(client, lab, existing);
  const [host] = await client.retrieve('HostSystem', ['configManager']);
  const datastoreSystem = known(host?.properties.configManager?.datastoreSystem, 'HostDatastoreSystem');
  for (const { name } of lab.datastores) {
    if (existing.has(name)) continue;
    // The LUN has the datastore's name; the array's other LUNs are named otherwise, so that the name finds it.
    const extent = { _typeName: 'HostScsiDiskPartition', diskName: '', partition: 1 } as const;
    await client.call(datastoreSystem, 'CreateVmfsDatastore', {
      spec: {
        _typeName: 'VmfsDatastoreCreateSpec',
        diskUuid: '',
        vmfs: { _typeName: 'HostVmfsSpec', extent, majorVersion: 6, volumeName: name },
      },
    });
  }
}

/** The datastores that a lab has had before are there again when a host has mounted them. */
async function untilMounted(client: Vim25Client, lab: Lab, existing: ReadonlySet<string>): Promise<void> {
  const wanted = lab.datastores.filter(({ name }) => existing.has(name));
  const deadline = performance.now() + MOUNT_PATIENCE * timingProfiles[lab.timing].vmfsLeaseMs;
  let missing: readonly string[] = [];
  await until(async () => {
    const usable = new Set(
      (await new Inventory(client).datastores()).flatMap((one) => (one.accessible ? [one.name] : [])),
    );
    missing = wanted.flatMap(({ name }) => (usable.has(name) ? [] : [name]));
    return missing.length === 0 || performance.now() > deadline;
  });
  if (missing.length === 0) return;
  const reader = await EventReader.open(client);
  const events = await reader.next();
  await reader.close();
  const reasons = missing.map((name) => {
    // The LUN has the datastore's name.
    const said = events.findLast(
      ({ type, message }) => type === CORRUPT_ON_DISK_EVENT && message.includes(` ${name} `),
    );
    return `${name}: no host can mount it: ${said?.message ?? 'its LUN holds no volume any more'}`;
  });
  throw new Failure(reasons.join('\n'));
}

async function ensureVms(client: Vim25Client, lab: Lab, onStep: (text: string) => void): Promise<void> {
  const inventory = new Inventory(client);
  const existing = new Set((await inventory.vms()).map(({ name }) => name));
  const missing = lab.vms.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  // Only vSphere HA powers on on a failover host.
  const { admissionControl, failoverHosts = [] } = haSettingsOf(lab);
  const keptFree = admissionControl === 'failoverHosts' ? failoverHosts : [];
  const hosts = (await inventory.hosts()).filter(({ name }) => !keptFree.includes(name));
  const datacenter = await Datacenter.find(client);
  for (const [index, vm] of missing.entries()) {
    onStep(`creating virtual machine ${index + 1} of ${missing.length}: ${vm.name}`);
    const host = hosts[index % hosts.length]?.moref;
    const created = createVm(client, datacenter, {
      name: vm.name,
      datastore: vm.datastore,
      image: vm.image,
      memoryMb: vm.memoryMb,
      cpuReservationMhz: vm.cpuReservationMhz,
      diskMb: vm.diskMb,
      guest: {
        app: vm.app,
        dirtyPagesPerSecond: vm.dirtyPagesPerSecond,
        ip: vm.ip,
        gateway: lab.network.gateway,
        prefix: lab.network.prefix,
      },
      ...(host === undefined ? {} : { host }),
    });
    await about(vm.name, created);
  }
}

async function setRestartPriorities(
  client: Vim25Client,
  cluster: TypedReference<'ClusterComputeResource'>,
  lab: Lab,
): Promise<void> {
  const vms = new Map((await new Inventory(client).vms()).map(({ name, moref }) => [name, moref]));
  const { dasVmConfig } = (await client.property(cluster, 'configurationEx')) as {
    readonly dasVmConfig?: readonly { readonly key: { readonly value: string } }[];
  };
  const known = new Set(dasVmConfig?.map(({ key }) => key.value));
  const specs = lab.vms.flatMap(({ name, priority }) => {
    const moref = vms.get(name);
    if (priority === undefined || moref === undefined || known.has(moref)) return [];
    return [
      {
        _typeName: 'ClusterDasVmConfigSpec' as const,
        operation: 'add' as const,
        info: {
          _typeName: 'ClusterDasVmConfigInfo' as const,
          key: moRef('VirtualMachine', moref),
          dasSettings: { _typeName: 'ClusterDasVmSettings' as const, restartPriority: priority },
        },
      },
    ];
  });
  if (specs.length === 0) return;
  const spec = { _typeName: 'ClusterConfigSpecEx', dasVmConfigSpec: specs } as const;
  await client.waitForTask(await client.call(cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }));
}

async function powerOn(client: Vim25Client, lab: Lab, onStep: (text: string) => void): Promise<void> {
  const wanted = new Set(lab.vms.filter((vm) => vm.powerOn).map(({ name }) => name));
  const off = (await new Inventory(client).vms()).filter((vm) => wanted.has(vm.name) && vm.powerState !== 'poweredOn');
  let done = 0;
  const tasks = off.map(async ({ name, moref }) => {
    const powered = client.call(moRef('VirtualMachine', moref), 'PowerOnVM_Task', {});
    await about(
      name,
      powered.then((task) => client.waitForTask(task)),
    );
    done += 1;
    onStep(`powering on virtual machines: ${done} of ${off.length}`);
  });
  await Promise.all(tasks);
}

/**
 * Waits until every virtual machine that is to run has reported its address and is on vSphere HA's list on disk. A guest that
 * can't start (its disk is damaged, say) does not keep the lab from being complete.
 */
async function untilServing(client: Vim25Client, lab: Lab, onStep: (text: string) => void): Promise<readonly string[]> {
  const { enabled, priority = 'medium' } = haSettingsOf(lab);
  onStep(enabled ? 'waiting for guests, and for vSphere HA to protect them' : 'waiting for guests');
  const wanted = new Map(lab.vms.filter((vm) => vm.powerOn).map((vm) => [vm.name, vm]));
  const deadline = performance.now() + GUEST_PATIENCE * timingProfiles[lab.timing].toolsHeartbeatTimeoutMs;
  let missing: readonly string[] = [];
  await until(async () => {
    missing = (await new Inventory(client).vms()).flatMap((vm) => {
      const of = wanted.get(vm.name);
      if (!of) return [];
      if (vm.ipAddress === '') return [`${vm.name}: its guest does not answer; see: microsphere vm console ${vm.name}`];
      const protects = enabled && (of.priority ?? priority) !== 'disabled';
      return protects && !vm.dasProtected ? [`${vm.name}: vSphere HA does not protect it`] : [];
    });
    return missing.length === 0 || performance.now() > deadline;
  });
  return missing;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(LOOK_INTERVAL_MS);
}
