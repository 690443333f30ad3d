// vCenter's inventory as the terminal shows it: a row a host, a datastore, a virtual machine, each from named vim25
// properties. Nothing here is asked of anybody but vCenter.
import type { ManagedObjectReference, ObjectProperties, Vim25Client } from '@microsphere/vim25';
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
        const { hardware, quickStats } = { hardware: properties['summary.hardware'], quickStats: properties['summary.quickStats'] };
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
}
