// The policies of admission control, how many host failures each is about, and what makes one impossible. An impossible policy
// is warned of and holds all the same: it refuses power-ons, and takes no protection away.
import type { HostMoref } from '../cluster.ts';
import type { FailoverHostsPolicy } from './failover-hosts.ts';
import type { ResourcePercentagePolicy } from './resource-percentage.ts';
import type { AdmissionHost } from './resources.ts';
import type { SlotPolicy } from './slot.ts';

export type AdmissionPolicy = ResourcePercentagePolicy | SlotPolicy | FailoverHostsPolicy;

/** Why a policy can never be kept. */
export type PolicyProblem =
  /** As many hosts are to be survived as there are, or more. */
  | { readonly kind: 'tooFewHosts'; readonly failoverLevel: number; readonly goodHosts: number }
  /** All of a resource is to stay unreserved. */
  | { readonly kind: 'everythingKept' }
  | { readonly kind: 'noFailoverHost' }
  /** A failover host that is not of the cluster. */
  | { readonly kind: 'unknownFailoverHost'; readonly host: HostMoref };

/** Host failures that a policy is meant to survive: as it says, or the hosts that a manual percentage is about worth. */
export function failuresToTolerate(policy: AdmissionPolicy, hostCount: number): number {
  if (policy.kind !== 'resourcePercentage') return policy.failoverLevel;
  const { percentages } = policy;
  if (percentages.kind === 'computed') return percentages.failoverLevel;
  return Math.round((Math.min(percentages.cpuPercent, percentages.memoryPercent) * hostCount) / 100);
}

/** `hosts`: all of the cluster; `good`: how many of them are counted. */
export function problemsOf(
  policy: AdmissionPolicy,
  hosts: readonly AdmissionHost[],
  good: number,
): readonly PolicyProblem[] {
  if (policy.kind === 'failoverHosts') {
    if (policy.failoverHosts.length === 0) return [{ kind: 'noFailoverHost' }];
    return policy.failoverHosts
      .filter((host) => !hosts.some((each) => each.host === host))
      .map((host) => ({ kind: 'unknownFailoverHost', host }));
  }
  if (policy.kind === 'resourcePercentage' && policy.percentages.kind === 'manual') {
    const { cpuPercent, memoryPercent } = policy.percentages;
    return cpuPercent >= 100 || memoryPercent >= 100 ? [{ kind: 'everythingKept' }] : [];
  }
  const failoverLevel = policy.kind === 'slots' ? policy.failoverLevel : failuresToTolerate(policy, good);
  return failoverLevel >= good ? [{ kind: 'tooFewHosts', failoverLevel, goodHosts: good }] : [];
}
