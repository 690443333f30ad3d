// vCenter's parts, put together over a store and a connection to the management network.
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import type { ManagedObjectReference } from '@microsphere/vim25';
import type { NatsConnection } from 'nats';
import { AdmissionControl } from '../das/admission.ts';
import { DasManager } from '../das/das-manager.ts';
import { Instance } from '../inventory/instance.ts';
import { Inventory } from '../inventory/inventory.ts';
import { Projector } from '../inventory/projector.ts';
import type { Services } from '../methods/call.ts';
import type { Store } from '../vcdb/database.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventManager } from './event-manager.ts';
import { HostEvents } from './host-events.ts';
import { HostMonitor } from './host-monitor.ts';
import { HostRequests } from './host-requests.ts';
import { HostRuntimes } from './host-runtime.ts';
import { aboutInfo, createServiceObjects } from './service-content.ts';
import { SessionManager, type User } from './session-manager.ts';
import { TaskManager } from './task-manager.ts';

export interface VcenterOptions {
  readonly store: Store;
  readonly nats: NatsConnection;
  readonly timing: Timing;
  readonly users: readonly User[];
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly newUuid: () => string;
  readonly newSessionId: () => string;
  readonly log: Logger;
  /** Ends the process: an assumption is broken. */
  readonly broken: (error: unknown) => never;
}

export class Vcenter {
  readonly services: Services;
  readonly monitor: HostMonitor;

  constructor(options: VcenterOptions) {
    const { store, timing, now, wallClock, log } = options;
    const objects = new ObjectStore();
    const inventory = new Inventory(store);
    const instance = new Instance(store, options.newUuid);
    const hosts = new HostRuntimes();
    const busy = new Map<string, ManagedObjectReference>();
    const requests = new HostRequests({ nats: options.nats, timing, wallClock, newKey: options.newUuid });
    const onChange = (ids: Iterable<string>) => projector.refresh(ids);
    const das = new DasManager({ inventory, hosts, requests, log, onChange });
    const projector: Projector = new Projector(objects, inventory, {
      report: (hostId) => hosts.get(hostId)?.report,
      hostBootTime: (hostId) => hosts.get(hostId)?.bootTime,
      vm: (vmId) => hosts.get(inventory.find('VirtualMachine', vmId)?.host ?? '')?.vms.get(vmId),
      dasState: (hostId) => das.hostState(hostId),
      dasProtected: (vm) => das.isProtected(vm),
      admission: (cluster) => admission.assessment(cluster),
      wallClock,
    });
    const about = aboutInfo(instance.instanceUuid);
    const events = new EventManager({ store, objects, inventory, wallClock });
    const dasState = (hostId: string) => das.hostState(hostId)?.state;
    const admission = new AdmissionControl({ inventory, hosts, dasState, events, onChange });
    createServiceObjects(objects, inventory, about, wallClock());
    projector.refreshAll();
    const tasks = new TaskManager({ store, objects, instance, wallClock, log, broken: options.broken });
    const hostEvents = new HostEvents({ inventory, store, events, requests, hosts, now, log });
    this.monitor = new HostMonitor({
      inventory,
      instance,
      hosts,
      das,
      events,
      hostEvents,
      requests,
      timing,
      now,
      wallClock,
      log,
      busy,
      onProgress: (instanceUuid, percent) => {
        const task = busy.get(instanceUuid);
        if (task) tasks.report(task.value, percent);
      },
      onChange,
    });
    const { users, newSessionId } = options;
    this.services = {
      objects,
      inventory,
      instance,
      events,
      tasks,
      sessions: new SessionManager({ users, store, objects, events, wallClock, newSessionId }),
      requests,
      hosts,
      monitor: this.monitor,
      das,
      admission,
      timing,
      log,
      about,
      busy,
      wallClock,
      newUuid: options.newUuid,
    };
  }
  /** To be called often. */
  tick(): void {
    this.monitor.tick();
    this.services.admission.tick();
  }
}
