// Restarting what has failed: which failovers there are, and what happens to each of them next, in restart order and as
// orchestration lets them. Waiting for others or for room uses up no attempt, and neither does the death of the host that
// was to start a VM. A VM whose restart is disabled goes the same way, but is only registered at the end of it.
//
// An order is repeated while it is unanswered, because a message may be lost and a slave that is busy with an order
// ignores its repetition.
import {
  type ClusterConfiguration,
  defaultConfiguration,
  type HostMoref,
  type InstanceUuid,
  restartPriorityOf,
  settingsOf,
} from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import {
  type Failover,
  type FailoverCause,
  newFailover,
  orderAttempt,
  orderedHost,
  REGISTRATION_ATTEMPT,
  transientFaultMs,
} from './failover.ts';
import { FailoverWave } from './failover-wave.ts';
import type { PowerOnBody, PowerOnResultBody } from './message.ts';
import { Orchestration, type Standing } from './orchestration.ts';
import type { PlacementHost } from './placement.ts';
import { inRestartOrder, restartDelayMs } from './restart-order.ts';
import { type Arrival, type FailoverTarget, Room } from './room.ts';
import type { FdmTiming } from './timing.ts';
import { type Fault, LOCK_NOT_FREE_FAULT, NO_ACCESS_FAULT, POWER_STATE_FAULT, type ProtectedVm } from './vm.ts';

export interface FailoverContext {
  readonly targets: readonly FailoverTarget[];
  readonly configuration: ClusterConfiguration;
  /** Where any VM of the cluster is, for those that wait for it. */
  readonly standingOf: (vm: InstanceUuid) => Standing;
}

export interface FailoversOptions {
  readonly timing: FdmTiming;
  readonly emit: Emit;
  /** Tells the host to start or register the VM, also when it is this host itself. */
  readonly order: (host: HostMoref, order: PowerOnBody, now: number) => void;
  /** What people call a host. */
  readonly nameOf: (host: HostMoref) => string;
  /** The VM is said to run on the host now. */
  readonly onStarted: (uuid: InstanceUuid, host: HostMoref, now: number) => void;
  /** The disk says that somebody wanted the VM off. */
  readonly onWantedOff: (uuid: InstanceUuid, host: HostMoref) => void;
}

export class Failovers {
  readonly #failovers = new Map<InstanceUuid, Failover>();
  readonly #options: FailoversOptions;
  readonly #timing: FdmTiming;
  readonly #emit: Emit;
  readonly #orchestration: Orchestration;
  readonly #room: Room;
  readonly #wave: FailoverWave;
  #configuration: ClusterConfiguration = defaultConfiguration;

  constructor(options: FailoversOptions) {
    this.#options = options;
    this.#timing = options.timing;
    this.#emit = options.emit;
    this.#orchestration = new Orchestration(options);
    this.#room = new Room(options.timing);
    this.#wave = new FailoverWave(options.emit);
  }

  has(uuid: InstanceUuid): boolean {
    return this.#failovers.has(uuid);
  }

  /** VMs that are being restarted or wait for that, sorted. */
  failingOver(): InstanceUuid[] {
    return this.#uuids(isUnderWay);
  }

  /** Those of them that no host has room for, sorted. */
  waitingForRoom(): InstanceUuid[] {
    return this.#uuids(({ registerOnly, waitsForRoom }) => !registerOnly && waitsForRoom);
  }

  #uuids(which: (failover: Failover) => boolean): InstanceUuid[] {
    return [...this.#failovers].flatMap(([uuid, failover]) => (which(failover) ? [uuid] : [])).sort();
  }

