// The FDM agent of one host: a state machine that is fed events and returns effects. It is always one of five things
// (README.md has the table); what it does with a message depends on which (`conversation.ts`), and the time-driven work is
// one function per state. The office of the master is a part of its own (`master.ts`), as is that of a slave (`slave.ts`);
// here is who holds which.
import type { FdmStatus } from './availability.ts';
import type { ClusterConfiguration, HostMoref, InstanceUuid } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import { Conversation } from './conversation.ts';
import type { FdmEffect } from './effect.ts';
import { Election } from './election.ts';
import type { FdmEvent, FdmEventKind, FdmEventOf } from './event.ts';
import { FaultDomain } from './fault-domain.ts';
import { type HostReport, sameVms } from './inventory.ts';
import { IsolationResponder } from './isolation-response.ts';
import { IsolationWatch } from './isolation-watch.ts';
import { LocalGuard } from './local-guard.ts';
import { Master, type MasterContext, type MasterOptions } from './master.ts';
import type { PowerOnBody, RestartQueryBody } from './message.ts';
import { type OrderAnswer, Orders } from './orders.ts';
import { PowerOnLists } from './power-on-lists.ts';
import { type Advancers, type Deadlines, ignore, type Role, type RoleOf } from './role.ts';
import { type Hearing, SelfDoubt } from './self-doubt.ts';
import { Slave } from './slave.ts';
import { type FdmTiming, timingWith } from './timing.ts';

export interface FdmAgentOptions {
  /** This host. */
  readonly host: HostMoref;
  /** New for each start of the process. */
  readonly bootUuid: string;
  readonly timing: FdmTiming;
}

type EventHandlers = { readonly [K in FdmEventKind]: (event: FdmEventOf<K>, now: number) => void };

