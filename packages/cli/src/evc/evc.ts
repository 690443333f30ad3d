// `microsphere cluster evc`: the EVC mode of the lab's cluster: shown with what its hosts can keep, set, or taken off.
import { known, moRef, type Vim25Client } from '@microsphere/vim25';
import { findCluster } from '../ha/cluster.ts';
import { withVcenter } from '../session.ts';
import { table } from '../terminal/table.ts';

export interface EvcStatus {
  readonly cluster: string;
  /** Null: EVC is off. */
  readonly mode: string | null;
  readonly modes: readonly {
    readonly key: string;
    readonly features: readonly string[];
    /** All hosts of the cluster have what it promises. */
    readonly supported: boolean;
  }[];
  readonly hosts: readonly { readonly name: string; readonly highest: string; readonly mode: string }[];
}

/** What `evc` is to become: a mode's key, or off; undefined: it is only looked at. */
export type EvcChange = { readonly mode: string } | 'off' | undefined;

/** Throws a Failure when vCenter has no cluster. */
export function evcCommand(change: EvcChange, labName?: string): Promise<EvcStatus> {
  return withVcenter(labName, async (client) => {
    if (change !== undefined) await configureEvc(client, change);
    return evcStatus(client);
  });
}

async function manager(client: Vim25Client) {
  const { name, ref } = await findCluster(client);
  return { name, ref, evc: known(await client.call(ref, 'EvcManager', {}), 'ClusterEVCManager') };
}

async function configureEvc(client: Vim25Client, change: Exclude<EvcChange, undefined>): Promise<void> {
  const { evc } = await manager(client);
  await client.waitForTask(
    change === 'off'
      ? await client.call(evc, 'DisableEvcMode_Task', {})
      : await client.call(evc, 'ConfigureEvcMode_Task', { evcModeKey: change.mode }),
  );
}

async function evcStatus(client: Vim25Client): Promise<EvcStatus> {
  const { name, ref, evc } = await manager(client);
  const [state, { supportedEVCMode = [] }, hosts] = await Promise.all([
    client.property(evc, 'evcState'),
    client.property(moRef('ServiceInstance', 'ServiceInstance'), 'capability'),
    client.retrieve('HostSystem', ['name', 'parent', 'summary']),
  ]);
  const supported = new Set(state.supportedEVCMode.map(({ key }) => key));
  return {
    cluster: name,
    mode: state.currentEVCModeKey ?? null,
    modes: supportedEVCMode.map(({ key, featureCapability = [] }) => ({
      key,
      features: featureCapability.map(({ featureName }) => featureName),
      supported: supported.has(key),
    })),
    hosts: hosts
      .filter(({ properties }) => properties.parent?.value === ref.value)
      .map(({ properties: { name: host = '', summary } }) => ({
        name: host,
        highest: summary?.maxEVCModeKey ?? '',
        mode: summary?.currentEVCModeKey ?? '',
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** Pure. */
export function evcText({ cluster, mode, modes, hosts }: EvcStatus): string {
  return [
    `EVC of ${cluster}: ${mode ?? 'off'}`,
    '',
    table([
      ['MODE', 'ALL HOSTS HAVE IT', 'GUESTS FIND'],
      ...modes.map(({ key, supported, features }) => [key, supported ? 'yes' : 'no', features.join(' ')]),
    ]),
    '',
    table([
      ['HOST', 'HIGHEST MODE', 'MODE'],
      ...hosts.map((host) => [host.name, host.highest || '-', host.mode || '-']),
    ]),
  ].join('\n');
}
