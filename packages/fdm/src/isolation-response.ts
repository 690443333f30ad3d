// What an isolated host does to its VMs, so that somebody else can run them (reference: ha.md section 4). Nothing before the
// policy delay is over; then each VM by itself, looked at again once a heartbeat until it is done: where its datastore is
// reached and nobody holds the protected list, nobody would restart it, so it is left running and looked at again. That
// is what keeps a failure of the whole management network from stopping everything.
import { type ClusterConfiguration, type DatastoreName, type InstanceUuid, settingsOf } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { ProtectedListOwnerEvent, VmActionResultEvent } from './event.ts';
import type { HostReport } from './inventory.ts';
import type { FdmTiming } from './timing.ts';
import { datastoreOf, type VmRuntime } from './vm.ts';

/** fdm.isolationPolicyDelaySec: a lower value counts as this (ha.md section 0). */
const MIN_POLICY_DELAY_SECONDS = 30;

/** How far the response to one VM is. */
type Progress =
  | { readonly state: 'shuttingDown'; readonly powerOffAt: number }
  /** `tries` at the next heartbeat where it failed. */
  | { readonly state: 'poweringOff'; readonly afterShutdown: boolean; asked: boolean };

export interface IsolationResponderOptions {
  readonly timing: FdmTiming;
  readonly emit: Emit;
  readonly configuration: ClusterConfiguration;
}

export class IsolationResponder {
  readonly #timing: FdmTiming;
  readonly #emit: Emit;
  readonly #progress = new Map<InstanceUuid, Progress>();
  readonly #told = new Set<InstanceUuid>();
  /** Datastores that somebody else owns, or may own: its VMs are acted on. */
  readonly #owned = new Set<DatastoreName>();
  #actsFrom: number;
  #nextLookAt: number;

  constructor({ timing, emit, configuration }: IsolationResponderOptions, now: number) {
    this.#timing = timing;
    this.#emit = emit;
    const delaySeconds = Math.max(MIN_POLICY_DELAY_SECONDS, configuration.options.isolationPolicyDelaySeconds);
    this.#actsFrom = now + delaySeconds * timing.publishedSecondMs;
    this.#nextLookAt = this.#actsFrom;
  }

