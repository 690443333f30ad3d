// In which order VMs are restarted: by restart priority, then the biggest first, then by path, so that the order is the
// same for the same cluster. With the default readiness condition (`none`: resources allocated) a level only goes
// first; it is not waited for (reference: ha.md section 5). Readiness gates of later issues belong here.
import { type ClusterConfiguration, restartPriorityOf } from './cluster.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm } from './vm.ts';
import { type RestartPriority, restartPriorities } from './vm-settings.ts';

/** 0 for `highest`. */
function priorityRank(priority: RestartPriority): number {
  return restartPriorities.indexOf(priority);
}

/** Sorted copy; VMs whose restart is disabled are left out. */
export function inRestartOrder(vms: readonly ProtectedVm[], configuration: ClusterConfiguration): ProtectedVm[] {
  return vms
    .map((vm) => ({ vm, rank: priorityRank(restartPriorityOf(configuration, vm.instanceUuid)) }))
    .filter(({ rank }) => rank < priorityRank('disabled'))
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        other.vm.memoryMb - one.vm.memoryMb ||
        (one.vm.vmxPath < other.vm.vmxPath ? -1 : one.vm.vmxPath > other.vm.vmxPath ? 1 : 0),
    )
    .map(({ vm }) => vm);
}

/** das.maxvmrestartcount: one attempt more than there are pauses; 5 with the published figures. */
export function maxRestartCount(timing: FdmTiming): number {
  return timing.fdmRestartDelaysMs.length + 1;
}

/**
 * The pause after failed attempt `attempt` (1 is the first), counted from the detection of the failure
 * (ha.md section 4 "Retries": attempts at 0, 2, 6, 14, 30 min); undefined after the last.
 */
export function restartDelayMs(attempt: number, timing: FdmTiming): number | undefined {
  return timing.fdmRestartDelaysMs[attempt - 1];
}
