// The office of the master: it hears the slaves' heartbeats, judges who is alive, owns protected lists, and restarts what
// has failed. All that it knows it has learned since it was elected (from the slaves, from the disk, from its own
// watching during the election), so that any host can take over at any moment without being handed anything.
import type { AvailabilityState } from './availability.ts';
import { type ClusterConfiguration, type HostMoref, restartPriorityOf } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { PowerOnListReadEvent } from './event.ts';
import { Failovers, type FailoverTarget } from './failover.ts';
import type { FaultDomain } from './fault-domain.ts';
import { type HostReport, type HostView, Inventory } from './inventory.ts';
import type { PowerOnBody, PowerOnResultBody, SlaveHeartbeatBody } from './message.ts';
import { ProtectedLists } from './protection.ts';
import { SilentHosts } from './silent-hosts.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm } from './vm.ts';

/** What a master says of another host. */
export type PeerState = AvailabilityState;

/** The event that goes with a new state of another host, besides HostStateChangedEvent. */
const eventOfState: Partial<Record<PeerState, ClusterEventType>> = {
  connectedToMaster: 'com.vmware.vc.HA.ConnectedToMaster',
  networkPartitionedFromMaster: 'com.vmware.vc.HA.HostPartitionedFromMasterEvent',
  networkIsolated: 'com.vmware.vc.HA.DasHostIsolatedEvent',
  fdmUnreachable: 'com.vmware.vc.HA.HostAgentErrorEvent',
  hostDown: 'DasHostFailedEvent',
};

interface Peer {
  state: PeerState;
  /** What it last reported, while it speaks. */
  report: HostReport | undefined;
  /** Of the newest report: an older one that comes late says nothing. */
  sequence: number;
}

export interface MasterOptions {
  readonly host: HostMoref;
  readonly timing: FdmTiming;
  readonly emit: Emit;
  readonly domain: FaultDomain;
  /** Takes an order to this host itself, as a slave takes one. */
  readonly orderHere: (order: PowerOnBody, now: number) => void;
}

/** What the master needs of its own agent each time it acts. */
export interface MasterContext {
  readonly configuration: ClusterConfiguration;
  /** This host's own VMs and capacity; undefined until the shell has reported them. */
  readonly local: HostReport | undefined;
  /** This host hears nobody and does not know yet whether that is its own fault: it takes no lists. */
  readonly mayBeIsolated: boolean;
}

export class Master {
  readonly lists: ProtectedLists;
  readonly #options: MasterOptions;
  readonly #timing: FdmTiming;
  readonly #peers = new Map<HostMoref, Peer>();
  readonly #inventory: Inventory;
  readonly #failovers: Failovers;
  readonly #silent: SilentHosts;
  /** No restart before: das.config.fdm.policy.unknownStateMonitorPeriod. */
  #restartsFrom: number;
  #nextHeartbeatAt: number;
  #sequence = 0;
  #listsVersion = -1;

