// The office of the master: it hears the slaves' heartbeats, judges who is alive, owns protected lists, and restarts what
// has failed. All that it knows it has learned since it was elected (from the slaves, from the disk, from its own
// watching during the election), so that any host can take over at any moment without being handed anything.
import type { AvailabilityState } from './availability.ts';
import { type ClusterConfiguration, type HostMoref, type InstanceUuid, restartPriorityOf } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { PowerOnListReadEvent } from './event.ts';
import { Failovers } from './failovers.ts';
import type { FaultDomain } from './fault-domain.ts';
import { type HostReport, type HostView, Inventory } from './inventory.ts';
import type { PowerOnBody, PowerOnResultBody, SlaveHeartbeatBody } from './message.ts';
import type { Standing } from './orchestration.ts';
import { ProtectedLists } from './protection.ts';
import type { FailoverTarget } from './room.ts';
import { SilentHosts } from './silent-hosts.ts';
import type { FdmTiming } from './timing.ts';
import { datastoreOf, type ProtectedVm } from './vm.ts';

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
  /** It has looked for what the master before it has left half done. */
  #hasTakenOver = false;
  /** VMs whose restart is disabled, and whose failure users know of. */
  readonly #disabledReported = new Set<InstanceUuid>();
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
      order: (host, body, at) => {
        if (!body.registerOnly) this.#inventory.ordered(body.instanceUuid, host);
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
    if (peer.state !== 'connectedToMaster') this.#inventory.heard(from);
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
      for (const uuid of this.#disabledReported) if (!this.#inventory.has(uuid)) this.#disabledReported.delete(uuid);
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
    const standingOf = (uuid: InstanceUuid) => this.#standing(uuid, views, now);
    for (const vm of this.#inventory.vms()) this.#look(vm, views, configuration, now);
    if (!this.#hasTakenOver && now >= this.#restartsFrom) {
      this.#hasTakenOver = true;
      const running = this.#inventory.vms().filter((vm) => standingOf(vm.instanceUuid).kind === 'running');
      this.#failovers.awaitReadiness(running, configuration);
    }
    this.#failovers.advance({ targets: this.#targets(local, now), configuration, standingOf }, now);
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
        this.#disabledReported.delete(uuid);
        this.#failovers.running(uuid, where.host);
        break;
      case 'wantedOff':
        this.#disabledReported.delete(uuid);
        this.#failovers.cancel(uuid, 'somebody has switched it off');
        break;
      case 'failed':
        if (now < this.#restartsFrom || this.#failovers.has(uuid) || !configuration.hostMonitoring) break;
        if (restartPriorityOf(configuration, uuid) === 'disabled') this.#failedDisabled(vm, views, configuration);
        else {
          const host = this.#inventory.lastHost(uuid);
          const afterIsolation = host !== undefined && this.#peers.get(host)?.state === 'networkIsolated';
          this.#failovers.begin(vm, { because: where.because, afterIsolation });
        }
        break;
      case 'unknown':
        break;
    }
  }

  /** Its host is dead. A VM whose restart is disabled is known on a live host at least, where somebody can start it. */
  #failedDisabled(vm: ProtectedVm, views: ReadonlyMap<HostMoref, HostView>, { options }: ClusterConfiguration): void {
    const uuid = vm.instanceUuid;
    const lastHost = this.#inventory.lastHost(uuid);
    const last = lastHost === undefined ? undefined : views.get(lastHost);
    if (last && last.kind !== 'down') return;
    for (const view of views.values()) if (view.kind === 'live' && view.report.vms.has(uuid)) return;
    if (!this.#disabledReported.has(uuid)) {
      this.#disabledReported.add(uuid);
      this.#options.emit({
        kind: 'event',
        type: 'com.vmware.vc.HA.VMIsHADisabledRestartEvent',
        message: `vSphere HA does not restart ${vm.vmxPath}: its restart priority is disabled`,
        vm: { instanceUuid: uuid, vmxPath: vm.vmxPath },
      });
    }
    if (options.reregisterRestartDisabledVms)
      this.#failovers.begin(vm, { because: 'its restart is disabled', registerOnly: true });
  }

  /** Where any VM is, protected or not, for those that wait for it to be ready. */
  #standing(uuid: InstanceUuid, views: ReadonlyMap<HostMoref, HostView>, now: number): Standing {
    for (const [host, view] of views) {
      const runtime = view.kind === 'live' ? view.report.vms.get(uuid) : undefined;
      if (runtime?.powerState !== 'poweredOn') continue;
      return this.#speaks(host, now) ? { kind: 'running', runtime } : { kind: 'suspected' };
    }
    return { kind: 'absent' };
  }

  /**
   * VMCP's question: could this VM be restarted on another host than the one that asks? Undefined where another master
   * owns its list: that one knows.
   */
  canRestart(from: HostMoref, uuid: InstanceUuid, context: MasterContext, now: number): boolean | undefined {
    const { configuration, local } = context;
    const vm = this.#inventory.vm(uuid);
    if (vm) {
      const targets = this.#targets(local, now).filter(({ host }) => host !== from);
      return this.#failovers.canRestart(vm, { targets, configuration }, now);
    }
    const report = from === this.#options.host ? local : this.#peer(from).report;
    const datastore = datastoreOf(report?.vms.get(uuid)?.vmxPath ?? '');
    return datastore !== undefined && this.lists.owns(datastore) ? false : undefined;
  }

  /** For the host's heartbeat to vCenter. */
  get failovers(): Pick<Failovers, 'failingOver' | 'waitingForRoom'> {
    return this.#failovers;
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

  /** A moment ago: a host under suspicion is given nothing new. */
  #speaks(host: HostMoref, now: number): boolean {
    return (
      host === this.#options.host || this.#options.domain.silentMs(host, now) < this.#timing.fdmDatastoreWatchAfterMs
    );
  }

  #targets(local: HostReport | undefined, now: number): FailoverTarget[] {
    const targets: FailoverTarget[] = local ? [{ host: this.#options.host, report: local }] : [];
    for (const host of this.#options.domain.hosts()) {
      const { report } = this.#peer(host);
      if (report && this.#speaks(host, now)) targets.push({ host, report });
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
