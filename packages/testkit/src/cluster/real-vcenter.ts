// A real vCenter for a cluster under test: it is asked through the vSphere API as by any client, and it can be killed and
// revived.
import type { pb } from '@microsphere/proto';
import {
  type DataObject,
  known,
  type ManagedObjectReference,
  type TypedReference,
  Vim25Client,
  Vim25Fault,
} from '@microsphere/vim25';
import { temporaryDirectory } from '../temporary.ts';
import { TestProcess } from '../test-process.ts';
import { eventually } from '../waiting.ts';
import { clusterSpec } from './cluster-spec.ts';
import { type ClusterVm, DISK_BYTES, type VmSpecification } from './cluster-vm.ts';
import type { HaConfiguration } from './ha-settings.ts';
import type { ManagedCluster, Management } from './management.ts';
import { leftovers, registrations } from './registrations.ts';

const USER = { name: 'administrator@vsphere.local', password: 'VMware1!' };

interface Inventory {
  readonly cluster: TypedReference<'ClusterComputeResource'>;
  readonly vmFolder: TypedReference<'Folder'>;
  readonly pool: ManagedObjectReference;
  readonly hosts: ReadonlyMap<string, TypedReference<'HostSystem'>>;
}

export class RealVcenter implements Management {
  readonly client: Vim25Client;
  private readonly cluster: ManagedCluster;
  private readonly url: string;
  private readonly configuration: object;
  private process: TestProcess;
  private inventory_: Inventory | undefined;
  private readonly vms = new Map<string, TypedReference<'VirtualMachine'>>();

  private constructor(options: {
    readonly cluster: ManagedCluster;
    readonly url: string;
    readonly configuration: object;
    readonly process: TestProcess;
    readonly client: Vim25Client;
  }) {
    this.cluster = options.cluster;
    this.url = options.url;
    this.configuration = options.configuration;
    this.process = options.process;
    this.client = options.client;
  }

