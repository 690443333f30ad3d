// Which host has a virtual machine: hosts say so, and contradict one another after a failure. The host that reports it
// powered on has it (it holds the lock on disk); a registration that is left over elsewhere is taken away there, but only
// once the owner has spoken after the leftover was first seen, so that a host that is just restarting a VM for vSphere HA
// isn't robbed of it by the last words of a dead one. What vSphere HA has only registered, because nobody wants it restarted, is
// no leftover: its former host is dead, and has not spoken since. Pure: records and a report in, actions out.
import { withPath } from '../inventory/former-paths.ts';
import type { VmRecord, VmStorageRecord } from '../inventory/records.ts';
import { sameValue } from '../vmodl/same-value.ts';
import type { HostReport, VmReport } from './host-report.ts';

/** What is known of a host besides its record. */
export interface HostView {
  readonly connected: boolean;
  /** vSphere HA's master says that it is dead. */
  readonly dead: boolean;
  readonly report: HostReport | undefined;
  /** When the report came, monotonic milliseconds. */
  readonly reportedAt: number;
}

type VmAction =
  /** A host has a VM that vCenter doesn't know. */
  | { readonly kind: 'adopt'; readonly report: VmReport }
  /** A VM's record changes. */
  | { readonly kind: 'update'; readonly vm: VmRecord }
  /** Take a leftover registration off the reporting host. */
  | { readonly kind: 'unregister'; readonly vmxPath: string };

export interface ReconcileInput {
  readonly hostId: string;
  readonly report: HostReport;
  readonly now: number;
  readonly vm: (report: VmReport) => VmRecord | undefined;
  readonly host: (id: string) => HostView | undefined;
  /** Whether an operation of vCenter on this VM is under way: its outcome says what becomes of the record. */
  readonly busy: (instanceUuid: string) => boolean;
  /** Leftover registrations on the reporting host: when each was first seen, by path. */
  readonly leftovers: ReadonlyMap<string, number>;
}

export interface ReconcileResult {
  readonly actions: readonly VmAction[];
  readonly leftovers: ReadonlyMap<string, number>;
}

export function reconcileReport(input: ReconcileInput): ReconcileResult {
  const actions: VmAction[] = [];
  const leftovers = new Map<string, number>();
  for (const report of input.report.vms) {
    const vm = input.vm(report);
    if (!vm) {
      if (report.instanceUuid !== '' && !input.busy(report.instanceUuid)) actions.push({ kind: 'adopt', report });
      continue;
    }
    if (input.busy(vm.instanceUuid) && vm.host !== input.hostId) continue;
    const since = input.leftovers.get(report.vmxPath) ?? input.now;
    if (owns(input, vm, { report, since })) {
      const updated = withReport(vm, input.hostId, report);
      if (updated !== vm) actions.push({ kind: 'update', vm: updated });
      continue;
    }
    leftovers.set(report.vmxPath, since);
    if (report.powerState === 'poweredOff' && ownerHasSpoken(input, vm, since))
      actions.push({ kind: 'unregister', vmxPath: report.vmxPath });
  }
  return { actions, leftovers };
}

function reportOf(view: HostView | undefined, vm: VmRecord): VmReport | undefined {
  return view?.report?.vms.find(({ instanceUuid, vmxPath }) =>
    instanceUuid === '' ? vmxPath === vm.vmxPath : instanceUuid === vm.instanceUuid,
  );
}

interface SeenRegistration {
  readonly report: VmReport;
  /** When vCenter first saw it, monotonic milliseconds. */
  readonly since: number;
}

/** Whether the reporting host has the VM, going by what its present owner said last. */
function owns({ hostId, host }: ReconcileInput, vm: VmRecord, { report, since }: SeenRegistration): boolean {
  if (vm.host === hostId) return true;
  const owner = host(vm.host);
  const theirs = reportOf(owner, vm);
  // Two hosts say that it runs on them: one hasn't noticed yet that it lost the lock. The later start took it over.
  if (report.powerState === 'poweredOn')
    return !(owner?.connected && theirs?.powerState === 'poweredOn' && theirs.bootTime >= report.bootTime);
  if (owner === undefined) return true;
  if (owner.dead && owner.reportedAt < since) return true;
  // Its owner lives and no longer knows it.
  return owner.connected && owner.report !== undefined && theirs === undefined;
}

function ownerHasSpoken({ host }: ReconcileInput, vm: VmRecord, since: number): boolean {
  const owner = host(vm.host);
  return owner?.connected === true && owner.reportedAt > since && reportOf(owner, vm) !== undefined;
}

/** The record after a report of its owner; the same object when nothing in it changes. */
export function withReport(vm: VmRecord, hostId: string, report: VmReport): VmRecord {
  const known = report.inaccessible
    ? {}
    : {
        numCpu: report.numCpu || vm.numCpu,
        memoryMb: report.memorySizeMb || vm.memoryMb,
        cpuReservationMhz: report.cpuReservationMhz,
        memoryOverheadMb: report.memoryOverheadMb,
      };
  const { cpuFeatures: before, ...rest } = withPath(vm, report.vmxPath);
  // Of a host that does not say: a guest that was started anew has only seen the processor that it has now.
  const isSameRun = report.powerState === 'poweredOn' && report.bootTime === vm.bootTime;
  const cpuFeatures = report.cpuFeatures.length > 0 ? report.cpuFeatures : isSameRun ? before : undefined;
  const next: VmRecord = {
    ...rest,
    ...(cpuFeatures !== undefined ? { cpuFeatures } : {}),
    ...known,
    host: hostId,
    powerState: report.powerState,
    cleanPowerOff: report.cleanPowerOff,
    bootTime: report.bootTime,
    dasWanted: dasWanted(vm, report),
    // One whose files can't be read has not lost its snapshots.
    ...(report.inaccessible ? {} : { storage: storageOf(report) }),
  };
  return sameValue(next, vm) ? vm : next;
}

function storageOf(report: VmReport): VmStorageRecord {
  const { snapshots, currentSnapshot, consolidationNeeded, changeTrackingEnabled } = report;
  const disks = report.disks.map(({ changeId: _changeId, committedBytes: _committedBytes, ...disk }) => disk);
  return { disks, snapshots, currentSnapshot, consolidationNeeded, changeTrackingEnabled };
}

/** HA keeps a VM running from its power-on until somebody wants its power-off; a crash is no wish. */
function dasWanted(vm: VmRecord, report: VmReport): boolean {
  if (report.powerState === 'poweredOn') return true;
  return report.cleanPowerOff ? false : vm.dasWanted;
}
