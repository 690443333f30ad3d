// What vCenter knows of its hosts only as long as it runs: their last reports, and when those came.
import { evcModeOf, MACHINE_CPU_FEATURES } from '@microsphere/vmotion';
import type { HostReport, VmReport } from './host-report.ts';

export interface HostRuntime {
  report: HostReport | undefined;
  /** When the host was heard last, monotonic milliseconds; at the start, when vCenter began to listen. */
  reportedAt: number;
  /** Milliseconds since the epoch. */
  bootTime: number | undefined;
  /** Registrations on this host that belong elsewhere: when each was first seen, by path. */
  leftovers: ReadonlyMap<string, number>;
  /** The host's own reports of virtual machines that it owns, by managed-object id. */
  vms: ReadonlyMap<string, VmReport>;
  readingEvents: boolean;
}

export class HostRuntimes {
  private readonly hosts = new Map<string, HostRuntime>();

  get(hostId: string): HostRuntime | undefined {
    return this.hosts.get(hostId);
  }

  /** What a host's processor shows a guest that is started there: what it has, or its EVC mode of that. */
  cpuFeatures(hostId: string): readonly string[] {
    return evcModeOf(this.hosts.get(hostId)?.report?.evcModeKey ?? '')?.features ?? this.cpuCapability(hostId);
  }

  /** What a host's processor has; one that does not say has what every machine has. */
  cpuCapability(hostId: string): readonly string[] {
    const features = this.hosts.get(hostId)?.report?.cpuFeatures ?? [];
    return features.length > 0 ? features : MACHINE_CPU_FEATURES;
  }

  /** The runtime of a host that is in the inventory. */
  ensure(hostId: string, now: number): HostRuntime {
    let host = this.hosts.get(hostId);
    if (!host) {
      host = {
        report: undefined,
        reportedAt: now,
        bootTime: undefined,
        leftovers: new Map(),
        vms: new Map(),
        readingEvents: false,
      };
      this.hosts.set(hostId, host);
    }
    return host;
  }

  /** What is known of a host that isn't listened to any more. */
  forget(hostId: string): void {
    this.hosts.delete(hostId);
  }
}
