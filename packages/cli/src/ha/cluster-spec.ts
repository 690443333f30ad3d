// Settings of vSphere HA as vim25 has them: the spec of ReconfigureComputeResource_Task that brings them about. Pure.
import type { ExactDataObject, ManagedObjectReference } from '@microsphere/vim25';
import { Failure } from '../terminal/failure.ts';
import { type ClusterHaSettings, monitoringPresets, type VmHaSettings } from './settings.ts';

type ClusterSpec = ExactDataObject<'ClusterConfigSpecEx'>;
type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type VmSettings = ExactDataObject<'ClusterDasVmSettings'>;
type Policy = NonNullable<DasConfig['admissionControlPolicy']>;

/** What people name, by its name. Throws a Failure that names those there are. */
export interface Names {
  readonly host: (name: string) => ManagedObjectReference;
  readonly datastore: (name: string) => ManagedObjectReference;
}

/** Names that can't be asked for: of a cluster that has no hosts yet. */
export const noNames: Names = {
  host: (name) => fail(`host ${name}`),
  datastore: (name) => fail(`datastore ${name}`),
};

function fail(what: string): never {
  throw new Failure(`${what} is not in the inventory yet`);
}

/** Settings that name hosts or datastores, apart from those that name nothing. */
export function splitByNames({ failoverHosts, heartbeatDatastores, ...rest }: ClusterHaSettings): {
  readonly nameless: ClusterHaSettings;
  readonly named: ClusterHaSettings;
} {
  const isNamed = rest.admissionControl === 'failoverHosts';
  const { admissionControl, hostFailures, toleratedPercent, ...others } = rest;
  const admission = given({ admissionControl, hostFailures, toleratedPercent });
  return {
    nameless: { ...others, ...(isNamed ? {} : admission) },
    named: { ...(isNamed ? admission : {}), ...given({ failoverHosts, heartbeatDatastores }) },
  };
}

/** What is set, and nothing that is undefined. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export function clusterSpec(settings: ClusterHaSettings, names: Names): ClusterSpec {
  const { enabled, hostMonitoring, vmMonitoring, heartbeatDatastores, heartbeatPolicy, options } = settings;
  const { admissionControl } = settings;
  const admissionControlPolicy = policyOf(settings, names);
  const defaultVmSettings = vmSettings(settings, { isOverride: false });
  return {
    _typeName: 'ClusterConfigSpecEx',
    dasConfig: {
      _typeName: 'ClusterDasConfigInfo',
      ...given({
        enabled,
        hostMonitoring: serviceState(hostMonitoring),
        vmMonitoring,
        vmComponentProtecting: serviceState(settings.vmComponentProtecting ?? impliedProtection(settings)),
        admissionControlEnabled: admissionControl === undefined ? undefined : admissionControl !== 'off',
        admissionControlPolicy,
        defaultVmSettings,
        heartbeatDatastore: heartbeatDatastores?.map(names.datastore),
        hBDatastoreCandidatePolicy: heartbeatPolicy,
        option: options && Object.entries(options).map(([key, value]) => option(key, value)),
      }),
    },
    ...given({ orchestration: orchestration(settings) }),
  };
}

function serviceState(isOn: boolean | undefined): string | undefined {
  if (isOn === undefined) return undefined;
  return isOn ? 'enabled' : 'disabled';
}

/** A reaction means nothing while the cluster's VM component protection is off. */
function impliedProtection({ onApd, onPdl }: VmHaSettings): true | undefined {
  return [onApd, onPdl].some((reaction) => reaction !== undefined && reaction !== 'disabled') ? true : undefined;
}

function option(key: string, value: string | number | boolean) {
  return { _typeName: 'OptionValue', key, value: String(value) } as const;
}

function policyOf(settings: ClusterHaSettings, names: Names): Policy | undefined {
  const { admissionControl, hostFailures = 1, failoverHosts, cpuPercent, memoryPercent, toleratedPercent } = settings;
  const tolerated = given({ resourceReductionToToleratePercent: toleratedPercent });
  switch (admissionControl) {
    case 'slots':
      return { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: hostFailures, ...tolerated };
    case 'percentage': {
      const isComputed = cpuPercent === undefined && memoryPercent === undefined;
      return {
        _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy',
        cpuFailoverResourcesPercent: cpuPercent ?? 0,
        memoryFailoverResourcesPercent: memoryPercent ?? 0,
        autoComputePercentages: isComputed,
        ...(isComputed ? { failoverLevel: hostFailures } : {}),
        ...tolerated,
      };
    }
    case 'failoverHosts':
      return {
        _typeName: 'ClusterFailoverHostAdmissionControlPolicy',
        failoverHosts: (failoverHosts ?? []).map(names.host),
        failoverLevel: hostFailures,
        ...tolerated,
      };
    case 'off':
    case undefined:
      return undefined;
  }
}

