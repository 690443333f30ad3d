// Who waits for whom while failed VMs are restarted (reference: ha.md section 5 "Readiness gate", "VM-VM dependency").
// A VM that is restarted holds up lower priorities until it is ready: its ready condition holds, and postReadyDelay has
// passed since. It does so for no longer than its restartPriorityTimeout, counted from when its own level's turn came;
// with the condition `none` it holds up nobody, and a level only goes first. A dependency has no timeout: a VM waits for
// all VMs that it depends on, whether they are restarted or run already.
//
// What is waited for is what can become ready: a VM that fails again before it is ready keeps its gate and the gate's
// clock; one that HA will not start (its restart is disabled, it is not protected, somebody switched it off) and one
// that runs out of sight hold up nobody. A host that has just fallen silent is judged within seconds: until then its
// VMs are waited for.
import { type ClusterConfiguration, type InstanceUuid, settingsOf } from './cluster.ts';
import { Dependencies } from './dependencies.ts';
import type { Emit } from './effect.ts';
import { priorityRank } from './restart-order.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm, VmRuntime } from './vm.ts';
import type { ReadyCondition } from './vm-settings.ts';

/** Where a VM is, for those that wait for it. */
export type Standing =
  | { readonly kind: 'running'; readonly runtime: VmRuntime }
  /** Its host has spoken a while ago, and is not judged yet. */
  | { readonly kind: 'suspected' }
  /** It does not run where this master sees it. */
  | { readonly kind: 'absent' };

export interface OrchestrationContext {
  readonly configuration: ClusterConfiguration;
  readonly standingOf: (vm: InstanceUuid) => Standing;
  /** It is being restarted, or waits for that. */
  readonly isFailingOver: (vm: InstanceUuid) => boolean;
}

/** A restart, from its beginning until the VM is ready. */
interface Restart {
  readonly vm: ProtectedVm;
  /** Since when conditions hold in its present run. */
  readonly since: Map<ReadyCondition, number>;
  /** Since when its level may start: lower ones wait for it from then on. */
  turnAt: number | undefined;
  /** They wait no longer. */
  timedOut: boolean;
}

function holds(condition: ReadyCondition, runtime: VmRuntime): boolean {
  if (condition === 'guestHbStatusGreen') return runtime.guestHeartbeat === 'green';
  if (condition === 'appHbStatusGreen') return runtime.appHeartbeat === 'green';
  return true;
}

export class Orchestration {
  readonly #timing: FdmTiming;
  readonly #emit: Emit;
  readonly #restarts = new Map<InstanceUuid, Restart>();
  /** Of the last `advance`: those who hold up lower priorities, by rank. */
  #gates: { readonly vm: ProtectedVm; readonly rank: number }[] = [];
  #context: OrchestrationContext | undefined;
  #dependencies = new Dependencies([]);
  #now = 0;
  #nextDeadline = Number.POSITIVE_INFINITY;

  constructor({ timing, emit }: { readonly timing: FdmTiming; readonly emit: Emit }) {
    this.#timing = timing;
    this.#emit = emit;
  }

  /** A VM is to be restarted, perhaps anew: what has been waited for it already counts. */
  begin(vm: ProtectedVm): void {
    const { turnAt, timedOut = false } = this.#restarts.get(vm.instanceUuid) ?? {};
    this.#restarts.set(vm.instanceUuid, { vm, since: new Map(), turnAt, timedOut });
  }

  /** The run that was to become ready is over. */
  stopped(vm: InstanceUuid): void {
    this.#restarts.get(vm)?.since.clear();
  }

  /** A host was found for it. */
  allocated(vm: InstanceUuid, now: number): void {
    const since = this.#restarts.get(vm)?.since;
    if (since && !since.has('none')) since.set('none', now);
  }

  /** Its host says that it has powered it on. */
  poweredOn(vm: InstanceUuid, now: number): void {
    const since = this.#restarts.get(vm)?.since;
    if (since && !since.has('poweredOn')) since.set('poweredOn', now);
  }

  /** Its attempts are used up: lower priorities wait no longer. What depends on it does. */
  gaveUp(vm: InstanceUuid): void {
    const restart = this.#restarts.get(vm);
    if (restart) restart.timedOut = true;
  }

  /** Nobody waits for it any more: it will not be restarted. */
  forget(vm: InstanceUuid): void {
    this.#restarts.delete(vm);
  }