  /** Starts the failover of a VM that has failed. */
  begin(vm: ProtectedVm, cause: FailoverCause): void {
    const { because, registerOnly = false } = cause;
    if (!registerOnly && this.#wave.begin()) this.#orchestration.waveBegins();
    this.#emit({ kind: 'log', message: `will ${registerOnly ? 'register' : 'restart'} ${vm.vmxPath}: ${because}` });
    this.#room.redeem(vm.instanceUuid);
    if (!registerOnly) this.#orchestration.begin(vm);
    this.#failovers.set(vm.instanceUuid, newFailover(vm, cause));
  }

  /**
   * A new master takes over: those that run and are not ready were perhaps restarted by the one before. They are waited for
   * where that has an end: one that was not restarted may never be ready.
   */
  awaitReadiness(running: readonly ProtectedVm[], configuration: ClusterConfiguration): void {
    for (const vm of running)
      if (settingsOf(configuration, vm.instanceUuid).restartPriorityTimeoutSeconds >= 0) this.#orchestration.begin(vm);
  }

  /** A report shows the VM running: there is nothing left to do, whoever started it. */
  running(uuid: InstanceUuid, host: HostMoref): void {
    const failover = this.#failovers.get(uuid);
    if (!failover) return;
    // Others wait for it to be ready all the same.
    if (failover.registerOnly || orderedHost(failover) !== host) this.#drop(failover, `it runs on ${host}`);
    else if (failover.progress.state === 'ordered') this.#succeeded(failover, host);
    this.#failovers.delete(uuid);
  }

  /** The VM need not run any more. */
  cancel(uuid: InstanceUuid, because: string): void {
    this.#orchestration.forget(uuid);
    const failover = this.#failovers.get(uuid);
    if (failover) this.#drop(failover, because);
  }

  #drop({ vm, registerOnly }: Failover, because: string): void {
    const what = registerOnly ? 'registers' : 'restarts';
    this.#emit({ kind: 'log', message: `no longer ${what} ${vm.vmxPath}: ${because}` });
    this.#failovers.delete(vm.instanceUuid);
  }

