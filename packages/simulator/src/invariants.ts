// What must hold in a cluster whatever fails. Each invariant is an object that hears what happens, and is asked once the
// faults have stopped; what it finds broken it says in one sentence. They see the world from outside: none of them asks
// an agent whether it did well.
import { type HostMoref, type InstanceUuid, type ProtectedVm, settingsOf } from '@microsphere/fdm';
import { isMember, type SimulatedCluster } from './cluster.ts';
import type { Datastore, VmFiles } from './datastore.ts';
import type { SimulatedHost } from './host.ts';
import type { StartedBy, StopCause } from './world.ts';

type Broken = string | undefined;

export interface Invariant {
  readonly name: string;
  /** HA or a user has started a VM. Returns what is wrong with that. */
  vmStarted?(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, by: StartedBy): Broken;
  /** A guest begins to execute, or goes on. */
  guestRuns?(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles): Broken;
  /** HA is about to stop a VM. */
  haStops?(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles): Broken;
  vmStopped?(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, cause: StopCause): Broken;
  /** A user's wish to have the VM off is on disk. */
  vmWantedOff?(vm: VmFiles): void;
  /** vCenter asks a master to forget VMs. */
  unprotecting?(vms: readonly ProtectedVm[]): void;
  /** vCenter was told that VMs are protected, or are no longer. */
  acknowledged?(cluster: SimulatedCluster, verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): Broken;
  /** Nothing has changed for `STILL_SECONDS`, though much may be broken: is everything in its place? */
  still?(cluster: SimulatedCluster): Broken;
  /** The faults are over and time has passed: what is still missing? */
  settled?(cluster: SimulatedCluster): Broken;
}

/** A VM never runs on two hosts. */
export class OneOwner implements Invariant {
  readonly name = 'OneOwner';

  guestRuns(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles): Broken {
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

  vmStarted(_cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, by: StartedBy): Broken {
    if (by === 'user') this.#off.delete(vm.instanceUuid);
    return this.#off.has(vm.instanceUuid) ? `HA started ${vm.vmxPath} on ${host}, but it was switched off` : undefined;
  }
}

/**
 * No VM is stopped that nobody told to be: a user, its guest, a host that died, a lock that is lost by what the disk says, or HA
 * where it is configured to and the host is cut off as it must be for that.
 */
export class NothingStopped implements Invariant {
  readonly name = 'NothingStopped';

  vmStopped(cluster: SimulatedCluster, host: HostMoref, vm: VmFiles, cause: StopCause): Broken {
    switch (cause) {
      case 'hostKilled':
      case 'guestCrash':
        return undefined;
      case 'user':
      case 'guestShutdown':
        return cluster.askedOff.has(vm.instanceUuid) ? undefined : `${vm.vmxPath} on ${host}: nobody asked for that`;
      case 'lockLost': {
        const datastore = cluster.datastoreOf(vm);
        if (datastore.removedLately || !datastore.isLockIntact(vm, host)) return undefined;
        return `${host} stopped ${vm.vmxPath}, whose lock it holds`;
      }
      // Judged when it was decided: a guest that was asked to shut down does so later, whatever has ended meanwhile.
      case 'ha':
        return undefined;
    }
  }

  haStops(cluster: SimulatedCluster, moref: HostMoref, vm: VmFiles): Broken {
    const host = cluster.host(moref);
    const { configuration } = host;
    if (!configuration) return `HA on ${host.moref} stopped ${vm.vmxPath} without a configuration`;
    if (!configuration.hostMonitoring) return `HA on ${host.moref} stopped ${vm.vmxPath}, and host monitoring is off`;
    const settings = settingsOf(configuration, vm.instanceUuid);
    const { isolationResponse, storageProtection } = settings;
    if (isolationResponse !== 'none' && cluster.wasIsolatedLately(host)) return undefined;
    const isProtected = storageProtection.onApd !== 'disabled' || storageProtection.onPdl !== 'disabled';
    if (isProtected && !host.accesses(cluster.datastoreOf(vm))) return undefined;
    return `HA on ${host.moref} stopped ${vm.vmxPath}: response ${isolationResponse}, and neither isolated nor without storage`;
  }
}

/** What vCenter was told is protected is on disk. */
export class AcknowledgedIsOnDisk implements Invariant {
  readonly name = 'AcknowledgedIsOnDisk';
  readonly #protected = new Set<InstanceUuid>();

  /** From then on both are right: the request may be carried out though nobody hears of that. */
  unprotecting(vms: readonly ProtectedVm[]): void {
    for (const { instanceUuid } of vms) this.#protected.delete(instanceUuid);
  }

  acknowledged(cluster: SimulatedCluster, verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): Broken {
    for (const { instanceUuid } of vms) {
      if (verb === 'protect') this.#protected.add(instanceUuid);
      if (verb === 'unprotect' && cluster.isProtected(instanceUuid)) return `${instanceUuid} is on disk still`;
    }
    return this.settled(cluster);
  }

