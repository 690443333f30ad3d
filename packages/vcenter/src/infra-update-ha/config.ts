// Settings of proactive HA as a client gives them: what is taken over, what the defaults are, and what is refused
// (vim25 ClusterInfraUpdateHaConfigInfo; reference: ha.md section 7).
import {
  clusterInfraUpdateHaBehaviorTypes,
  clusterInfraUpdateHaRemediationTypes,
  type ExactDataObject,
} from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

export type InfraUpdateHaConfig = ExactDataObject<'ClusterInfraUpdateHaConfigInfo'>;

export const defaultInfraUpdateHaConfig: InfraUpdateHaConfig = {
  _typeName: 'ClusterInfraUpdateHaConfigInfo',
  enabled: false,
  behavior: 'Manual',
  moderateRemediation: 'QuarantineMode',
  severeRemediation: 'QuarantineMode',
  providers: [],
};

/** The new settings; with `modify` what isn't given stays, without it goes back to its default. Fault: InvalidArgument. */
export function mergedInfraUpdateHaConfig(
  before: InfraUpdateHaConfig,
  given: InfraUpdateHaConfig | undefined,
  { modify, isProvider }: { readonly modify: boolean; readonly isProvider: (id: string) => boolean },
): InfraUpdateHaConfig {
  const base = modify ? before : defaultInfraUpdateHaConfig;
  if (!given) return base;
  // A list of one empty name clears the providers: an empty list can't be told from none on the wire.
  const providers = given.providers?.length === 1 && given.providers[0] === '' ? [] : given.providers;
  const merged = {
    ...base,
    ...defined(given),
    providers: providers?.length === undefined ? base.providers : providers,
  };
  mustBeOneOf('behavior', merged.behavior, clusterInfraUpdateHaBehaviorTypes);
  mustBeOneOf('moderateRemediation', merged.moderateRemediation, clusterInfraUpdateHaRemediationTypes);
  mustBeOneOf('severeRemediation', merged.severeRemediation, clusterInfraUpdateHaRemediationTypes);
  if (merged.moderateRemediation === 'MaintenanceMode' && merged.severeRemediation === 'QuarantineMode')
    throw invalid(
      'severeRemediation',
      'a severely degraded host is left (MaintenanceMode) where a moderately degraded one is',
    );
  const unknown = merged.providers?.find((id) => !isProvider(id));
  if (unknown !== undefined) throw invalid('providers', `no health update provider has the id "${unknown}"`);
  return merged;
}

function defined(config: InfraUpdateHaConfig): InfraUpdateHaConfig {
  const entries = Object.entries(config).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(entries), _typeName: config._typeName };
}

function mustBeOneOf(property: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value))
    throw invalid(property, `"${value}" is none of ${known.join(', ')}`);
}

function invalid(property: string, why: string) {
  const path = `infraUpdateHaConfig.${property}`;
  return fault('InvalidArgument', `${path}: ${why}`, { invalidProperty: path });
}
