// The settings of vSphere HA for a whole cluster as a client gives them: what is taken over, what the default is, and what is
// refused because it means nothing. Settings of single virtual machines: das-vm-config.ts.
import {
  clusterDasConfigInfoHBDatastoreCandidates,
  clusterDasConfigInfoVmMonitoringStates,
  type ExactDataObject,
  enums,
  type Vim25Fault,
} from '@microsphere/vim25';
import { checkAdmissionPolicy } from '../das/admission-policy.ts';
import { fault } from '../vmodl/faults.ts';
import { overlaid } from '../vmodl/overlaid.ts';
import { checkVmSettings, mergedVmSettings } from './das-vm-config.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type Option = NonNullable<DasConfig['option']>[number];

/** Advanced options that a cluster may have. */
export const MAX_OPTIONS = 256;
/** vSphere's largest cluster has 96 hosts; a level that no cluster can have is no mistake in kind. */
const MAX_FAILOVER_LEVEL = 1_000;

const defaultClusterVmSettings: ExactDataObject<'ClusterDasVmSettings'> = {
  _typeName: 'ClusterDasVmSettings',
  restartPriority: 'medium',
  restartPriorityTimeout: 600,
  isolationResponse: 'none',
  vmToolsMonitoringSettings: {
    _typeName: 'ClusterVmToolsMonitoringSettings',
    failureInterval: 30,
    minUpTime: 120,
    maxFailures: 3,
    maxFailureWindow: -1,
  },
  vmComponentProtectionSettings: {
    _typeName: 'ClusterVmComponentProtectionSettings',
    vmStorageProtectionForAPD: 'disabled',
    vmTerminateDelayForAPDSec: 180,
    vmReactionOnAPDCleared: 'none',
    vmStorageProtectionForPDL: 'disabled',
  },
};

/**
 * As in vSphere (reference: ha.md section 9). Admission control is on: a real vCenter says so of a cluster that nobody has
 * configured, also while HA is off (sample output of PowerCLI's Get-Cluster and of Ansible's vmware_cluster_info).
 */
export const defaultDasConfig: DasConfig = {
  _typeName: 'ClusterDasConfigInfo',
  enabled: false,
  vmMonitoring: 'vmMonitoringDisabled',
  hostMonitoring: 'enabled',
  vmComponentProtecting: 'disabled',
  admissionControlEnabled: true,
  defaultVmSettings: defaultClusterVmSettings,
  hBDatastoreCandidatePolicy: 'allFeasibleDsWithUserPreference',
};

/** What the settings of a cluster may name. */
export interface ClusterView {
  readonly name: string;
  readonly hostExists: (hostId: string) => boolean;
  /** Whether a host of the cluster has this datastore mounted. */
  readonly hasDatastore: (datastoreId: string) => boolean;
}

function invalid(property: string, why: string): Vim25Fault {
  const path = `dasConfig.${property}`;
  return fault('InvalidArgument', `${path}: ${why}`, { invalidProperty: path });
}

function mustBeOneOf(property: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value))
    throw invalid(property, `"${value}" is none of ${known.join(', ')}`);
}

/** Faults: InvalidArgument, InvalidDasConfigArgument. */
export function checkDasConfig(config: DasConfig, cluster: ClusterView): void {
  mustBeOneOf('hostMonitoring', config.hostMonitoring, enums.ClusterDasConfigInfoServiceState);
  mustBeOneOf('vmMonitoring', config.vmMonitoring, clusterDasConfigInfoVmMonitoringStates);
  mustBeOneOf('vmComponentProtecting', config.vmComponentProtecting, enums.ClusterDasConfigInfoServiceState);
  mustBeOneOf(
    'hBDatastoreCandidatePolicy',
    config.hBDatastoreCandidatePolicy,
    clusterDasConfigInfoHBDatastoreCandidates,
  );
  const { failoverLevel } = config;
  if (failoverLevel !== undefined && !(failoverLevel >= 0 && failoverLevel <= MAX_FAILOVER_LEVEL))
    throw invalid('failoverLevel', `${failoverLevel}, not from 0 to ${MAX_FAILOVER_LEVEL}`);
  if (config.admissionControlPolicy)
    checkAdmissionPolicy(config.admissionControlPolicy, cluster.hostExists, cluster.name);
  if (config.defaultVmSettings)
    checkVmSettings(config.defaultVmSettings, 'cluster', (property, why) =>
      invalid(`defaultVmSettings.${property}`, why),
    );
  const unknown = config.heartbeatDatastore?.find(({ value }) => !cluster.hasDatastore(value));
  if (unknown)
    throw fault(
      'InvalidDasConfigArgument',
      `dasConfig.heartbeatDatastore: no host of ${cluster.name} has ${unknown.value} mounted`,
      { invalidProperty: 'dasConfig.heartbeatDatastore', entry: 'userHeartbeatDs', clusterName: cluster.name },
    );
  const badKey = config.option?.find(({ key }) => !/^[\x21-\x7e]{1,255}$/.test(key));
  if (badKey) throw invalid('option', `not the name of an option: ${JSON.stringify(badKey.key)}`);
}

/** The new settings; with `modify` what isn't given stays, without it goes back to its default. Fault: InvalidArgument. */
export function mergedDasConfig(before: DasConfig, given: DasConfig | undefined, modify: boolean): DasConfig {
  const base = modify ? before : defaultDasConfig;
  if (!given) return base;
  const option = mergedOptions(base.option ?? [], given.option ?? []);
  if (option.length > MAX_OPTIONS) throw invalid('option', `more than ${MAX_OPTIONS} options`);
  return {
    ...overlaid(base, given),
    defaultVmSettings: mergedVmSettings(base.defaultVmSettings ?? defaultClusterVmSettings, given.defaultVmSettings),
    option,
  };
}

/** By key, whatever its case; one without a value goes back to its default, which is how clients remove one. */
function mergedOptions(before: readonly Option[], given: readonly Option[]): Option[] {
  const options = new Map(before.map((option) => [option.key.toLowerCase(), option]));
  for (const { key, value } of given) {
    const text = String(value ?? '').trim();
    if (text === '') options.delete(key.toLowerCase());
    else options.set(key.toLowerCase(), { _typeName: 'OptionValue', key, value: text });
  }
  return [...options.values()];
}
