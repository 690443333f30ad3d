// A cluster of real processes for tests of vSphere HA: hosts, arrays, the switch and the management network, each host with
// cables of its own that can be cut. A test kills, freezes and cuts, and reads from the hosts themselves what became of it, and
// when. There is no vCenter here: the fixture takes the hosts in and configures them as vCenter would, and hosts need no more.
import {
  type DecodedResponseOf,
  type HostMethod,
  type ProfileName,
  type pb,
  type RequestOf,
  type Timing,
  timingProfiles,
} from '@microsphere/proto';
import { closeLinks } from '../link.ts';
import { removeTemporaryDirectories } from '../temporary.ts';
import { TestProcess } from '../test-process.ts';
import { stopAll } from '../test-program.ts';
import { eventually } from '../waiting.ts';
import { ClusterHost, type Hardware } from './cluster-host.ts';
import { type ClusterVm, newVm, type VmSpecification } from './cluster-vm.ts';
import { defaultHaSettings, type HaConfiguration } from './ha-settings.ts';
import type { LogEntry } from './host-log.ts';
import { ManagementClient } from './management-client.ts';
import { ManagementNetwork } from './management-network.ts';
import { StorageArray } from './storage-array.ts';

export interface TestClusterOptions {
  readonly hosts: readonly string[];
  /** `fast` otherwise. */
  readonly timing?: ProfileName;
  /** Each on an array of its own; datastore1 and datastore2 otherwise. */
  readonly datastores?: readonly string[];
  readonly datastoreSizeBytes?: number;
  readonly hardware?: Hardware;
  /** With a management network of two sides; needs nats-server. */
  readonly partitionable?: boolean;
  readonly ha?: HaConfiguration;
}

/** Hosts that start at the same time. */
const MAX_STARTING_HOSTS = 4;
const DATASTORE_BYTES = 128 * 1024 * 1024;
const HARDWARE: Hardware = { pcpuCount: 1, pcpuMhz: 20, memoryMb: 64 };
const CLUSTER = 'domain-c1';

const clients = new Set<ManagementClient>();

export class TestCluster {
  readonly timing: Timing;
  readonly hosts: readonly ClusterHost[];
  readonly arrays: readonly StorageArray[];
  readonly network: ManagementNetwork;
  /** One on each side of the management network. */
  private readonly clients: readonly ManagementClient[];
  private readonly vms = new Map<string, ClusterVm>();
  private ha: HaConfiguration;
  private version = 0;

  private constructor(options: {
    readonly timing: Timing;
    readonly hosts: readonly ClusterHost[];
    readonly arrays: readonly StorageArray[];
    readonly network: ManagementNetwork;
    readonly clients: readonly ManagementClient[];
    readonly ha: HaConfiguration;
  }) {
    this.timing = options.timing;
    this.hosts = options.hosts;
    this.arrays = options.arrays;
    this.network = options.network;
    this.clients = options.clients;
    this.ha = options.ha;
  }

  /** Everything runs, has its datastores, and is one cluster with a master. */
  static async start(options: TestClusterOptions): Promise<TestCluster> {
    const {
      timing = 'fast',
      datastores = ['datastore1', 'datastore2'],
      datastoreSizeBytes = DATASTORE_BYTES,
    } = options;
    const physicalSwitch = new TestProcess('switch', {
      listen: '127.0.0.1:0',
      timing,
      gateway: { address: '10.10.0.1', prefix: 24 },
      publish: [],
    });
    const [network, { endpoint }, ...arrays] = await Promise.all([
      ManagementNetwork.start({ partitionable: options.partitionable ?? false }),
      physicalSwitch.ready(),
      ...datastores.map((name) => StorageArray.start(name, datastoreSizeBytes)),
    ]);
    const [natsUrl = ''] = network.sides;
    const hosts: ClusterHost[] = [];
    for (let at = 0; at < options.hosts.length; at += MAX_STARTING_HOSTS)
      hosts.push(
        ...(await Promise.all(
          options.hosts.slice(at, at + MAX_STARTING_HOSTS).map((name) =>
            ClusterHost.start({
              name,
              timing,
              natsUrl,
              portals: arrays,
              switchEndpoint: String(endpoint),
              hardware: options.hardware ?? HARDWARE,
            }),
          ),
        )),
      );
    const connected = await Promise.all(network.sides.map((url) => ManagementClient.connect(url)));
    for (const client of connected) clients.add(client);
    const profile = timingProfiles[timing];
    const cluster = new TestCluster({
      timing: profile,
      hosts,
      arrays,
      network,
      clients: connected,
      ha: options.ha ?? {},
    });
    await cluster.takeIn();
    await cluster.configure();
    await cluster.settled();
    return cluster;
  }

