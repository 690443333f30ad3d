// vCenter's inventory as the terminal shows it: a row a host, a datastore, a virtual machine, each from named vim25
// properties. Nothing here is asked of anybody but vCenter.
import type { Vim25Client } from '@microsphere/vim25';
import { Failure } from './terminal/failure.ts';

export interface HostRow {
  readonly name: string;
  readonly moref: string;
  readonly connectionState: string;
  /** vim25 runtime.dasHostState.state; empty while vSphere HA is off. */
  readonly dasState: string;
  readonly vmCount: number;
  readonly cpuUsedMhz: number;
  readonly cpuTotalMhz: number;
  readonly memoryUsedMb: number;
  readonly memoryTotalMb: number;
}

export interface DatastoreRow {
  readonly name: string;
  readonly accessible: boolean;
  /** vim25 HostMountInfoInaccessibleReason of the hosts that can't reach it, by host; empty when all can. */
  readonly inaccessibleReasons: Readonly<Record<string, string>>;
  readonly capacityBytes: number;
  readonly freeBytes: number;
}

export interface VmRow {
  readonly name: string;
  readonly moref: string;
  readonly vmPathName: string;
  readonly powerState: string;
  readonly connectionState: string;
  /** Name of its host; empty for none. */
  readonly host: string;
  readonly ipAddress: string;
  readonly guestHeartbeatStatus: string;
  readonly dasProtected: boolean;
}

const hostProperties = [
  'name',
  'vm',
  'runtime.connectionState',
  'runtime.dasHostState',
  'summary.hardware',
  'summary.quickStats',
] as const;
const vmProperties = [
  'name',
  'config.files.vmPathName',
  'runtime.powerState',
  'runtime.connectionState',
  'runtime.host',
  'runtime.dasVmProtection',
  'guest.ipAddress',
  'guestHeartbeatStatus',
] as const;

export class Inventory {
  private readonly client: Vim25Client;

  constructor(client: Vim25Client) {
    this.client = client;
  }

  async hosts(): Promise<HostRow[]> {
    const hosts = await this.client.retrieve('HostSystem', hostProperties);
    return byName(
      hosts.map(({ obj, properties }) => {
        const hardware = properties['summary.hardware'];
        const quickStats = properties['summary.quickStats'];
        return {
          name: properties.name ?? '',
          moref: obj.value,
          connectionState: properties['runtime.connectionState'] ?? '',
          dasState: properties['runtime.dasHostState']?.state ?? '',
          vmCount: properties.vm?.length ?? 0,
          cpuUsedMhz: quickStats?.overallCpuUsage ?? 0,
          cpuTotalMhz: (hardware?.cpuMhz ?? 0) * (hardware?.numCpuCores ?? 0),
          memoryUsedMb: quickStats?.overallMemoryUsage ?? 0,
          memoryTotalMb: Math.round((hardware?.memorySize ?? 0) / (1024 * 1024)),
        };
      }),
    );
  }

  async datastores(): Promise<DatastoreRow[]> {
    const [datastores, hosts] = await Promise.all([
      this.client.retrieve('Datastore', ['name', 'summary', 'host']),
      this.client.retrieve('HostSystem', ['name']),
    ]);
    const names = new Map(hosts.map(({ obj, properties }) => [obj.value, properties.name ?? '']));
    return byName(
      datastores.map(({ properties: { name, summary, host } }) => ({
        name: name ?? '',
        accessible: summary?.accessible ?? false,
        inaccessibleReasons: Object.fromEntries(
          (host ?? [])
            .flatMap(({ key, mountInfo: { inaccessibleReason } }): [string, string][] =>
              inaccessibleReason === undefined ? [] : [[names.get(key.value) ?? key.value, inaccessibleReason]],
            )
            .sort(([a], [b]) => a.localeCompare(b)),
        ),
        capacityBytes: summary?.capacity ?? 0,
        freeBytes: summary?.freeSpace ?? 0,
      })),
    );
  }

  async vms(): Promise<VmRow[]> {
    const [vms, hosts] = await Promise.all([
      this.client.retrieve('VirtualMachine', vmProperties),
      this.client.retrieve('HostSystem', ['name']),
    ]);
    const hostNames = new Map(hosts.map(({ obj, properties }) => [obj.value, properties.name ?? '']));
    return byName(
      vms.map(({ obj, properties }) => ({
        name: properties.name ?? '',
        moref: obj.value,
        vmPathName: properties['config.files.vmPathName'] ?? '',
        powerState: properties['runtime.powerState'] ?? '',
        connectionState: properties['runtime.connectionState'] ?? '',
        host: hostNames.get(properties['runtime.host']?.value ?? '') ?? '',
        ipAddress: properties['guest.ipAddress'] ?? '',
        guestHeartbeatStatus: properties.guestHeartbeatStatus ?? '',
        dasProtected: properties['runtime.dasVmProtection']?.dasProtected ?? false,
      })),
    );
  }

  /** The virtual machine of this name. Throws a Failure that names those there are. */
  async vm(name: string): Promise<VmRow> {
    const vms = await this.vms();
    const vm = vms.find((candidate) => candidate.name === name);
    if (vm) return vm;
    const others = vms.map((candidate) => candidate.name).join(', ');
    throw new Failure(`no virtual machine "${name}"${others ? `; there are: ${others}` : ': there are none'}`);
  }
}

/** Address of a guest. Throws a Failure when it has reported none. */
export function addressOf({ name, ipAddress, powerState }: VmRow): string {
  if (ipAddress) return ipAddress;
  throw new Failure(`${name} has no address: its guest has not reported one (it is ${powerState})`);
}

function byName<T extends { readonly name: string }>(rows: T[]): T[] {
  return rows.sort((a, b) => a.name.localeCompare(b.name));
}
