// What every FDM agent does for the VMs of its own host, in every state and with no master: VM and application monitoring
// (vm-monitoring.ts), and VM Component Protection (vmcp.ts). Here the rules meet the VMs: what is seen goes in, what is to
// be done comes out, and one thing at a time is done to a VM.
import { type ClusterConfiguration, type InstanceUuid, settingsOf } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { LocalVmsEvent, VmActionResultEvent } from './event.ts';
import type { FdmTiming } from './timing.ts';
import { type DatastoreCondition, datastoreOf, type LocalVmRuntime } from './vm.ts';
import { type MonitoringRules, type ResetReason, VmMonitor } from './vm-monitoring.ts';
import { isActive, isTold, type ProtectionRules, StorageExposure } from './vmcp.ts';

/** A VM that is powered on. */
interface Guarded {
  readonly monitor: VmMonitor;
  readonly exposure: StorageExposure;
  /** What is being done to it. */
  underWay: { readonly action: 'reset'; readonly reason: ResetReason } | { readonly action: 'terminate' } | undefined;
  /** What was said already, until it is no longer so. */
  readonly told: Set<'resetAborted' | 'cannotReset' | 'left' | 'terminateFailed'>;
  /** Whether its datastore was reached when it was last looked at. */
  reached: boolean;
  /** After a termination that failed: not before this. */
  terminateAt: number;
}

export interface LocalGuardOptions {
  readonly timing: FdmTiming;
  readonly emit: Emit;
  /** Asks the master whether this VM could be restarted elsewhere. False: there is nobody who could be asked. */
  readonly askMaster: (vm: InstanceUuid, now: number) => boolean;
}

type Reported = Pick<LocalVmsEvent, 'vms' | 'datastores'>;

export class LocalGuard {
  readonly #options: LocalGuardOptions;
  readonly #guarded = new Map<InstanceUuid, Guarded>();
  #datastores: Readonly<Record<string, DatastoreCondition>> = {};

  constructor(options: LocalGuardOptions) {
    this.#options = options;
  }