  private async takeIn(): Promise<void> {
    const [first] = this.hosts;
    if (!first) throw new Error('a cluster without hosts');
    for (const { name, moref } of this.hosts) await this.client.takeIn(name, moref);
    for (const { datastore } of this.arrays)
      await this.call(first, 'hostd.createVmfsDatastore', { name: datastore, naa: '' });
    await Promise.all(this.hosts.map((host) => this.call(host, 'hostd.rescanVmfs', {})));
  }

  /** vCenter's end, on the first side. */
  get client(): ManagementClient {
    const [client] = this.clients;
    if (!client) throw new Error('the cluster has no management network');
    return client;
  }

  private call<M extends HostMethod>(
    { moref }: ClusterHost,
    method: M,
    request: RequestOf<M>,
  ): Promise<DecodedResponseOf<M>> {
    return this.client.call(moref, method, request);
  }

  host(name: string): ClusterHost {
    const host = this.hosts.find((each) => each.name === name);
    if (!host) throw new Error(`there is no host ${name}`);
    return host;
  }

  /** Published seconds as they last here, in milliseconds. */
  seconds(published: number): number {
    return published * this.timing.publishedSecondMs;
  }

  // Configuration

  /** Tells every host that can be reached the configuration, with what is given in place of what was. */
  async configure(changes: HaConfiguration = {}): Promise<void> {
    this.ha = { ...this.ha, ...changes };
    this.version += 1;
    const request = this.request();
    for (const host of this.hosts) if (this.reaches(host)) await this.call(host, 'fdm.configure', request);
  }

  private request(): pb.IConfigureClusterRequest {
    const { ha, arrays, hosts } = this;
    const settings = { ...defaultHaSettings, ...ha.defaultVmSettings };
    const heartbeatDatastores = ha.heartbeatDatastores ?? arrays.map(({ datastore }) => datastore);
    return {
      cluster: CLUSTER,
      version: this.version,
      dasEnabled: true,
      hostMonitoring: ha.hostMonitoring ?? true,
      hosts: hosts.map(({ moref, name }) => ({ moref, hostName: name })),
      heartbeatDatastores: heartbeatDatastores.map((name) => this.volumeUuid(name)),
      defaultVmSettings: settings,
      vmSettings: Object.entries(ha.vmSettings ?? {}).map(([name, own]) => ({
        instanceUuid: this.vm(name).instanceUuid,
        settings: { ...settings, ...own },
      })),
      options: Object.entries(ha.options ?? {}).map(([key, value]) => ({ key, value })),
      dependencies: (ha.dependencies ?? []).map(({ vms, dependsOn }, index) => ({
        name: `dependency-${index}`,
        vms: vms.map((each) => this.vm(each).instanceUuid),
        dependsOn: dependsOn.map((each) => this.vm(each).instanceUuid),
      })),
    };
  }

  private volumeUuid(datastore: string): string {
    for (const { datastores } of this.client.heartbeats.values())
      for (const { name, uuid } of datastores) if (name === datastore && uuid) return uuid;
    throw new Error(`no host has said that it has ${datastore}`);
  }

  // Virtual machines

  vm(name: string): ClusterVm {
    const vm = this.vms.get(name);
    if (!vm) throw new Error(`there is no VM ${name}`);
    return vm;
  }

  /** Makes a VM, starts it and has it protected; resolves when its guest is up. */
  async runVm(name: string, specification: VmSpecification): Promise<ClusterVm> {
    const host = this.host(specification.host);
    const { vm, request } = newVm(name, specification);
    await this.call(host, 'hostd.createVm', request);
    this.vms.set(name, vm);
    await this.powerOn(name, host.name);
    await this.protect(vm);
    return vm;
  }

  /** Starts a VM that is registered on that host; resolves when its guest is up. */
  async powerOn(name: string, host: string): Promise<void> {
    const vm = this.vm(name);
    await this.call(this.host(host), 'hostd.powerOnVm', { vmxPath: vm.vmxPath });
    await this.guestIsUp(name);
  }

  /** Has the master protect a VM, as vCenter does once it is on. */
  async protect(vm: ClusterVm): Promise<void> {
    const { instanceUuid, vmxPath, memoryMb } = vm;
    const vms = [{ instanceUuid, vmxPath, memoryMb, cpuReservationMhz: 0 }];
    await eventually(`${vm.name} to be protected`, async () => {
      const master = this.master;
      return (
        master &&
        (await this.call(master, 'fdm.protect', { vms }).then(
          () => true,
          () => false,
        ))
      );
    });
  }

  /** The hosts that say that they run it. */
  runsOn(name: string): string[] {
    const { vmxPath } = this.vm(name);
    return this.hosts
      .filter((host) => this.heartbeat(host)?.vms.some((vm) => vm.vmxPath === vmxPath && vm.powerState === 1))
      .map((host) => host.name);
  }

  async guestIsUp(name: string): Promise<void> {
    const { vmxPath } = this.vm(name);
    await eventually(`the guest of ${name} to be up`, () =>
      this.hosts.some((host) => this.heartbeat(host)?.vms.some((vm) => vm.vmxPath === vmxPath && vm.toolsRunning)),
    );
  }

