// A cluster's configuration as a client of the vSphere API gives it to vCenter: what a test wants, and nothing that was wanted
// before. vCenter adds and removes most of it entry by entry, so what there was is removed by name.
import type { DataObject, ManagedObjectReference, TypedReference } from '@microsphere/vim25';
import { defaultHaSettings, type HaConfiguration, type HaSettings } from './ha-settings.ts';

/** What tests call by name, as vCenter has it. */
export interface Names {
  vm(name: string): TypedReference<'VirtualMachine'>;
  host(name: string): TypedReference<'HostSystem'>;
  datastore(name: string): ManagedObjectReference;
}

type Before = DataObject<'ClusterConfigInfoEx'>;

export function clusterSpec(
  ha: HaConfiguration,
  { before, names }: { readonly before: Before; readonly names: Names },
): DataObject<'ClusterConfigSpecEx'> {
  const defaults = { ...defaultHaSettings, ...ha.defaultVmSettings };
  const own = Object.entries(ha.vmSettings ?? {}).map(([name, settings]) => ({ vm: names.vm(name), settings }));
  const { groups, rules } = groupsAndRules(ha, names);
  return {
    _typeName: 'ClusterConfigSpecEx',
    dasConfig: {
      _typeName: 'ClusterDasConfigInfo',
      hostMonitoring: (ha.hostMonitoring ?? true) ? 'enabled' : 'disabled',
      vmMonitoring: defaults.vmMonitoring ?? 'vmMonitoringDisabled',
      vmComponentProtecting: 'enabled',
      defaultVmSettings: vmSettings(defaults),
      option: options(before, ha.options ?? {}),
      ...heartbeatDatastores(ha, names),
      ...admissionControl(ha.failoverHosts ?? [], names),
    },
    dasVmConfigSpec: replaced(
      before.dasVmConfig?.map(({ key }) => key),
      own.map(({ vm, settings }) => ({
        _typeName: 'ClusterDasVmConfigInfo' as const,
        key: vm,
        dasSettings: vmSettings(settings),
      })),
    ).map((spec) => ({ _typeName: 'ClusterDasVmConfigSpec' as const, ...spec })),
    orchestration: { _typeName: 'ClusterOrchestrationInfo', defaultVmReadiness: readiness(defaults) },
    vmOrchestrationSpec: replaced(
      before.vmOrchestration?.map(({ vm }) => vm),
      own.map(({ vm, settings }) => ({
        _typeName: 'ClusterVmOrchestrationInfo' as const,
        vm,
        vmReadiness: readiness(settings),
      })),
    ).map((spec) => ({ _typeName: 'ClusterVmOrchestrationSpec' as const, ...spec })),
    groupSpec: replaced(
      before.group?.map(({ name }) => name),
      groups,
    ).map((spec) => ({ _typeName: 'ClusterGroupSpec' as const, ...spec })),
    rulesSpec: replaced(
      before.rule?.map(({ key }) => key),
      rules,
    ).map((spec) => ({ _typeName: 'ClusterRuleSpec' as const, ...spec })),
  };
}

/** Everything that there was is removed, and what is wanted is added. */
function replaced<Key, Info>(before: readonly Key[] = [], wanted: readonly Info[]) {
  return [
    ...before.map((removeKey) => ({ operation: 'remove' as const, removeKey })),
    ...wanted.map((info) => ({ operation: 'add' as const, info })),
  ];
}

/** One that is set and not wanted is taken away by an empty value. */
function options({ dasConfig }: Before, wanted: Readonly<Record<string, string>>) {
  const unset = (dasConfig.option ?? []).map(({ key }) => [key, '']);
  return Object.entries<string>({ ...Object.fromEntries(unset), ...wanted }).map(([key, value]) => ({
    _typeName: 'OptionValue' as const,
    key,
    value,
  }));
}

/** These and no others. */
function heartbeatDatastores({ heartbeatDatastores: wanted }: HaConfiguration, names: Names) {
  if (!wanted) return {};
  return { heartbeatDatastore: wanted.map(names.datastore), hBDatastoreCandidatePolicy: 'userSelectedDs' };
}

