// Hosts that somebody disconnects, connects again, or takes out of the inventory. What runs on a disconnected host goes on
// running; vCenter does not listen to it, and vSphere HA does not restart it elsewhere.
import { moRef, type TypedReference } from '@microsphere/vim25';
import { withoutMember } from '../das/cluster-rules.ts';
import type { HostRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toDatastoreReport } from '../vpxd/host-report.ts';
import type { Services } from './call.ts';
import { settle } from './maintenance-mode.ts';
import { removedVm } from './vm-operation.ts';

function hostTask(
  { tasks }: Services,
  host: HostRecord,
  what: { readonly descriptionId: string; readonly name: string; readonly userName: string },
  work: () => Promise<undefined>,
): TypedReference<'Task'> {
  return tasks.begin({ ...what, entity: moRef('HostSystem', host.id), entityName: host.name }, work);
}

/** Faults: InvalidState. */
export function disconnectHost(services: Services, hostId: string, userName: string): TypedReference<'Task'> {
  const { inventory, events, das, monitor } = services;
  const host = inventory.need('HostSystem', hostId);
  const mustBeConnected = ({ name, connectionState }: HostRecord) => {
    if (connectionState === 'disconnected') throw fault('InvalidState', `${name} is disconnected already`);
  };
  mustBeConnected(host);
  const what = { descriptionId: 'HostSystem.disconnect', name: 'DisconnectHost_Task', userName };
  return hostTask(services, host, what, async () => {
    const before = inventory.need('HostSystem', hostId);
    mustBeConnected(before);
    const reachable = before.connectionState === 'connected';
    const disconnected: HostRecord = { ...before, connectionState: 'disconnected' };
    const protectedVms = inventory.referring('VirtualMachine', hostId).filter((vm) => das.isProtected(vm)).length;
    inventory.put(disconnected);
    const message = `Disconnected from ${host.name}`;
    const posted = { about: disconnected, userName };
    events.post({ type: 'HostDisconnectedEvent', message, ...posted, fields: { reason: 'userRequest' } });
    if (protectedVms > 0)
      events.postExtended({
        ...posted,
        eventTypeId: 'com.vmware.vc.HA.HostUnconfiguredWithProtectedVms',
        message: `Host ${host.name} is disconnected from vCenter Server, but contains ${protectedVms} protected virtual machine(s)`,
        arguments: { protectedVmCount: String(protectedVms) },
      });
    monitor.silenced(hostId);
    settle(services, hostId);
    if (reachable) await das.dismiss(hostId);
    return undefined;
  });
}

/** Faults: InvalidState, and in the task what a host that can't be reached answers. */
export function reconnectHost(services: Services, hostId: string, userName: string): TypedReference<'Task'> {
  const { inventory, events, monitor, requests, instance } = services;
  const host = inventory.need('HostSystem', hostId);
  if (host.connectionState === 'connected') throw fault('InvalidState', `${host.name} is connected`);
  const what = { descriptionId: 'HostSystem.reconnect', name: 'ReconnectHost_Task', userName };
  return hostTask(services, host, what, async () => {
    const request = { moref: hostId, vcenterUuid: instance.instanceUuid };
    const facts = await requests
      .request({ name: host.name }, 'vpxa.connect', request, { waitForHost: true })
      .catch((error) => {
        const message = `Cannot reconnect to ${host.name}`;
        events.post({ type: 'HostReconnectionFailedEvent', message, about: host, userName, fields: {} });
        throw error;
      });
    const before = inventory.find('HostSystem', hostId);
    if (!before) throw fault('ManagedObjectNotFound', `${host.name} was removed`, { obj: moRef('HostSystem', hostId) });
    const cluster = inventory.above('ClusterComputeResource', hostId);
    if (cluster) await services.evc.admit(cluster.id, before, facts);
    const { cpuMhz, numCpu, memoryMb } = facts;
    const connected: HostRecord = { ...before, connectionState: 'connected', cpuMhz, numCpu, memoryMb };
    inventory.put(connected);
    monitor.added(hostId);
    monitor.datastores(hostId, facts.datastores.map(toDatastoreReport));
    const message = `Connected to ${host.name}`;
    events.post({ type: 'HostConnectedEvent', message, about: connected, userName, fields: {} });
    settle(services, hostId);
    return undefined;
  });
}

/** Faults: InvalidState: only a host that is out of service is removed. */
export function removeHost(services: Services, hostId: string, userName: string): TypedReference<'Task'> {
  const { inventory, events, monitor } = services;
  const host = inventory.need('HostSystem', hostId);
  const mustBeOutOfService = ({ name, connectionState, inMaintenanceMode }: HostRecord) => {
    if (connectionState === 'connected' && !inMaintenanceMode)
      throw fault('InvalidState', `${name} must be disconnected or in maintenance mode before it is removed`);
  };
  mustBeOutOfService(host);
  const what = { descriptionId: 'HostSystem.destroy', name: 'Destroy_Task', userName };
  return hostTask(services, host, what, async () => {
    const now = inventory.need('HostSystem', hostId);
    mustBeOutOfService(now);
    const clusterId = inventory.above('ClusterComputeResource', hostId)?.id;
    for (const vm of inventory.referring('VirtualMachine', hostId)) removedVm(services, vm, userName);
    events.post({ type: 'HostRemovedEvent', message: `Removed host ${now.name}`, about: now, userName, fields: {} });
    inventory.remove(hostId);
    monitor.removed(hostId);
    services.infraUpdateHa.forgetHost(hostId);
    services.das.forget(hostId);
    const cluster = inventory.find('ClusterComputeResource', clusterId);
    if (!cluster) return undefined;
    const { groups = [], rules = [] } = cluster;
    inventory.put({ ...cluster, ...withoutMember({ groups, rules }, hostId) });
    services.das.settle(cluster.id);
    return undefined;
  });
}
