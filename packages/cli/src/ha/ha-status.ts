// What `microsphere ha status` shows: each host as vSphere HA sees it and who says so, what is protected, what is being
// restarted, and the alarms. All of it is read from vCenter, whose view may be old: it says so where it can.
import type { DataObject, Vim25Client } from '@microsphere/vim25';
import { type AlarmRow, alarmRows, printAlarms } from '../commands/alarm.ts';
import { isEntering, modeOf } from '../commands/host.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

export interface HaHostRow {
  readonly name: string;
  readonly moref: string;
  /** vim25 ClusterDasFdmAvailabilityState; empty where vSphere HA is off, or the host is no member. */
  readonly state: string;
  /** Name of the host that says so; empty where it is vCenter. */
  readonly stateReporter: string;
  readonly connectionState: string;
  readonly inMaintenanceMode: boolean;
  readonly enteringMaintenanceMode: boolean;
  readonly inQuarantineMode: boolean;
}

export interface HaVmRow {
  readonly name: string;
  readonly host: string;
  readonly powerState: string;
  readonly dasProtected: boolean;
  readonly failoverInProgress: boolean;
}

export interface HeartbeatDatastoreRow {
  readonly name: string;
  /** Names of the hosts that others watch there. */
  readonly hosts: readonly string[];
}

export interface HaStatus {
  readonly cluster: string;
  readonly enabled: boolean;
  readonly hostMonitoring: string;
  readonly vmMonitoring: string;
  readonly vmComponentProtecting: string;
  readonly admissionControlEnabled: boolean;
  /** Proactive HA: "off", "Manual" or "Automated". */
  readonly proactiveHa: string;
  /** Name of the master that vCenter sees; empty for none. */
  readonly master: string;
  readonly hosts: readonly HaHostRow[];
  readonly heartbeatDatastores: readonly HeartbeatDatastoreRow[];
  readonly vms: readonly HaVmRow[];
  readonly alarms: readonly AlarmRow[];
}

/** Throws a Failure when vCenter has no cluster. */
export function haStatus(labName?: string): Promise<HaStatus> {
  return withVcenter(labName, readHaStatus);
}

async function readHaStatus(client: Vim25Client): Promise<HaStatus> {
  const [clusters, hosts, vms, datastores, alarms] = await Promise.all([
    client.retrieve('ClusterComputeResource', ['name', 'configurationEx', 'host', 'resourcePool']),
    client.retrieve('HostSystem', ['name', 'runtime', 'recentTask']),
    client.retrieve('VirtualMachine', ['name', 'runtime', 'resourcePool']),
    client.retrieve('Datastore', ['name']),
    alarmRows(client),
  ]);
  const [cluster] = clusters;
  if (!cluster) throw new Failure('vCenter has no cluster yet');
  const { name = '', configurationEx, host: members, resourcePool } = cluster.properties;
  const isMember = new Set(members?.map(({ value }) => value));
  const runtimeInfo = await client.call(cluster.obj, 'RetrieveDasAdvancedRuntimeInfo', {});
  const names = new Map<string, string>(
    [...hosts, ...datastores].map(({ obj, properties }) => [obj.value, properties.name ?? '']),
  );
  const nameOf = (moref: string | undefined) => (moref === undefined ? '' : (names.get(moref) ?? moref));
  const hostRows = await Promise.all(
    hosts
      .filter(({ obj }) => isMember.has(obj.value))
      .map(async ({ obj, properties: { name = '', runtime, recentTask } }) => ({
        name,
        moref: obj.value,
        state: runtime?.dasHostState?.state ?? '',
        stateReporter: nameOf(runtime?.dasHostState?.stateReporter?.value),
        connectionState: runtime?.connectionState ?? '',
        inMaintenanceMode: runtime?.inMaintenanceMode ?? false,
        enteringMaintenanceMode: await isEntering(client, recentTask),
        inQuarantineMode: runtime?.inQuarantineMode ?? false,
      })),
  );
  const vmRows = vms
    .filter((vm) => vm.properties.resourcePool?.value === resourcePool?.value)
    .map(({ properties: { name = '', runtime } }) => ({
      name,
      host: nameOf(runtime?.host?.value),
      powerState: runtime?.powerState ?? '',
      dasProtected: runtime?.dasVmProtection?.dasProtected ?? false,
      failoverInProgress: runtime?.vmFailoverInProgress ?? false,
    }));
  return {
    cluster: name,
    ...clusterConfig(configurationEx),
    master: hostRows.find(({ state }) => state === 'master')?.name ?? '',
    hosts: byName(hostRows),
    heartbeatDatastores: byName(
      (runtimeInfo?.heartbeatDatastoreInfo ?? []).map(({ datastore, hosts: watching }) => ({
        name: nameOf(datastore.value),
        hosts: watching.map(({ value }) => nameOf(value)).sort(),
      })),
    ),
    vms: byName(vmRows),
    alarms,
  };
}

function clusterConfig(info: DataObject<'ComputeResourceConfigInfo'> | undefined) {
  const config = info?._typeName === 'ClusterConfigInfoEx' ? info : undefined;
  const das = config?.dasConfig;
  const proactive = config?.infraUpdateHaConfig;
  return {
    enabled: das?.enabled ?? false,
    hostMonitoring: das?.hostMonitoring ?? '',
    vmMonitoring: das?.vmMonitoring ?? '',
    vmComponentProtecting: das?.vmComponentProtecting ?? '',
    admissionControlEnabled: das?.admissionControlEnabled ?? false,
    proactiveHa: proactive?.enabled ? (proactive.behavior ?? 'Manual') : 'off',
  };
}

function byName<T extends { readonly name: string }>(rows: T[]): T[] {
  return rows.sort((a, b) => a.name.localeCompare(b.name));
}

function protectionOf({ powerState, dasProtected, failoverInProgress }: HaVmRow): string {
  if (failoverInProgress) return 'failover in progress';
  if (dasProtected) return 'protected';
  return powerState === 'poweredOn' ? 'not protected' : '-';
}

export function printHaStatus(status: HaStatus): string {
  const { cluster, enabled, hosts, heartbeatDatastores, vms, alarms, master } = status;
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  const settings = [
    `host monitoring: ${status.hostMonitoring}`,
    `VM monitoring: ${status.vmMonitoring === 'vmMonitoringDisabled' ? 'disabled' : status.vmMonitoring}`,
    `component protection: ${status.vmComponentProtecting}`,
    `admission control: ${onOff(status.admissionControlEnabled)}`,
    `proactive HA: ${status.proactiveHa}`,
  ];
  return [
    [`vSphere HA of cluster "${cluster}" is ${onOff(enabled)}`, ...settings.map((line) => `  ${line}`)].join('\n'),
    table([
      ['HOST', 'STATE', 'SAID BY', 'CONNECTION', 'MODE'],
      ...hosts.map((host) => [
        host.name,
        host.state || '-',
        host.state === '' ? '-' : host.stateReporter || 'vCenter',
        host.connectionState,
        modeOf(host),
      ]),
    ]),
    enabled && master === '' ? 'vCenter sees no master.' : '',
    heartbeatDatastores.length === 0
      ? ''
      : `Heartbeat datastores: ${heartbeatDatastores.map(({ name, hosts }) => `${name} (${hosts.join(', ')})`).join('; ')}`,
    table([
      ['VIRTUAL MACHINE', 'POWER', 'HOST', 'HA'],
      ...vms.map((vm) => [vm.name, vm.powerState, vm.host || '-', protectionOf(vm)]),
    ]),
    printAlarms(alarms),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
