// What fdm.configure tells the hosts of a cluster, made from the inventory. Pure.
import type { pb } from '@microsphere/proto';
import type { DataObject } from '@microsphere/vim25';
import type { ClusterRecord, HostRecord, VmRecord } from '../inventory/records.ts';

export type ClusterContent = Omit<pb.IConfigureClusterRequest, 'version' | 'cluster'>;

export function clusterContent(
  cluster: ClusterRecord,
  hosts: readonly HostRecord[],
  vms: readonly VmRecord[],
): ClusterContent {
  const defaults = resolved(cluster.dasConfig.defaultVmSettings);
  return {
    dasEnabled: cluster.dasConfig.enabled === true,
    hostMonitoring: cluster.dasConfig.hostMonitoring !== 'disabled',
    hosts: [...hosts]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, name, numCpu, cpuMhz, memoryMb }) => ({ moref: id, hostName: name, numCpu, cpuMhz, memoryMb })),
    heartbeatDatastores: [...cluster.heartbeatDatastores],
    defaultVmSettings: defaults,
    vmSettings: vms
      .flatMap(({ id, instanceUuid }) => {
        const restartPriority = cluster.dasVmConfig[id]?.restartPriority;
        const inherits = restartPriority === undefined || restartPriority === 'clusterRestartPriority';
        return inherits ? [] : [{ instanceUuid, settings: { ...defaults, restartPriority } }];
      })
      .sort((a, b) => (a.instanceUuid < b.instanceUuid ? -1 : 1)),
  };
}

/** vSphere's defaults (reference: ha.md sections 0, 5, 7, 9) under what the cluster has. */
function resolved(given: DataObject<'ClusterDasVmSettings'> | undefined): pb.IVmHaSettings {
  return {
    restartPriority: given?.restartPriority ?? 'medium',
    restartPriorityTimeoutSeconds: 600,
    isolationResponse: given?.isolationResponse ?? 'none',
    readyCondition: 'none',
    vmMonitoring: 'vmMonitoringDisabled',
    failureIntervalSeconds: 30,
    minUpTimeSeconds: 120,
    maxFailures: 3,
    maxFailureWindowSeconds: -1,
    onApd: 'disabled',
    onPdl: 'disabled',
    terminateDelayForApdSeconds: 180,
    onApdCleared: 'none',
  };
}

/** The record with the next version, or undefined when the hosts have been told the same already. */
export function nextVersion(cluster: ClusterRecord, content: ClusterContent): ClusterRecord | undefined {
  const configContent = JSON.stringify(content);
  if (configContent === cluster.configContent) return undefined;
  return { ...cluster, configContent, configVersion: cluster.configVersion + 1 };
}
