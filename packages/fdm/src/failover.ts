// Restarting what has failed: each failed VM is one `Failover`, which waits for a place, is ordered onto a host, and
// ends when the VM runs, or when the published number of attempts is used up (reference: ha.md section 4 "Retries",
// section 5). Waiting for room uses up no attempt, and neither does the death of the host that was to start it.
//
// An order is repeated while it is unanswered, because a message may be lost and a slave that is busy with an order
// ignores its repetition. A lock that is not free, or files that cannot be reached, are tried again at heartbeat pace
// for `transientFaultMs` before that counts as a failed attempt: until then the lock may be the dead owner's, whose
// lease is only just running out (a host that restarts quickly is known to be dead long before its lease is over, and
// even at T18 a watcher that looks every three seconds may see the lease end only at T22), or the array may be on its
// way back. After that only a living owner can hold the lock, so the VM runs elsewhere, and the long published delays
// are right. They end early when a host dies: what stood in the way may have died with it.
import { type ClusterConfiguration, type HostMoref, type InstanceUuid, restartPriorityOf } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { PowerOnResultBody } from './message.ts';
import { type PlacementHost, place } from './placement.ts';
import { inRestartOrder, maxRestartCount, restartDelayMs } from './restart-order.ts';
import type { FdmTiming } from './timing.ts';
import { type HostCapacity, LOCK_NOT_FREE_FAULT, NO_ACCESS_FAULT, POWER_STATE_FAULT, type ProtectedVm } from './vm.ts';

/**
 * The longest time after its owner's death for which a lock may be held: the lease, and the slot is written and looked
 * at once an interval.
 */
export function transientFaultMs(timing: FdmTiming): number {
  return timing.vmfsLeaseMs + 2 * timing.vmfsHeartbeatIntervalMs;
}

type Progress =
  /** For a host with room. */
  | { readonly state: 'waiting' }
  | { readonly state: 'ordered'; readonly host: HostMoref; orderedAt: number; repeatAt: number }
  /** The host says that it runs; its report does not show it yet. */
  | { readonly state: 'started'; readonly host: HostMoref; readonly until: number }
  /** Between attempts. */
  | { readonly state: 'paused'; until: number }
  /** All attempts are used up: a person has to start it. */
  | { readonly state: 'givenUp' };

interface Failover {
  readonly vm: ProtectedVm;
  /** The attempt that is under way or next; 1 is the first. */
  attempt: number;
  progress: Progress;
  readonly failedOn: Set<HostMoref>;
  /** Until when a transient fault of this attempt is worth a retry. */
  transientUntil: number | undefined;
  noRoomReported: boolean;
}

/** A host that VMs may be ordered onto: it speaks, and this is what it can take. */
export interface FailoverTarget {
  readonly host: HostMoref;
  readonly capacity: HostCapacity;
}

/** A target with what is on its way to it. */
type Arrivals = { -readonly [K in keyof PlacementHost]: PlacementHost[K] };

function arrive(host: Arrivals | undefined, vm: ProtectedVm, powerOns: 0 | 1): void {
  if (!host) return;
  host.arrivingCpuMhz += vm.cpuReservationMhz;
  host.arrivingMemoryMb += vm.memoryMb;
  host.powerOns += powerOns;
}

export interface FailoversOptions {
  readonly timing: FdmTiming;
  readonly emit: Emit;
  /** Tells the host to start the VM, also when it is this host itself. */
  readonly order: (host: HostMoref, vm: ProtectedVm, attempt: number, now: number) => void;
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
  #waveOpen = false;

  constructor(options: FailoversOptions) {
    this.#options = options;
    this.#timing = options.timing;
    this.#emit = options.emit;
  }

  has(uuid: InstanceUuid): boolean {
    return this.#failovers.has(uuid);
  }