export class FdmAgent {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly #profile: FdmTiming;
  /** One object for all parts, so that what an option changes holds from then on. */
  readonly #timing: FdmTiming;
  readonly #domain: FaultDomain;
  readonly #guard: LocalGuard;
  readonly #conversation: Conversation;
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
    this.#conversation = new Conversation({
      host,
      emit: this.#emit,
      datastores: () => this.#goodness(),
      join: (master, because, now) => this.#join(master, because, now),
      elect: (because, now) => this.#elect(because, now),
      ordered: (from, order, now) => this.#ordered(from, order, now),
      hearsOfVersion: (version, now) => this.#hearsOfVersion(version, now),
      answered: (vm, possible) => this.#guard.answered(vm, possible),
      masterContext: (role) => this.#masterContext(role),
    });
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
    if (!this.#takesPart) return Number.POSITIVE_INFINITY;
    const deadline = this.#deadlines[this.#role.state] as (now: number, role: Role) => number;
    const now = this.#steppedAt ?? 0;
    return Math.min(
      deadline(now, this.#role),
      this.#isolation.nextDeadline({ urgent: this.#doubtsItself(now) }),
      this.#guard.nextDeadline(this.#configuration!, now),
    );
  }

  readonly #deadlines: Deadlines = {
    uninitialized: () => Number.POSITIVE_INFINITY,
    election: (now, { election }) => Math.min(election.nextDeadline(now), this.#domain.nextDeadline(now)),
    master: (now, { master, doubt }) => Math.min(master.nextDeadline(now), doubt.nextDeadline(this.#hearing, now)),
    connectedToMaster: (_now, { slave }) => slave.nextDeadline(),
    networkIsolated: (_now, { responder, nextCallAt }) => Math.min(responder.nextDeadline(), nextCallAt),
  };

  /** For the host's heartbeat to vCenter. */
  status(): FdmStatus {
    const role = this.#role;
    const master = role.state === 'master' ? role.master : undefined;
    return {
      state: role.state,
      master: master ? this.host : role.state === 'connectedToMaster' ? role.slave.master : '',
      hostStates: master?.hostStates() ?? {},
      protectedVms: master?.lists.protectedVms() ?? [],
      failingOver: master?.failovers.failingOver() ?? [],
      waitingForRoom: master?.failovers.waitingForRoom() ?? [],
      configurationVersion: this.#configuration?.version ?? 0,
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
    if (role.state === 'connectedToMaster') role.slave.slept(gapMs);
    if (role.state === 'networkIsolated') role.responder.slept(gapMs);
  }

  /** The one place where this agent's state changes. */
  #become(role: Role, because: string): void {
    const before = this.#role;
    this.#log(`${before.state} -> ${role.state} (${because})`);
    if (before.state === 'master') {
      before.master.lists.release();
      // Its slaves need not wait for its silence.
      this.#conversation.call(false);
    }
    if (before.state === 'uninitialized') this.#event('HostDasEnabledEvent', because);
    if (role.state === 'uninitialized') this.#event('HostDasDisabledEvent', because);
    if (role.state === 'master') {
      const name = this.#domain.nameOf(this.host);
      this.#event('com.vmware.vc.HA.HostStateChangedEvent', `the state of ${name} is master: ${because}`);
      this.#conversation.call(true);
      // The one before may have had a newer configuration than vCenter could tell this host.
      this.#emit({ kind: 'readClusterConfiguration' });
    }
    this.#role = role;
  }

  #elect(because: string, now: number): void {
    const formerMaster = this.#role.state === 'connectedToMaster' ? this.#role.slave.master : undefined;
    this.#domain.electionBegins(formerMaster, now);
    this.#become({ state: 'election', election: new Election(this.#timing, now) }, because);
  }

  #join(master: HostMoref, because: string, now: number): void {
    this.#become({ state: 'connectedToMaster', slave: new Slave(master, this.#timing, now) }, because);
  }

  #goodness(): number {
    return this.#local?.accessibleDatastores.length ?? 0;
  }

  // Time

  #advance(now: number): void {
    if (this.#takesPart) this.#isolation.advance({ urgent: this.#doubtsItself(now) }, now);
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
    if (role.state === 'connectedToMaster') this.#emit({ kind: 'send', to: role.slave.master, body });
    else if (role.state === 'master') this.#conversation.hears(this.host, body, role, now);
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
    if (election.callDue(now)) this.#conversation.call(false);
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
    const doubt = new SelfDoubt(this.#timing, now);
    this.#become({ state: 'master', master: new Master(options, now), doubt }, because);
    this.#advance(now);
  }

  #asMaster(now: number, role: RoleOf<'master'>): void {
    if (role.doubt.isIsolated(this.#hearing, now)) {
      this.#isolated(now);
      return;
    }
    role.doubt.advance(this.#hearing, now);
    this.#domain.advance(now);
    role.master.advance(this.#masterContext(role), now);
  }

  #masterContext({ doubt }: RoleOf<'master'>): MasterContext {
    return { configuration: this.#configuration!, local: this.#local, mayBeIsolated: !doubt.isOver };
  }

  get #hearing(): Hearing {
    return {
      canTell: this.#isolation.canTell && this.#domain.hosts().length > 0,
      heardAt: this.#domain.heardAt,
      pongAt: this.#isolation.pongAt,
    };
  }

  /** Whether it asks the isolation addresses because it has to know. */
  #doubtsItself(now: number): boolean {
    const role = this.#role;
    if (role.state === 'master') return role.doubt.isAlone(this.#hearing, now);
    return role.state === 'networkIsolated';
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
    // It calls out, too: two isolated hosts would not hear one another when they could again.
    if (now >= role.nextCallAt) {
      role.nextCallAt = now + this.#timing.fdmElectionIntervalMs;
      this.#conversation.call(false);
    }
    role.responder.advance(this.#configuration!, this.#local, now);
  }

  #asSlave(now: number, { slave }: RoleOf<'connectedToMaster'>): void {
    if (slave.hasLostMaster(now)) {
      this.#elect(`no heartbeat of master ${slave.master} for ${seconds(slave.silentMs(now))} s`, now);
      this.#advance(now);
      return;
    }
    // Before the shell has said what runs here there is nothing to report; an empty report would be a false one.
    if (!slave.takeTurn(now) || !this.#local) return;
    this.#sequence += 1;
    slave.report(this.#emit, this.#local, {
      sequence: this.#sequence,
      clusterVersion: this.#configuration!.version,
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
      this.#conversation.hears(from, body, this.#role, now);
    },
    configured: ({ configuration }, now) => this.#configure(configuration, now),
    localVms: (event, now) => {
      const before = this.#local;
      this.#guard.observe(event, now);
      this.#local = { ...event, vms: new Map(event.vms.map((vm) => [vm.instanceUuid, vm])) };
      // A VM that starts or stops is pushed to the master at once.
      if (this.#role.state === 'connectedToMaster' && !sameVms(before, this.#local)) this.#role.slave.hurry(now);
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
    if (takesPart && role.state === 'connectedToMaster' && !this.#domain.hosts().includes(role.slave.master)) {
      this.#elect(`master ${role.slave.master} has left the cluster`, now);
    }
  }

  #hostRebooted(host: HostMoref, now: number): void {
    const role = this.#role;
    if (role.state === 'master') role.master.rebooted(host);
    if (role.state === 'election') role.election.forget(host);
    if (role.state === 'connectedToMaster' && role.slave.master === host)
      this.#elect(`master ${host} has restarted`, now);
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

  /** Somebody has a newer configuration: it is on a datastore, though vCenter may not reach this host. */
  #hearsOfVersion(version: number, now: number): void {
    if (version <= (this.#configuration?.version ?? 0) || now < this.#nextConfigurationReadAt) return;
    this.#nextConfigurationReadAt = now + this.#timing.fdmDatastoreWatchAfterMs;
    this.#emit({ kind: 'readClusterConfiguration' });
  }
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
