// Where a virtual machine is powered on: where it is registered, unless that host is out of service or degraded and another
// one takes it.
import { failoverHostsOf } from '../das/admission-input.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { moveRegistration } from '../provisioning/cold-migration.ts';
import type { Services } from './call.ts';
import { mustTakeVms, takesVms } from './maintenance-mode.ts';

/** The best of the other hosts of the cluster: it has the VM's datastore, and fewest VMs. A failover host is none of them. */
function alternative(services: Services, vm: VmRecord, registeredOn: HostRecord): HostRecord | undefined {
  const { inventory } = services;
  const vmCount = ({ id }: HostRecord) => inventory.referring('VirtualMachine', id).length;
  const cluster = inventory.above('ClusterComputeResource', registeredOn.id);
  const failoverHosts = cluster ? failoverHostsOf(cluster) : new Set();
  const [best] = inventory
    .referring('HostSystem', registeredOn.parent ?? '')
    .filter((host) => host.id !== registeredOn.id && host.inQuarantineMode !== true && takesVms(services, host))
    .filter(({ id }) => !failoverHosts.has(id))
    .filter(({ datastores }) => vm.datastore !== undefined && datastores.includes(vm.datastore))
    .sort((a, b) => vmCount(a) - vmCount(b));
  return best;
}

/** The host that is to power it on, which has it registered. Faults: InvalidState, and those of the hosts. */
export async function initialPlacement(
  services: Services,
  vm: VmRecord,
  registeredOn: HostRecord,
): Promise<HostRecord> {
  if (takesVms(services, registeredOn) && registeredOn.inQuarantineMode !== true) return registeredOn;
  const better = alternative(services, vm, registeredOn);
  if (!better) {
    mustTakeVms(services, registeredOn);
    // A degraded host is better than none.
    return registeredOn;
  }
  await moveRegistration(services, vm, { source: registeredOn, destination: better });
  return better;
}
