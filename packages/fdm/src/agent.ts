// The FDM agent of one host: a state machine that is fed events and returns effects. It is always one of four things
// (README.md has the table); what it does with a message depends on which, so that the message handlers are a table of
// states by messages, and the time-driven work one function per state. The office of the master is a part of its own
// (`master.ts`); here is who holds it.
import type { FdmStatus, OwnState } from './availability.ts';
import type { ClusterConfiguration, HostMoref, InstanceUuid } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { FdmEffect } from './effect.ts';
import { Election, isBetter } from './election.ts';
import type { FdmEvent, FdmEventKind, FdmEventOf } from './event.ts';
import { FaultDomain } from './fault-domain.ts';
import { type HostReport, sameVms } from './inventory.ts';
import { IsolationResponder } from './isolation-response.ts';
import { IsolationWatch } from './isolation-watch.ts';
import { LocalGuard } from './local-guard.ts';
import { Master, type MasterContext, type MasterOptions } from './master.ts';
import type { ElectionBody, FdmBody, PowerOnBody, RestartQueryBody } from './message.ts';
import { type OrderAnswer, Orders } from './orders.ts';
import { PowerOnLists } from './power-on-lists.ts';
import { type FdmTiming, timingWith } from './timing.ts';

export interface FdmAgentOptions {
  /** This host. */
  readonly host: HostMoref;
  /** New for each start of the process. */
  readonly bootUuid: string;
  readonly timing: FdmTiming;
}

/** What this agent is, with what belongs to it. */
type Role =
  | { readonly state: 'uninitialized' }
  | { readonly state: 'election'; readonly election: Election }
  | { readonly state: 'master'; readonly master: Master; readonly since: number; known: boolean }
  | { readonly state: 'networkIsolated'; readonly responder: IsolationResponder; nextCallAt: number }
  | { readonly state: 'connectedToMaster'; readonly master: HostMoref; heardAt: number; nextHeartbeatAt: number };

type RoleOf<S extends OwnState> = Extract<Role, { state: S }>;

type EventHandlers = { readonly [K in FdmEventKind]: (event: FdmEventOf<K>, now: number) => void };

/** Every state has to say what it does with every message. */
type MessageHandlers = {
  readonly [S in OwnState]: {
    readonly [K in FdmBody['kind']]: (
      from: HostMoref,
      body: Extract<FdmBody, { kind: K }>,
      now: number,
      role: RoleOf<S>,
    ) => void;
  };
};

type Deadlines = { readonly [S in OwnState]: (now: number, role: RoleOf<S>) => number };
type Advancers = { readonly [S in OwnState]: (now: number, role: RoleOf<S>) => void };

/** Silence of all others for which a master begins to doubt itself, in heartbeats. */
const MISSED_HEARTBEATS = 1.5;

const ignore = () => {};

export class FdmAgent {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly #profile: FdmTiming;
  /** One object for all parts, so that what an option changes holds from then on. */
  readonly #timing: FdmTiming;
  readonly #domain: FaultDomain;
  readonly #guard: LocalGuard;
  readonly #isolation: IsolationWatch;
  readonly #powerOnLists: PowerOnLists;
  /** A newer configuration was asked for; not again before. */
  #nextConfigurationReadAt = Number.NEGATIVE_INFINITY;
  #role: Role = { state: 'uninitialized' };
  #configuration: ClusterConfiguration | undefined;
  #local: HostReport | undefined;
  readonly #orders = new Orders();
  #sequence = 0;
  #steppedAt: number | undefined;
  #effects: FdmEffect[] = [];

