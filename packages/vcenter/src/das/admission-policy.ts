// Which admission control policies are refused, because they are none at all. One that can never be kept is one all the same: it
// is warned of, and holds. Pure.
import type { DataObject, Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

type PolicySpec = DataObject<'ClusterDasAdmissionControlPolicy'>;

/** `exists`: whether the cluster has a host of this id. Fault: InvalidDasConfigArgument, with the property. */
export function checkAdmissionPolicy(
  policy: PolicySpec,
  exists: (hostId: string) => boolean,
  clusterName: string,
): void {
  const { inRange, invalid } = refusals(clusterName);
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

function refusals(clusterName: string) {
  const invalid = (property: string, what: string): Vim25Fault => {
    const path = ['dasConfig.admissionControlPolicy', property].filter((part) => part !== '').join('.');
    const fields = { invalidProperty: path, entry: 'admissionControl', clusterName };
    return fault('InvalidDasConfigArgument', `${path}: ${what}`, fields);
  };
  const inRange = (property: string, value: number | undefined, least: number, most: number): void => {
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
      throw invalid(property, `${value}, not from ${least} to ${most}`);
  };
  return { inRange, invalid };
}