/** Off but where hosts are dedicated to it: tests fill small hosts, and what HA does then is what is looked at. */
function admissionControl(failoverHosts: readonly string[], names: Names) {
  if (failoverHosts.length === 0) return { admissionControlEnabled: false };
  return {
    admissionControlEnabled: true,
    admissionControlPolicy: {
      _typeName: 'ClusterFailoverHostAdmissionControlPolicy' as const,
      failoverHosts: failoverHosts.map(names.host),
    },
  };
}

interface GroupsAndRules {
  readonly groups: readonly DataObject<'ClusterGroupInfo'>[];
  readonly rules: readonly DataObject<'ClusterRuleInfo'>[];
}

/** A group for each side of each rule. */
function groupsAndRules(ha: HaConfiguration, names: Names): GroupsAndRules {
  const vmGroup = (name: string, vms: readonly string[]) => ({
    _typeName: 'ClusterVmGroup' as const,
    name,
    vm: vms.map(names.vm),
  });
  const hostGroup = (name: string, hosts: readonly string[]) => ({
    _typeName: 'ClusterHostGroup' as const,
    name,
    host: hosts.map(names.host),
  });
  const { dependencies = [], vmHostRules = [], antiAffinity = [] } = ha;
  return {
    groups: [
      ...dependencies.flatMap(({ vms, dependsOn }, index) => [
        vmGroup(`dependants-${index}`, vms),
        vmGroup(`dependencies-${index}`, dependsOn),
      ]),
      ...vmHostRules.flatMap(({ vms, hosts }, index) => [
        vmGroup(`vms-${index}`, vms),
        hostGroup(`hosts-${index}`, hosts),
      ]),
    ],
    rules: [
      ...dependencies.map((_, index) => ({
        _typeName: 'ClusterDependencyRuleInfo' as const,
        name: `dependency-${index}`,
        enabled: true,
        mandatory: true,
        vmGroup: `dependants-${index}`,
        dependsOnVmGroup: `dependencies-${index}`,
      })),
      ...vmHostRules.map(({ affine }, index) => ({
        _typeName: 'ClusterVmHostRuleInfo' as const,
        name: `vm-host-${index}`,
        enabled: true,
        mandatory: true,
        vmGroupName: `vms-${index}`,
        ...(affine ? { affineHostGroupName: `hosts-${index}` } : { antiAffineHostGroupName: `hosts-${index}` }),
      })),
      ...antiAffinity.map((vms, index) => ({
        _typeName: 'ClusterAntiAffinityRuleSpec' as const,
        name: `anti-affinity-${index}`,
        enabled: true,
        vm: vms.map(names.vm),
      })),
    ],
  };
}

/** What is not given is left out: vCenter has it from the cluster, or by default. */
function vmSettings(settings: HaSettings): DataObject<'ClusterDasVmSettings'> {
  return {
    _typeName: 'ClusterDasVmSettings',
    ...given({
      restartPriority: settings.restartPriority,
      restartPriorityTimeout: settings.restartPriorityTimeoutSeconds,
      isolationResponse: settings.isolationResponse,
    }),
    vmToolsMonitoringSettings: {
      _typeName: 'ClusterVmToolsMonitoringSettings',
      ...given({
        vmMonitoring: settings.vmMonitoring,
        clusterSettings: settings.vmMonitoring === undefined ? undefined : false,
        failureInterval: settings.failureIntervalSeconds,
        minUpTime: settings.minUpTimeSeconds,
        maxFailures: settings.maxFailures,
        maxFailureWindow: settings.maxFailureWindowSeconds,
      }),
    },
    vmComponentProtectionSettings: {
      _typeName: 'ClusterVmComponentProtectionSettings',
      ...given({
        vmStorageProtectionForAPD: settings.onApd,
        vmStorageProtectionForPDL: settings.onPdl,
        vmTerminateDelayForAPDSec: settings.terminateDelayForApdSeconds,
        vmReactionOnAPDCleared: settings.onApdCleared,
      }),
    },
  };
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined | null> };

/** The fields that have a value. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Given<T>;
}

/** What says when a VM is ready, as far as it is given. */
function readiness({ readyCondition, postReadyDelaySeconds }: HaSettings) {
  return {
    _typeName: 'ClusterVmReadiness' as const,
    ...given({ readyCondition, postReadyDelay: postReadyDelaySeconds }),
  };
}
