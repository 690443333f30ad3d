// VM monitoring (reference: ha.md section 7): whether the guest of one VM, or the application in it, has failed. A guest has
// when the host takes its tools' heartbeat for lost (red), that lasts for the failure interval, and neither disk nor network
// has done anything for das.iostatsInterval; an application that asked to be watched has when its heartbeat is lost for that
// interval, whatever the I/O. What resets it counts: more than maxFailures in a window would be a loop.
import type { HeartbeatStatus, LocalVmRuntime } from './vm.ts';
import type { VmMonitoringSettings } from './vm-settings.ts';

/** Resets of one VM within a window, whatever maxFailures says: so many are remembered. */
export const MAX_RESETS = 100;

/** vim25 VmDasBeingResetEventReasonCode. */
export type ResetReason =
  | 'vmtoolsHeartbeatFailure'
  | 'appHeartbeatFailure'
  | 'appImmediateResetRequest'
  | 'vmcpResetApdCleared';

/** What one VM is judged by. */
export interface MonitoringRules {
  readonly settings: VmMonitoringSettings;
  /** das.iostatsInterval; 0: I/O is not looked at. */
  readonly ioStatsIntervalSeconds: number;
  readonly publishedSecondMs: number;
}

/** vim25 GuestInfoAppStateType. */
export type ApplicationState = 'appStateOk' | 'appStateNeedReset';

/** One run of a VM on this host, as it was seen. A power-cycle begins another one, with no resets. */
export class VmMonitor {
  #vm: LocalVmRuntime;
  #guestLostAt: number | undefined;
  #appLostAt: number | undefined;
  /** When I/O was last seen to have been done. */
  #ioAt: number;
  #resets: number[] = [];
  /** The application's request is one for one reset. */
  #requestTaken = false;
  /** What was said of the application. */
  #toldHeartbeat: HeartbeatStatus = 'gray';
  #toldNeedsReset = false;

  constructor(vm: LocalVmRuntime, now: number) {
    this.#vm = vm;
    this.#ioAt = now;
    this.#look(now);
  }

  get vm(): LocalVmRuntime {
    return this.#vm;
  }

  observe(vm: LocalVmRuntime, now: number): void {
    if (vm.ioOperations !== this.#vm.ioOperations) this.#ioAt = now;
    this.#vm = vm;
    this.#look(now);
  }

  #look(now: number): void {
    this.#requestTaken &&= this.#vm.appNeedsReset;
    this.#guestLostAt = this.#vm.guestHeartbeat === 'red' ? (this.#guestLostAt ?? now) : undefined;
    this.#appLostAt = this.#vm.appHeartbeat === 'red' ? (this.#appLostAt ?? now) : undefined;
  }

  /** Silence up to now is nobody's: the VM was reset, or could not have spoken. */
  beginAnew(now: number): void {
    if (this.#guestLostAt !== undefined) this.#guestLostAt = now;
    if (this.#appLostAt !== undefined) this.#appLostAt = now;
    this.#ioAt = now;
  }

  /** The host itself stood still for so long. */
  slept(gapMs: number): void {
    if (this.#guestLostAt !== undefined) this.#guestLostAt += gapMs;
    if (this.#appLostAt !== undefined) this.#appLostAt += gapMs;
    this.#ioAt += gapMs;
  }

  /** Why it is to be reset; undefined while it is not. */
  failure(rules: MonitoringRules, now: number): ResetReason | undefined {
    if (this.#wantsReset(rules)) return 'appImmediateResetRequest';
    if (this.#vm.upTimeMs < rules.settings.minUpTimeSeconds * rules.publishedSecondMs) return undefined;
    if (now >= this.#appFailsAt(rules)) return 'appHeartbeatFailure';
    if (now >= this.#guestFailsAt(rules)) return 'vmtoolsHeartbeatFailure';
    return undefined;
  }

  /** When `failure` is to be asked again, if nothing is seen before; Infinity: not at all. */
  nextDeadline(rules: MonitoringRules, now: number): number {
    const failsAt = Math.min(this.#appFailsAt(rules), this.#guestFailsAt(rules));
    const graceEndsAt = now + rules.settings.minUpTimeSeconds * rules.publishedSecondMs - this.#vm.upTimeMs;
    return Math.max(failsAt, graceEndsAt);
  }

  /** An immediate request is no silence: no interval and no grace. */
  #wantsReset({ settings }: MonitoringRules): boolean {
    return settings.vmMonitoring === 'vmAndAppMonitoring' && this.#vm.appNeedsReset && !this.#requestTaken;
  }

  #appFailsAt({ settings, publishedSecondMs }: MonitoringRules): number {
    if (settings.vmMonitoring !== 'vmAndAppMonitoring' || this.#appLostAt === undefined)
      return Number.POSITIVE_INFINITY;
    return this.#appLostAt + settings.failureIntervalSeconds * publishedSecondMs;
  }

  #guestFailsAt({ settings, ioStatsIntervalSeconds, publishedSecondMs }: MonitoringRules): number {
    if (settings.vmMonitoring === 'vmMonitoringDisabled' || this.#guestLostAt === undefined)
      return Number.POSITIVE_INFINITY;
    const silentFor = this.#guestLostAt + settings.failureIntervalSeconds * publishedSecondMs;
    if (ioStatsIntervalSeconds === 0) return silentFor;
    return Math.max(silentFor, this.#ioAt + ioStatsIntervalSeconds * publishedSecondMs);
  }

  /** What is new of the application since the last time that this was asked. */
  applicationNews(): { readonly heartbeat?: HeartbeatStatus; readonly state?: ApplicationState } {
    const { appHeartbeat, appNeedsReset } = this.#vm;
    const heartbeat = appHeartbeat === this.#toldHeartbeat ? {} : { heartbeat: appHeartbeat };
    const state: ApplicationState = appNeedsReset ? 'appStateNeedReset' : 'appStateOk';
    const changed = appNeedsReset !== this.#toldNeedsReset;
    this.#toldHeartbeat = appHeartbeat;
    this.#toldNeedsReset = appNeedsReset;
    return { ...heartbeat, ...(changed ? { state } : {}) };
  }

  /** Whether one more reset is within maxFailures of maxFailureWindow. */
  mayReset({ settings, publishedSecondMs }: MonitoringRules, now: number): boolean {
    const { maxFailures, maxFailureWindowSeconds } = settings;
    const since =
      maxFailureWindowSeconds < 0 ? Number.NEGATIVE_INFINITY : now - maxFailureWindowSeconds * publishedSecondMs;
    return this.#resets.filter((at) => at > since).length < Math.min(maxFailures, MAX_RESETS);
  }

  /** It is reset now. */
  countReset(now: number): void {
    this.#resets = [...this.#resets, now].slice(-MAX_RESETS);
    this.#requestTaken = this.#vm.appNeedsReset;
    this.beginAnew(now);
  }
}