  settled(cluster: SimulatedCluster): Broken {
    const lost = [...this.#protected].filter((uuid) => !cluster.isProtected(uuid));
    return lost.length > 0 ? `acknowledged, but not on the protected list: ${lost}` : undefined;
  }
}

/**
 * Every protected VM that nobody has switched off runs again once the faults are over, provided that HA is to restart it and
 * that some living host reaches its datastore, has the memory, and may by the rules. One that depends on others waits for them
 * without an end (ha.md section 5): for those that nothing can start, and for those that hang and are never ready.
 */
export class EveryoneBack implements Invariant {
  readonly name = 'EveryoneBack';

  settled(cluster: SimulatedCluster): Broken {
    if (!cluster.vcenter.configuration.hostMonitoring) return undefined;
    const missing: string[] = [];
    for (const datastore of cluster.datastores) {
      for (const vm of datastore.vms.values()) {
        if (!this.#isToBeStarted(cluster, datastore, vm) || this.#waitsForOthers(cluster, vm)) continue;
        // A master owns the lists that it reaches itself.
        if (!cluster.hosts.some((host) => host.status?.state === 'master' && host.accesses(datastore))) continue;
        const takers = cluster.hosts.filter((host) => this.#couldTake(cluster, host, datastore, vm));
        if (takers.length > 0) missing.push(`${vm.vmxPath} (${takers.map(({ moref }) => moref)} could take it)`);
      }
    }
    return missing.length > 0 ? `protected and not running: ${missing.join('; ')}` : undefined;
  }

  /** Whether HA is to restart it, if it can. */
  #isToBeStarted(cluster: SimulatedCluster, datastore: Datastore, vm: VmFiles): boolean {
    const { instanceUuid } = vm;
    if (cluster.hostOf(instanceUuid) || cluster.askedOff.has(instanceUuid)) return false;
    if (settingsOf(cluster.vcenter.configuration, instanceUuid).restartPriority === 'disabled') return false;
    return cluster.isProtected(instanceUuid) && !datastore.wantedOff(vm);
  }

  /** One that could be started, and is not, is found missing by itself. */
  #waitsForOthers(cluster: SimulatedCluster, { instanceUuid }: VmFiles): boolean {
    const { configuration } = cluster.vcenter;
    const prerequisites = configuration.dependencies.flatMap(({ vms, dependsOn }) =>
      vms.includes(instanceUuid) ? dependsOn : [],
    );
    return prerequisites.some((uuid) => {
      const host = cluster.hostOf(uuid);
      if (host) return host.hangs(uuid) && settingsOf(configuration, uuid).readyCondition === 'guestHbStatusGreen';
      return cluster.datastores.some((datastore) => {
        const vm = datastore.vms.get(uuid);
        return vm !== undefined && this.#isToBeStarted(cluster, datastore, vm);
      });
    });
  }

  #couldTake(cluster: SimulatedCluster, host: SimulatedHost, datastore: Datastore, vm: VmFiles): boolean {
    if (!host.accesses(datastore) || host.memoryUnreservedMb < vm.memoryMb) return false;
    const { vmHostRules, antiAffinityRules, options } = cluster.vcenter.configuration;
    for (const { mandatory, vms, hosts, affine } of vmHostRules)
      if (mandatory && vms.includes(vm.instanceUuid) && hosts.includes(host.moref) !== affine) return false;
    for (const { vms, mandatory } of antiAffinityRules) {
      if (!vms.includes(vm.instanceUuid) || !(mandatory || options.respectVmVmAntiAffinityRules)) continue;
      if (vms.some((other) => other !== vm.instanceUuid && host.has(other))) return false;
    }
    return true;
  }
}

/** Of hosts that hear one another one is the master, and all others follow it; a host that is alone may be isolated. */
export class OneMaster implements Invariant {
  readonly name = 'OneMaster';

  /** Hosts that do not agree on who is in the cluster do not agree on a master: some are out of service, or were. */
  still(cluster: SimulatedCluster): Broken {
    const members = cluster.components().map((hosts) => hosts.filter((host) => isMember(host, host)));
    const agree = (hosts: readonly SimulatedHost[]) =>
      hosts.every((host) => hosts.every((other) => isMember(host, other)));
    return this.#follow(
      cluster,
      members.filter((hosts) => hosts.length > 0 && agree(hosts)),
    );
  }

  #follow(cluster: SimulatedCluster, components: readonly SimulatedHost[][]): Broken {
    for (const hosts of components) {
      const names = hosts.map(({ moref }) => moref).join(' ');
      const masters = hosts.filter(({ status }) => status?.state === 'master');
      const [alone] = hosts;
      const state: string | undefined = alone?.status?.state;
      if (alone && hosts.length === 1 && state === 'networkIsolated' && cluster.isIsolated(alone)) continue;
      if (masters.length !== 1) return `masters of ${names}: ${masters.map(({ moref }) => moref).join(' ') || 'none'}`;
      const master = masters[0]?.moref;
      const astray = hosts.filter(({ status }) => status?.master !== master);
      if (astray.length > 0) return `${astray.map(({ moref }) => moref)} do not follow ${master}`;
    }
    return undefined;
  }

  settled(cluster: SimulatedCluster): Broken {
    return this.#follow(cluster, cluster.components());
  }
}

export function everyInvariant(): Invariant[] {
  return [
    new OneOwner(),
    new NothingUnwanted(),
    new NothingStopped(),
    new AcknowledgedIsOnDisk(),
    new EveryoneBack(),
    new OneMaster(),
  ];
}
