// How EVC looks as vim25 objects: modes, and the state of a cluster's manager. Pure.
import { type ExactDataObject, moRef, type Properties } from '@microsphere/vim25';
import { EVC_VENDOR, type EvcMode, evcModeOf, evcModes, unmetFeatures } from '@microsphere/vmotion';
import type { ProjectionContext } from '../inventory/projection-context.ts';
import { type ClusterRecord, refOf } from '../inventory/records.ts';
import { featureRequirements } from '../inventory/virtual-machine-projection.ts';

/** Every feature that any mode has: those of the highest. */
const knownFeatures = evcModes.at(-1)?.features ?? [];

export function evcManagerId(clusterId: string): string {
  return `evcManager-${clusterId}`;
}

/** What a mode guarantees, and what it takes away. RISC-V has no CPUID: guaranteedCPUFeatures, which is made of it, is unset. */
function baseline({ features }: EvcMode) {
  return {
    featureCapability: features.map(
      (key): ExactDataObject<'HostFeatureCapability'> => ({
        _typeName: 'HostFeatureCapability',
        key,
        featureName: key,
        value: '1',
      }),
    ),
    featureMask: knownFeatures.map(
      (key): ExactDataObject<'HostFeatureMask'> => ({
        _typeName: 'HostFeatureMask',
        key,
        featureName: key,
        value: features.includes(key) ? 'Val:1' : 'Val:0',
      }),
    ),
    featureRequirement: featureRequirements(features),
  };
}

function evcMode(mode: EvcMode): ExactDataObject<'EVCMode'> {
  const { key, label, features } = mode;
  return {
    _typeName: 'EVCMode',
    key,
    label,
    summary: `Guests find ${features.join(', ')}`,
    vendor: EVC_VENDOR,
    track: [EVC_VENDOR],
    vendorTier: evcModes.indexOf(mode) + 1,
    ...baseline(mode),
  };
}

/** All that there are, the lowest first: vim25 Capability.supportedEVCMode. */
export const supportedEvcModes: readonly ExactDataObject<'EVCMode'>[] = evcModes.map(evcMode);

export function evcManager(
  cluster: ClusterRecord,
  { inventory, runtime }: ProjectionContext,
): Properties<'ClusterEVCManager'> {
  const hosts = inventory.referring('HostSystem', cluster.id);
  const current = evcModeOf(cluster.evcModeKey ?? '');
  return {
    managedCluster: refOf(cluster),
    evcState: {
      _typeName: 'ClusterEVCManagerEVCState',
      supportedEVCMode: evcModes
        .filter(({ features }) =>
          hosts.every(({ id }) => unmetFeatures(features, runtime.cpuCapability(id)).length === 0),
        )
        .map(evcMode),
      ...(current ? { currentEVCModeKey: current.key, ...baseline(current) } : {}),
    },
  };
}

export const evcManagerRef = (clusterId: string) => moRef('ClusterEVCManager', evcManagerId(clusterId));
