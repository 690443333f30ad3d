// What `microsphere ha show` shows: the settings of vSphere HA as vCenter has them, with names in place of references, what became
// of each advanced option, the heartbeat datastores that were chosen, and what vCenter warns of.
import { parseAdvancedOptions } from '@microsphere/fdm';
import type { DataObject, ExactDataObject, ManagedObjectReference, Vim25Client } from '@microsphere/vim25';
import { withVcenter } from '../session.ts';
import { type Cluster, findCluster } from './cluster.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;

export interface VmOverride {
  readonly vm: string;
  readonly settings: ExactDataObject<'ClusterDasVmSettings'> | undefined;
  readonly readiness: ExactDataObject<'ClusterVmReadiness'> | undefined;
}

export interface OptionRow {
  readonly key: string;
  readonly value: string;
  /** Why it is not followed; empty where it is. */
  readonly remark: string;
}

export interface HaSettings {
  readonly cluster: string;
  /** Version of the configuration that hosts are told. */
  readonly version: number;
  readonly dasConfig: DasConfig;
  /** Names of the datastores that heartbeats prefer, and of failover hosts. */
  readonly preferredDatastores: readonly string[];
  readonly failoverHosts: readonly string[];
  readonly defaultVmReadiness: ExactDataObject<'ClusterVmReadiness'> | undefined;
  readonly overrides: readonly VmOverride[];
  readonly rules: readonly string[];
  readonly options: readonly OptionRow[];
  readonly heartbeatDatastores: readonly { readonly datastore: string; readonly hosts: readonly string[] }[];
  /** What vCenter warns of, of the cluster and of its hosts. */
  readonly configIssues: readonly { readonly object: string; readonly message: string }[];
}

/** Throws a Failure when vCenter has no cluster. */
export function haSettings(labName?: string): Promise<HaSettings> {
  return withVcenter(labName, readHaSettings);
}

export async function readHaSettings(client: Vim25Client): Promise<HaSettings> {
  const cluster = await findCluster(client);
  const [hosts, datastores, vms, runtimeInfo] = await Promise.all([
    client.retrieve('HostSystem', ['name', 'parent', 'configIssue']),
    client.retrieve('Datastore', ['name']),
    client.retrieve('VirtualMachine', ['name']),
    client.call(cluster.ref, 'RetrieveDasAdvancedRuntimeInfo', {}),
  ]);
  const names = new Map([...hosts, ...datastores, ...vms].map(({ obj, properties }) => [obj.value, properties.name]));
  const nameOf = ({ value }: ManagedObjectReference) => names.get(value) ?? value;
  const members = hosts
    .filter(({ properties }) => properties.parent?.value === cluster.ref.value)
    .sort((a, b) => (a.properties.name ?? '').localeCompare(b.properties.name ?? ''));
  return {
    ...settingsOf(cluster, nameOf),
    heartbeatDatastores: (runtimeInfo?.heartbeatDatastoreInfo ?? [])
      .map((info) => ({ datastore: nameOf(info.datastore), hosts: info.hosts.map(nameOf).sort() }))
      .sort((a, b) => a.datastore.localeCompare(b.datastore)),
    configIssues: [
      ...cluster.configIssues.map((message) => ({ object: cluster.name, message })),
      ...members.flatMap(({ properties: { name: object = '', configIssue = [] } }) =>
        configIssue.map(({ fullFormattedMessage: message = '' }) => ({ object, message })),
      ),
    ],
  };
}

/** Pure. */
function settingsOf({ name, version, configuration }: Cluster, nameOf: (ref: ManagedObjectReference) => string) {
  const { dasConfig, dasVmConfig = [], vmOrchestration = [], orchestration, group = [], rule = [] } = configuration;
  const { admissionControlPolicy: policy, heartbeatDatastore = [], option = [] } = dasConfig;
  const settings = new Map(dasVmConfig.map(({ key, dasSettings }) => [nameOf(key), dasSettings]));
  const readiness = new Map(vmOrchestration.map(({ vm, vmReadiness }) => [nameOf(vm), vmReadiness]));
  return {
    cluster: name,
    version,
    dasConfig,
    preferredDatastores: heartbeatDatastore.map(nameOf),
    failoverHosts:
      policy?._typeName === 'ClusterFailoverHostAdmissionControlPolicy' ? (policy.failoverHosts ?? []).map(nameOf) : [],
    defaultVmReadiness: orchestration?.defaultVmReadiness,
    overrides: [...new Set([...settings.keys(), ...readiness.keys()])]
      .sort((a, b) => a.localeCompare(b))
      .map((vm) => ({ vm, settings: settings.get(vm), readiness: readiness.get(vm) })),
    rules: rule.map((each) => ruleText(each, group, nameOf)),
    options: optionRows(option),
  };
}

function optionRows(option: NonNullable<DasConfig['option']>): OptionRow[] {
  const entries = option.map(({ key, value }) => ({ key, value: String(value ?? '') }));
  const { problems, withoutEffect } = parseAdvancedOptions(entries);
  const remarks = new Map([
    ...problems.map(({ key, problem }) => [key, `ignored: ${problem}`] as const),
    ...withoutEffect.map(({ key, problem }) => [key, `without effect: ${problem}`] as const),
  ]);
  return entries.map(({ key, value }) => ({ key, value, remark: remarks.get(key) ?? '' }));
}

/** "web: ledger01 after ledger02 (db)" */
function ruleText(
  rule: DataObject<'ClusterRuleInfo'>,
  groups: readonly DataObject<'ClusterGroupInfo'>[],
  nameOf: (ref: ManagedObjectReference) => string,
): string {
  const members = (name: string | undefined) => {
    const group = groups.find((each) => each.name === name);
    const refs =
      group?._typeName === 'ClusterVmGroup' ? group.vm : group?._typeName === 'ClusterHostGroup' ? group.host : [];
    return (refs ?? []).map(nameOf).join(', ') || 'nobody';
  };
  const name = `${rule.name ?? ''}${rule.enabled === false ? ' (off)' : ''}`;
  const must = rule.mandatory ? 'must' : 'should';
  switch (rule._typeName) {
    case 'ClusterDependencyRuleInfo':
      return `${name}: ${members(rule.vmGroup)} after ${members(rule.dependsOnVmGroup)}`;
    case 'ClusterVmHostRuleInfo': {
      const { affineHostGroupName: on, antiAffineHostGroupName: off } = rule;
      const where = [
        ...(on === undefined ? [] : [`run on ${members(on)}`]),
        ...(off === undefined ? [] : [`not run on ${members(off)}`]),
      ];
      return `${name}: ${members(rule.vmGroupName)} ${must} ${where.join(', and ')}`;
    }
    case 'ClusterAntiAffinityRuleSpec':
      return `${name}: ${rule.vm.map(nameOf).join(', ')} ${must} run on different hosts`;
    case 'ClusterAffinityRuleSpec':
      return `${name}: ${rule.vm.map(nameOf).join(', ')} ${must} run on one host (of no concern to vSphere HA)`;
    case 'ClusterRuleInfo':
      return name;
  }
}
