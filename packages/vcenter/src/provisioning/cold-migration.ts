// A virtual machine that is off goes to another host by being registered there. Both have it registered for a moment; only the lock
// on disk decides who may run it.
import { withDatastore } from '../inventory/datastore-path.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { toVmReport } from '../vpxd/host-report.ts';
import { withReport } from '../vpxd/reconcile.ts';

type RegistrationServices = Pick<Services, 'requests' | 'inventory' | 'log' | 'monitor'>;

/** Faults: those of the destination. */
export async function moveRegistration(
  { requests, inventory, monitor, log }: RegistrationServices,
  vm: VmRecord,
  { source, destination }: { readonly source: HostRecord; readonly destination: HostRecord },
): Promise<void> {
  const { vmxPath } = vm;
  const { vm: runtime } = await requests.request(destination, 'hostd.registerVm', { vmxPath });
  const record = inventory.find('VirtualMachine', vm.id);
  const report = toVmReport(runtime ?? {});
  monitor.moved(vm.id, destination.id, report);
  if (record) inventory.put(withDatastore(inventory, withReport(record, destination.id, report)));
  try {
    await requests.request(source, 'hostd.unregisterVm', { vmxPath });
  } catch (error) {
    // A registration that is left over is taken away when the host reports it.
    log.warn({ err: error, host: source.name, vmxPath }, 'a former registration could not be removed yet');
  }
}