  /** What the host says of its VMs. */
  observe({ vms, datastores }: Reported, now: number): void {
    this.#datastores = datastores;
    const on = new Map(vms.filter((vm) => vm.powerState === 'poweredOn').map((vm) => [vm.instanceUuid, vm]));
    for (const uuid of this.#guarded.keys()) if (!on.has(uuid)) this.#guarded.delete(uuid);
    for (const [uuid, vm] of on) {
      const guarded = this.#guarded.get(uuid);
      if (guarded) guarded.monitor.observe(vm, now);
      else {
        this.#guarded.set(uuid, {
          monitor: new VmMonitor(vm, now),
          exposure: new StorageExposure(),
          underWay: undefined,
          told: new Set(),
          reached: true,
          terminateAt: now,
        });
      }
    }
  }

  /** Time in which this host was not stepped counts for nobody. */
  slept(gapMs: number): void {
    for (const { monitor, exposure } of this.#guarded.values()) {
      monitor.slept(gapMs);
      exposure.slept(gapMs);
    }
  }

  advance(configuration: ClusterConfiguration, now: number): void {
    for (const guarded of this.#guarded.values()) {
      this.#protect(guarded, configuration, now);
      this.#watch(guarded, configuration, now);
    }
  }

  nextDeadline(configuration: ClusterConfiguration, now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { monitor, exposure, underWay, terminateAt } of this.#guarded.values()) {
      if (underWay?.action === 'terminate') continue;
      const { instanceUuid } = monitor.vm;
      const protection = exposure.nextDeadline(this.#protectionRules(configuration, instanceUuid));
      next = Math.min(next, Math.max(protection, terminateAt));
      if (underWay || this.#conditionOf(monitor.vm) !== 'accessible') continue;
      const rules = this.#monitoringRules(configuration, instanceUuid);
      // What is due and still not done is so because it may not be done; the window decides when it may.
      const failsAt = monitor.nextDeadline(rules, now);
      if (failsAt > now) next = Math.min(next, failsAt);
    }
    return next;
  }

  /** Answer of the master. */
  answered(vm: InstanceUuid, possible: boolean): void {
    this.#guarded.get(vm)?.exposure.answered(possible);
  }

  /** Answer of the host; those to what others asked for are theirs. */
  actionResult({ action, instanceUuid, fault, screenshotPath }: VmActionResultEvent, now: number): void {
    const guarded = this.#guarded.get(instanceUuid);
    const { underWay } = guarded ?? {};
    if (!guarded || underWay?.action !== action) return;
    const { vm } = guarded.monitor;
    if (underWay.action === 'terminate') {
      // It is off, which the next report says.
      if (!fault) return;
      guarded.underWay = undefined;
      guarded.terminateAt = now + this.#options.timing.fdmHostTimeoutMs;
      this.#tell(
        guarded,
        'terminateFailed',
        'com.vmware.vc.HA.VmcpTerminateVmAborted',
        `could not terminate ${vm.vmxPath}: ${fault.message}`,
      );
      return;
    }
    guarded.underWay = undefined;
    const { reason } = underWay;
    if (fault) {
      this.#event(vm, 'VmDasResetFailedEvent', `could not reset ${vm.vmxPath}: ${fault.message}`, { reason });
    } else if (screenshotPath === undefined) {
      this.#event(vm, 'VmDasBeingResetEvent', `${vm.vmxPath} is reset: ${reasons[reason]}`, { reason });
    } else {
      const what = `${vm.vmxPath} is reset: ${reasons[reason]}; what its console showed is in ${screenshotPath}`;
      this.#event(vm, 'VmDasBeingResetWithScreenshotEvent', what, { reason, screenshotFilePath: screenshotPath });
    }
  }

  // VM Component Protection

  #protect(guarded: Guarded, configuration: ClusterConfiguration, now: number): void {
    const { monitor, exposure } = guarded;
    const { vm } = monitor;
    const rules = this.#protectionRules(configuration, vm.instanceUuid);
    const condition = this.#conditionOf(vm);
    const change = exposure.observe(condition, now);
    const reached = condition === 'accessible';
    // A guest without its disk does nothing, and says nothing.
    if (reached && !guarded.reached) monitor.beginAnew(now);
    guarded.reached = reached;
    if (change?.kind === 'detected' && isTold(rules, change.failure)) {
      const what = `${vm.vmxPath}: its storage is not reached from this host (${change.failure})`;
      this.#event(vm, 'com.vmware.vc.HA.VmcpStorageFailureDetectedForVm', what, { failureType: change.failure });
    }
    if (change?.kind === 'cleared') {
      guarded.told.delete('left');
      guarded.told.delete('terminateFailed');
      if (isTold(rules, change.failure)) {
        const what = `${vm.vmxPath}: its storage is reached again (${change.failure})`;
        this.#event(vm, 'com.vmware.vc.HA.VmcpStorageFailureCleared', what, { failureType: change.failure });
      }
      const resets = change.failure === 'APD' && rules.settings.onApdCleared === 'reset';
      if (resets && isActive(rules, change.failure) && !guarded.underWay) this.#reset(guarded, 'vmcpResetApdCleared');
    }
    // A reset that waits for the storage is no reason to wait with it.
    if (guarded.underWay?.action === 'terminate' || now < guarded.terminateAt) return;
    let reaction = exposure.reaction(rules, now);
    if (reaction === 'ask') {
      exposure.asked(rules, { somebody: this.#options.askMaster(vm.instanceUuid, now) }, now);
      reaction = exposure.reaction(rules, now);
    }
    if (reaction === 'terminate') this.#terminate(guarded);
    if (reaction === 'leave') {
      const what = `leaves ${vm.vmxPath} alone: it is not known to find room on another host`;
      this.#tell(guarded, 'left', 'com.vmware.vc.HA.VmcpNotTerminateVmWithInaccessibleDatastore', what);
    }
  }

  #terminate(guarded: Guarded): void {
    const { monitor, exposure } = guarded;
    const { vmxPath, instanceUuid } = monitor.vm;
    const failureType = exposure.failure ?? '';
    guarded.underWay = { action: 'terminate' };
    const what = `terminates ${vmxPath}: its storage is not reached from this host (${failureType})`;
    this.#event(monitor.vm, 'com.vmware.vc.HA.VmcpTerminatingVm', what, { failureType });
    const because = `vSphere HA terminates it: its storage is not reached (${failureType})`;
    this.#options.emit({ kind: 'vmAction', action: 'terminate', vmxPath, instanceUuid, because });
  }

  // VM and application monitoring

  #watch(guarded: Guarded, configuration: ClusterConfiguration, now: number): void {
    const { monitor, told } = guarded;
    const { vm } = monitor;
    const rules = this.#monitoringRules(configuration, vm.instanceUuid);
    if (rules.settings.vmMonitoring === 'vmAndAppMonitoring') this.#tellOfApplication(monitor);
    if (guarded.underWay) return;
    const reason = monitor.failure(rules, now);
    if (!reason) {
      told.delete('resetAborted');
      told.delete('cannotReset');
    } else if (!guarded.reached) {
      const what = `does not reset ${vm.vmxPath}: its datastore is not accessible`;
      this.#tell(guarded, 'cannotReset', 'com.vmware.vc.HA.CannotResetVmWithInaccessibleDatastore', what);
    } else if (monitor.mayReset(rules, now)) {
      monitor.countReset(now);
      told.delete('resetAborted');
      this.#reset(guarded, reason);
    } else {
      const what = `does not reset ${vm.vmxPath}: it was reset ${rules.settings.maxFailures} times`;
      this.#tell(guarded, 'resetAborted', 'com.vmware.vc.HA.VmDasResetAbortedEvent', what);
    }
  }

  #tellOfApplication(monitor: VmMonitor): void {
    const { vm } = monitor;
    const { heartbeat, state } = monitor.applicationNews();
    if (heartbeat) {
      const what = `the heartbeat of the application in ${vm.vmxPath} is ${heartbeat}`;
      this.#event(vm, 'com.vmware.vc.vmam.VmAppHealthMonitoringStateChangedEvent', what, { status: heartbeat });
      if (heartbeat === 'red') {
        const lost = `the heartbeat of the application in ${vm.vmxPath} is lost`;
        this.#event(vm, 'com.vmware.vc.vmam.VmDasAppHeartbeatFailedEvent', lost);
      }
    }
    if (state) {
      const what = `the application in ${vm.vmxPath} says ${state}`;
      this.#event(vm, 'com.vmware.vc.vmam.VmAppHealthStateChangedEvent', what, { state });
    }
  }

  #reset(guarded: Guarded, reason: ResetReason): void {
    const { vmxPath, instanceUuid } = guarded.monitor.vm;
    guarded.underWay = { action: 'reset', reason };
    const because = `vSphere HA resets it: ${reasons[reason]}`;
    this.#options.emit({ kind: 'log', message: `${vmxPath}: ${because}` });
    this.#options.emit({ kind: 'vmAction', action: 'reset', vmxPath, instanceUuid, because });
  }

  // What both need

  #conditionOf({ vmxPath }: LocalVmRuntime): DatastoreCondition {
    // One that is not mounted is one that the array has no more: its VMs are another matter, that of their lost locks.
    return this.#datastores[datastoreOf(vmxPath) ?? ''] ?? 'accessible';
  }

  #monitoringRules(configuration: ClusterConfiguration, vm: InstanceUuid): MonitoringRules {
    return {
      settings: settingsOf(configuration, vm).monitoring,
      ioStatsIntervalSeconds: configuration.options.ioStatsIntervalSeconds,
      publishedSecondMs: this.#options.timing.publishedSecondMs,
    };
  }

  #protectionRules(configuration: ClusterConfiguration, vm: InstanceUuid): ProtectionRules {
    const { timing } = this.#options;
    const { storageProtection, restartPriority } = settingsOf(configuration, vm);
    return {
      settings: storageProtection,
      restarts: configuration.hostMonitoring && restartPriority !== 'disabled',
      publishedSecondMs: timing.publishedSecondMs,
      askIntervalMs: timing.fdmDatastoreWatchAfterMs,
      answerTimeoutMs: timing.fdmMasterTimeoutMs,
    };
  }

  /** Once, until it is no longer so. */
  #tell(guarded: Guarded, what: Parameters<Guarded['told']['add']>[0], type: ClusterEventType, text: string): void {
    if (guarded.told.has(what)) return;
    guarded.told.add(what);
    this.#event(guarded.monitor.vm, type, text);
  }

  #event(
    { instanceUuid, vmxPath }: LocalVmRuntime,
    type: ClusterEventType,
    text: string,
    args?: Readonly<Record<string, string>>,
  ): void {
    const message = `vSphere HA: ${text}`;
    this.#options.emit({
      kind: 'event',
      type,
      message,
      vm: { instanceUuid, vmxPath },
      ...(args ? { arguments: args } : {}),
    });
  }
}

const reasons: Readonly<Record<ResetReason, string>> = {
  vmtoolsHeartbeatFailure: 'its guest is silent, and does nothing',
  appHeartbeatFailure: 'its application is silent',
  appImmediateResetRequest: 'its application asks for it',
  vmcpResetApdCleared: 'its storage was away for long, and is back',
};