  constructor({ host, bootUuid, timing }: FdmAgentOptions) {
    this.host = host;
    this.bootUuid = bootUuid;
    this.#profile = timing;
    this.#timing = { ...timing };
    this.#domain = new FaultDomain(host, this.#timing, this.#emit);
    this.#isolation = new IsolationWatch({ host, timing: this.#timing, emit: this.#emit });
    this.#powerOnLists = new PowerOnLists(this.#emit);
    this.#guard = new LocalGuard({
      timing: this.#timing,
      emit: this.#emit,
      askMaster: (vm, now) => this.#askMaster(vm, now),
    });
  }

  readonly #emit = (effect: FdmEffect): void => {
    // The master's answer to its own question.
    if (effect.kind === 'send' && effect.to === this.host && effect.body.kind === 'restartAnswer')
      this.#guard.answered(effect.body.instanceUuid, effect.body.possible);
    else this.#effects.push(effect);
  };

  #log(message: string): void {
    this.#emit({ kind: 'log', message });
  }

  /** An event about this host. */
  #event(type: ClusterEventType, text: string): void {
    this.#emit({ kind: 'event', type, message: `vSphere HA: ${text}`, aboutHost: this.host });
  }

  /**
   * Takes one event at monotonic time `now` (milliseconds; must not run backwards) and returns what is to be done about
   * it, in this order.
   */
  step(event: FdmEvent, now: number): FdmEffect[] {
    this.#wake(now);
    (this.#handlers[event.kind] as (event: FdmEvent, now: number) => void)(event, now);
    this.#advance(now);
    if (this.#takesPart) {
      this.#guard.advance(this.#configuration!, now);
      if (this.#local) this.#powerOnLists.update(this.#local, this.#role.state === 'networkIsolated');
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /**
   * When the next `tick` is due at the latest, in the time of `now`; Infinity when there is nothing to wait for. A shell
   * whose clock is fractional ticks at least a millisecond after its last step.
   */
  get nextDeadline(): number {
    const deadline = this.#deadlines[this.#role.state] as (now: number, role: Role) => number;
    const now = this.#steppedAt ?? 0;
    const guardAt = this.#takesPart ? this.#guard.nextDeadline(this.#configuration!, now) : Number.POSITIVE_INFINITY;
    return Math.min(deadline(now, this.#role), guardAt);
  }

  readonly #deadlines: Deadlines = {
    uninitialized: () => Number.POSITIVE_INFINITY,
    election: (now, { election }) => Math.min(election.nextDeadline(now), this.#domain.nextDeadline(now)),
    master: (now, role) =>
      Math.min(
        role.master.nextDeadline(now),
        this.#isolation.nextDeadline({ urgent: this.#isAlone(role, now) }),
        this.#aloneFrom(role) > now ? this.#aloneFrom(role) : Number.POSITIVE_INFINITY,
        this.#isAlone(role, now) ? Math.max(now, this.#isolatedFrom(role)) : Number.POSITIVE_INFINITY,
      ),
    connectedToMaster: (_now, role) =>
      Math.min(
        role.nextHeartbeatAt,
        role.heardAt + this.#timing.fdmMasterTimeoutMs,
        this.#isolation.nextDeadline({ urgent: false }),
      ),
    networkIsolated: (_now, { responder, nextCallAt }) =>
      Math.min(responder.nextDeadline(), nextCallAt, this.#isolation.nextDeadline({ urgent: true })),
  };

  /** For the host's heartbeat to vCenter. */
  status(): FdmStatus {
    const role = this.#role;
    const configurationVersion = this.#configuration?.version ?? 0;
    if (role.state === 'master') {
      const { master } = role;
      const protectedVms = master.lists.protectedVms();
      return {
        state: role.state,
        master: this.host,
        hostStates: master.hostStates(),
        protectedVms,
        failingOver: master.failovers.failingOver(),
        waitingForRoom: master.failovers.waitingForRoom(),
        configurationVersion,
      };
    }
    const master = role.state === 'connectedToMaster' ? role.master : '';
    return {
      state: role.state,
      master,
      hostStates: {},
      protectedVms: [],
      failingOver: [],
      waitingForRoom: [],
      configurationVersion,
    };
  }

  /**
   * A process that was stopped or starved must not take its own deafness for the silence of others: time in which it
   * was not stepped counts for nobody.
   */
  #wake(now: number): void {
    const before = this.#steppedAt;
    this.#steppedAt = now;
    if (before === undefined) return;
    const gapMs = now - before;
    if (gapMs < 0) throw new Error(`time ran backwards by ${-gapMs} ms at ${now}`);
    const role = this.#role;
    if (gapMs <= this.#timing.fdmDatastoreWatchAfterMs || role.state === 'uninitialized') return;
    this.#log(`stood still for ${seconds(gapMs)} s: that time is nobody's silence`);
    this.#domain.slept(gapMs);
    this.#guard.slept(gapMs);
    this.#isolation.slept(gapMs);
    if (role.state === 'election') role.election.slept(gapMs);
    if (role.state === 'master') role.master.slept(gapMs);
    if (role.state === 'connectedToMaster') role.heardAt += gapMs;
    if (role.state === 'networkIsolated') role.responder.slept(gapMs);
  }

  /** The one place where this agent's state changes. */
  #become(role: Role, because: string): void {
    const before = this.#role;
    this.#log(`${before.state} -> ${role.state} (${because})`);
    if (before.state === 'master') {
      before.master.lists.release();
      // Its slaves need not wait for its silence.
      this.#emit({ kind: 'broadcast', body: this.#electionBody(false) });
    }
    if (before.state === 'uninitialized') this.#event('HostDasEnabledEvent', because);
    if (role.state === 'uninitialized') this.#event('HostDasDisabledEvent', because);
    if (role.state === 'master') {
      const name = this.#domain.nameOf(this.host);
      this.#event('com.vmware.vc.HA.HostStateChangedEvent', `the state of ${name} is master: ${because}`);
      this.#emit({ kind: 'broadcast', body: this.#electionBody(true) });
      // The one before may have had a newer configuration than vCenter could tell this host.
      this.#emit({ kind: 'readClusterConfiguration' });
    }
    this.#role = role;
  }

  #elect(because: string, now: number): void {
    const formerMaster = this.#role.state === 'connectedToMaster' ? this.#role.master : undefined;
    this.#domain.electionBegins(formerMaster, now);
    this.#become({ state: 'election', election: new Election(this.#timing, now) }, because);
  }

  #join(master: HostMoref, because: string, now: number): void {
    this.#become({ state: 'connectedToMaster', master, heardAt: now, nextHeartbeatAt: now }, because);
  }

  #electionBody(master: boolean): ElectionBody {
    return { kind: 'election', datastores: this.#goodness(), master };
  }

  #goodness(): number {
    return this.#local?.accessibleDatastores.length ?? 0;
  }

  // Time

  #advance(now: number): void {
    (this.#advancers[this.#role.state] as (now: number, role: Role) => void)(now, this.#role);
  }

  /** Whether HA is enabled, and this host one of its cluster's: it has a configuration then. */
  get #takesPart(): boolean {
    return this.#role.state !== 'uninitialized';
  }

  /** VMCP's question. A master answers itself, by the rules for anybody. */
  #askMaster(instanceUuid: InstanceUuid, now: number): boolean {
    const role = this.#role;
    const body: RestartQueryBody = { kind: 'restartQuery', instanceUuid };
    if (role.state === 'connectedToMaster') this.#emit({ kind: 'send', to: role.master, body });
    else if (role.state === 'master') this.#messageHandlers.master.restartQuery(this.host, body, now, role);
    else return false;
    return true;
  }

  readonly #advancers: Advancers = {
    uninitialized: ignore,
    election: (now, role) => this.#inElection(now, role),
    master: (now, role) => this.#asMaster(now, role),
    connectedToMaster: (now, role) => this.#asSlave(now, role),
    networkIsolated: (now, role) => this.#inIsolation(now, role),
  };

  #inElection(now: number, { election }: RoleOf<'election'>): void {
    this.#domain.advance(now);
    if (election.callDue(now)) this.#emit({ kind: 'broadcast', body: this.#electionBody(false) });
    if (!election.isWonBy({ host: this.host, datastores: this.#goodness() }, now)) return;
    const options: MasterOptions = {
      host: this.host,
      timing: this.#timing,
      emit: this.#emit,
      domain: this.#domain,
      orderHere: (order, at) => this.#ordered(this.host, order, at),
    };
    const rival = election.rival(now);
    const because = rival ? `elected: better than ${this.#domain.nameOf(rival.host)}` : 'elected: nobody else stands';
    this.#become({ state: 'master', master: new Master(options, now), since: now, known: false }, because);
    this.#advance(now);
  }

  #asMaster(now: number, role: RoleOf<'master'>): void {
    const alone = this.#isAlone(role, now);
    this.#isolation.advance({ urgent: alone }, now);
    if (alone && now >= this.#isolatedFrom(role)) {
      this.#isolated(now);
      return;
    }
    role.known ||= !alone || this.#isolation.pongAt >= role.since;
    this.#domain.advance(now);
    role.master.advance(this.#masterContext(role), now);
  }

  #masterContext({ known }: RoleOf<'master'>): MasterContext {
    return { configuration: this.#configuration!, local: this.#local, mayBeIsolated: !known };
  }

  /** From when on a master that has heard nobody since asks the isolation addresses: at once when it never has. */
  #aloneFrom({ since }: RoleOf<'master'>): number {
    const others = this.#domain.hosts().length > 0 && this.#isolation.canTell;
    if (!others) return Number.POSITIVE_INFINITY;
    // It was elected by nobody: whoever stood with it was heard during the election.
    if (this.#domain.heardAt < since - this.#timing.fdmElectionMs) return since;
    return this.#domain.heardAt + MISSED_HEARTBEATS * this.#timing.fdmHeartbeatIntervalMs;
  }

  #isAlone(role: RoleOf<'master'>, now: number): boolean {
    return now >= this.#aloneFrom(role);
  }

  /** When a whole ping round has passed in which neither an agent nor an address was heard (ha.md 3.3: T30, 3.4: T5). */
  #isolatedFrom({ since }: RoleOf<'master'>): number {
    return Math.max(since, this.#domain.heardAt, this.#isolation.pongAt) + this.#timing.fdmPingTimeoutMs;
  }

  /** Whoever is isolated owns nothing: a master on the other side is to take the lists over before anything is stopped. */
  #isolated(now: number): void {
    const configuration = this.#configuration!;
    const responder = new IsolationResponder({ timing: this.#timing, emit: this.#emit, configuration }, now);
    this.#become(
      { state: 'networkIsolated', responder, nextCallAt: now },
      'neither an agent nor an isolation address answers',
    );
    const name = this.#domain.nameOf(this.host);
    this.#event('com.vmware.vc.HA.DasHostIsolatedEvent', `${name} is isolated from the cluster`);
    this.#advance(now);
  }

  #inIsolation(now: number, role: RoleOf<'networkIsolated'>): void {
    this.#isolation.advance({ urgent: true }, now);
    // It calls out, too: two isolated hosts would not hear one another when they could again.
    if (now >= role.nextCallAt) {
      role.nextCallAt = now + this.#timing.fdmElectionIntervalMs;
      this.#emit({ kind: 'broadcast', body: this.#electionBody(false) });
    }
    role.responder.advance(this.#configuration!, this.#local, now);
  }

  #asSlave(now: number, role: RoleOf<'connectedToMaster'>): void {
    if (now >= role.heardAt + this.#timing.fdmMasterTimeoutMs) {
      this.#elect(`no heartbeat of master ${role.master} for ${seconds(now - role.heardAt)} s`, now);
      this.#advance(now);
      return;
    }
    this.#isolation.advance({ urgent: false }, now);
    if (now < role.nextHeartbeatAt) return;
    role.nextHeartbeatAt = now + this.#timing.fdmHeartbeatIntervalMs;
    // Before the shell has said what runs here there is nothing to report; an empty report would be a false one.
    if (!this.#local) return;
    this.#sequence += 1;
    const { cpuUnreservedMhz, memoryUnreservedMb, accessibleDatastores, vms } = this.#local;
    this.#emit({
      kind: 'send',
      to: role.master,
      body: {
        kind: 'slaveHeartbeat',
        sequence: this.#sequence,
        clusterVersion: this.#configuration!.version,
        vms: [...vms.values()],
        cpuUnreservedMhz,
        memoryUnreservedMb,
        accessibleDatastores,
      },
    });
  }

  // Events

  readonly #handlers: EventHandlers = {
    tick: ignore,
    message: ({ message: { from, bootUuid, body } }, now) => {
      const speaker = this.#domain.spoken(from, bootUuid, now);
      if (speaker === 'nobody') return;
      if (this.#role.state === 'networkIsolated') this.#elect(`${from} is heard`, now);
      if (speaker === 'rebooted') this.#hostRebooted(from, now);
      const handle = this.#messageHandlers[this.#role.state][body.kind];
      (handle as (from: HostMoref, body: FdmBody, now: number, role: Role) => void)(from, body, now, this.#role);
    },
    configured: ({ configuration }, now) => this.#configure(configuration, now),
    localVms: (event, now) => {
      const before = this.#local;
      this.#guard.observe(event, now);
      this.#local = { ...event, vms: new Map(event.vms.map((vm) => [vm.instanceUuid, vm])) };
      // A VM that starts or stops is pushed to the master at once.
      if (this.#role.state === 'connectedToMaster' && !sameVms(before, this.#local)) this.#role.nextHeartbeatAt = now;
    },
    datastoreHeartbeats: (event, now) => this.#domain.slotsRead(event, now),
    pong: ({ from }, now) => this.#domain.ponged(from, now),
    protectedListLocked: ({ datastore, vms }) => {
      if (this.#role.state === 'master') this.#role.master.lists.locked(datastore, vms);
      else this.#emit({ kind: 'releaseProtectedList', datastore });
    },
    protectedListRefused: ({ datastore, owner }, now) => this.#master?.lists.refused(datastore, owner, now),
    protectedListLost: ({ datastore }, now) => this.#master?.lists.lost(datastore, now),
    protectedListWritten: ({ datastore, request, fault }) => this.#master?.lists.written(datastore, request, fault),
    protectRequest: ({ request, vms }) => {
      if (this.#master) this.#master.lists.protect(request, vms);
      else this.#refuse(request);
    },
    unprotectRequest: ({ request, vms }) => {
      if (this.#master) this.#master.lists.unprotect(request, vms);
      else this.#refuse(request);
    },
    isolationPong: ({ address }, now) => {
      this.#isolation.ponged(address, now);
      if (this.#role.state === 'networkIsolated') this.#elect(`isolation address ${address} answers`, now);
    },
    powerOnListWritten: (event) => this.#powerOnLists.written(event),
    powerOnListRead: (event) => this.#master?.powerOnListRead(event),
    protectedListOwner: (event, now) => {
      if (this.#role.state === 'networkIsolated') this.#role.responder.listOwner(event, now);
    },
    vmActionResult: (event, now) => {
      this.#guard.actionResult(event, now);
      if (this.#role.state === 'networkIsolated') this.#role.responder.actionResult(event, this.#local);
    },
    powerOnResult: (event, now) => this.#answer(this.#orders.done(event, this.#runsHere(event.instanceUuid)), now),
  };

  get #master(): Master | undefined {
    return this.#role.state === 'master' ? this.#role.master : undefined;
  }

  #refuse(request: string): void {
    const { master } = this.status();
    const message = `${this.host} is not the HA master${master === '' ? '' : `, ${master} is`}`;
    this.#emit({ kind: 'reply', request, fault: { type: 'InvalidState', message, definite: true } });
  }

  #configure(configuration: ClusterConfiguration, now: number): void {
    if (this.#configuration && configuration.version <= this.#configuration.version) return;
    this.#configuration = configuration;
    Object.assign(this.#timing, timingWith(this.#profile, configuration.options));
    this.#isolation.configure(configuration);
    const left = this.#domain.configure(configuration, now);
    this.#master?.left(left);
    const member = configuration.hosts.some((host) => host.moref === this.host);
    const takesPart = configuration.dasEnabled && member;
    const role = this.#role;
    if (takesPart && role.state === 'uninitialized') this.#elect('HA is enabled', now);
    if (!takesPart && role.state !== 'uninitialized') {
      this.#become({ state: 'uninitialized' }, member ? 'HA is disabled' : 'this host has left the cluster');
    }
    if (takesPart && role.state === 'connectedToMaster' && !this.#domain.hosts().includes(role.master)) {
      this.#elect(`master ${role.master} has left the cluster`, now);
    }
  }

  #hostRebooted(host: HostMoref, now: number): void {
    const role = this.#role;
    if (role.state === 'master') role.master.rebooted(host);
    if (role.state === 'election') role.election.forget(host);
    if (role.state === 'connectedToMaster' && role.master === host) this.#elect(`master ${host} has restarted`, now);
  }

  #answer(answer: OrderAnswer | undefined, now: number): void {
    if (!answer) return;
    if (answer.to !== this.host) this.#emit({ kind: 'send', ...answer });
    // An order of this host to itself; it may have ceased to be the master since.
    else this.#master?.powerOnResult(this.host, answer.body, now);
  }

  #ordered(from: HostMoref, order: PowerOnBody, now: number): void {
    const taken = this.#orders.take(from, order, this.#runsHere(order.instanceUuid));
    if (taken === 'carryOut') this.#emit({ ...order, kind: 'powerOn' });
    else if (taken !== 'underWay') this.#answer(taken, now);
  }

  #runsHere(uuid: InstanceUuid): boolean {
    return this.#local?.vms.get(uuid)?.powerState === 'poweredOn';
  }

  // Messages

  /** Somebody has a newer configuration: it is on a datastore, though vCenter may not reach this host. */
  #hearsOfVersion(version: number, now: number): void {
    if (version <= (this.#configuration?.version ?? 0) || now < this.#nextConfigurationReadAt) return;
    this.#nextConfigurationReadAt = now + this.#timing.fdmDatastoreWatchAfterMs;
    this.#emit({ kind: 'readClusterConfiguration' });
  }

  readonly #messageHandlers: MessageHandlers = {
    networkIsolated: {
      election: ignore,
      masterHeartbeat: ignore,
      slaveHeartbeat: ignore,
      powerOn: ignore,
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: ignore,
    },
    uninitialized: {
      election: ignore,
      masterHeartbeat: ignore,
      slaveHeartbeat: ignore,
      powerOn: ignore,
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: ignore,
    },
    election: {
      election: (from, { datastores, master }, now, { election }) => {
        if (master) this.#join(from, `${from} is the master`, now);
        else election.heard({ host: from, datastores }, now);
      },
      masterHeartbeat: (from, _body, now) => this.#join(from, `${from} is the master`, now),
      slaveHeartbeat: (from) => this.#emit({ kind: 'send', to: from, body: this.#electionBody(false) }),
      powerOn: ignore,
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: ignore,
    },
    connectedToMaster: {
      election: (from, { master }, now, role) => {
        if (master) this.#heardMaster(from, now, role);
        else if (from === role.master) this.#elect(`${from} is master no more`, now);
      },
      masterHeartbeat: (from, { clusterVersion }, now, role) => {
        this.#hearsOfVersion(clusterVersion, now);
        this.#heardMaster(from, now, role);
      },
      // Somebody takes this host for the master: tell it.
      slaveHeartbeat: (from) => this.#emit({ kind: 'send', to: from, body: this.#electionBody(false) }),
      powerOn: (from, body, now, role) => {
        // A host obeys one master. The orders of another one, on the far side of a healing partition, wait.
        if (from === role.master) this.#ordered(from, body, now);
      },
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: (from, { instanceUuid, possible }, _now, role) => {
        if (from === role.master) this.#guard.answered(instanceUuid, possible);
      },
    },
    master: {
      election: (from, { datastores, master: fromMaster }, now, { master }) => {
        master.astray(from, fromMaster ? 'master' : 'election');
        // A candidate that has not heard of us: tell it.
        if (!fromMaster) this.#emit({ kind: 'send', to: from, body: this.#electionBody(true) });
        // Two masters meet when a partition has healed: the better one stays (ha.md section 1: all but one abdicate).
        else if (isBetter({ host: from, datastores }, { host: this.host, datastores: this.#goodness() })) {
          this.#join(from, `${from} is the better master`, now);
        }
      },
      masterHeartbeat: (from, _body, _now, { master }) => {
        master.astray(from, 'master');
        this.#emit({ kind: 'send', to: from, body: this.#electionBody(true) });
      },
      slaveHeartbeat: (from, body, now, { master }) => {
        this.#hearsOfVersion(body.clusterVersion, now);
        master.slaveHeartbeat(from, body);
      },
      powerOn: ignore,
      powerOnResult: (from, body, now, { master }) => master.powerOnResult(from, body, now),
      restartQuery: (from, { instanceUuid }, now, role) => {
        const possible = role.master.canRestart(from, instanceUuid, this.#masterContext(role), now);
        if (possible === undefined) return;
        this.#emit({ kind: 'send', to: from, body: { kind: 'restartAnswer', instanceUuid, possible } });
      },
      restartAnswer: ignore,
    },
  };

  /** Its own master keeps a slave; another one gets it only when its own has fallen silent. */
  #heardMaster(from: HostMoref, now: number, role: RoleOf<'connectedToMaster'>): void {
    if (from === role.master) role.heardAt = now;
    else if (now - role.heardAt >= this.#timing.fdmDatastoreWatchAfterMs) {
      this.#join(from, `${from} is a master, and ${role.master} is silent`, now);
    }
  }
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
