// The cluster's configuration from the wire: names that are not vSphere's become its defaults, so that a host which is
// older than its vCenter still protects what it can.
import {
  type ClusterConfiguration,
  defaultVmSettings,
  isolationResponses,
  parseAdvancedOptions,
  readyConditions,
  restartPriorities,
  storageReactions,
  type VmSettings,
  vmMonitoringStates,
} from '@microsphere/fdm';
import { pb } from '@microsphere/proto';

function oneOf<T extends string>(known: readonly T[], text: string, otherwise: T): T {
  return known.find((each) => each === text) ?? otherwise;
}

/** `ConfigureClusterRequest` as the core has it. */
export function toConfiguration(request: pb.IConfigureClusterRequest): ClusterConfiguration {
  const message = pb.ConfigureClusterRequest.create(request);
  const options = message.options.map(({ key, value }) => ({ key: key ?? '', value: value ?? '' }));
  return {
    cluster: message.cluster,
    version: message.version,
    dasEnabled: message.dasEnabled,
    hostMonitoring: message.hostMonitoring,
    hosts: message.hosts.map(({ moref, hostName }) => ({ moref: moref ?? '', hostName: hostName ?? '' })),
    heartbeatDatastores: message.heartbeatDatastores,
    failoverHosts: message.failoverHosts,
    quarantinedHosts: message.quarantinedHosts,
    defaultVmSettings: toVmSettings(message.defaultVmSettings),
    vmSettings: new Map(
      message.vmSettings.map(({ instanceUuid, settings }) => [instanceUuid ?? '', toVmSettings(settings)]),
    ),
    dependencies: message.dependencies.map(({ name, vms, dependsOn }) => ({
      name: name ?? '',
      vms: vms ?? [],
      dependsOn: dependsOn ?? [],
    })),
    vmHostRules: message.vmHostRules.map(({ name, vms, hosts, affine, mandatory }) => ({
      name: name ?? '',
      vms: vms ?? [],
      hosts: hosts ?? [],
      affine: affine ?? false,
      mandatory: mandatory ?? false,
    })),
    antiAffinityRules: message.antiAffinityRules.map(({ name, vms, mandatory }) => ({
      name: name ?? '',
      vms: vms ?? [],
      mandatory: mandatory ?? false,
    })),
    options: parseAdvancedOptions(options).options,
  };
}

/** Settings of a VM; vSphere's defaults where there are none. */
function toVmSettings(settings: pb.IVmHaSettings | null | undefined): VmSettings {
  if (!settings) return defaultVmSettings;
  const message = pb.VmHaSettings.create(settings);
  const onPdl = oneOf(storageReactions, message.onPdl, 'disabled');
  return {
    restartPriority: oneOf(restartPriorities, message.restartPriority, defaultVmSettings.restartPriority),
    restartPriorityTimeoutSeconds: message.restartPriorityTimeoutSeconds,
    isolationResponse: oneOf(isolationResponses, message.isolationResponse, 'none'),
    readyCondition: oneOf(readyConditions, message.readyCondition, 'none'),
    postReadyDelaySeconds: message.postReadyDelaySeconds,
    monitoring: {
      vmMonitoring: oneOf(vmMonitoringStates, message.vmMonitoring, 'vmMonitoringDisabled'),
      failureIntervalSeconds: message.failureIntervalSeconds,
      minUpTimeSeconds: message.minUpTimeSeconds,
      maxFailures: message.maxFailures,
      maxFailureWindowSeconds: message.maxFailureWindowSeconds,
    },
    storageProtection: {
      onApd: oneOf(storageReactions, message.onApd, 'disabled'),
      onPdl: onPdl === 'restartConservative' ? 'restartAggressive' : onPdl,
      terminateDelayForApdSeconds: message.terminateDelayForApdSeconds,
      onApdCleared: message.onApdCleared === 'reset' ? 'reset' : 'none',
    },
  };
}
