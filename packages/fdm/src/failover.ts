// Restarting what has failed: each failed VM is one `Failover`, which waits for a place, is ordered onto a host, and
// ends when the VM runs, or when the published number of attempts is used up (reference: ha.md section 4 "Retries",
// section 5). Waiting for room uses up no attempt, and neither does the death of the host that was to start it.
//
// An order is repeated while it is unanswered, because a message may be lost and a slave that is busy with an order
// ignores its repetition. A lock that is not free is tried again at heartbeat pace for one lease time before it counts
// as a failed attempt: until then the lock may be the dead owner's, whose lease is only just running out (a host that
// restarts quickly is known to be dead long before its lease is over). After a whole lease only a living owner can hold
// it, so the VM runs elsewhere, and the long delays are right.
import { type ClusterConfiguration, type HostMoref, type InstanceUuid, restartPriorityOf } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { PowerOnResultBody } from './message.ts';
import { type PlacementHost, place } from './placement.ts';
import { inRestartOrder, maxRestartCount, restartDelayMs } from './restart-order.ts';
import type { FdmTiming } from './timing.ts';
import { type HostCapacity, LOCK_NOT_FREE_FAULT, type ProtectedVm } from './vm.ts';

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
  /** Until when a lock that is not free may be a dead owner's. */
  lockRetryUntil: number | undefined;
  noRoomReported: boolean;
}

/** A host that VMs may be ordered onto: it speaks, and this is what it can take. */
export interface FailoverTarget {
  readonly host: HostMoref;
  readonly capacity: HostCapacity;
}

/** Whether an order onto a host may still be answered. */
export type TargetState = 'live' | 'down' | 'unknown';

export interface FailoversOptions {
  readonly timing: FdmTiming;
  readonly emit: Emit;
  /** Tells the host to start the VM, also when it is this host itself. */
  readonly order: (host: HostMoref, vm: ProtectedVm, attempt: number, now: number) => void;
  /** The VM is said to run on the host now. */
  readonly onStarted: (uuid: InstanceUuid, host: HostMoref, now: number) => void;
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
      lockRetryUntil: undefined,
      noRoomReported: false,
    });
  }

  /** A report shows the VM running: whatever was under way has succeeded. */
  running(uuid: InstanceUuid, host: HostMoref): void {
    const failover = this.#failovers.get(uuid);
    if (!failover) return;
    if (failover.progress.state !== 'started') this.#succeeded(failover, host);
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
    if (body.fault.type === LOCK_NOT_FREE_FAULT) {
      failover.lockRetryUntil ??= now + this.#timing.vmfsLeaseMs;
      if (now < failover.lockRetryUntil) {
        failover.progress = { state: 'paused', until: now + this.#timing.fdmHeartbeatIntervalMs };
        return;
      }
    }
    this.#failed(failover, from, `${body.fault.type}: ${body.fault.message}`, now);
  }

  /** A host has died or restarted: orders onto it begin anew, at no cost to the VM. */
  hostLost(host: HostMoref): void {
    for (const failover of this.#failovers.values()) {
      const { progress } = failover;
      if ((progress.state === 'ordered' || progress.state === 'started') && progress.host === host) {
        failover.progress = { state: 'waiting' };
        failover.lockRetryUntil = undefined;
      }
    }
  }

  /** Repeats, times out, and places what waits, in restart order. */
  advance(
    targets: readonly FailoverTarget[],
    stateOf: (host: HostMoref) => TargetState,
    configuration: ClusterConfiguration,
    now: number,
  ): void {
    for (const failover of [...this.#failovers.values()]) this.#age(failover, stateOf, configuration, now);
    this.#placeWaiting(targets, configuration, now);
    const active = [...this.#failovers.values()].some((failover) => failover.progress.state !== 'givenUp');
    if (this.#waveOpen && !active) {
      this.#waveOpen = false;
      this.#event('com.vmware.vc.HA.ClusterFailoverActionCompletedEvent', 'no restart is under way any more');
    }
  }

  #age(
    failover: Failover,
    stateOf: (host: HostMoref) => TargetState,
    configuration: ClusterConfiguration,
    now: number,
  ): void {
    const { progress, vm } = failover;
    if (progress.state === 'paused' && now >= progress.until) failover.progress = { state: 'waiting' };
    if (progress.state === 'started' && now >= progress.until) this.#failovers.delete(vm.instanceUuid);
    if (progress.state === 'ordered') {
      // While nobody can tell whether the host lives, the VM may be starting there: neither repeat nor give up.
      if (stateOf(progress.host) !== 'live') return;
      if (now >= progress.orderedAt + this.#timing.fdmPowerOnTimeoutMs) {
        this.#failed(failover, progress.host, 'no answer', now);
      } else if (now >= progress.repeatAt) {
        progress.repeatAt = now + this.#timing.fdmDatastoreWatchAfterMs;
        this.#options.order(progress.host, vm, failover.attempt, now);
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
    for (const vm of order) {
      const failover = this.#failovers.get(vm.instanceUuid)!;
      const placement = place(
        vm,
        targets.map((target) => this.#withArrivals(target)),
        failover.failedOn,
      );
      if (placement.kind === 'busy') continue;
      if (placement.kind === 'noRoom') {
        if (failover.noRoomReported) continue;
        failover.noRoomReported = true;
        this.#event('NotEnoughResourcesToStartVmEvent', `cannot restart ${vm.vmxPath} now: ${placement.because}`, vm);
        continue;
      }
      const repeatAt = now + this.#timing.fdmDatastoreWatchAfterMs;
      failover.progress = { state: 'ordered', host: placement.host, orderedAt: now, repeatAt };
      this.#emit({
        kind: 'log',
        message: `orders ${vm.vmxPath} onto ${placement.host} (attempt ${failover.attempt} of ${maxRestartCount(this.#timing)})`,
      });
      this.#options.order(placement.host, vm, failover.attempt, now);
    }
  }

  #withArrivals({ host, capacity }: FailoverTarget): PlacementHost {
    const arriving: ProtectedVm[] = [];
    let powerOns = 0;
    for (const { vm, progress } of this.#failovers.values()) {
      if ((progress.state !== 'ordered' && progress.state !== 'started') || progress.host !== host) continue;
      arriving.push(vm);
      if (progress.state === 'ordered') powerOns += 1;
    }
    return { host, capacity, arriving, powerOns };
  }

  #succeeded({ vm, attempt }: Failover, host: HostMoref): void {
    this.#emit({
      kind: 'event',
      type: 'com.vmware.vc.ha.VmRestartedByHAEvent',
      message: `vSphere HA restarted ${vm.vmxPath} on ${host} (attempt ${attempt})`,
      aboutHost: host,
      vm: { instanceUuid: vm.instanceUuid, vmxPath: vm.vmxPath },
    });
  }

  #failed(failover: Failover, host: HostMoref, why: string, now: number): void {
    const { vm, attempt } = failover;
    const delayMs = restartDelayMs(attempt, this.#timing);
    failover.failedOn.add(host);
    failover.lockRetryUntil = undefined;
    this.#event(
      'VmFailoverFailed',
      `could not restart ${vm.vmxPath} on ${host} (attempt ${attempt}): ${why}`,
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
