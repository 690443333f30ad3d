// What must hold in a cluster whatever fails. Each invariant is an object that hears what happens, and is asked once the
// faults have stopped; what it finds broken it says in one sentence. They see the world from outside: none of them asks
// an agent whether it did well.
import type { HostMoref, InstanceUuid, ProtectedVm } from '@microsphere/fdm';
import type { SimulatedCluster } from './cluster.ts';
import type { VmFiles } from './datastore.ts';
import type { StartedBy } from './world.ts';

export interface Invariant {
  readonly name: string;
  /** A guest begins to run. Returns what is wrong with that. */
  vmStarted?(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, by: StartedBy): string | undefined;
  /** A user's wish to have the VM off is on disk. */
  vmWantedOff?(vm: VmFiles): void;
  /** vCenter was told that VMs are protected, or are no longer. */
  acknowledged?(
    cluster: SimulatedCluster,
    verb: 'protect' | 'unprotect',
    vms: readonly ProtectedVm[],
  ): string | undefined;
  /** The faults are over and time has passed: what is still missing? */
  settled?(cluster: SimulatedCluster): string | undefined;
}

/** A VM never runs on two hosts. */
export class OneOwner implements Invariant {
  readonly name = 'OneOwner';

  vmStarted(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles): string | undefined {
    const others = cluster.hosts.filter((other) => other.moref !== host && other.runs(vm.instanceUuid));
    return others.length > 0 ? `${vm.vmxPath} runs on ${host} and on ${others.map(({ moref }) => moref)}` : undefined;
  }
}

/** HA never starts what somebody has switched off. */
export class NothingUnwanted implements Invariant {
  readonly name = 'NothingUnwanted';
  readonly #off = new Set<InstanceUuid>();

  vmWantedOff(vm: VmFiles): void {
    this.#off.add(vm.instanceUuid);
  }

  vmStarted(_cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, by: StartedBy): string | undefined {
    if (by === 'user') this.#off.delete(vm.instanceUuid);
    return this.#off.has(vm.instanceUuid) ? `HA started ${vm.vmxPath} on ${host}, but it was switched off` : undefined;
  }
}

/** What vCenter was told is protected is on disk. */
export class AcknowledgedIsOnDisk implements Invariant {
  readonly name = 'AcknowledgedIsOnDisk';
  readonly #protected = new Set<InstanceUuid>();

  acknowledged(cluster: SimulatedCluster, verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]) {
    for (const { instanceUuid } of vms) {
      if (verb === 'protect') this.#protected.add(instanceUuid);
      else this.#protected.delete(instanceUuid);
      if (verb === 'unprotect' && cluster.isProtected(instanceUuid)) return `${instanceUuid} is on disk still`;
    }
    return this.settled(cluster);
  }

  settled(cluster: SimulatedCluster): string | undefined {
    const lost = [...this.#protected].filter((uuid) => !cluster.isProtected(uuid));
    return lost.length > 0 ? `acknowledged, but not on the protected list: ${lost}` : undefined;
  }
}

/**
 * Every protected VM that nobody has switched off runs again once the faults are over, provided that some living host
 * reaches its datastore and has the memory.
 */
export class EveryoneBack implements Invariant {
  readonly name = 'EveryoneBack';

  settled(cluster: SimulatedCluster): string | undefined {
    const missing: string[] = [];
    for (const datastore of cluster.datastores) {
      for (const vm of datastore.vms.values()) {
        const { instanceUuid, memoryMb } = vm;
        if (vm.cleanPowerOff || !cluster.isProtected(instanceUuid)) continue;
        if (cluster.hosts.some((host) => host.runs(instanceUuid))) continue;
        const takers = cluster.hosts.filter((host) => host.reaches(datastore) && host.memoryUnreservedMb >= memoryMb);
        if (takers.length > 0) missing.push(`${vm.vmxPath} (${takers.map(({ moref }) => moref)} could take it)`);
      }
    }
    return missing.length > 0 ? `protected and not running: ${missing.join('; ')}` : undefined;
  }
}

/** On an undivided network there is one master, and every living host follows it. */
export class OneMaster implements Invariant {
  readonly name = 'OneMaster';

  settled(cluster: SimulatedCluster): string | undefined {
    const statuses = cluster.hosts.filter(({ alive }) => alive).map(({ moref, status }) => ({ moref, status }));
    if (statuses.length === 0) return undefined;
    const masters = statuses.filter(({ status }) => status?.state === 'master');
    if (masters.length !== 1) return `masters: ${masters.map(({ moref }) => moref).join(' ') || 'none'}`;
    const master = masters[0]?.moref;
    const astray = statuses.filter(({ status }) => status?.master !== master);
    return astray.length > 0 ? `${astray.map(({ moref }) => moref)} do not follow ${master}` : undefined;
  }
}

export function everyInvariant(): Invariant[] {
  return [new OneOwner(), new NothingUnwanted(), new AcknowledgedIsOnDisk(), new EveryoneBack(), new OneMaster()];
}