function orchestration(settings: VmHaSettings): ExactDataObject<'ClusterOrchestrationInfo'> | undefined {
  const defaultVmReadiness = readiness(settings);
  return defaultVmReadiness && { _typeName: 'ClusterOrchestrationInfo', defaultVmReadiness };
}

function readiness({ ready, readyDelaySeconds }: VmHaSettings): ExactDataObject<'ClusterVmReadiness'> | undefined {
  if (ready === undefined && readyDelaySeconds === undefined) return undefined;
  return { _typeName: 'ClusterVmReadiness', ...given({ readyCondition: ready, postReadyDelay: readyDelaySeconds }) };
}

/** Of a virtual machine they say that they are its own. Undefined where there are none. */
function vmSettings(settings: VmHaSettings, { isOverride }: { readonly isOverride: boolean }): VmSettings | undefined {
  const { priority, priorityTimeoutSeconds, isolationResponse, vmMonitoring, sensitivity } = settings;
  const { onApd, apdDelaySeconds, onApdCleared, onPdl } = settings;
  // A cluster says in one other place what it monitors.
  const monitoring = {
    ...given({ vmMonitoring: isOverride ? vmMonitoring : undefined }),
    ...(sensitivity === undefined ? {} : monitoringPresets[sensitivity]),
  };
  const protection = given({
    vmStorageProtectionForAPD: onApd,
    vmTerminateDelayForAPDSec: apdDelaySeconds,
    vmReactionOnAPDCleared: onApdCleared,
    vmStorageProtectionForPDL: onPdl,
  });
  const own = isOverride ? { clusterSettings: false } : {};
  const fields = given({
    restartPriority: priority,
    restartPriorityTimeout: priorityTimeoutSeconds,
    isolationResponse,
    vmToolsMonitoringSettings: isEmpty(monitoring)
      ? undefined
      : ({ _typeName: 'ClusterVmToolsMonitoringSettings', ...own, ...monitoring } as const),
    vmComponentProtectionSettings: isEmpty(protection)
      ? undefined
      : ({ _typeName: 'ClusterVmComponentProtectionSettings', ...protection } as const),
  });
  return isEmpty(fields) ? undefined : { _typeName: 'ClusterDasVmSettings', ...fields };
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0;
}

const dasConfigOn = { _typeName: 'ClusterDasConfigInfo', vmComponentProtecting: 'enabled' } as const;

/** What one virtual machine has of its own, beside what it has already. */
export function vmSpec(vm: ManagedObjectReference, settings: VmHaSettings): ClusterSpec {
  const dasSettings = vmSettings(settings, { isOverride: true });
  const vmReadiness = readiness(settings);
  return {
    _typeName: 'ClusterConfigSpecEx',
    ...given({
      dasConfig: impliedProtection(settings) && dasConfigOn,
      dasVmConfigSpec: dasSettings && [
        {
          _typeName: 'ClusterDasVmConfigSpec',
          operation: 'edit',
          info: { _typeName: 'ClusterDasVmConfigInfo', key: vm, dasSettings },
        } as const,
      ],
      vmOrchestrationSpec: vmReadiness && [
        {
          _typeName: 'ClusterVmOrchestrationSpec',
          operation: 'edit',
          info: { _typeName: 'ClusterVmOrchestrationInfo', vm, vmReadiness },
        } as const,
      ],
    }),
  };
}

/** A virtual machine with nothing of its own. */
export function inheritingSpec(
  vm: ManagedObjectReference,
  has: { readonly settings: boolean; readonly readiness: boolean },
): ClusterSpec {
  const removal = { operation: 'remove', removeKey: vm } as const;
  return {
    _typeName: 'ClusterConfigSpecEx',
    dasVmConfigSpec: has.settings ? [{ _typeName: 'ClusterDasVmConfigSpec', ...removal }] : [],
    vmOrchestrationSpec: has.readiness ? [{ _typeName: 'ClusterVmOrchestrationSpec', ...removal }] : [],
  };
}