  /** Nobody waits for VMs for which `keep` is false. */
  retain(keep: (vm: InstanceUuid) => boolean): void {
    for (const uuid of this.#restarts.keys()) if (!keep(uuid)) this.#restarts.delete(uuid);
  }

  /** Nothing is being restarted any more: the next failover of a VM that was waited for in vain is waited for again. */
  waveEnded(): void {
    for (const [uuid, { timedOut }] of this.#restarts)
      if (timedOut && !this.#context?.isFailingOver(uuid)) this.#restarts.delete(uuid);
  }

  /** Looks at what has become of the restarts, and lets gates go whose time is over. */
  advance(context: OrchestrationContext, now: number): void {
    if (this.#context?.configuration.dependencies !== context.configuration.dependencies)
      this.#dependencies = new Dependencies(context.configuration.dependencies);
    this.#context = context;
    this.#now = now;
    this.#nextDeadline = Number.POSITIVE_INFINITY;
    for (const [uuid, restart] of this.#restarts) this.#observe(uuid, restart, context, now);
    this.#findGates(context, now);
  }

  #observe(uuid: InstanceUuid, restart: Restart, context: OrchestrationContext, now: number): void {
    const standing = context.standingOf(uuid);
    if (standing.kind === 'running') {
      for (const condition of ['none', 'poweredOn', 'guestHbStatusGreen', 'appHbStatusGreen'] as const)
        if (!restart.since.has(condition) && holds(condition, standing.runtime)) restart.since.set(condition, now);
    }
    if (context.isFailingOver(uuid)) return;
    if (standing.kind === 'absent' || this.#isReady(restart, context.configuration, now)) this.#restarts.delete(uuid);
  }

  /** When it is ready; Infinity while its condition does not hold. */
  #readyAt({ vm, since }: Restart, configuration: ClusterConfiguration): number {
    const { readyCondition, postReadyDelaySeconds } = settingsOf(configuration, vm.instanceUuid);
    const heldSince = since.get(readyCondition) ?? Number.POSITIVE_INFINITY;
    return heldSince + postReadyDelaySeconds * this.#timing.publishedSecondMs;
  }

  #isReady(restart: Restart, configuration: ClusterConfiguration, now: number): boolean {
    const readyAt = this.#readyAt(restart, configuration);
    if (readyAt > now) this.#nextDeadline = Math.min(this.#nextDeadline, readyAt);
    return readyAt <= now;
  }

  #findGates({ configuration }: OrchestrationContext, now: number): void {
    this.#gates = [];
    const open = [...this.#restarts.values()]
      .map((restart) => ({ restart, vm: restart.vm, rank: priorityRank(configuration, restart.vm.instanceUuid) }))
      .filter(({ restart }) => !restart.timedOut && this.#isGate(restart, configuration, now))
      .sort((one, other) => one.rank - other.rank);
    // From the highest level on, so that one whose time is over gives the next its turn at once.
    for (const { restart, vm, rank } of open) {
      if (!this.#gateBefore(vm.instanceUuid, rank)) restart.turnAt ??= now;
      if (restart.turnAt !== undefined && this.#timesOut(restart, restart.turnAt, configuration, now)) continue;
      this.#gates.push({ vm, rank });
    }
  }

  #isGate(restart: Restart, configuration: ClusterConfiguration, now: number): boolean {
    const { readyCondition, restartPriority } = settingsOf(configuration, restart.vm.instanceUuid);
    return readyCondition !== 'none' && restartPriority !== 'disabled' && !this.#isReady(restart, configuration, now);
  }

  #timesOut(restart: Restart, turnAt: number, configuration: ClusterConfiguration, now: number): boolean {
    const { restartPriorityTimeoutSeconds: seconds } = settingsOf(configuration, restart.vm.instanceUuid);
    if (seconds < 0) return false;
    const timeoutAt = turnAt + seconds * this.#timing.publishedSecondMs;
    if (now < timeoutAt) {
      this.#nextDeadline = Math.min(this.#nextDeadline, timeoutAt);
      return false;
    }
    restart.timedOut = true;
    this.#emit({
      kind: 'log',
      message: `${restart.vm.vmxPath} is not ready in its time (${seconds} published seconds): lower priorities go on`,
    });
    return true;
  }

  /** The gate of a higher level that holds the VM up. What waits for the VM itself does not. */
  #gateBefore(vm: InstanceUuid, rank: number): ProtectedVm | undefined {
    return this.#gates.find((gate) => gate.rank < rank && !this.#dependencies.waitsFor(gate.vm.instanceUuid, vm))?.vm;
  }

  /** What the VM waits for, by the last `advance`; undefined when it may start. */
  waitsFor(vm: InstanceUuid): string | undefined {
    const context = this.#context;
    if (!context) return undefined;
    const gate = this.#gateBefore(vm, priorityRank(context.configuration, vm));
    if (gate) return `until ${gate.vmxPath}, of a higher priority, is ready`;
    const prerequisite = this.#dependencies
      .prerequisites(vm)
      .find((other) => !this.#isPrerequisiteReady(other, context));
    return prerequisite === undefined ? undefined : `until ${prerequisite}, on which it depends, is ready`;
  }

  #isPrerequisiteReady(uuid: InstanceUuid, { configuration, standingOf }: OrchestrationContext): boolean {
    const restart = this.#restarts.get(uuid);
    if (restart) return this.#isReady(restart, configuration, this.#now);
    const standing = standingOf(uuid);
    if (standing.kind === 'running') return holds(settingsOf(configuration, uuid).readyCondition, standing.runtime);
    return standing.kind === 'absent';
  }

  /** When a gate opens by itself. That a condition holds is told by reports. */
  nextDeadline(): number {
    return this.#nextDeadline;
  }

  slept(gapMs: number): void {
    for (const restart of this.#restarts.values()) {
      if (restart.turnAt !== undefined) restart.turnAt += gapMs;
      for (const [condition, at] of restart.since) restart.since.set(condition, at + gapMs);
    }
    if (Number.isFinite(this.#nextDeadline)) this.#nextDeadline += gapMs;
  }
}
