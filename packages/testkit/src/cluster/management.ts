// What vCenter does for a cluster under test: a real vCenter does it, or the fixture plays it, and vCenter is as good as dead.
import type { pb } from '@microsphere/proto';
import type { ClusterHost } from './cluster-host.ts';
import type { ClusterVm, VmSpecification } from './cluster-vm.ts';
import type { HaConfiguration } from './ha-settings.ts';

/** What it sees of the cluster. */
export interface ManagedCluster {
  readonly hosts: readonly ClusterHost[];
  readonly datastores: readonly string[];
  /** What the host said last, since it was killed or cut off last. */
  heartbeat(host: ClusterHost): pb.HostHeartbeat | undefined;
  readonly master: ClusterHost | undefined;
}

export interface Management {
  /** Takes every host in and makes the datastores; from then on the hosts have their morefs. */
  takeIn(): Promise<void>;
  /** Tells every host that can be reached; resolves when they act by it. */
  configure(ha: HaConfiguration, vms: ReadonlyMap<string, ClusterVm>): Promise<void>;
  /** Makes a VM on a host, and starts it. */
  runVm(name: string, specification: VmSpecification): Promise<ClusterVm>;
  /** Resolves when the VM is on a protected list on disk. */
  protect(vm: ClusterVm): Promise<void>;
  /** Nothing is left of the VM. */
  removeVm(vm: ClusterVm): Promise<void>;
  /** Resolves when no VM that runs on one host is registered on another one. */
  tidied(): Promise<void>;
}
