// Admission control by a percentage of the cluster's resources (vim25 ClusterFailoverResourcesAdmissionControlPolicy;
// reference: ha.md section 6 a): of CPU and of memory, each by itself, a share stays unreserved. The share is what the user
// says, or what the `failoverLevel` largest hosts have. That no single host may have room for a VM is not looked at.
import { type AdmissionHost, type Resources, sumOf, sumOfLargest, type VmNeed } from './resources.ts';

export interface ResourcePercentagePolicy {
  readonly kind: 'resourcePercentage';
  readonly percentages:
    | { readonly kind: 'manual'; readonly cpuPercent: number; readonly memoryPercent: number }
    /** vim25 autoComputePercentages. */
    | { readonly kind: 'computed'; readonly failoverLevel: number };
}

/** CPU in MHz, or memory in MB. */
export interface ResourceShare {
  readonly total: number;
  /** What the powered-on VMs have reserved. */
  readonly required: number;
  /** What is to stay unreserved. */
  readonly keptForFailover: number;
  /** The same in percent of the total; 0 where there is nothing. */
  readonly configuredPercent: number;
  /** vim25 currentCpuFailoverResourcesPercent: what is unreserved, in percent of the total; not below 0. */
  readonly currentPercent: number;
  readonly satisfied: boolean;
}

export interface ResourcePercentageArithmetic {
  readonly kind: 'resourcePercentage';
  readonly percentages: ResourcePercentagePolicy['percentages'];
  readonly cpu: ResourceShare;
  readonly memory: ResourceShare;
  readonly satisfied: boolean;
}

export function resourcePercentage(
  { percentages }: ResourcePercentagePolicy,
  hosts: readonly AdmissionHost[],
  vms: readonly VmNeed[],
): ResourcePercentageArithmetic {
  const capacities = hosts.map(({ capacity }) => capacity);
  const total = sumOf(capacities);
  const required = sumOf(vms);
  const kept: Resources =
    percentages.kind === 'manual'
      ? {
          cpuMhz: (percentages.cpuPercent * total.cpuMhz) / 100,
          memoryMb: (percentages.memoryPercent * total.memoryMb) / 100,
        }
      : {
          cpuMhz: sumOfLargest(
            capacities.map(({ cpuMhz }) => cpuMhz),
            percentages.failoverLevel,
          ),
          memoryMb: sumOfLargest(
            capacities.map(({ memoryMb }) => memoryMb),
            percentages.failoverLevel,
          ),
        };
  const cpu = share(total.cpuMhz, required.cpuMhz, kept.cpuMhz);
  const memory = share(total.memoryMb, required.memoryMb, kept.memoryMb);
  return { kind: 'resourcePercentage', percentages, cpu, memory, satisfied: cpu.satisfied && memory.satisfied };
}

function share(total: number, required: number, keptForFailover: number): ResourceShare {
  const unreserved = total - required;
  const percent = (part: number) => (total === 0 ? 0 : (100 * part) / total);
  return {
    total,
    required,
    keptForFailover,
    configuredPercent: percent(keptForFailover),
    currentPercent: Math.max(0, percent(unreserved)),
    satisfied: unreserved >= keptForFailover,
  };
}