  nextDeadline(): number {
    let next = this.#nextLookAt;
    for (const progress of this.#progress.values())
      if (progress.state === 'shuttingDown') next = Math.min(next, progress.powerOffAt);
    return next;
  }

  advance(configuration: ClusterConfiguration, local: HostReport | undefined, now: number): void {
    if (!local || now < this.#actsFrom) return;
    this.#finish(local);
    for (const [uuid, progress] of this.#progress) {
      const vm = local.vms.get(uuid);
      if (vm && progress.state === 'shuttingDown' && now >= progress.powerOffAt)
        this.#powerOff(vm, { afterShutdown: true });
    }
    if (now < this.#nextLookAt) return;
    this.#nextLookAt = now + this.#timing.fdmHeartbeatIntervalMs;
    const open = new Set<DatastoreName>();
    for (const vm of local.vms.values()) {
      if (!this.#isToStop(vm, configuration)) continue;
      const datastore = datastoreOf(vm.vmxPath);
      const reached = datastore !== undefined && local.accessibleDatastores.includes(datastore);
      if (reached && !this.#owned.has(datastore)) open.add(datastore);
      else this.#act(vm, configuration, now);
    }
    // What was true a heartbeat ago may not be any more.
    this.#owned.clear();
    for (const datastore of open) this.#emit({ kind: 'probeProtectedList', datastore });
  }

  /** Somebody could restart the VMs of this datastore, or it cannot be told: they are acted on at the next look. */
  listOwner({ datastore, owner }: ProtectedListOwnerEvent, now: number): void {
    if (owner === 'free') return;
    this.#owned.add(datastore);
    this.#nextLookAt = Math.min(this.#nextLookAt, Math.max(now, this.#actsFrom));
  }

  /** What was asked for is done, or could not be. */
  actionResult({ action, instanceUuid, fault }: VmActionResultEvent, local: HostReport | undefined): void {
    const progress = this.#progress.get(instanceUuid);
    const vm = local?.vms.get(instanceUuid);
    if (!progress || !vm) return;
    // Without tools there is nobody who could be asked.
    if (action === 'shutdownGuest' && progress.state === 'shuttingDown' && fault)
      this.#powerOff(vm, { afterShutdown: true });
    if (action !== 'powerOff' || progress.state !== 'poweringOff') return;
    if (fault) progress.asked = false;
    else this.#stopped(vm, progress);
  }

  /** The guests that have done as they were told, and those that are off for another reason. */
  #finish(local: HostReport): void {
    for (const [uuid, progress] of this.#progress) {
      const vm = local.vms.get(uuid);
      if (vm?.powerState === 'poweredOn') continue;
      if (vm && progress.state === 'shuttingDown') this.#stopped(vm, progress);
      // A power-off that was asked for is told of when it is answered.
      else if (!vm || (progress.state === 'poweringOff' && !progress.asked)) this.#progress.delete(uuid);
    }
  }

  #isToStop(vm: VmRuntime, configuration: ClusterConfiguration): boolean {
    const { isolationResponse, restartPriority } = settingsOf(configuration, vm.instanceUuid);
    if (vm.powerState !== 'poweredOn' || isolationResponse === 'none' || !configuration.hostMonitoring) return false;
    if (restartPriority !== 'disabled') return true;
    if (!this.#told.has(vm.instanceUuid)) {
      this.#told.add(vm.instanceUuid);
      this.#event(
        'com.vmware.vc.HA.VMIsHADisabledIsolationEvent',
        vm,
        `${vm.vmxPath} is left alone: HA is disabled for it`,
      );
    }
    return false;
  }

  #act(vm: VmRuntime, configuration: ClusterConfiguration, now: number): void {
    const progress = this.#progress.get(vm.instanceUuid);
    if (progress?.state === 'shuttingDown') return;
    if (progress?.state === 'poweringOff') {
      if (!progress.asked) this.#powerOff(vm, progress);
      return;
    }
    if (settingsOf(configuration, vm.instanceUuid).isolationResponse === 'powerOff') {
      this.#powerOff(vm, { afterShutdown: false });
      return;
    }
    const graceMs = configuration.options.isolationShutdownTimeoutSeconds * this.#timing.publishedSecondMs;
    this.#progress.set(vm.instanceUuid, { state: 'shuttingDown', powerOffAt: now + graceMs });
    this.#vmAction('shutdownGuest', vm);
  }

  #powerOff(vm: VmRuntime, { afterShutdown }: { readonly afterShutdown: boolean }): void {
    this.#progress.set(vm.instanceUuid, { state: 'poweringOff', afterShutdown, asked: true });
    this.#vmAction('powerOff', vm);
  }

  #vmAction(action: 'powerOff' | 'shutdownGuest', { vmxPath, instanceUuid }: VmRuntime): void {
    this.#emit({ kind: 'vmAction', action, vmxPath, instanceUuid, because: 'the host is isolated' });
  }

  #stopped(vm: VmRuntime, progress: Progress): void {
    this.#progress.delete(vm.instanceUuid);
    if (progress.state === 'poweringOff' && !progress.afterShutdown) {
      this.#event('VmPowerOffOnIsolationEvent', vm, `powered off ${vm.vmxPath}: this host is isolated`);
      return;
    }
    const shutdownResult = progress.state === 'shuttingDown' ? 'shutdown' : 'poweredOff';
    const text = shutdownResult === 'shutdown' ? 'shut down' : 'powered off, instead of shutting it down,';
    this.#event('VmShutdownOnIsolationEvent', vm, `${text} ${vm.vmxPath}: this host is isolated`, { shutdownResult });
  }

  #event(
    type: 'VmPowerOffOnIsolationEvent' | 'VmShutdownOnIsolationEvent' | 'com.vmware.vc.HA.VMIsHADisabledIsolationEvent',
    { instanceUuid, vmxPath }: VmRuntime,
    text: string,
    args?: Readonly<Record<string, string>>,
  ): void {
    const vm = { instanceUuid, vmxPath };
    this.#emit({ kind: 'event', type, message: `vSphere HA: ${text}`, vm, ...(args ? { arguments: args } : {}) });
  }

  slept(gapMs: number): void {
    this.#actsFrom += gapMs;
    this.#nextLookAt += gapMs;
    for (const [uuid, progress] of this.#progress)
      if (progress.state === 'shuttingDown')
        this.#progress.set(uuid, { ...progress, powerOffAt: progress.powerOffAt + gapMs });
  }
}
