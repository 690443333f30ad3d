// Settings of vSphere HA as a client gives them: what is taken over, what the default is, and what is refused because it
// would have no effect here.
import {
  clusterDasVmSettingsRestartPriorities,
  type DataObject,
  type ExactDataObject,
  type Vim25Fault,
} from '@microsphere/vim25';
import { checkAdmissionPolicy } from '../das/admission-policy.ts';
import { fault } from '../vmodl/faults.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type VmSettings = ExactDataObject<'ClusterDasVmSettings'>;

export const defaultDasConfig: DasConfig = {
  _typeName: 'ClusterDasConfigInfo',
  enabled: false,
  vmMonitoring: 'vmMonitoringDisabled',
  hostMonitoring: 'enabled',
  vmComponentProtecting: 'disabled',
  admissionControlEnabled: false,
  defaultVmSettings: {
    _typeName: 'ClusterDasVmSettings',
    restartPriority: 'medium',
    isolationResponse: 'none',
  },
  hBDatastoreCandidatePolicy: 'allFeasibleDsWithUserPreference',
};

function refused(property: string, value: unknown): Vim25Fault {
  return fault('NotSupported', `${property}: ${JSON.stringify(value)} is not supported`);
}

/** Settings that this vSphere HA doesn't act upon, and the values that say so. */
const inactive = {
  vmMonitoring: 'vmMonitoringDisabled',
  vmComponentProtecting: 'disabled',
} as const;

/** `hostExists`: whether the cluster has a host of this id. Faults: NotSupported, InvalidArgument. */
export function checkDasConfig(config: DasConfig, hostExists: (hostId: string) => boolean): void {
  for (const [name, value] of Object.entries(inactive)) {
    const given = config[name as keyof typeof inactive];
    if (given !== undefined && given !== value) throw refused(`dasConfig.${name}`, given);
  }
  if (config.admissionControlPolicy) checkAdmissionPolicy(config.admissionControlPolicy, hostExists);
  if (config.option?.length) throw refused('dasConfig.option', config.option[0]?.key);
  if (config.hostMonitoring !== undefined && !['enabled', 'disabled'].includes(config.hostMonitoring))
    throw fault('InvalidArgument', `dasConfig.hostMonitoring: ${config.hostMonitoring}`, {
      invalidProperty: 'dasConfig.hostMonitoring',
    });
  if (config.defaultVmSettings) checkVmSettings(config.defaultVmSettings);
}

/** Faults: NotSupported, InvalidArgument. */
function checkVmSettings({ restartPriority, isolationResponse, restartPriorityTimeout }: VmSettings): void {
  if (
    restartPriority !== undefined &&
    !clusterDasVmSettingsRestartPriorities.some((known) => known === restartPriority)
  )
    throw fault('InvalidArgument', `restartPriority: no such priority: "${restartPriority}"`, {
      invalidProperty: 'restartPriority',
    });
  if (isolationResponse !== undefined && !['none', 'clusterIsolationResponse'].includes(isolationResponse))
    throw refused('isolationResponse', isolationResponse);
  if (restartPriorityTimeout !== undefined && restartPriorityTimeout !== -1)
    throw refused('restartPriorityTimeout', restartPriorityTimeout);
}

/** The new settings; with `modify` what isn't given stays, without it goes back to its default. */
export function mergedDasConfig(before: DasConfig, given: DasConfig | undefined, modify: boolean): DasConfig {
  const base = modify ? before : defaultDasConfig;
  if (!given) return base;
  const defaultVmSettings = { ...base.defaultVmSettings, ...given.defaultVmSettings };
  return {
    ...base,
    ...given,
    defaultVmSettings: { ...defaultVmSettings, _typeName: 'ClusterDasVmSettings' },
  };
}

/** Settings of single virtual machines after some changes. Faults: InvalidArgument, NotSupported. */
export function mergedVmConfig(
  before: Readonly<Record<string, VmSettings>>,
  specs: readonly DataObject<'ClusterDasVmConfigSpec'>[],
  exists: (vmId: string) => boolean,
): Record<string, VmSettings> {
  const settings = { ...before };
  for (const { operation, info, removeKey } of specs) {
    const id = operation === 'remove' ? referenceValue(removeKey) : info?.key.value;
    if (id === undefined || !exists(id))
      throw fault('InvalidArgument', `dasVmConfigSpec: no such virtual machine: ${id}`, {
        invalidProperty: 'dasVmConfigSpec',
      });
    if (operation === 'remove') {
      delete settings[id];
      continue;
    }
    const given: VmSettings = {
      _typeName: 'ClusterDasVmSettings',
      ...(info?.restartPriority === undefined ? {} : { restartPriority: info.restartPriority }),
      ...info?.dasSettings,
    };
    checkVmSettings(given);
    settings[id] = operation === 'edit' ? { ...settings[id], ...given } : given;
  }
  return settings;
}

function referenceValue(key: unknown): string | undefined {
  const value = typeof key === 'object' && key !== null && 'value' in key ? key.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
