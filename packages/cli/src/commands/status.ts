// `microsphere status`: the processes of the lab, and what vCenter says of hosts, datastores and virtual machines. With
// vCenter down the processes are still shown, and that it is down.
import type { Vim25Client } from '@microsphere/vim25';
import { failureOf } from '../errors.ts';
import { type DatastoreRow, type HostRow, Inventory, type VmRow } from '../inventory.ts';
import { findRunningLab } from '../running-lab.ts';
import { KeptSession, remoteLab, withVcenter } from '../session.ts';
import type { ProcessRecord } from '../supervisor/lab-directory.ts';
import { pause } from '../terminal/interruption.ts';
import { table } from '../terminal/table.ts';

export interface LabStatus {
  readonly lab: string;
  readonly phase: string;
  readonly processes: readonly {
    readonly name: string;
    readonly kind: string;
    readonly state: string;
    readonly pid?: number;
    readonly ending?: string;
    /** A host whose cable to the management network is pulled. */
    /** Networks whose cables to it are pulled. */
    readonly unplugged?: readonly string[];
  }[];
  /** Why there is nothing below; absent when vCenter answered. */
  readonly vcenterError?: string;
  readonly hosts: readonly HostRow[];
  readonly datastores: readonly DatastoreRow[];
  readonly vms: readonly VmRow[];
}

/** How often a watched status is asked for again, in milliseconds. */
const WATCH_INTERVAL_MS = 500;

/** @param session - asks vCenter; a watching command keeps one session */
export async function statusOf(
  labName: string | undefined,
  session: <T>(use: (client: Vim25Client) => Promise<T>) => Promise<T> = (use) => withVcenter(labName, use),
): Promise<LabStatus> {
  const remote = remoteLab();
  const local = remote ? undefined : findRunningLab(labName).state;
  const base = {
    lab: local?.lab.name ?? remote?.url ?? '',
    phase: local?.phase ?? 'running',
    processes: (local?.processes ?? []).map(processRow),
  };
  try {
    return await session(async (client) => {
      const inventory = new Inventory(client);
      const [hosts, datastores, vms] = await Promise.all([inventory.hosts(), inventory.datastores(), inventory.vms()]);
      return { ...base, hosts, datastores, vms };
    });
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { ...base, vcenterError: failure.message, hosts: [], datastores: [], vms: [] };
  }
}

function processRow(record: ProcessRecord): LabStatus['processes'][number] {
  const { name, kind, state, identity, ending, unplugged } = record;
  return {
    name,
    kind,
    state,
    ...(identity ? { pid: identity.pid } : {}),
    ...(ending ? { ending } : {}),
    ...(unplugged ? { unplugged } : {}),
  };
}

export function printStatus(status: LabStatus): string {
  const parts = [`Lab "${status.lab}" (${status.phase})`];
  if (status.processes.length > 0)
    parts.push(
      table([
        ['PROCESS', 'STATE', 'PID', ''],
        ...status.processes.map(({ name, state, pid, ending, unplugged }) => [
          name,
          state,
          pid ?? '-',
          [ending ?? '', unplugged ? `unplugged (${unplugged.join(', ')})` : '']
            .filter((word) => word !== '')
            .join(', '),
        ]),
      ]),
    );
  if (status.vcenterError !== undefined) parts.push(`vCenter does not answer: ${status.vcenterError}`);
  else {
    parts.push(
      table([
        ['HOST', 'STATE', 'HA', 'VMS', 'CPU', 'MEMORY'],
        ...status.hosts.map((host) => [
          host.name,
          host.connectionState,
          host.dasState,
          host.vmCount,
          `${host.cpuUsedMhz}/${host.cpuTotalMhz} MHz`,
          `${host.memoryUsedMb}/${host.memoryTotalMb} MB`,
        ]),
      ]),
      table([
        ['DATASTORE', 'ACCESSIBLE', 'CAPACITY', 'FREE', ''],
        ...status.datastores.map(({ name, accessible, capacityBytes, freeBytes, inaccessibleReasons }) => [
          name,
          accessible ? 'yes' : 'no',
          mebibytes(capacityBytes),
          mebibytes(freeBytes),
          Object.entries(inaccessibleReasons)
            .map(([host, reason]) => `${host}: ${reason}`)
            .join(', '),
        ]),
      ]),
      printVms(status.vms),
    );
  }
  return parts.join('\n\n');
}

export function printVms(vms: readonly VmRow[]): string {
  return table([
    ['VIRTUAL MACHINE', 'POWER', 'HOST', 'ADDRESS', 'GUEST', 'HA'],
    ...vms.map((vm) => [
      vm.name,
      vm.connectionState === 'connected' ? vm.powerState : `${vm.powerState} (${vm.connectionState})`,
      vm.host || '-',
      vm.ipAddress || '-',
      vm.guestHeartbeatStatus,
      vm.dasProtected ? 'protected' : '-',
    ]),
  ]);
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024))} MiB`;
}

/** Prints the status whenever it has changed, until the signal: over itself on a terminal, else one after the other. */
export async function watchStatus(
  labName: string | undefined,
  { json, interrupted }: { readonly json: boolean; readonly interrupted: AbortSignal },
): Promise<void> {
  const sessions = new KeptSession(labName);
  let shown = '';
  while (!interrupted.aborted) {
    const status = await statusOf(labName, (use) => sessions.use(use));
    const text = json ? JSON.stringify(status) : printStatus(status);
    if (text !== shown) {
      if (process.stdout.isTTY && !json) process.stdout.write('\x1b[H\x1b[J');
      process.stdout.write(`${text}\n`);
      shown = text;
    }
    await pause(WATCH_INTERVAL_MS, interrupted);
  }
  await sessions.end();
}
