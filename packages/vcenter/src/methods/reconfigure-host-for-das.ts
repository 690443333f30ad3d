// Configures the vSphere HA agent of a host again: what an operator does to a host whose agent is in error.
import { moRef, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import { type HostRecord, isActiveForDas } from '../inventory/records.ts';
import { fault, localized } from '../vmodl/faults.ts';
import type { Services } from './call.ts';

/** Fault of the task: DasConfigFault. */
export function reconfigureHostForDas(services: Services, hostId: string, userName: string): TypedReference<'Task'> {
  const { inventory, tasks } = services;
  const { name } = inventory.need('HostSystem', hostId);
  const task = {
    descriptionId: 'HostSystem.reconfigureDas',
    name: 'ReconfigureHostForDAS_Task',
    entity: moRef('HostSystem', hostId),
    entityName: name,
    userName,
  };
  return tasks.begin(task, async () => {
    const host = inventory.need('HostSystem', hostId);
    mustTakePart(services, host);
    post(services, 'HostDasEnablingEvent', host, 'Enabling vSphere HA agent on', userName);
    try {
      await services.das.reconfigure(host);
    } catch (cause) {
      if (!(cause instanceof Vim25Fault)) throw cause;
      throw configFault(`${name} could not be configured for vSphere HA: ${cause.message}`, cause);
    }
    post(services, 'HostDasEnabledEvent', host, 'vSphere HA agent is configured on', userName);
    return undefined;
  });
}

function mustTakePart({ inventory }: Services, host: HostRecord): void {
  const cluster = inventory.above('ClusterComputeResource', host.id);
  if (cluster?.dasConfig.enabled !== true) throw configFault(`vSphere HA is off in the cluster of ${host.name}`);
  if (!isActiveForDas(host) || host.connectionState !== 'connected')
    throw configFault(`${host.name} takes no part in vSphere HA: it is not connected, or in maintenance mode`);
}

function configFault(message: string, cause?: Vim25Fault): Vim25Fault {
  const fields = { reason: 'Other', output: message, ...(cause ? { faultCause: localized(cause) } : {}) };
  return fault('DasConfigFault', message, fields, { cause });
}

function post(
  { events }: Services,
  type: 'HostDasEnablingEvent' | 'HostDasEnabledEvent',
  host: HostRecord,
  what: string,
  userName: string,
): void {
  events.post({ type, message: `${what} ${host.name}`, about: host, userName, fields: {} });
}
