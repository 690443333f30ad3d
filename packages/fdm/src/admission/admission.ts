// Admission control: whether a cluster can lose the hosts that its policy is meant to survive and still run everything
// (reference: ha.md section 6). One assessment holds the verdict with the whole arithmetic behind it, so that vCenter's
// refusals, its runtime info, its events and the command line all show the same figures. It is vCenter's: hosts restart VMs
// without asking it.
import type { HostMoref } from '../cluster.ts';
import { failoverHosts as countFailoverHosts, type FailoverHostsArithmetic } from './failover-hosts.ts';
import { failureOf, type HostFailure, largestHosts } from './host-failure.ts';
import { type PerformanceDegradation, performanceDegradation } from './performance-degradation.ts';
import { type AdmissionPolicy, failuresToTolerate, type PolicyProblem, problemsOf } from './policy.ts';
import { type ResourcePercentageArithmetic, resourcePercentage } from './resource-percentage.ts';
import {
  type AdmissionHost,
  type AdmissionOptions,
  type AdmissionVm,
  goodHosts,
  lessOf,
  needOf,
  type Resources,
  sumOf,
  sumOfLargest,
  type VmNeed,
} from './resources.ts';
import { type SlotArithmetic, slots } from './slot.ts';

export type AdmissionArithmetic = ResourcePercentageArithmetic | SlotArithmetic | FailoverHostsArithmetic;

export interface AdmissionInput {
  readonly policy: AdmissionPolicy;
  /** vim25 resourceReductionToToleratePercent; 100 where nobody says. */
  readonly resourceReductionToToleratePercent: number;
  /** Every host of the cluster. */
  readonly hosts: readonly AdmissionHost[];
  /** Every VM of the cluster that is powered on. */
  readonly vms: readonly AdmissionVm[];
  /** What all VMs use at the moment. */
  readonly usage: Resources;
  readonly options: AdmissionOptions;
}

export interface Assessment {
  /** As things are, the hosts that the policy is about can fail, and what it counts is enough. */
  readonly satisfied: boolean;
  readonly problems: readonly PolicyProblem[];
  readonly totalHosts: number;
  readonly goodHosts: number;
  /** What each VM counts for. */
  readonly needs: readonly VmNeed[];
  readonly arithmetic: AdmissionArithmetic;
  /** A warning; of no consequence to `satisfied`. */
  readonly performance: PerformanceDegradation;
  /** What the failure of the largest hosts would leave, VM by VM. A warning, too. */
  readonly failure: HostFailure;
}

export function assess(input: AdmissionInput): Assessment {
  const { policy, hosts, vms, options } = input;
  const good = goodHosts(hosts);
  const needs = vms.map((vm) => needOf(vm, options));
  const arithmetic = arithmeticOf(policy, { hosts, good, needs, options });
  const failures = failuresToTolerate(policy, good.length);
  const failoverHosts = policy.kind === 'failoverHosts' ? policy.failoverHosts : [];
  return {
    satisfied: arithmetic.satisfied,
    problems: problemsOf(policy, hosts, good.length),
    totalHosts: hosts.length,
    goodHosts: good.length,
    needs,
    arithmetic,
    performance: performanceDegradation(
      input.resourceReductionToToleratePercent,
      lessOf(sumOf(good.map(({ capacity }) => capacity)), lostWith(arithmetic, good, failures)),
      input.usage,
    ),
    failure: failureOf({ failed: failing(arithmetic, good, failoverHosts, failures), failoverHosts }, good, vms),
  };
}

interface Counted {
  readonly hosts: readonly AdmissionHost[];
  readonly good: readonly AdmissionHost[];
  readonly needs: readonly VmNeed[];
  readonly options: AdmissionOptions;
}

function arithmeticOf(policy: AdmissionPolicy, { hosts, good, needs, options }: Counted): AdmissionArithmetic {
  switch (policy.kind) {
    case 'resourcePercentage':
      return resourcePercentage(policy, good, needs);
    case 'slots':
      return slots(policy, good, needs, options);
    case 'failoverHosts':
      return countFailoverHosts(policy, hosts, needs);
  }
}

/** What is lost with them, as the policy counts it. */
function lostWith(arithmetic: AdmissionArithmetic, good: readonly AdmissionHost[], failures: number): Resources {
  if (arithmetic.kind === 'resourcePercentage')
    return { cpuMhz: arithmetic.cpu.keptForFailover, memoryMb: arithmetic.memory.keptForFailover };
  const largest = (of: (capacity: Resources) => number) =>
    sumOfLargest(
      good.map(({ capacity }) => of(capacity)),
      failures,
    );
  return { cpuMhz: largest(({ cpuMhz }) => cpuMhz), memoryMb: largest(({ memoryMb }) => memoryMb) };
}

/** The hosts whose failure is looked at: those that the slots are kept of, or the largest that are no failover hosts. */
function failing(
  arithmetic: AdmissionArithmetic,
  good: readonly AdmissionHost[],
  failoverHosts: readonly HostMoref[],
  failures: number,
): readonly HostMoref[] {
  if (arithmetic.kind === 'slots')
    return arithmetic.hosts.filter(({ keptForFailover }) => keptForFailover).map(({ host }) => host);
  return largestHosts(
    good.filter(({ host }) => !failoverHosts.includes(host)),
    failures,
  );
}