  /** Forgets VMs for which `keep` is false. */
  retain(keep: (uuid: InstanceUuid) => boolean): void {
    for (const uuid of [...this.#failovers.keys()]) if (!keep(uuid)) this.cancel(uuid, 'it is not protected any more');
    this.#orchestration.retain(keep);
  }

  /** The answer to an order. One that comes after its time counts only if the VM runs. */
  result(from: HostMoref, body: Pick<PowerOnResultBody, 'instanceUuid' | 'attempt' | 'fault'>, now: number): void {
    const failover = this.#failovers.get(body.instanceUuid);
    if (!failover || (body.attempt === REGISTRATION_ATTEMPT) !== failover.registerOnly) return;
    if (body.fault) {
      this.#refused(failover, from, body.attempt, body.fault, now);
      return;
    }
    if (failover.progress.state === 'started') return;
    this.#succeeded(failover, from);
    failover.progress = { state: 'started', host: from, until: now + this.#timing.fdmDatastoreWatchAfterMs };
    if (failover.registerOnly) return;
    this.#orchestration.poweredOn(body.instanceUuid, now);
    this.#options.onStarted(body.instanceUuid, from, now);
  }

  #refused(failover: Failover, from: HostMoref, attempt: number, { type, message }: Fault, now: number): void {
    const { progress, vm, registerOnly } = failover;
    if (progress.state !== 'ordered' || progress.host !== from || orderAttempt(failover) !== attempt) return;
    if (type === POWER_STATE_FAULT && !registerOnly) {
      this.#options.onWantedOff(vm.instanceUuid, from);
      this.cancel(vm.instanceUuid, `somebody has switched it off: ${message}`);
      return;
    }
    if (type === LOCK_NOT_FREE_FAULT || type === NO_ACCESS_FAULT) {
      if (failover.transientUntil === undefined) {
        failover.transientUntil = now + transientFaultMs(this.#timing);
        const seconds = (transientFaultMs(this.#timing) / 1_000).toFixed(1);
        this.#emit({
          kind: 'log',
          message: `cannot ${registerOnly ? 'register' : 'start'} ${vm.vmxPath} yet, tries for ${seconds} s: ${type}: ${message}`,
        });
      }
      if (now < failover.transientUntil) {
        failover.progress = { state: 'paused', until: now + this.#timing.fdmHeartbeatIntervalMs };
        return;
      }
    }
    this.#failed(failover, from, `${type}: ${message}`, now);
  }

  /**
   * A host has died or restarted. Orders onto it begin anew, at no cost to the VM; and so does everything that waits
   * after a failed attempt, because the host that held its lock may be this one.
   */
  hostLost(host: HostMoref): void {
    for (const failover of this.#failovers.values()) {
      const { progress } = failover;
      const onThisHost = orderedHost(failover) === host;
      if (!onThisHost && progress.state !== 'paused' && progress.state !== 'givenUp') continue;
      if (onThisHost) this.#orchestration.stopped(failover.vm.instanceUuid);
      if (progress.state === 'givenUp') failover.attempt = 1;
      failover.progress = { state: 'waiting' };
      failover.transientUntil = undefined;
      failover.failedOn.delete(host);
    }
  }

  /** Repeats, times out, and places what waits, in restart order. */
  advance({ targets, configuration, standingOf }: FailoverContext, now: number): void {
    this.#configure(configuration);
    const speaks = (host: HostMoref) => targets.some((target) => target.host === host);
    for (const failover of [...this.#failovers.values()]) this.#age(failover, speaks, now);
    const isFailingOver = (uuid: InstanceUuid) => this.#failovers.has(uuid);
    this.#orchestration.advance({ configuration, standingOf, isFailingOver }, now);
    this.#placeWaiting(targets, now);
    this.#wave.advance([...this.#failovers.values()].filter(isUnderWay));
  }

  #age(failover: Failover, speaks: (host: HostMoref) => boolean, now: number): void {
    const { progress, vm } = failover;
    if (progress.state === 'paused' && now >= progress.until) failover.progress = { state: 'waiting' };
    if (progress.state === 'started' && now >= progress.until) this.#failovers.delete(vm.instanceUuid);
    if (progress.state === 'ordered') {
      if (now >= progress.orderedAt + this.#timing.fdmPowerOnTimeoutMs) {
        // It may run there all the same. Then the lock on disk refuses the next attempt.
        this.#failed(failover, progress.host, 'no answer', now);
      } else if (now >= progress.repeatAt) {
        progress.repeatAt = now + this.#timing.fdmDatastoreWatchAfterMs;
        if (speaks(progress.host)) this.#order(failover, progress.host, now);
      }
    }
    if (failover.progress.state !== 'waiting') return;
    const isDisabled = restartPriorityOf(this.#configuration, vm.instanceUuid) === 'disabled';
    if (!this.#configuration.hostMonitoring) this.cancel(vm.instanceUuid, 'host monitoring is disabled');
    else if (isDisabled !== failover.registerOnly)
      this.cancel(vm.instanceUuid, `its restart priority is ${isDisabled ? '' : 'no longer '}disabled`);
  }

  #order(failover: Failover, host: HostMoref, now: number): void {
    const { vm, registerOnly } = failover;
    const { vmxPath, instanceUuid } = vm;
    const order = { kind: 'powerOn', vmxPath, instanceUuid, attempt: orderAttempt(failover), registerOnly } as const;
    this.#options.order(host, order, now);
  }

  #placeWaiting(targets: readonly FailoverTarget[], now: number): void {
    const waiting = [...this.#failovers.values()].filter(({ progress }) => progress.state === 'waiting');
    if (waiting.length === 0) return;
    const vms = inRestartOrder(
      waiting.map((failover) => failover.vm),
      this.#configuration,
    );
    let order = vms.map((vm) => this.#failovers.get(vm.instanceUuid)!);
    const hosts = this.#room.hosts(targets, this.#arriving(), now);
    // What has found a place may be all that others of the same level wait for.
    for (let placed = true; placed; ) {
      placed = false;
      const held: Failover[] = [];
      for (const failover of order) {
        if (this.#isHeld(failover)) held.push(failover);
        else if (this.#place(failover, hosts, now)) placed = true;
      }
      order = held;
    }
  }

  #isHeld(failover: Failover): boolean {
    const { vm, registerOnly } = failover;
    const waitsFor = registerOnly ? undefined : this.#orchestration.waitsFor(vm.instanceUuid);
    if (waitsFor === undefined) return false;
    failover.waitsForRoom = false;
    if (!failover.holdReported) this.#emit({ kind: 'log', message: `${vm.vmxPath} waits ${waitsFor}` });
    failover.holdReported = true;
    return true;
  }

  #place(failover: Failover, hosts: ReadonlyMap<HostMoref, PlacementHost>, now: number): boolean {
    const { vm, registerOnly, failedOn: avoid } = failover;
    const placement = this.#room.place({ vm, hosts: [...hosts.values()], avoid, registerOnly });
    failover.waitsForRoom = placement.kind === 'noRoom';
    if (placement.kind === 'noRoom' && !failover.noRoomReported) {
      failover.noRoomReported = true;
      const { because } = placement;
      if (registerOnly) this.#emit({ kind: 'log', message: `cannot register ${vm.vmxPath} now: ${because}` });
      else this.#tellNoRoom(vm, because);
    }
    if (placement.kind !== 'placed') return false;
    const { host } = placement;
    failover.progress = {
      state: 'ordered',
      host,
      orderedAt: now,
      repeatAt: now + this.#timing.fdmDatastoreWatchAfterMs,
    };
    if (failover.transientUntil === undefined) {
      const how = `attempt ${failover.attempt} of ${this.#configuration.options.maxVmRestartCount}`;
      this.#emit({
        kind: 'log',
        message: `orders ${vm.vmxPath} onto ${host} (${registerOnly ? 'only registered' : how})`,
      });
    }
    if (!registerOnly) hosts.get(host)?.arrivals.add(vm, 1);
    this.#orchestration.allocated(vm.instanceUuid, now);
    this.#order(failover, host, now);
    return true;
  }

  #tellNoRoom(vm: ProtectedVm, because: string): void {
    const { instanceUuid, vmxPath } = vm;
    this.#emit({
      kind: 'event',
      type: 'NotEnoughResourcesToStartVmEvent',
      message: `vSphere HA cannot restart ${vmxPath} now: ${because}`,
      vm: { instanceUuid, vmxPath },
      arguments: { reason: because },
    });
  }

  /** What orders that are not over will take. */
  *#arriving(): Generator<Arrival> {
    for (const { vm, progress, registerOnly } of this.#failovers.values()) {
      if (registerOnly) continue;
      if (progress.state === 'ordered') yield { vm, host: progress.host, powerOns: 1 };
      if (progress.state === 'started') yield { vm, host: progress.host, powerOns: 0 };
    }
  }

  /** Whether a VM that runs could be restarted on another one of these hosts, by the same rules as a failed one. */
  canRestart(vm: ProtectedVm, { targets, configuration }: Omit<FailoverContext, 'standingOf'>, now: number): boolean {
    this.#configure(configuration);
    if (!configuration.hostMonitoring || restartPriorityOf(configuration, vm.instanceUuid) === 'disabled') return false;
    return this.#room.promise(vm, targets, this.#arriving(), now);
  }

  #configure(configuration: ClusterConfiguration): void {
    this.#configuration = configuration;
    this.#room.configure(configuration);
  }

