// What fdm.configure tells the hosts of a cluster, made from the inventory: every inheritance resolved, virtual machines by
// their instance UUIDs, rules by what they are about. Pure.
import type { pb } from '@microsphere/proto';
import type { ClusterRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import { sameValue } from '../vmodl/same-value.ts';
import { hostsOf, vmsOf } from './cluster-rules.ts';
import { resolvedVmSettings } from './vm-settings.ts';

export type ClusterContent = Omit<pb.IConfigureClusterRequest, 'version' | 'cluster'>;

/** `hosts`: those that take part in vSphere HA. */
export function clusterContent(
  cluster: ClusterRecord,
  hosts: readonly HostRecord[],
  vms: readonly VmRecord[],
): ClusterContent {
  const { dasConfig } = cluster;
  const defaultVmSettings = resolvedVmSettings(cluster);
  return {
    dasEnabled: dasConfig.enabled === true,
    hostMonitoring: dasConfig.hostMonitoring !== 'disabled',
    hosts: [...hosts]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, name, numCpu, cpuMhz, memoryMb }) => ({ moref: id, hostName: name, numCpu, cpuMhz, memoryMb })),
    heartbeatDatastores: [...cluster.heartbeatDatastores],
    failoverHosts: failoverHosts(cluster),
    quarantinedHosts: hosts.flatMap(({ id, inQuarantineMode }) => (inQuarantineMode ? [id] : [])).sort(),
    defaultVmSettings,
    vmSettings: vms
      .map(({ id, instanceUuid }) => ({ instanceUuid, settings: resolvedVmSettings(cluster, id) }))
      .filter(({ settings }) => !sameValue(settings, defaultVmSettings))
      .sort((a, b) => (a.instanceUuid < b.instanceUuid ? -1 : 1)),
    ...rules(cluster, vms),
    options: (dasConfig.option ?? []).map(({ key, value }) => ({ key, value: String(value ?? '') })),
  };
}

/** Dedicated failover hosts: kept free only while admission control is on. */
function failoverHosts({ dasConfig: { admissionControlEnabled, admissionControlPolicy } }: ClusterRecord): string[] {
  if (!admissionControlEnabled) return [];
  return admissionControlPolicy?._typeName === 'ClusterFailoverHostAdmissionControlPolicy'
    ? (admissionControlPolicy.failoverHosts ?? []).map(({ value }) => value).sort()
    : [];
}

function rules({ groups = [], rules: all = [] }: ClusterRecord, vms: readonly VmRecord[]) {
  const uuids = new Map(vms.map(({ id, instanceUuid }) => [id, instanceUuid]));
  const toUuids = (ids: readonly string[]) => ids.flatMap((id) => uuids.get(id) ?? []).sort();
  const members = (group: string | undefined) => toUuids(vmsOf(groups, group));
  const dependencies: pb.IDependencyRule[] = [];
  const vmHostRules: pb.IVmHostRule[] = [];
  const antiAffinityRules: pb.IAntiAffinityRule[] = [];
  for (const rule of all) {
    if (rule.enabled === false) continue;
    const { name = '', mandatory = false } = rule;
    switch (rule._typeName) {
      case 'ClusterDependencyRuleInfo':
        dependencies.push({ name, vms: members(rule.vmGroup), dependsOn: members(rule.dependsOnVmGroup) });
        break;
      case 'ClusterVmHostRuleInfo':
        for (const [affine, group] of [
          [true, rule.affineHostGroupName],
          [false, rule.antiAffineHostGroupName],
        ] as const) {
          if (group === undefined) continue;
          const hosts = [...hostsOf(groups, group)].sort();
          vmHostRules.push({ name, vms: members(rule.vmGroupName), hosts, affine, mandatory });
        }
        break;
      case 'ClusterAntiAffinityRuleSpec':
        antiAffinityRules.push({ name, vms: toUuids(rule.vm.map(({ value }) => value)), mandatory });
        break;
      // Nobody restarts virtual machines together: vSphere leaves rules of affinity to DRS.
      case 'ClusterAffinityRuleSpec':
      case 'ClusterRuleInfo':
        break;
    }
  }
  return { dependencies, vmHostRules, antiAffinityRules };
}

/** The record with the next version, or undefined when the hosts have been told the same already. */
export function nextVersion(cluster: ClusterRecord, content: ClusterContent): ClusterRecord | undefined {
  const configContent = JSON.stringify(content);
  if (configContent === cluster.configContent) return undefined;
  const configVersion = cluster.configVersion + 1;
  const before = cluster.configContent === '' ? undefined : (JSON.parse(cluster.configContent) as ClusterContent);
  const changed = (field: 'hosts' | 'vmHostRules') => !sameValue(before?.[field], content[field]);
  return {
    ...cluster,
    configContent,
    configVersion,
    hostListVersion: changed('hosts') ? configVersion : (cluster.hostListVersion ?? 0),
    compatListVersion: changed('vmHostRules') ? configVersion : (cluster.compatListVersion ?? 0),
  };
}
