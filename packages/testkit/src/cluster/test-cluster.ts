// A cluster of real processes for tests of vSphere HA: hosts, arrays, the switch and the management network, each host with
// cables of its own that can be cut. A test kills, freezes and cuts, and reads from the hosts themselves what became of it, and
// when. Without a vCenter the fixture takes the hosts in and configures them as vCenter would: hosts need no more.
import { type ProfileName, pb, type Timing, timingProfiles } from '@microsphere/proto';
import { closeLinks } from '../link.ts';
import { removeTemporaryDirectories } from '../temporary.ts';
import { stopAll } from '../test-program.ts';
import { eventually, waitFor } from '../waiting.ts';
import { ClusterHost, type ClusterHostOptions, type Hardware, type LogLevel } from './cluster-host.ts';
import type { ClusterVm, VmSpecification } from './cluster-vm.ts';
import { type HaConfiguration, withoutVms } from './ha-settings.ts';
import type { LogEntry } from './host-log.ts';
import type { ManagedCluster, Management } from './management.ts';
import { ManagementClient } from './management-client.ts';
import { ManagementNetwork } from './management-network.ts';
import { PhysicalSwitch } from './physical-switch.ts';
import { PlayedVcenter } from './played-vcenter.ts';
import { RealVcenter } from './real-vcenter.ts';
import { registrations } from './registrations.ts';
import { StorageArray } from './storage-array.ts';

export interface TestClusterOptions {
  readonly hosts: readonly string[];
  /** `fast` otherwise. */
  readonly timing?: ProfileName;
  /** Each on an array of its own; datastore1 and datastore2 otherwise. */
  readonly datastores?: readonly string[];
  readonly datastoreSizeBytes?: number;
  readonly hardware?: Hardware;
  /** Hosts whose processors are of the older generation. */
  readonly olderHosts?: readonly string[];
  /** With a management network of two sides; needs nats-server. */
  readonly partitionable?: boolean;
  /** A real vCenter has taken the hosts in. */
  readonly vcenter?: boolean;
  readonly ha?: HaConfiguration;
  /** Of the hosts; `info` otherwise. */
  readonly logLevel?: LogLevel;
}

/** Hosts that start at the same time. */
const MAX_STARTING_HOSTS = 4;
const DATASTORE_BYTES = 128 * 1024 * 1024;
const HARDWARE: Hardware = { pcpuCount: 1, pcpuMhz: 20, memoryMb: 64 };

/** How long what takes published times may take: in `fast` they are far below. */
const LIMIT_MS = 120_000;

const clients = new Set<ManagementClient>();

export class TestCluster implements ManagedCluster {
  readonly timing: Timing;
  readonly hosts: readonly ClusterHost[];
  readonly arrays: readonly StorageArray[];
  readonly network: ManagementNetwork;
  readonly physicalSwitch: PhysicalSwitch;
  /** One on each side of the management network. */
  private readonly clients: readonly ManagementClient[];
  private readonly vms = new Map<string, ClusterVm>();
  private management_: Management | undefined;
  private vcenter_: RealVcenter | undefined;
  private ha: HaConfiguration;

  private constructor(options: {
    readonly timing: Timing;
    readonly hosts: readonly ClusterHost[];
    readonly arrays: readonly StorageArray[];
    readonly network: ManagementNetwork;
    readonly physicalSwitch: PhysicalSwitch;
    readonly clients: readonly ManagementClient[];
    readonly ha: HaConfiguration;
  }) {
    this.timing = options.timing;
    this.hosts = options.hosts;
    this.arrays = options.arrays;
    this.network = options.network;
    this.physicalSwitch = options.physicalSwitch;
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
    const [network, physicalSwitch, ...arrays] = await Promise.all([
      ManagementNetwork.start({ partitionable: options.partitionable ?? false }),
      PhysicalSwitch.start(timing),
      ...datastores.map((name) => StorageArray.start(name, datastoreSizeBytes)),
    ]);
    const [natsUrl = ''] = network.sides;
    const hosts = await startHosts(options.hosts, {
      timing,
      natsUrl,
      portals: arrays,
      switchEndpoint: physicalSwitch.endpoint,
      hardware: options.hardware ?? HARDWARE,
      olderHosts: options.olderHosts ?? [],
      logLevel: options.logLevel ?? 'info',
    });
    const connected = await Promise.all(network.sides.map((url) => ManagementClient.connect(url)));
    for (const client of connected) clients.add(client);
    const profile = timingProfiles[timing];
    const cluster = new TestCluster({
      timing: profile,
      hosts,
      arrays,
      network,
      physicalSwitch,
      clients: connected,
      ha: options.ha ?? {},
    });
    if (options.vcenter) cluster.vcenter_ = await RealVcenter.start(cluster, { natsUrl, timing });
    cluster.management_ = cluster.vcenter_ ?? new PlayedVcenter(cluster.client, cluster);
    await cluster.management.takeIn();
    await cluster.configure();
    await cluster.settled();
    return cluster;
  }