  /** Starts the failover of a VM that has failed. */
  begin(vm: ProtectedVm, because: string): void {
    if (!this.#waveOpen) {
      this.#waveOpen = true;
      this.#event('com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent', 'restarts failed virtual machines');
    }
    this.#emit({ kind: 'log', message: `will restart ${vm.vmxPath}: ${because}` });
    this.#failovers.set(vm.instanceUuid, {
      vm,
      attempt: 1,
      progress: { state: 'waiting' },
      failedOn: new Set(),
      transientUntil: undefined,
      noRoomReported: false,
    });
  }

  /** A report shows the VM running: there is nothing left to do, whoever started it. */
  running(uuid: InstanceUuid, host: HostMoref): void {
    const failover = this.#failovers.get(uuid);
    if (!failover) return;
    const { progress } = failover;
    const here = (progress.state === 'ordered' || progress.state === 'started') && progress.host === host;
    if (!here) {
      this.cancel(uuid, `it runs on ${host}`);
      return;
    }
    if (progress.state === 'ordered') this.#succeeded(failover, host);
    this.#failovers.delete(uuid);
  }

  /** The VM need not run any more. */
  cancel(uuid: InstanceUuid, because: string): void {
    const failover = this.#failovers.get(uuid);
    if (!failover) return;
    this.#emit({ kind: 'log', message: `no longer restarts ${failover.vm.vmxPath}: ${because}` });
    this.#failovers.delete(uuid);
  }

  /** Forgets VMs for which `keep` is false. */
  retain(keep: (uuid: InstanceUuid) => boolean): void {
    for (const uuid of [...this.#failovers.keys()]) if (!keep(uuid)) this.cancel(uuid, 'it is not protected any more');
  }

  /** The answer to an order. One that comes after its time counts only if the VM runs. */
  result(from: HostMoref, body: Pick<PowerOnResultBody, 'instanceUuid' | 'attempt' | 'fault'>, now: number): void {
    const failover = this.#failovers.get(body.instanceUuid);
    if (!failover) return;
    if (!body.fault) {
      if (failover.progress.state === 'started') return;
      this.#succeeded(failover, from);
      this.#options.onStarted(body.instanceUuid, from, now);
      failover.progress = { state: 'started', host: from, until: now + this.#timing.fdmDatastoreWatchAfterMs };
      return;
    }
    const { progress } = failover;
    if (progress.state !== 'ordered' || progress.host !== from || failover.attempt !== body.attempt) return;
    const { type, message } = body.fault;
    if (type === POWER_STATE_FAULT) {
      this.#options.onWantedOff(body.instanceUuid, from);
      this.cancel(body.instanceUuid, `somebody has switched it off: ${message}`);
      return;
    }
    if (type === LOCK_NOT_FREE_FAULT || type === NO_ACCESS_FAULT) {
      if (failover.transientUntil === undefined) {
        failover.transientUntil = now + transientFaultMs(this.#timing);
        const seconds = (transientFaultMs(this.#timing) / 1_000).toFixed(1);
        const { vmxPath } = failover.vm;
        this.#emit({
          kind: 'log',
          message: `cannot start ${vmxPath} yet, tries for ${seconds} s: ${type}: ${message}`,
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
      const onThisHost = (progress.state === 'ordered' || progress.state === 'started') && progress.host === host;
      if (!onThisHost && progress.state !== 'paused' && progress.state !== 'givenUp') continue;
      if (progress.state === 'givenUp') failover.attempt = 1;
      failover.progress = { state: 'waiting' };
      failover.transientUntil = undefined;
      failover.failedOn.delete(host);
    }
  }

  /** Repeats, times out, and places what waits, in restart order. */
  advance(targets: readonly FailoverTarget[], configuration: ClusterConfiguration, now: number): void {
    const speaks = (host: HostMoref) => targets.some((target) => target.host === host);
    for (const failover of [...this.#failovers.values()]) this.#age(failover, speaks, configuration, now);
    this.#placeWaiting(targets, configuration, now);
    const active = [...this.#failovers.values()].some((failover) => failover.progress.state !== 'givenUp');
    if (this.#waveOpen && !active) {
      this.#waveOpen = false;
      this.#event('com.vmware.vc.HA.ClusterFailoverActionCompletedEvent', 'no restart is under way any more');
    }
  }

  #age(
    failover: Failover,
    speaks: (host: HostMoref) => boolean,
    configuration: ClusterConfiguration,
    now: number,
  ): void {
    const { progress, vm } = failover;
    if (progress.state === 'paused' && now >= progress.until) failover.progress = { state: 'waiting' };
    if (progress.state === 'started' && now >= progress.until) this.#failovers.delete(vm.instanceUuid);
    if (progress.state === 'ordered') {
      if (now >= progress.orderedAt + this.#timing.fdmPowerOnTimeoutMs) {
        // It may run there all the same. Then the lock on disk refuses the next attempt.
        this.#failed(failover, progress.host, 'no answer', now);
      } else if (now >= progress.repeatAt) {
        progress.repeatAt = now + this.#timing.fdmDatastoreWatchAfterMs;
        if (speaks(progress.host)) this.#options.order(progress.host, vm, failover.attempt, now);
      }
    }
    if (failover.progress.state === 'waiting' && restartPriorityOf(configuration, vm.instanceUuid) === 'disabled') {
      this.cancel(vm.instanceUuid, 'its restart priority is disabled');
    }
  }

  #placeWaiting(targets: readonly FailoverTarget[], configuration: ClusterConfiguration, now: number): void {
    const waiting = [...this.#failovers.values()].filter((failover) => failover.progress.state === 'waiting');
    if (waiting.length === 0) return;
    const order = inRestartOrder(
      waiting.map((failover) => failover.vm),
      configuration,
    );
    const hosts = this.#withArrivals(targets);
    for (const vm of order) {
      const failover = this.#failovers.get(vm.instanceUuid)!;
      const placement = place(vm, [...hosts.values()], failover.failedOn);
      if (placement.kind === 'busy') continue;
      if (placement.kind === 'noRoom') {
        if (failover.noRoomReported) continue;
        failover.noRoomReported = true;
        this.#event('NotEnoughResourcesToStartVmEvent', `cannot restart ${vm.vmxPath} now: ${placement.because}`, vm);
        continue;
      }
      const repeatAt = now + this.#timing.fdmDatastoreWatchAfterMs;
      failover.progress = { state: 'ordered', host: placement.host, orderedAt: now, repeatAt };
      if (failover.transientUntil === undefined) {
        const attempt = `attempt ${failover.attempt} of ${maxRestartCount(this.#timing)}`;
        this.#emit({ kind: 'log', message: `orders ${vm.vmxPath} onto ${placement.host} (${attempt})` });
      }
      arrive(hosts.get(placement.host), vm, 1);
      this.#options.order(placement.host, vm, failover.attempt, now);
    }
  }

  #withArrivals(targets: readonly FailoverTarget[]): Map<HostMoref, Arrivals> {
    const hosts = new Map<HostMoref, Arrivals>();
    for (const target of targets) {
      hosts.set(target.host, { ...target, arrivingCpuMhz: 0, arrivingMemoryMb: 0, powerOns: 0 });
    }
    for (const { vm, progress } of this.#failovers.values()) {
      if (progress.state === 'ordered') arrive(hosts.get(progress.host), vm, 1);
      if (progress.state === 'started') arrive(hosts.get(progress.host), vm, 0);
    }
    return hosts;
  }

  #succeeded({ vm, attempt }: Failover, host: HostMoref): void {
    this.#emit({
      kind: 'event',
      type: 'com.vmware.vc.ha.VmRestartedByHAEvent',
      message: `vSphere HA restarted ${vm.vmxPath} on ${this.#options.nameOf(host)} (attempt ${attempt})`,
      aboutHost: host,
      vm: { instanceUuid: vm.instanceUuid, vmxPath: vm.vmxPath },
    });
  }

  #failed(failover: Failover, host: HostMoref, why: string, now: number): void {
    const { vm, attempt } = failover;
    const delayMs = restartDelayMs(attempt, this.#timing);
    failover.failedOn.add(host);
    failover.transientUntil = undefined;
    this.#event(
      'VmFailoverFailed',
      `could not restart ${vm.vmxPath} on ${this.#options.nameOf(host)} (attempt ${attempt}): ${why}`,
      vm,
      host,
    );
    if (delayMs === undefined) {
      failover.progress = { state: 'givenUp' };
      this.#event('VmMaxRestartCountReached', `gave up restarting ${vm.vmxPath} after ${attempt} attempts`, vm);
      return;
    }
    failover.attempt = attempt + 1;
    failover.progress = { state: 'paused', until: now + delayMs };
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
    let next = Number.POSITIVE_INFINITY;
    for (const { progress } of this.#failovers.values()) {
      if (progress.state === 'ordered') {
        next = Math.min(next, progress.repeatAt, progress.orderedAt + this.#timing.fdmPowerOnTimeoutMs);
      } else if (progress.state === 'started' || progress.state === 'paused') next = Math.min(next, progress.until);
    }
    return next;
  }

  slept(gapMs: number): void {
    for (const { progress } of this.#failovers.values()) if (progress.state === 'ordered') progress.orderedAt += gapMs;
  }
}