  constructor(options: MasterOptions, now: number) {
    const { timing, emit } = options;
    this.#options = options;
    this.#timing = timing;
    this.#restartsFrom = now + timing.fdmUnknownStateMonitorMs;
    this.#nextHeartbeatAt = now;
    this.lists = new ProtectedLists(timing, emit);
    this.#inventory = new Inventory(timing);
    this.#silent = new SilentHosts(timing, emit);
    this.#failovers = new Failovers({
      timing,
      emit,
      order: (host, vm, attempt, at) => {
        const body = {
          kind: 'powerOn',
          vmxPath: vm.vmxPath,
          instanceUuid: vm.instanceUuid,
          attempt,
          registerOnly: false,
        } as const;
        this.#inventory.ordered(vm.instanceUuid, host);
        if (host === options.host) options.orderHere(body, at);
        else emit({ kind: 'send', to: host, body });
      },
      nameOf: (host) => this.#nameOf(host),
      onStarted: (uuid, host, at) => this.#inventory.started(uuid, host, at),
      onWantedOff: (uuid, host) => this.#inventory.foundWantedOff(uuid, host),
    });
  }

  #peer(host: HostMoref): Peer {
    let peer = this.#peers.get(host);
    if (!peer) {
      peer = { state: 'uninitialized', report: undefined, sequence: 0 };
      this.#peers.set(host, peer);
    }
    return peer;
  }

  /** The state of every host of the cluster as this master judges it. */
  hostStates(): Record<HostMoref, AvailabilityState> {
    const states: Record<HostMoref, AvailabilityState> = { [this.#options.host]: 'master' };
    for (const host of this.#options.domain.hosts()) states[host] = this.#peer(host).state;
    return states;
  }

  /** Hosts have left the cluster. */
  left(hosts: readonly HostMoref[]): void {
    for (const host of hosts) this.#peers.delete(host);
  }

  slaveHeartbeat(from: HostMoref, body: SlaveHeartbeatBody): void {
    const peer = this.#peer(from);
    if (body.sequence <= peer.sequence) return;
    peer.sequence = body.sequence;
    peer.report = { ...body, vms: new Map(body.vms.map((vm) => [vm.instanceUuid, vm])) };
    this.#become(from, 'connectedToMaster', 'it exchanges heartbeats');
  }

  /** A host speaks, but not as a slave of this master: its report is no longer its last word. */
  astray(from: HostMoref, state: 'election' | 'master'): void {
    this.#outOfSight(from);
    this.#become(from, state, state === 'master' ? 'it leads hosts of its own' : 'it looks for a master');
  }

  /** A host speaks with a new boot UUID: what it ran before is lost, however quickly it came back. */
  rebooted(host: HostMoref): void {
    const peer = this.#peer(host);
    const because = `${host} has restarted`;
    if (peer.state !== 'hostDown')
      this.#event('DasHostFailedEvent', `${this.#nameOf(host)} has failed: it has restarted`, host);
    peer.report = undefined;
    peer.sequence = 0;
    this.#become(host, 'election', 'it has restarted');
    this.#lost(host, because);
  }

  powerOnResult(from: HostMoref, body: Pick<PowerOnResultBody, 'instanceUuid' | 'attempt' | 'fault'>, now: number) {
    this.#failovers.result(from, body, now);
  }

  /** What a silent host says on a datastore. */
  powerOnListRead(event: PowerOnListReadEvent): void {
    this.#silent.read(event);
  }

  #outOfSight(host: HostMoref): void {
    this.#peer(host).report = undefined;
    this.#inventory.outOfSight(host);
  }

  #lost(host: HostMoref, because: string): void {
    this.#inventory.hostLost(host, because);
    this.#failovers.hostLost(host);
  }

  /** The one place where the state of another host changes. */
  #become(host: HostMoref, state: PeerState, because: string): void {
    const peer = this.#peer(host);
    if (peer.state === state) return;
    this.#options.emit({ kind: 'log', message: `${host}: ${peer.state} -> ${state} (${because})` });
    this.#event(
      'com.vmware.vc.HA.HostStateChangedEvent',
      `the state of ${this.#nameOf(host)} is ${state}: ${because}`,
      host,
    );
    peer.state = state;
    const type = eventOfState[state];
    if (type) this.#event(type, `${this.#nameOf(host)}: ${because}`, host);
  }

  advance({ configuration, local, mayBeIsolated }: MasterContext, now: number): void {
    this.#sendHeartbeats(configuration, now);
    this.#judgePeers(now);
    const accessible = local?.accessibleDatastores ?? [];
    this.#silent.advance(accessible, now);
    if (!mayBeIsolated) this.lists.advance(accessible, now);
    this.lists.publish(configuration.version);
    if (this.#listsVersion !== this.lists.version) {
      this.#listsVersion = this.lists.version;
      this.#inventory.protect(this.lists.vms(), now);
      this.#failovers.retain((uuid) => this.#inventory.has(uuid));
    }
    this.#restart(configuration, local, now);
  }

  #sendHeartbeats(configuration: ClusterConfiguration, now: number): void {
    if (now < this.#nextHeartbeatAt) return;
    this.#nextHeartbeatAt = now + this.#timing.fdmHeartbeatIntervalMs;
    this.#sequence += 1;
    const body = { kind: 'masterHeartbeat', sequence: this.#sequence, clusterVersion: configuration.version } as const;
    for (const to of this.#options.domain.hosts()) this.#options.emit({ kind: 'send', to, body });
  }

  #judgePeers(now: number): void {
    for (const host of this.#options.domain.hosts()) {
      const verdict = this.#options.domain.verdict(host, now);
      if (verdict !== 'networkPartitionedFromMaster' && verdict !== 'undecided') this.#silent.forget(host);
      if (verdict === 'live' || verdict === 'undecided') continue;
      const seconds = (this.#options.domain.silentMs(host, now) / 1_000).toFixed(1);
      const before = this.#peer(host).state;
      // A host that dies in sight has said its last word; what any other runs must be heard from it anew.
      if (verdict === 'hostDown') this.#peer(host).report = undefined;
      else this.#outOfSight(host);
      switch (verdict) {
        case 'networkPartitionedFromMaster':
          this.#silent.watch(host, now);
          if (this.#silent.isIsolated(host)) this.#become(host, 'networkIsolated', 'it says so on a datastore');
          else this.#become(host, verdict, `silent for ${seconds} s, alive by its datastore heartbeat`);
          break;
        case 'fdmUnreachable':
          this.#become(host, verdict, `silent for ${seconds} s, answers pings`);
          break;
        case 'hostDown':
          this.#become(host, verdict, `silent for ${seconds} s, no datastore heartbeat, no ping reply`);
          if (before !== 'hostDown') this.#lost(host, `${host} has failed`);
          break;
      }
    }
  }

  /** Finds what has failed, and drives the restarts. */
  #restart(configuration: ClusterConfiguration, local: HostReport | undefined, now: number): void {
    const views = this.#views(local);
    for (const vm of this.#inventory.vms()) this.#look(vm, views, configuration, now);
    this.#failovers.advance(this.#targets(local, now), configuration, now);
  }

  #look(
    vm: ProtectedVm,
    views: ReadonlyMap<HostMoref, HostView>,
    configuration: ClusterConfiguration,
    now: number,
  ): void {
    const uuid = vm.instanceUuid;
    const where = this.#inventory.locate(uuid, views, now);
    switch (where.kind) {
      case 'running':
        this.#failovers.running(uuid, where.host);
        break;
      case 'wantedOff':
        this.#failovers.cancel(uuid, 'somebody has switched it off');
        break;
      case 'failed':
        if (now < this.#restartsFrom || this.#failovers.has(uuid)) break;
        if (!configuration.hostMonitoring || restartPriorityOf(configuration, uuid) === 'disabled') break;
        this.#failovers.begin(vm, where.because);
        break;
      case 'unknown':
        break;
    }
  }

  #views(local: HostReport | undefined): Map<HostMoref, HostView> {
    const views = new Map<HostMoref, HostView>();
    views.set(this.#options.host, local ? { kind: 'live', report: local } : { kind: 'unknown' });
    for (const host of this.#options.domain.hosts()) {
      const { state, report } = this.#peer(host);
      const running = this.#silent.running(host);
      if (report) views.set(host, { kind: 'live', report });
      else if (running) views.set(host, { kind: 'silent', running });
      else views.set(host, { kind: state === 'hostDown' ? 'down' : 'unknown' });
    }
    return views;
  }

  /** Hosts that spoke a moment ago: a host under suspicion is given nothing new. */
  #targets(local: HostReport | undefined, now: number): FailoverTarget[] {
    const targets: FailoverTarget[] = local ? [{ host: this.#options.host, capacity: local }] : [];
    for (const host of this.#options.domain.hosts()) {
      const { report } = this.#peer(host);
      const speaks = this.#options.domain.silentMs(host, now) < this.#timing.fdmDatastoreWatchAfterMs;
      if (report && speaks) targets.push({ host, capacity: report });
    }
    return targets;
  }

  #nameOf(host: HostMoref): string {
    return this.#options.domain.nameOf(host);
  }

  #event(type: ClusterEventType, message: string, aboutHost: HostMoref): void {
    this.#options.emit({ kind: 'event', type, message: `vSphere HA: ${message}`, aboutHost });
  }

  nextDeadline(now: number): number {
    const restartsFrom = this.#restartsFrom > now ? this.#restartsFrom : Number.POSITIVE_INFINITY;
    return Math.min(
      this.#nextHeartbeatAt,
      restartsFrom,
      this.lists.nextDeadline(),
      this.#silent.nextDeadline(),
      this.#failovers.nextDeadline(),
      this.#options.domain.nextDeadline(now),
    );
  }

  slept(gapMs: number): void {
    this.#restartsFrom += gapMs;
    this.#inventory.slept(gapMs);
    this.#failovers.slept(gapMs);
  }
}
