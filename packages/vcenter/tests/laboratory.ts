// A vCenter under test: the real broker and the real, built vCenter process, with hosts that the test plays.
import { TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { known, type ManagedObjectReference, type TypedReference, Vim25Client } from '@microsphere/vim25';
import { PlayedArray, PlayedHost } from './played-host.ts';

export const USER = { name: 'administrator@vsphere.local', password: 'VMware1!' };

export class Laboratory {
  readonly natsUrl: string;
  readonly array = new PlayedArray();
  vcenter: TestProcess;
  url = '';
  readonly databaseDirectory = temporaryDirectory();
  private readonly hosts: PlayedHost[] = [];

  private constructor(natsUrl: string) {
    this.natsUrl = natsUrl;
    this.vcenter = this.newVcenter('127.0.0.1:0');
  }

  static async start(): Promise<Laboratory> {
    const broker = new TestProcess('broker', { listen: '127.0.0.1:0' });
    const laboratory = new Laboratory(String((await broker.ready()).url));
    laboratory.url = String((await laboratory.vcenter.ready()).url);
    return laboratory;
  }

  private newVcenter(listen: string): TestProcess {
    return new TestProcess('vcenter', this.configuration(listen));
  }

  configuration(listen: string) {
    return {
      listen,
      natsUrl: this.natsUrl,
      databasePath: `${this.databaseDirectory}/vcenter.db`,
      timing: 'fast',
      users: [USER],
    };
  }

  /** SIGKILL, and a new process over the same database at the same address. */
  async restartVcenter(): Promise<void> {
    await this.vcenter.kill();
    this.vcenter = this.newVcenter(new URL(this.url).host);
    await this.vcenter.ready();
  }

  async client(): Promise<Vim25Client> {
    const client = new Vim25Client({ url: this.url });
    await client.login(USER.name, USER.password);
    return client;
  }

  async host(name: string, more: { bootUuid?: string; moref?: string } = {}): Promise<PlayedHost> {
    const host = await PlayedHost.start({ name, natsUrl: this.natsUrl, array: this.array, ...more });
    this.hosts.push(host);
    return host;
  }

  async stop(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stop()));
  }
}

export interface Cluster {
  readonly datacenter: TypedReference<'Datacenter'>;
  readonly cluster: TypedReference<'ClusterComputeResource'>;
  readonly vmFolder: TypedReference<'Folder'>;
  readonly pool: ManagedObjectReference;
}

/** A datacenter with one cluster. */
export async function createCluster(client: Vim25Client, haEnabled = true): Promise<Cluster> {
  const { rootFolder } = await client.content();
  const created = await client.call(known(rootFolder, 'Folder'), 'CreateDatacenter', { name: 'Datacenter' });
  const datacenter = known(created, 'Datacenter');
  const hostFolder = known(await client.property(datacenter, 'hostFolder'), 'Folder');
  const dasConfig = {
    _typeName: 'ClusterDasConfigInfo',
    enabled: haEnabled,
    hostMonitoring: 'enabled',
    // Tests fill small hosts.
    admissionControlEnabled: false,
  } as const;
  const spec = { _typeName: 'ClusterConfigSpecEx', dasConfig } as const;
  const cluster = known(
    await client.call(hostFolder, 'CreateClusterEx', { name: 'c', spec }),
    'ClusterComputeResource',
  );
  const pool = await client.property(cluster, 'resourcePool');
  if (!pool) throw new Error('the cluster has no resource pool');
  return { datacenter, cluster, vmFolder: known(await client.property(datacenter, 'vmFolder'), 'Folder'), pool };
}

export async function addHost(client: Vim25Client, { cluster }: Cluster, hostName: string) {
  const spec = { _typeName: 'HostConnectSpec', hostName, force: false } as const;
  const task = await client.call(cluster, 'AddHost_Task', { spec, asConnected: true });
  const { result } = await client.waitForTask(task);
  return known(result as ManagedObjectReference, 'HostSystem');
}

export async function createDatastore(client: Vim25Client, host: TypedReference<'HostSystem'>, volumeName: string) {
  const { datastoreSystem } = await client.property(host, 'configManager');
  const extent = { _typeName: 'HostScsiDiskPartition', diskName: '', partition: 1 } as const;
  const vmfs = { _typeName: 'HostVmfsSpec', extent, majorVersion: 6, volumeName } as const;
  const spec = { _typeName: 'VmfsDatastoreCreateSpec', diskUuid: '', vmfs } as const;
  return client.call(known(datastoreSystem, 'HostDatastoreSystem'), 'CreateVmfsDatastore', { spec });
}

function vmSpec(name: string, datastore = 'datastore1') {
  return {
    _typeName: 'VirtualMachineConfigSpec',
    name,
    files: { _typeName: 'VirtualMachineFileInfo', vmPathName: `[${datastore}]` },
    numCPUs: 1,
    memoryMB: 4,
    extraConfig: [
      { _typeName: 'OptionValue', key: 'microsphere.image', value: 'ledger' },
      { _typeName: 'OptionValue', key: 'guestinfo.ip', value: '10.10.0.11' },
    ],
    deviceChange: [
      {
        _typeName: 'VirtualDeviceConfigSpec',
        operation: 'add',
        device: { _typeName: 'VirtualDisk', key: -1, capacityInKB: 16 * 1024 },
      },
      {
        _typeName: 'VirtualDeviceConfigSpec',
        operation: 'add',
        device: {
          _typeName: 'VirtualVmxnet3',
          key: -2,
          backing: { _typeName: 'VirtualEthernetCardNetworkBackingInfo', deviceName: 'VM Network' },
        },
      },
    ],
  } as const;
}

export async function createVm(client: Vim25Client, { vmFolder, pool }: Cluster, name: string) {
  const task = await client.call(vmFolder, 'CreateVM_Task', { config: vmSpec(name), pool });
  const { result } = await client.waitForTask(task);
  return known(result as ManagedObjectReference, 'VirtualMachine');
}