  static async start(
    cluster: ManagedCluster,
    options: { readonly natsUrl: string; readonly timing: string },
  ): Promise<RealVcenter> {
    const configuration = { ...options, databasePath: `${temporaryDirectory()}/vcenter.db`, users: [USER] };
    const process = new TestProcess('vcenter', { ...configuration, listen: '127.0.0.1:0' });
    const url = String((await process.ready()).url);
    const client = new Vim25Client({ url });
    await client.login(USER.name, USER.password);
    return new RealVcenter({ cluster, url, configuration, process, client });
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** A new process over the same database, where the old one was. */
  async revive(): Promise<void> {
    this.process = new TestProcess('vcenter', { ...this.configuration, listen: new URL(this.url).host });
    await this.process.ready();
  }

  private get inventory(): Inventory {
    if (!this.inventory_) throw new Error('vCenter has no hosts yet');
    return this.inventory_;
  }

  /** The host as vCenter has it. */
  host(name: string): TypedReference<'HostSystem'> {
    const host = this.inventory.hosts.get(name);
    if (!host) throw new Error(`vCenter has no host ${name}`);
    return host;
  }

  /** The VM as vCenter has it. */
  vm(name: string): TypedReference<'VirtualMachine'> {
    const vm = this.vms.get(name);
    if (!vm) throw new Error(`vCenter has no VM ${name}`);
    return vm;
  }

  private async done(task: ManagedObjectReference): Promise<ManagedObjectReference | undefined> {
    const { result } = await this.client.waitForTask(task);
    return result as ManagedObjectReference | undefined;
  }

  async takeIn(): Promise<void> {
    const { client } = this;
    const { rootFolder } = await client.content();
    const created = await client.call(known(rootFolder, 'Folder'), 'CreateDatacenter', { name: 'Datacenter' });
    const datacenter = known(created, 'Datacenter');
    const hostFolder = known(await client.property(datacenter, 'hostFolder'), 'Folder');
    const spec = {
      _typeName: 'ClusterConfigSpecEx',
      dasConfig: {
        _typeName: 'ClusterDasConfigInfo',
        enabled: true,
        hostMonitoring: 'enabled',
        // Tests fill small hosts: what HA does then is what is looked at.
        admissionControlEnabled: false,
      },
    } as const;
    const cluster = known(
      await client.call(hostFolder, 'CreateClusterEx', { name: 'cluster', spec }),
      'ClusterComputeResource',
    );
    const hosts = new Map<string, TypedReference<'HostSystem'>>();
    for (const host of this.cluster.hosts) {
      const connect = { _typeName: 'HostConnectSpec', hostName: host.name, force: false } as const;
      const task = await client.call(cluster, 'AddHost_Task', { spec: connect, asConnected: true });
      const reference = known(await this.done(task), 'HostSystem');
      host.moref = reference.value;
      hosts.set(host.name, reference);
    }
    const pool = await client.property(cluster, 'resourcePool');
    if (!pool) throw new Error('the cluster has no resource pool');
    const vmFolder = known(await client.property(datacenter, 'vmFolder'), 'Folder');
    this.inventory_ = { cluster, vmFolder, pool, hosts };
    for (const name of this.cluster.datastores) await this.createDatastore(name);
  }

  private async createDatastore(volumeName: string): Promise<void> {
    const [first] = this.inventory.hosts.values();
    if (!first) throw new Error('a cluster without hosts');
    const { datastoreSystem } = await this.client.property(first, 'configManager');
    const extent = { _typeName: 'HostScsiDiskPartition', diskName: '', partition: 1 } as const;
    const vmfs = { _typeName: 'HostVmfsSpec', extent, majorVersion: 6, volumeName } as const;
    const spec = { _typeName: 'VmfsDatastoreCreateSpec', diskUuid: '', vmfs } as const;
    await this.client.call(known(datastoreSystem, 'HostDatastoreSystem'), 'CreateVmfsDatastore', { spec });
  }

  async configure(ha: HaConfiguration): Promise<void> {
    const { cluster } = this.inventory;
    const before = await this.client.property(cluster, 'configurationEx');
    if (before._typeName !== 'ClusterConfigInfoEx')
      throw new Error('vCenter says nothing of how the cluster is configured');
    const datastores = await this.client.retrieve('Datastore', ['name']);
    const datastore = (name: string) => {
      const found = datastores.find(({ properties }) => properties.name === name);
      if (!found) throw new Error(`vCenter has no datastore ${name}`);
      return found.obj;
    };
    const names = { vm: (name: string) => this.vm(name), host: (name: string) => this.host(name), datastore };
    await this.reconfigure(clusterSpec(ha, { before, names }));
  }

  /** Resolves when every host that can be reached acts by it. */
  async reconfigure(spec: DataObject<'ClusterConfigSpecEx'>): Promise<void> {
    const { cluster } = this.inventory;
    await this.done(await this.client.call(cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }));
    await this.hostsAreTold();
  }

  /** Resolves when every host that can be reached acts by the newest configuration. */
  async hostsAreTold(): Promise<void> {
    const summary = await this.client.property(this.inventory.cluster, 'summary');
    const dasData = summary._typeName === 'ClusterComputeResourceSummary' ? summary.dasData : undefined;
    if (dasData?._typeName !== 'ClusterDasDataSummary') throw new Error('vCenter says no version of the configuration');
    const { clusterConfigVersion: version } = dasData;
    // Whoever says nothing cannot be reached.
    const acts = (said?: pb.HostHeartbeat) => !said || (said.fdm?.configurationVersion ?? 0) >= version;
    await eventually(`every host to act by version ${version} of the configuration`, () =>
      this.cluster.hosts.every((host) => !host.alive || acts(this.cluster.heartbeat(host))),
    );
  }