  #succeeded({ vm, attempt, registerOnly }: Failover, host: HostMoref): void {
    if (registerOnly) {
      this.#emit({ kind: 'log', message: `${vm.vmxPath} is registered on ${host}` });
      return;
    }
    this.#event(
      'com.vmware.vc.ha.VmRestartedByHAEvent',
      `restarted ${vm.vmxPath} on ${this.#options.nameOf(host)} (attempt ${attempt})`,
      vm,
      host,
    );
  }

  #failed(failover: Failover, host: HostMoref, why: string, now: number): void {
    const { vm, attempt, registerOnly } = failover;
    const delayMs = restartDelayMs(attempt, this.#configuration, this.#timing);
    failover.failedOn.add(host);
    failover.transientUntil = undefined;
    const what = `could not ${registerOnly ? 'register' : 'restart'} ${vm.vmxPath} on ${this.#options.nameOf(host)}`;
    if (registerOnly) this.#emit({ kind: 'log', message: `${what}: ${why}` });
    else this.#event('VmFailoverFailed', `${what} (attempt ${attempt}): ${why}`, vm, host);
    if (delayMs === undefined) this.#giveUp(failover);
    else {
      failover.attempt = attempt + 1;
      failover.progress = { state: 'paused', until: now + delayMs };
    }
  }

  #giveUp(failover: Failover): void {
    const { vm, attempt, registerOnly, afterIsolation } = failover;
    failover.progress = { state: 'givenUp' };
    if (registerOnly) return;
    this.#orchestration.gaveUp(vm.instanceUuid);
    this.#event('VmMaxRestartCountReached', `gave up restarting ${vm.vmxPath} after ${attempt} attempts`, vm);
    if (afterIsolation) {
      const message = `could not restart ${vm.vmxPath}, which its isolated host has stopped: somebody has to start it`;
      this.#event('com.vmware.vc.HA.FailedRestartAfterIsolationEvent', message, vm);
    }
  }

  #event(type: ClusterEventType, message: string, vm?: ProtectedVm, aboutHost?: HostMoref): void {
    this.#emit({
      kind: 'event',
      type,
      message: `vSphere HA ${message}`,
      ...(vm ? { vm: { instanceUuid: vm.instanceUuid, vmxPath: vm.vmxPath } } : {}),
      ...(aboutHost === undefined ? {} : { aboutHost }),
    });
  }

  nextDeadline(): number {
    let next = this.#orchestration.nextDeadline();
    for (const { progress } of this.#failovers.values()) {
      if (progress.state === 'ordered') {
        next = Math.min(next, progress.repeatAt, progress.orderedAt + this.#timing.fdmPowerOnTimeoutMs);
      } else if (progress.state === 'started' || progress.state === 'paused') next = Math.min(next, progress.until);
    }
    return next;
  }

  slept(gapMs: number): void {
    this.#orchestration.slept(gapMs);
    for (const { progress } of this.#failovers.values()) if (progress.state === 'ordered') progress.orderedAt += gapMs;
  }
}

/** It is being restarted, or waits for that; one that is only registered elsewhere is no restart. */
function isUnderWay({ registerOnly, progress }: Failover): boolean {
  return !registerOnly && progress.state !== 'givenUp';
}
