// "Performance degradation VMs tolerate" (vim25 resourceReductionToToleratePercent; reference: ha.md section 6): reservations
// may be kept after a failure while what VMs really use is not. It never refuses anything, it warns.
import type { Resources } from './resources.ts';

export interface PerformanceDegradation {
  /** 100: never warn. 0: warn as soon as less is left than is used. */
  readonly toleratedPercent: number;
  readonly cpu: ResourceDegradation;
  readonly memory: ResourceDegradation;
  readonly satisfied: boolean;
}

/** CPU in MHz, or memory in MB. */
export interface ResourceDegradation {
  readonly used: number;
  /** What must be left: the usage without what may be missing of it. */
  readonly wanted: number;
  /** What the cluster has when the hosts that are to be survived have failed. */
  readonly left: number;
  readonly satisfied: boolean;
}

/** `usage`: of all VMs at the moment; `left`: what the cluster has after the failure. */
export function performanceDegradation(
  toleratedPercent: number,
  left: Resources,
  usage: Resources,
): PerformanceDegradation {
  const cpu = degradation(usage.cpuMhz, left.cpuMhz, toleratedPercent);
  const memory = degradation(usage.memoryMb, left.memoryMb, toleratedPercent);
  return { toleratedPercent, cpu, memory, satisfied: cpu.satisfied && memory.satisfied };
}

function degradation(used: number, left: number, toleratedPercent: number): ResourceDegradation {
  const wanted = used - (used * toleratedPercent) / 100;
  return { used, wanted, left, satisfied: wanted <= left };
}
