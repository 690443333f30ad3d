// Where hosts say that a VM is registered. A host that was dead remembers what it had: until vCenter has tidied up, a VM that was
// restarted elsewhere is registered twice.
import { pb } from '@microsphere/proto';
import type { ClusterHost } from './cluster-host.ts';
import type { ManagedCluster } from './management.ts';

export interface Registration {
  readonly host: ClusterHost;
  readonly on: boolean;
}

export function registrations(cluster: ManagedCluster, vmxPath: string): Registration[] {
  return cluster.hosts.flatMap((host) => {
    const vm = cluster.heartbeat(host)?.vms.find((each) => each.vmxPath === vmxPath);
    return vm ? [{ host, on: vm.powerState === pb.PowerState.poweredOn }] : [];
  });
}

/** Of VMs that run on another host. */
export function leftovers(cluster: ManagedCluster): { readonly host: ClusterHost; readonly vmxPath: string }[] {
  return cluster.hosts.flatMap((host) =>
    (cluster.heartbeat(host)?.vms ?? []).flatMap(({ vmxPath, powerState }) => {
      if (!vmxPath || powerState !== pb.PowerState.poweredOff) return [];
      const runsElsewhere = registrations(cluster, vmxPath).some((each) => each.host !== host && each.on);
      return runsElsewhere ? [{ host, vmxPath }] : [];
    }),
  );
}
