// `microsphere host health` and `ha proactive`: the lab's own health update provider, which says of a host's hardware what
// the user wants it to say. In a real datacenter the server's vendor has one; the way to vCenter is the same.
import { clusterInfraUpdateHaRemediationTypes, known, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { about } from '../errors.ts';
import { Datacenter } from '../lab/datacenter.ts';
import { withVcenter } from '../session.ts';
import { table } from '../terminal/table.ts';
import { hostNamed } from './host.ts';

const PROVIDER = 'microsphere';

/** What can be degraded: one condition of each vim25 component type. */
export const components = ['Memory', 'Power', 'Fan', 'Network', 'Storage'] as const;
export type Component = (typeof components)[number];
export const healths = ['green', 'yellow', 'red'] as const;
export type Health = (typeof healths)[number];

interface Provider {
  readonly manager: TypedReference<'HealthUpdateManager'>;
  readonly id: string;
}

async function find(client: Vim25Client): Promise<Provider | undefined> {
  const { healthUpdateManager } = await client.content();
  const manager = known(healthUpdateManager, 'HealthUpdateManager');
  for (const id of (await client.call(manager, 'QueryProviderList', {})) ?? [])
    if ((await client.call(manager, 'QueryProviderName', { id })) === PROVIDER) return { manager, id };
  return undefined;
}

/** The lab's provider, registered when there is none, and every host monitored by it. */
async function provider(client: Vim25Client): Promise<Provider> {
  const { healthUpdateManager } = await client.content();
  const manager = known(healthUpdateManager, 'HealthUpdateManager');
  const infos = components.map(
    (componentType) =>
      ({
        _typeName: 'HealthUpdateInfo',
        id: componentType.toLowerCase(),
        componentType,
        description: `${componentType} of the host`,
      }) as const,
  );
  const id =
    (await find(client))?.id ??
    (await client.call(manager, 'RegisterHealthUpdateProvider', { name: PROVIDER, healthUpdateInfo: infos }));
  const hosts = await client.retrieve('HostSystem', ['name']);
  await client.call(manager, 'AddMonitoredEntities', { providerId: id, entities: hosts.map(({ obj }) => obj) });
  return { manager, id };
}

export interface HealthRow {
  readonly host: string;
  readonly component: string;
  readonly status: string;
  readonly remediation: string;
}

/** What has been said of hosts so far. */
export function listHealth(labName?: string): Promise<HealthRow[]> {
  return withVcenter(labName, async (client) => {
    const known = await find(client);
    if (!known) return [];
    const updates = (await client.call(known.manager, 'QueryHealthUpdates', { providerId: known.id })) ?? [];
    const hosts = await client.retrieve('HostSystem', ['name']);
    const names = new Map(hosts.map(({ obj, properties }) => [obj.value, properties.name ?? obj.value]));
    return updates.map(({ entity, healthUpdateInfoId, status, remediation }) => ({
      host: names.get(entity.value) ?? entity.value,
      component: healthUpdateInfoId,
      status,
      remediation,
    }));
  });
}

export function printHealth(rows: readonly HealthRow[]): string {
  if (rows.length === 0) return 'Nothing has been said of the health of any host.';
  return table([
    ['HOST', 'COMPONENT', 'HEALTH', 'REMEDIATION'],
    ...rows.map(({ host, component, status, remediation }) => [host, component, status, remediation]),
  ]);
}

/** Says of a component of a host how it is. */
export function postHealth(
  { host: name, component, status }: { readonly host: string; readonly component: Component; readonly status: Health },
  labName?: string,
): Promise<HealthRow> {
  return withVcenter(labName, async (client) => {
    const host = await hostNamed(client, name);
    const { manager, id } = await provider(client);
    const remediation = status === 'green' ? '' : `Replace: ${component}`;
    const update = {
      _typeName: 'HealthUpdate',
      entity: host,
      healthUpdateInfoId: component.toLowerCase(),
      id: `${component.toLowerCase()}-${status}`,
      status,
      remediation,
    } as const;
    await about(name, client.call(manager, 'PostHealthUpdates', { providerId: id, updates: [update] }));
    return { host: name, component: update.healthUpdateInfoId, status, remediation };
  });
}

export const remediations = ['quarantine', 'maintenance'] as const;
export type Remediation = (typeof remediations)[number];
export const behaviors = ['off', 'manual', 'automated'] as const;
export type Behavior = (typeof behaviors)[number];

export interface ProactiveOptions {
  readonly behavior: Behavior;
  /** For a host that is yellow, and for one that is red. */
  readonly moderate: Remediation;
  readonly severe: Remediation;
}

function remediationType(remediation: Remediation) {
  return clusterInfraUpdateHaRemediationTypes[remediations.indexOf(remediation)];
}

/** Proactive HA of the lab's cluster, with the lab's own provider. */
export function configureProactive({ behavior, moderate, severe }: ProactiveOptions, labName?: string): Promise<void> {
  return withVcenter(labName, async (client) => {
    const { cluster } = await Datacenter.find(client);
    const { id } = await provider(client);
    const infraUpdateHaConfig = {
      _typeName: 'ClusterInfraUpdateHaConfigInfo',
      enabled: behavior !== 'off',
      behavior: behavior === 'automated' ? 'Automated' : 'Manual',
      moderateRemediation: remediationType(moderate),
      severeRemediation: remediationType(severe),
      providers: [id],
    } as const;
    const spec = { _typeName: 'ClusterConfigSpecEx', infraUpdateHaConfig } as const;
    const task = await client.call(cluster, 'ReconfigureComputeResource_Task', { spec, modify: true });
    await about('proactive HA', client.waitForTask(task));
  });
}