  /** vCenter's end, on the first side. */
  get client(): ManagementClient {
    const [client] = this.clients;
    if (!client) throw new Error('the cluster has no management network');
    return client;
  }

  private get management(): Management {
    if (!this.management_) throw new Error('nobody has taken the hosts in');
    return this.management_;
  }

  get vcenter(): RealVcenter {
    if (!this.vcenter_) throw new Error('this cluster has no vCenter');
    return this.vcenter_;
  }

  get datastores(): readonly string[] {
    return this.arrays.map(({ datastore }) => datastore);
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

  /** Every host that can be reached acts by the configuration, with what is given in place of what was. */
  async configure(changes: HaConfiguration = {}): Promise<void> {
    this.ha = { ...this.ha, ...changes };
    await this.management.configure(this.ha, this.vms);
  }

  /** Version of the configuration that a host acts by. */
  configurationVersion(host: ClusterHost): number {
    return this.heartbeat(host)?.fdm?.configurationVersion ?? 0;
  }

  // Virtual machines

  vm(name: string): ClusterVm {
    const vm = this.vms.get(name);
    if (!vm) throw new Error(`there is no VM ${name}`);
    return vm;
  }

  /** Makes a VM, starts it and has it protected; resolves when its guest is up. */
  async runVm(name: string, specification: VmSpecification): Promise<ClusterVm> {
    const vm = await this.management.runVm(name, specification);
    this.vms.set(name, vm);
    await this.guestIsUp(name);
    await this.management.protect(vm);
    return vm;
  }

  /** Nothing is left of any VM, nor of what the configuration said of it. */
  async removeVms(): Promise<void> {
    for (const vm of this.vms.values()) await this.management.removeVm(vm);
    this.vms.clear();
    this.ha = withoutVms(this.ha);
  }

  /** The hosts that say that they run it. */
  runsOn(name: string): string[] {
    const { vmxPath } = this.vm(name);
    return this.hosts
      .filter((host) => this.heartbeat(host)?.vms.some((vm) => isOn(vm, vmxPath)))
      .map((host) => host.name);
  }

  /** Resolves when that host says that it runs it, and no other one does. */
  async runsOnlyOn(name: string, host: ClusterHost): Promise<void> {
    await waitFor(`${name} to run on ${host.name} only`, {
      observe: () => this.runsOn(name),
      until: (names) => names.length === 1 && names[0] === host.name,
    });
  }

  /** The hosts that say that it is registered there, whether it runs or not. */
  registeredOn(name: string): string[] {
    return registrations(this, this.vm(name).vmxPath).map(({ host }) => host.name);
  }

  async guestIsUp(name: string): Promise<void> {
    const { vmxPath } = this.vm(name);
    await eventually(`the guest of ${name} to be up`, () =>
      this.hosts.some((host) => this.heartbeat(host)?.vms.some((vm) => vm.vmxPath === vmxPath && vm.toolsRunning)),
    );
  }

  /** Names of the VMs that a host says that it runs. */
  vmsOn(host: ClusterHost): string[] {
    return [...this.vms.keys()].filter((name) => this.runsOn(name).includes(host.name));
  }

  /** Resolves with the host that runs it, when another one than `former` does. */
  async restarted(
    name: string,
    former: ClusterHost,
    { limitMs = LIMIT_MS }: { readonly limitMs?: number } = {},
  ): Promise<ClusterHost> {
    const elsewhere = () => this.runsOn(name).find((host) => host !== former.name);
    return this.host(await eventually(`${name} to run elsewhere than on ${former.name}`, elsewhere, limitMs));
  }

  // States

  /** What the host said last, since it was killed or cut off last. */
  heartbeat(host: ClusterHost): pb.HostHeartbeat | undefined {
    const heard = this.clients.flatMap(({ heartbeats }) => heartbeats.get(host.moref) ?? []);
    return heard.sort((a, b) => b.sequence - a.sequence)[0];
  }

  /** Hosts that say that they are masters. */
  get masters(): readonly ClusterHost[] {
    return this.hosts.filter((host) => this.heartbeat(host)?.fdm?.state === 'master');
  }

  async mastersUntil(fits: (masters: readonly ClusterHost[]) => boolean): Promise<readonly ClusterHost[]> {
    return waitFor('masters', { observe: () => this.masters, until: fits });
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

  async statesUntil(fits: (states: Readonly<Record<string, string>>) => boolean): Promise<void> {
    await waitFor('what the master says of the hosts', { observe: () => this.states, until: fits });
  }

  /** One master, and every living host connected to it and to every datastore. */
  async settled(): Promise<ClusterHost> {
    const inOrder = () => this.hosts.every((host) => !host.alive || this.inOrder(host)) && this.master;
    return eventually('one master, and everybody connected to it', inOrder, LIMIT_MS);
  }

  private inOrder(host: ClusterHost): boolean {
    const datastores = this.heartbeat(host)?.datastores.filter(({ accessible }) => accessible) ?? [];
    const connected = host === this.master || this.states[host.moref] === 'connectedToMaster';
    return connected && datastores.length === this.datastores.length;
  }

  // Faults. Each returns the moment at which it took effect, in milliseconds since the epoch.

  async kill(host: ClusterHost): Promise<number> {
    const at = Date.now();
    await host.kill();
    this.forget(host);
    return at;
  }

  /** In order, as from its console; resolves when it is off. */
  async shutDown(host: ClusterHost): Promise<number> {
    const at = Date.now();
    await host.shutDown();
    this.forget(host);
    return at;
  }

  /** SIGSTOP. */
  freeze(host: ClusterHost): number {
    const at = Date.now();
    host.process.signal('SIGSTOP');
    this.forget(host);
    return at;
  }

  /** SIGCONT. */
  thaw(host: ClusterHost): number {
    const at = Date.now();
    host.process.signal('SIGCONT');
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

  /** Whoever was killed, frozen, cut off or partitioned is back; resolves when the cluster is in order. */
  async restore(): Promise<ClusterHost> {
    for (const host of this.hosts) {
      host.management.plug();
      host.vmotion.plug();
      host.vmotion.letGo();
      for (const link of host.storage.values()) link.plug();
      if (host.alive) this.thaw(host);
      else await host.start();
    }
    if (this.network.sides.length > 1) this.network.heal();
    const master = await this.settled();
    await this.management.tidied();
    return master;
  }

  // What the hosts have said

  get log(): readonly LogEntry[] {
    return this.hosts.flatMap(({ log }) => log.entries).sort((a, b) => a.time - b.time);
  }

  /** Resolves with the first entry since then that fits, of any host. */
  async said(
    what: string,
    fits: (entry: LogEntry) => boolean,
    { since, limitMs = LIMIT_MS }: { readonly since: number; readonly limitMs?: number },
  ): Promise<LogEntry> {
    const fitting = () =>
      this.hosts.flatMap(({ log }) => log.entries.find((entry) => entry.time >= since && fits(entry)) ?? []);
    return eventually(what, () => fitting().sort((a, b) => a.time - b.time)[0], limitMs);
  }

  /** Resolves with the first event of that type since `since`, about a VM or a host where one is given. */
  async event(
    type: string,
    { vm, about, ...when }: { readonly since: number; readonly vm?: string; readonly about?: ClusterHost },
  ): Promise<LogEntry> {
    const vmxPath = vm === undefined ? undefined : this.vm(vm).vmxPath;
    const fits = (entry: LogEntry) =>
      entry.event === type &&
      (vmxPath === undefined || entry.vmxPath === vmxPath) &&
      (about === undefined || entry.aboutHost === about.moref);
    return this.said(`${type} ${vm ?? about?.name ?? ''}`, fits, when);
  }
}

async function startHosts(
  names: readonly string[],
  { olderHosts, ...options }: Omit<ClusterHostOptions, 'name'> & { readonly olderHosts: readonly string[] },
): Promise<readonly ClusterHost[]> {
  const hosts: ClusterHost[] = [];
  const { hardware } = options;
  const optionsOf = (name: string) => ({
    ...options,
    name,
    hardware: olderHosts.includes(name) ? ({ ...hardware, isa: 'rv64ima' } as const) : hardware,
  });
  for (let at = 0; at < names.length; at += MAX_STARTING_HOSTS) {
    const some = names.slice(at, at + MAX_STARTING_HOSTS);
    hosts.push(...(await Promise.all(some.map((name) => ClusterHost.start(optionsOf(name))))));
  }
  return hosts;
}

function isOn({ vmxPath, powerState }: pb.IVmRuntime, wanted: string): boolean {
  return vmxPath === wanted && powerState === pb.PowerState.poweredOn;
}

/** For `afterEach` or `afterAll`: nothing of any cluster is left. */
export async function clearClusters(): Promise<void> {
  for (const client of clients) await client.close();
  clients.clear();
  await stopAll();
  closeLinks();
  removeTemporaryDirectories();
}