  /** Resolves with the host that runs it, when one does that is none of `formerly`. */
  async restarted(name: string, ...formerly: readonly string[]): Promise<string> {
    return eventually(`${name} to run elsewhere than on ${formerly.join(', ')}`, () =>
      this.runsOn(name).find((host) => !formerly.includes(host)),
    );
  }

  // States

  /** What the host said last, since it was killed or cut off last. */
  heartbeat(host: ClusterHost): pb.HostHeartbeat | undefined {
    const heard = this.clients.flatMap(({ heartbeats }) => heartbeats.get(host.moref) ?? []);
    return heard.sort((a, b) => b.sequence - a.sequence)[0];
  }

  private reaches(host: ClusterHost): boolean {
    return host.alive && this.heartbeat(host) !== undefined;
  }

  /** Hosts that say that they are masters. */
  get masters(): readonly ClusterHost[] {
    return this.hosts.filter((host) => this.heartbeat(host)?.fdm?.state === 'master');
  }

  /** The one master, where there is one. */
  get master(): ClusterHost | undefined {
    return this.masters.length === 1 ? this.masters[0] : undefined;
  }

  /** A living host that is not the master. */
  get slave(): ClusterHost {
    const slave = this.hosts.find((host) => this.heartbeat(host)?.fdm?.state === 'connectedToMaster');
    if (!slave) throw new Error('the cluster has no slave');
    return slave;
  }

  /** Every host as the master judges it. */
  get states(): Readonly<Record<string, string>> {
    const { master } = this;
    return (master && this.heartbeat(master)?.fdm?.hostStates) ?? {};
  }

  /** One master, and every living host connected to it. */
  async settled(): Promise<ClusterHost> {
    return eventually('one master, and everybody connected to it', () => {
      const { master, states } = this;
      const inOrder = ({ alive, moref, name }: ClusterHost) =>
        !alive || moref === master?.moref || (states[moref] === 'connectedToMaster' && this.reaches(this.host(name)));
      return this.hosts.every(inOrder) && master;
    });
  }

  // Faults. Each returns the moment at which it took effect, in milliseconds since the epoch.

  async kill(host: ClusterHost): Promise<number> {
    const at = Date.now();
    await host.kill();
    this.forget(host);
    return at;
  }

  /** Nobody on the management network is reached from this host any more. */
  isolate(host: ClusterHost): number {
    const at = Date.now();
    host.management.pull();
    this.forget(host);
    return at;
  }

  /** From now on the host is on a side of the management network; resolves when it is heard from there. */
  async placeOn(side: 'a' | 'b', ...hosts: readonly ClusterHost[]): Promise<void> {
    const url = this.network.sides[side === 'a' ? 0 : 1];
    if (url === undefined) throw new Error(`the management network has no side ${side}`);
    for (const host of hosts) {
      host.management.lead(url);
      this.forget(host);
    }
    await eventually('the hosts to be heard', () => hosts.every((host) => this.heartbeat(host)));
  }

  partition(): number {
    const at = Date.now();
    this.network.partition();
    return at;
  }

  /** What it said is no news any more. */
  private forget({ moref }: ClusterHost): void {
    for (const { heartbeats } of this.clients) heartbeats.delete(moref);
  }

  /** Whoever was killed, cut off or partitioned is back; resolves when the cluster is in order. */
  async restore(): Promise<ClusterHost> {
    for (const host of this.hosts) {
      host.management.plug();
      for (const link of host.storage.values()) link.plug();
      if (!host.alive) await host.start();
    }
    if (this.network.sides.length > 1) this.network.heal();
    return this.settled();
  }

  // What the hosts have said

  get log(): readonly LogEntry[] {
    return this.hosts.flatMap(({ log }) => log.entries).sort((a, b) => a.time - b.time);
  }

  /** Resolves with the first entry since `since` that fits, of any host. */
  async said(what: string, fits: (entry: LogEntry) => boolean, since: number): Promise<LogEntry> {
    return eventually(what, () => this.log.find((entry) => entry.time >= since && fits(entry)));
  }

  /** Resolves with the first event of that type since `since`, about a VM or a host where one is given. */
  async event(
    type: string,
    { since, vm, about }: { readonly since: number; readonly vm?: string; readonly about?: ClusterHost },
  ): Promise<LogEntry> {
    const vmxPath = vm === undefined ? undefined : this.vm(vm).vmxPath;
    return this.said(
      `${type} ${vm ?? about?.name ?? ''}`,
      (entry) =>
        entry.event === type &&
        (vmxPath === undefined || entry.vmxPath === vmxPath) &&
        (about === undefined || entry.aboutHost === about.moref),
      since,
    );
  }
}

/** For `afterEach` or `afterAll`: nothing of any cluster is left. */
export async function clearClusters(): Promise<void> {
  for (const client of clients) await client.close();
  clients.clear();
  await stopAll();
  closeLinks();
  removeTemporaryDirectories();
}
