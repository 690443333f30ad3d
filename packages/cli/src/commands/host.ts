// `microsphere host ...`: hosts taken out of service and back, by vCenter's tasks.
import { known, type ManagedObjectReference, moRef, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { about } from '../errors.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

export interface HostStateRow {
  readonly name: string;
  readonly moref: string;
  readonly connectionState: string;
  readonly inMaintenanceMode: boolean;
  /** Virtual machines still run there. */
  readonly enteringMaintenanceMode: boolean;
  readonly inQuarantineMode: boolean;
  readonly overallStatus: string;
}

const hostProperties = ['name', 'runtime', 'overallStatus', 'recentTask'] as const;

/** Whether one of these tasks of a host is its way into maintenance mode. */
export async function isEntering(client: Vim25Client, tasks: readonly ManagedObjectReference[] = []): Promise<boolean> {
  for (const task of tasks) {
    const { name, state } = await client.property(known(task, 'Task'), 'info');
    if (name === 'EnterMaintenanceMode_Task' && state === 'running') return true;
  }
  return false;
}

/** What takes a host out of service, in a word. */
export function modeOf(
  host: Pick<HostStateRow, 'inMaintenanceMode' | 'enteringMaintenanceMode' | 'inQuarantineMode'>,
): string {
  if (host.inMaintenanceMode) return 'maintenance';
  if (host.enteringMaintenanceMode) return 'entering maintenance';
  return host.inQuarantineMode ? 'quarantine' : '-';
}

async function hostRows(client: Vim25Client): Promise<HostStateRow[]> {
  const hosts = await client.retrieve('HostSystem', hostProperties);
  const rows = hosts.map(async ({ obj, properties: { name = '', runtime, overallStatus = 'gray', recentTask } }) => ({
    name,
    moref: obj.value,
    connectionState: runtime?.connectionState ?? '',
    inMaintenanceMode: runtime?.inMaintenanceMode ?? false,
    enteringMaintenanceMode: await isEntering(client, recentTask),
    inQuarantineMode: runtime?.inQuarantineMode ?? false,
    overallStatus,
  }));
  return (await Promise.all(rows)).sort((a, b) => a.name.localeCompare(b.name));
}

/** The host of this name. Throws a Failure that names those there are. */
export async function hostNamed(client: Vim25Client, name: string): Promise<TypedReference<'HostSystem'>> {
  const hosts = await hostRows(client);
  const host = hosts.find((candidate) => candidate.name === name);
  if (host) return moRef('HostSystem', host.moref);
  const others = hosts.map((candidate) => candidate.name).join(', ');
  throw new Failure(`no host "${name}"${others ? `; there are: ${others}` : ': there are none'}`);
}

export function listHosts(labName?: string): Promise<HostStateRow[]> {
  return withVcenter(labName, hostRows);
}

export function printHosts(hosts: readonly HostStateRow[]): string {
  return table([
    ['HOST', 'CONNECTION', 'MODE', 'STATUS'],
    ...hosts.map((host) => [host.name, host.connectionState, modeOf(host), host.overallStatus]),
  ]);
}

export const hostOperations = {
  disconnect: {
    description: 'vCenter no longer listens to it; what runs there goes on running, without vSphere HA',
    done: 'is disconnected; what runs there is not protected',
    method: 'DisconnectHost_Task',
  },
  reconnect: { description: 'take a disconnected host back', done: 'is connected', method: 'ReconnectHost_Task' },
  remove: {
    description: 'take a host that is in maintenance mode, or not connected, out of the inventory, with its machines',
    done: 'is removed from the inventory',
    method: 'Destroy_Task',
  },
} as const;
export type HostOperation = keyof typeof hostOperations;

export function operateHost(operation: HostOperation, name: string, labName?: string): Promise<void> {
  return withVcenter(labName, async (client) => {
    const host = await hostNamed(client, name);
    const { method } = hostOperations[operation];
    await about(
      name,
      client.call(host, method, {}).then((task) => client.waitForTask(task)),
    );
  });
}

export interface MaintenanceOptions {
  /** Published seconds; 0: no limit. */
  readonly timeoutSeconds: number;
  /** Says what is waited for, whenever that has changed. */
  readonly onProgress: (text: string) => void;
  /** Cancels the task. */
  readonly interrupted: AbortSignal;
}

/** Resolves when the host is in maintenance mode. Throws a Failure when it was given up. */
export function enterMaintenance(name: string, options: MaintenanceOptions, labName?: string): Promise<void> {
  const { timeoutSeconds, onProgress, interrupted } = options;
  return withVcenter(labName, async (client) => {
    const host = await hostNamed(client, name);
    const running = await runningOn(client, host);
    if (running.length > 0)
      onProgress(`${running.join(', ')} moves to other hosts, or is waited for until it is shut down; Ctrl-C gives up`);
    const task = known(
      await about(name, client.call(host, 'EnterMaintenanceMode_Task', { timeout: timeoutSeconds })),
      'Task',
    );
    const cancel = () => void cancelTask(client, task);
    interrupted.addEventListener('abort', cancel);
    try {
      await about(
        name,
        client.waitForTask(task, (percent) => percent > 0 && onProgress(`${name}: ${percent} %`)),
      );
    } finally {
      interrupted.removeEventListener('abort', cancel);
    }
  });
}

async function cancelTask(client: Vim25Client, task: TypedReference<'Task'>): Promise<void> {
  // A task that has ended meanwhile says how by itself; a vCenter that has gone has no task any more.
  await client.call(task, 'CancelTask', {}).catch(() => undefined);
}

async function runningOn(client: Vim25Client, host: ManagedObjectReference): Promise<string[]> {
  const vms = await client.retrieve('VirtualMachine', ['name', 'runtime.host', 'runtime.powerState']);
  return vms
    .filter(({ properties }) => properties['runtime.host']?.value === host.value)
    .filter(({ properties }) => properties['runtime.powerState'] === 'poweredOn')
    .map(({ properties }) => properties.name ?? '')
    .sort();
}

export function exitMaintenance(name: string, labName?: string): Promise<void> {
  return withVcenter(labName, async (client) => {
    const host = await hostNamed(client, name);
    await about(
      name,
      client.call(host, 'ExitMaintenanceMode_Task', { timeout: 0 }).then((task) => client.waitForTask(task)),
    );
  });
}
