// What operations on virtual machines have in common: each goes to the host that has the VM, one at a time, and what became
// of it is what the host says.
import type { DecodedResponseOf, HostMethod, pb, RequestOf } from '@microsphere/proto';
import { type ManagedObjectReference, moRef, type TypedReference } from '@microsphere/vim25';
import { withoutMember } from '../das/cluster-rules.ts';
import { withDatastore } from '../inventory/datastore-path.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toVmReport } from '../vpxd/host-report.ts';
import { withReport } from '../vpxd/reconcile.ts';
import type { Call, Services } from './call.ts';

export function vmOf({ services }: Call, self: ManagedObjectReference): VmRecord {
  return services.inventory.need('VirtualMachine', self.value);
}

/** The VM's host, if it can be asked. Faults: HostNotConnected. */
export function hostOf({ inventory }: Services, vm: VmRecord): HostRecord {
  const host = inventory.find('HostSystem', vm.host);
  if (host?.connectionState !== 'connected')
    throw fault('HostNotConnected', `the host of ${vm.name} (${host?.name ?? vm.host}) is not connected`);
  return host;
}

/** Fault: TaskInProgress. */
export function mustBeIdle({ busy }: Services, vm: VmRecord): void {
  const task = busy.get(vm.instanceUuid);
  if (task) throw fault('TaskInProgress', `another operation on ${vm.name} is in progress`, { task });
}

/** Asks the VM's host for what may take long: it is waited for as long as it is connected. */
export function requestPatiently<M extends HostMethod>(
  { requests, inventory }: Pick<Services, 'requests' | 'inventory'>,
  host: HostRecord,
  method: M,
  request: RequestOf<M>,
): Promise<DecodedResponseOf<M>> {
  const isWorking = () => inventory.find('HostSystem', host.id)?.connectionState === 'connected';
  return requests.request(host, method, request, { isWorking });
}

/** A task of one VM, during which no other one of it is begun. Faults: TaskInProgress, HostNotConnected. */
export function beginVmTask(
  call: Call,
  vm: VmRecord,
  what: { readonly descriptionId: string; readonly name: string },
  work: (host: HostRecord) => Promise<unknown>,
): TypedReference<'Task'> {
  const { services, userName } = call;
  const { tasks, busy } = services;
  mustBeIdle(services, vm);
  const host = hostOf(services, vm);
  const entity = moRef('VirtualMachine', vm.id);
  const task = tasks.begin({ ...what, entity, entityName: vm.name, userName }, async () => {
    try {
      return await work(host);
    } finally {
      busy.delete(vm.instanceUuid);
    }
  });
  busy.set(vm.instanceUuid, task);
  return task;
}

/** The record follows the host's answer even where its heartbeat has yet to say the same. */
export function put({ inventory, das }: Services, vm: VmRecord, change: Partial<VmRecord>): void {
  inventory.put(withDatastore(inventory, { ...vm, ...change }));
  const cluster = inventory.above('ClusterComputeResource', vm.host);
  if (cluster) das.settle(cluster.id);
}

/** The record becomes what the host said of the VM after an operation. */
export function putRuntime(services: Services, vmId: string, runtime: pb.IVmRuntime | null | undefined): void {
  const vm = services.inventory.find('VirtualMachine', vmId);
  if (vm && runtime) put(services, vm, withReport(vm, vm.host, toVmReport(runtime)));
}

/** The VM has left the inventory, and vSphere HA forgets it. */
export function removedVm(services: Services, vm: VmRecord, userName: string): void {
  const { inventory, events } = services;
  const cluster = inventory.above('ClusterComputeResource', vm.host);
  events.post({
    type: 'VmRemovedEvent',
    message: `Removed ${vm.name}`,
    about: vm,
    userName,
    fields: { template: false },
  });
  inventory.remove(vm.id);
  if (!cluster) return;
  const { [vm.id]: _settings, ...dasVmConfig } = cluster.dasVmConfig;
  const { [vm.id]: _readiness, ...vmOrchestration } = cluster.vmOrchestration ?? {};
  const paths = [vm.vmxPath, ...(vm.formerPaths ?? []).flatMap(({ listed, vmxPath }) => (listed ? [vmxPath] : []))];
  const former = paths.map((vmxPath) => ({ instanceUuid: vm.instanceUuid, vmxPath }));
  const rules = withoutMember({ groups: cluster.groups ?? [], rules: cluster.rules ?? [] }, vm.id);
  inventory.put({
    ...cluster,
    ...rules,
    dasVmConfig,
    vmOrchestration,
    formerVms: [...cluster.formerVms, ...former],
  });
  services.das.settle(cluster.id);
}
