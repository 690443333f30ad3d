// Settings of vSphere HA for single virtual machines, and when they are ready, as a client gives them. What a virtual machine
// does not set itself it has from its cluster (das/vm-settings.ts).
import {
  clusterDasConfigInfoVmMonitoringStates,
  clusterDasVmSettingsIsolationResponses,
  clusterDasVmSettingsRestartPriorities,
  clusterVmComponentProtectionStorageVmReactions,
  clusterVmComponentProtectionVmReactionsOnAPDCleared,
  clusterVmReadinessReadyConditions,
  type DataObject,
  type ExactDataObject,
  type Vim25Fault,
} from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import { overlaid } from '../vmodl/overlaid.ts';

type VmSettings = ExactDataObject<'ClusterDasVmSettings'>;
type VmReadiness = ExactDataObject<'ClusterVmReadiness'>;
type ByVm<T> = Readonly<Record<string, T>>;

/** Whose settings: a cluster has nothing above it that it could inherit from. */
export type SettingsLevel = 'cluster' | 'vm';
/** Makes the fault for a property that is wrong. */
export type Refusal = (property: string, why: string) => Vim25Fault;

/** Values that stand for what the cluster has. */
const inheriting: readonly string[] = [
  'clusterRestartPriority',
  'clusterIsolationResponse',
  'clusterDefault',
  'useClusterDefault',
];
const INHERITED_NUMBER = -1;

class Check {
  private readonly level: SettingsLevel;
  private readonly refusal: Refusal;

  constructor(level: SettingsLevel, refusal: Refusal) {
    this.level = level;
    this.refusal = refusal;
  }

  oneOf(property: string, value: string | undefined, all: readonly string[]): void {
    const known = this.level === 'vm' ? all : all.filter((each) => !inheriting.includes(each));
    if (value !== undefined && !known.includes(value))
      throw this.refusal(property, `"${value}" is none of ${known.join(', ')}`);
  }

  atLeast(property: string, value: number | undefined, least: number): void {
    if (value !== undefined && value < least) throw this.refusal(property, `${value} is less than ${least}`);
  }

  /** Not below 0; but -1 of a virtual machine: what the cluster has. */
  inheritable(property: string, value: number | undefined): void {
    if (this.level !== 'vm' || value !== INHERITED_NUMBER) this.atLeast(property, value, 0);
  }
}

export function checkVmSettings(settings: VmSettings, level: SettingsLevel, refusal: Refusal): void {
  const check = new Check(level, refusal);
  check.oneOf('restartPriority', settings.restartPriority, clusterDasVmSettingsRestartPriorities);
  check.inheritable('restartPriorityTimeout', settings.restartPriorityTimeout);
  check.oneOf('isolationResponse', settings.isolationResponse, clusterDasVmSettingsIsolationResponses);
  const monitoring = settings.vmToolsMonitoringSettings;
  if (monitoring) {
    const path = (name: string) => `vmToolsMonitoringSettings.${name}`;
    check.oneOf(path('vmMonitoring'), monitoring.vmMonitoring, clusterDasConfigInfoVmMonitoringStates);
    check.atLeast(path('failureInterval'), monitoring.failureInterval, 1);
    check.atLeast(path('minUpTime'), monitoring.minUpTime, 0);
    check.atLeast(path('maxFailures'), monitoring.maxFailures, 0);
    const { maxFailureWindow } = monitoring;
    if (maxFailureWindow !== undefined && maxFailureWindow !== -1 && maxFailureWindow < 1)
      throw refusal(path('maxFailureWindow'), `${maxFailureWindow} is neither -1 (no window) nor at least 1`);
  }
  const protection = settings.vmComponentProtectionSettings;
  if (protection) {
    const path = (name: string) => `vmComponentProtectionSettings.${name}`;
    const { vmStorageProtectionForAPD: onApd, vmStorageProtectionForPDL: onPdl } = protection;
    const reactions = clusterVmComponentProtectionStorageVmReactions;
    check.oneOf(path('vmStorageProtectionForAPD'), onApd, reactions);
    check.oneOf(
      path('vmStorageProtectionForPDL'),
      onPdl,
      reactions.filter((reaction) => reaction !== 'restartConservative'),
    );
    check.inheritable(path('vmTerminateDelayForAPDSec'), protection.vmTerminateDelayForAPDSec);
    const cleared = clusterVmComponentProtectionVmReactionsOnAPDCleared;
    check.oneOf(path('vmReactionOnAPDCleared'), protection.vmReactionOnAPDCleared, cleared);
  }
}

function checkReadiness(readiness: VmReadiness, level: SettingsLevel, refusal: Refusal): void {
  const check = new Check(level, refusal);
  check.oneOf('readyCondition', readiness.readyCondition, clusterVmReadinessReadyConditions);
  check.inheritable('postReadyDelay', readiness.postReadyDelay);
}