  async runVm(
    name: string,
    { host, datastore = 'datastore1', memoryMb = 4, zeroedDiskBytes, extraConfig = {} }: VmSpecification,
  ) {
    const { client } = this;
    const { vmFolder, pool } = this.inventory;
    const backing = {
      _typeName: 'VirtualDiskFlatVer2BackingInfo',
      fileName: '',
      diskMode: 'persistent',
      eagerlyScrub: true,
    } as const;
    const disk = {
      _typeName: 'VirtualDisk',
      key: -1,
      capacityInKB: (zeroedDiskBytes ?? DISK_BYTES) / 1024,
      ...(zeroedDiskBytes === undefined ? {} : { backing }),
    } as const;
    const network = { _typeName: 'VirtualEthernetCardNetworkBackingInfo', deviceName: 'VM Network' } as const;
    const adapter = { _typeName: 'VirtualVmxnet3', key: -2, backing: network } as const;
    const config = {
      _typeName: 'VirtualMachineConfigSpec',
      name,
      files: { _typeName: 'VirtualMachineFileInfo', vmPathName: `[${datastore}]` },
      numCPUs: 1,
      memoryMB: memoryMb,
      extraConfig: Object.entries({ 'microsphere.image': 'ledger', ...extraConfig }).map(([key, value]) => ({
        _typeName: 'OptionValue' as const,
        key,
        value,
      })),
      deviceChange: [disk, adapter].map((device) => ({
        _typeName: 'VirtualDeviceConfigSpec' as const,
        operation: 'add' as const,
        device,
      })),
    } as const;
    const created = await client.call(vmFolder, 'CreateVM_Task', { config, pool, host: this.host(host) });
    const vm = known(await this.done(created), 'VirtualMachine');
    this.vms.set(name, vm);
    await this.done(await client.call(vm, 'PowerOnVM_Task', { host: this.host(host) }));
    const shown = await client.property(vm, 'config');
    if (!shown?.instanceUuid) throw new Error(`vCenter says nothing of ${name}`);
    return { name, vmxPath: shown.files.vmPathName ?? '', instanceUuid: shown.instanceUuid, memoryMb };
  }

  async protect({ name }: ClusterVm): Promise<void> {
    await eventually(
      `vCenter to show ${name} as protected`,
      async () => (await this.client.property(this.vm(name), 'runtime')).dasVmProtection?.dasProtected,
    );
  }

  async removeVm({ name, vmxPath }: ClusterVm): Promise<void> {
    const vm = this.vm(name);
    // vSphere HA may just be starting it, and vCenter hears of that a little later.
    await eventually(`${name} to be destroyed`, async () => {
      const { powerState } = await this.client.property(vm, 'runtime');
      try {
        if (powerState === 'poweredOn') await this.done(await this.client.call(vm, 'PowerOffVM_Task', {}));
        await this.done(await this.client.call(vm, 'Destroy_Task', {}));
        return true;
      } catch (error) {
        if (error instanceof Vim25Fault && error.type === 'InvalidPowerState') return false;
        throw error;
      }
    });
    this.vms.delete(name);
    // A start that vSphere HA had ordered before may have registered it on another host, which vCenter hears of then.
    await eventually(`${name} to be registered nowhere`, async () => {
      const left = await this.named(name);
      for (const each of left) await unlessNotFound(this.client.call(each, 'UnregisterVM', {}));
      return left.length === 0 && registrations(this.cluster, vmxPath).length === 0;
    });
  }

  /** Virtual machines that vCenter knows by a name. */
  private async named(name: string): Promise<TypedReference<'VirtualMachine'>[]> {
    const found: TypedReference<'VirtualMachine'>[] = [];
    for (const child of (await this.client.property(this.inventory.vmFolder, 'childEntity')) ?? []) {
      if (child.type !== 'VirtualMachine') continue;
      const vm = known(child, 'VirtualMachine');
      if ((await unlessNotFound(this.client.property(vm, 'name'))) === name) found.push(vm);
    }
    return found;
  }

  async tidied(): Promise<void> {
    await eventually('vCenter to have tidied up', () => leftovers(this.cluster).length === 0);
  }
}

/** It may have gone meanwhile. */
async function unlessNotFound<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Vim25Fault && error.type === 'ManagedObjectNotFound') return undefined;
    throw error;
  }
}
