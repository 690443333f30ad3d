// The admission control settings of a cluster (vim25 ClusterDasConfigInfo) in the words of the arithmetic. vCenter and its
// clients read them alike here; the types are the part of vim25 that is read, so that this package needs no other.
import { type AdvancedOptions, parseAdvancedOptions } from '../advanced-options.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { HostCondition } from './resources.ts';

interface PolicySpec {
  readonly resourceReductionToToleratePercent?: number | undefined;
}

/** vim25 ClusterDasAdmissionControlPolicy and those that extend it. */
export type AdmissionControlPolicySpec =
  | (PolicySpec & { readonly _typeName: 'ClusterDasAdmissionControlPolicy' })
  | (PolicySpec & {
      readonly _typeName: 'ClusterFailoverLevelAdmissionControlPolicy';
      readonly failoverLevel: number;
      readonly slotPolicy?:
        | { readonly _typeName: 'ClusterSlotPolicy' }
        | { readonly _typeName: 'ClusterFixedSizeSlotPolicy'; readonly cpu: number; readonly memory: number }
        | undefined;
    })
  | (PolicySpec & {
      readonly _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy';
      readonly cpuFailoverResourcesPercent: number;
      readonly memoryFailoverResourcesPercent: number;
      readonly failoverLevel?: number | undefined;
      readonly autoComputePercentages?: boolean | undefined;
    })
  | (PolicySpec & {
      readonly _typeName: 'ClusterFailoverHostAdmissionControlPolicy';
      readonly failoverHosts?: readonly { readonly value: string }[] | undefined;
      readonly failoverLevel?: number | undefined;
    });

/** vim25 ClusterDasConfigInfo, as far as admission control goes by it. */
export interface AdmissionControlSettings {
  readonly admissionControlPolicy?: AdmissionControlPolicySpec | undefined;
  /** Deprecated: counts where no policy says otherwise. */
  readonly failoverLevel?: number | undefined;
  readonly option?: readonly { readonly key: string; readonly value?: unknown }[] | undefined;
}

/** What vSphere tolerates where nobody says. */
const DEFAULT_FAILOVER_LEVEL = 1;
const DEFAULT_TOLERATED_PERCENT = 100;

export function admissionPolicyOf(settings: AdmissionControlSettings): AdmissionPolicy {
  const { admissionControlPolicy: given, failoverLevel } = settings;
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
      // Clients from before vSphere 4.0 set a level and mean slots; where nobody says anything, it is as in the vSphere Client.
      if (failoverLevel !== undefined) return { kind: 'slots', failoverLevel, fixedSlot: undefined };
      return {
        kind: 'resourcePercentage',
        percentages: { kind: 'computed', failoverLevel: DEFAULT_FAILOVER_LEVEL },
      };
  }
}

/** vim25 resourceReductionToToleratePercent. */
export function toleratedPercentOf({ admissionControlPolicy }: AdmissionControlSettings): number {
  return admissionControlPolicy?.resourceReductionToToleratePercent ?? DEFAULT_TOLERATED_PERCENT;
}

export function admissionOptionsOf({ option = [] }: AdmissionControlSettings): AdvancedOptions {
  return parseAdvancedOptions(option.map(({ key, value }) => ({ key, value: String(value ?? '') }))).options;
}

/** States of a host (vim25 ClusterDasFdmAvailabilityState) in which no master could restart anything there. */
const errorStates: ReadonlySet<string | undefined> = new Set([
  'networkPartitionedFromMaster',
  'networkIsolated',
  'hostDown',
  'initializationError',
  'uninitializationError',
  'fdmUnreachable',
]);

/** A host's vim25 runtime. */
export interface HostRuntimeView {
  readonly connectionState: string | undefined;
  readonly inMaintenanceMode: boolean | undefined;
  /** vim25 dasHostState.state. */
  readonly dasState: string | undefined;
}

export function hostConditionOf({ connectionState, inMaintenanceMode, dasState }: HostRuntimeView): HostCondition {
  if (connectionState !== 'connected') return 'notConnected';
  if (inMaintenanceMode) return 'maintenanceMode';
  return errorStates.has(dasState) ? 'haError' : 'good';
}
