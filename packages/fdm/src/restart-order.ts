// In which order VMs are restarted: by restart priority, then the biggest first, then by path, so that the order is the
// same for the same cluster; and how often, after which pauses. Whether a VM has to wait for others to be ready is
// decided in orchestration.ts.
import { type ClusterConfiguration, type InstanceUuid, restartPriorityOf } from './cluster.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm } from './vm.ts';
import { restartPriorities } from './vm-settings.ts';

/** 0 for `highest`. */
export function priorityRank(configuration: ClusterConfiguration, vm: InstanceUuid): number {
  return restartPriorities.indexOf(restartPriorityOf(configuration, vm));
}

/** Sorted copy. VMs whose restart is disabled come last: they are only registered. */
export function inRestartOrder(vms: readonly ProtectedVm[], configuration: ClusterConfiguration): ProtectedVm[] {
  return vms
    .map((vm) => ({ vm, rank: priorityRank(configuration, vm.instanceUuid) }))
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        other.vm.memoryMb - one.vm.memoryMb ||
        (one.vm.vmxPath < other.vm.vmxPath ? -1 : one.vm.vmxPath > other.vm.vmxPath ? 1 : 0),
    )
    .map(({ vm }) => vm);
}

/**
 * The pause after failed attempt `attempt` (1 is the first), counted from the detection of the failure
 * (ha.md section 4 "Retries": attempts at 0, 2, 6, 14, 30 min); undefined after the last. Attempts that
 * das.maxvmrestartcount adds to the five come after the longest pause each.
 */
export function restartDelayMs(attempt: number, configuration: ClusterConfiguration, timing: FdmTiming) {
  if (attempt >= configuration.options.maxVmRestartCount) return undefined;
  const delays = timing.fdmRestartDelaysMs;
  return delays[Math.min(attempt, delays.length) - 1];
}
