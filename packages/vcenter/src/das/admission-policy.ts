// The admission control policy of a cluster: from vim25's words to those of the arithmetic, and what is refused because it is
// no policy at all. One that can never be kept is one all the same: it is warned of, not refused. Pure.
import { type AdmissionPolicy, parseAdvancedOptions } from '@microsphere/fdm';
import type { DataObject, ExactDataObject, Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type PolicySpec = DataObject<'ClusterDasAdmissionControlPolicy'>;

/** What vSphere tolerates where nobody says. */
const DEFAULT_FAILOVER_LEVEL = 1;
const DEFAULT_TOLERATED_PERCENT = 100;

/** The policy of a cluster; the deprecated `failoverLevel` counts where there is none. */
export function admissionPolicyOf({ admissionControlPolicy: given, failoverLevel }: DasConfig): AdmissionPolicy {
  const level = (own: number | undefined) => own ?? failoverLevel ?? DEFAULT_FAILOVER_LEVEL;
  switch (given?._typeName) {
    case 'ClusterFailoverResourcesAdmissionControlPolicy': {
      const { cpuFailoverResourcesPercent: cpuPercent, memoryFailoverResourcesPercent: memoryPercent } = given;
      // Clients from before vSphere 6.5 know no computed percentages, and set no level.
      const computed = given.autoComputePercentages ?? given.failoverLevel !== undefined;
      return {
        kind: 'resourcePercentage',
        percentages: computed
          ? { kind: 'computed', failoverLevel: level(given.failoverLevel) }
          : { kind: 'manual', cpuPercent, memoryPercent },
      };
    }
    case 'ClusterFailoverHostAdmissionControlPolicy':
      return {
        kind: 'failoverHosts',
        failoverHosts: (given.failoverHosts ?? []).map(({ value }) => value),
        failoverLevel: level(given.failoverLevel),
      };
    case 'ClusterFailoverLevelAdmissionControlPolicy': {
      const { slotPolicy } = given;
      const fixedSlot =
        slotPolicy?._typeName === 'ClusterFixedSizeSlotPolicy'
          ? { cpuMhz: slotPolicy.cpu, memoryMb: slotPolicy.memory }
          : undefined;
      return { kind: 'slots', failoverLevel: given.failoverLevel, fixedSlot };
    }
    default:
      return { kind: 'slots', failoverLevel: level(undefined), fixedSlot: undefined };
  }
}

/** vim25 resourceReductionToToleratePercent. */
export function toleratedPercentOf({ admissionControlPolicy }: DasConfig): number {
  return admissionControlPolicy?.resourceReductionToToleratePercent ?? DEFAULT_TOLERATED_PERCENT;
}

/** The options that admission control goes by. */
export function admissionOptionsOf({ option = [] }: DasConfig) {
  return parseAdvancedOptions(option.map(({ key, value }) => ({ key, value: String(value ?? '') }))).options;
}

/** Faults: InvalidArgument, with the property. `exists`: whether the cluster has a host of this id. */
export function checkAdmissionPolicy(policy: PolicySpec, exists: (hostId: string) => boolean): void {
  inRange('resourceReductionToToleratePercent', policy.resourceReductionToToleratePercent, 0, 100);
  switch (policy._typeName) {
    case 'ClusterFailoverResourcesAdmissionControlPolicy':
      inRange('cpuFailoverResourcesPercent', policy.cpuFailoverResourcesPercent, 0, 100);
      inRange('memoryFailoverResourcesPercent', policy.memoryFailoverResourcesPercent, 0, 100);
      inRange('failoverLevel', policy.failoverLevel, 1, MAX_FAILOVER_LEVEL);
      return;
    case 'ClusterFailoverLevelAdmissionControlPolicy':
      inRange('failoverLevel', policy.failoverLevel, 0, MAX_FAILOVER_LEVEL);
      if (policy.slotPolicy?._typeName === 'ClusterFixedSizeSlotPolicy') {
        inRange('slotPolicy.cpu', policy.slotPolicy.cpu, 1, MAX_SLOT);
        inRange('slotPolicy.memory', policy.slotPolicy.memory, 1, MAX_SLOT);
      }
      return;
    case 'ClusterFailoverHostAdmissionControlPolicy': {
      inRange('failoverLevel', policy.failoverLevel, 0, MAX_FAILOVER_LEVEL);
      const unknown = policy.failoverHosts?.find(({ value }) => !exists(value));
      if (unknown) throw invalid('failoverHosts', `${unknown.value} is no host of the cluster`);
      return;
    }
    default:
      throw invalid('', `${policy._typeName} is no policy that could be followed`);
  }
}

/** vSphere's largest cluster has 96 hosts; a level that no cluster can have is no mistake in kind. */
const MAX_FAILOVER_LEVEL = 1_000;
const MAX_SLOT = 1_000_000_000;

function inRange(property: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
    throw invalid(property, `${value}, not from ${least} to ${most}`);
}

function invalid(property: string, what: string): Vim25Fault {
  const path = ['dasConfig.admissionControlPolicy', property].filter((part) => part !== '').join('.');
  return fault('InvalidArgument', `${path}: ${what}`, { invalidProperty: path });
}