/** What is given over what was; fields that are not given stay, also within the parts. */
export function mergedVmSettings(before: VmSettings, given: VmSettings | undefined): VmSettings {
  const { vmToolsMonitoringSettings: monitoring, vmComponentProtectionSettings: protection } = before;
  return {
    ...overlaid(before, given),
    ...both('vmToolsMonitoringSettings', monitoring, given?.vmToolsMonitoringSettings),
    ...both('vmComponentProtectionSettings', protection, given?.vmComponentProtectionSettings),
  };
}

function both<K extends string, T extends object>(name: K, before: T | undefined, given: T | undefined) {
  return before && given ? { [name]: overlaid(before, given) } : {};
}

/** What the settings of virtual machines are about. */
export interface VmConfigView {
  readonly clusterName: string;
  readonly vmExists: (vmId: string) => boolean;
}

function refusalOf(property: string, clusterName: string): Refusal {
  return (name, why) => {
    const path = name === '' ? property : `${property}.${name}`;
    const fields = { invalidProperty: path, entry: 'vmConfig', clusterName };
    return fault('InvalidDasConfigArgument', `${path}: ${why}`, fields);
  };
}

/** Settings of single virtual machines after some changes. Fault: InvalidDasConfigArgument. */
export function mergedVmConfig(
  before: ByVm<VmSettings>,
  specs: readonly DataObject<'ClusterDasVmConfigSpec'>[],
  { clusterName, vmExists }: VmConfigView,
): Record<string, VmSettings> {
  const refusal = refusalOf('dasVmConfigSpec', clusterName);
  const settings = { ...before };
  for (const { operation, info, removeKey } of specs) {
    const id = operation === 'remove' ? referenceValue(removeKey) : info?.key.value;
    if (id === undefined || !(vmExists(id) || (operation === 'remove' && settings[id])))
      throw refusal('', `no such virtual machine: ${id}`);
    if (operation === 'remove') {
      delete settings[id];
      continue;
    }
    const given = overlaid(deprecatedSettings(info), info?.dasSettings);
    checkVmSettings(given, 'vm', refusal);
    settings[id] = operation === 'edit' && settings[id] ? mergedVmSettings(settings[id], given) : given;
  }
  return settings;
}

/** What clients of before vSphere API 4.0 set beside `dasSettings`. */
function deprecatedSettings(info: ExactDataObject<'ClusterDasVmConfigInfo'> | undefined): VmSettings {
  const { restartPriority, powerOffOnIsolation } = info ?? {};
  return {
    _typeName: 'ClusterDasVmSettings',
    ...(restartPriority === undefined ? {} : { restartPriority }),
    ...(powerOffOnIsolation === undefined ? {} : { isolationResponse: powerOffOnIsolation ? 'powerOff' : 'none' }),
  };
}

export const defaultVmReadiness: VmReadiness = {
  _typeName: 'ClusterVmReadiness',
  readyCondition: 'none',
  postReadyDelay: 0,
};

/** When the virtual machines of a cluster are ready, where they do not say themselves. Fault: InvalidArgument. */
export function mergedDefaultReadiness(
  before: VmReadiness,
  given: ExactDataObject<'ClusterOrchestrationInfo'> | undefined,
  modify: boolean,
): VmReadiness {
  if (given?.defaultVmReadiness)
    checkReadiness(given.defaultVmReadiness, 'cluster', (property, why) => {
      const path = `orchestration.defaultVmReadiness.${property}`;
      return fault('InvalidArgument', `${path}: ${why}`, { invalidProperty: path });
    });
  return overlaid(modify ? before : defaultVmReadiness, given?.defaultVmReadiness);
}

/** When single virtual machines are ready, after some changes. Fault: InvalidDasConfigArgument. */
export function mergedVmReadiness(
  before: ByVm<VmReadiness>,
  specs: readonly DataObject<'ClusterVmOrchestrationSpec'>[],
  { clusterName, vmExists }: VmConfigView,
): Record<string, VmReadiness> {
  const refusal = refusalOf('vmOrchestrationSpec', clusterName);
  const readiness = { ...before };
  for (const { operation, info, removeKey } of specs) {
    const id = operation === 'remove' ? referenceValue(removeKey) : info?.vm.value;
    if (id === undefined || !(vmExists(id) || (operation === 'remove' && readiness[id])))
      throw refusal('', `no such virtual machine: ${id}`);
    if (operation === 'remove') {
      delete readiness[id];
      continue;
    }
    const given = info?.vmReadiness ?? { _typeName: 'ClusterVmReadiness' };
    checkReadiness(given, 'vm', refusal);
    readiness[id] = operation === 'edit' && readiness[id] ? overlaid(readiness[id], given) : given;
  }
  return readiness;
}

function referenceValue(key: unknown): string | undefined {
  const value = typeof key === 'object' && key !== null && 'value' in key ? key.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
