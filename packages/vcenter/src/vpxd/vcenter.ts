// vCenter's parts, put together over a store and a connection to the management network.
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import { describeMigration, type ManagedObjectReference } from '@microsphere/vim25';
import type { NatsConnection } from 'nats';
import { AlarmManager } from '../alarm/alarm-manager.ts';
import { AdmissionControl } from '../das/admission.ts';
import { DasConfigIssues } from '../das/config-issues.ts';
import { DasEvents } from '../das/das-events.ts';
import { DasManager } from '../das/das-manager.ts';
import { EvcManager } from '../evc/evc-manager.ts';
import { HealthUpdateManager } from '../infra-update-ha/health-update-manager.ts';
import { InfraUpdateHa } from '../infra-update-ha/infra-update-ha.ts';
import { Instance } from '../inventory/instance.ts';
import { Inventory } from '../inventory/inventory.ts';
import { Projector } from '../inventory/projector.ts';
import type { Services } from '../methods/call.ts';
import { enterMaintenanceMode } from '../methods/maintenance-mode.ts';
import { MigrationScheduler } from '../provisioning/migration-scheduler.ts';
import { RelocationCleanup } from '../provisioning/relocation-cleanup.ts';
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

/** Of vMotion, and of Storage vMotion. */
const cancelablePhases: ReadonlySet<string> = new Set(['connecting', 'preCopy', 'preparing', 'copying']);

export class Vcenter {
  readonly services: Services;
  readonly monitor: HostMonitor;
  private readonly dasEvents: DasEvents;
  private readonly dasConfigIssues: DasConfigIssues;

  constructor(options: VcenterOptions) {
    const { store, timing, now, wallClock, log } = options;
    const objects = new ObjectStore();
    const inventory = new Inventory(store);
    const instance = new Instance(store, options.newUuid);
    const hosts = new HostRuntimes();
    const busy = new Map<string, ManagedObjectReference>();
    const migrations = new MigrationScheduler();
    const requests = new HostRequests({ nats: options.nats, timing, wallClock, newKey: options.newUuid });
    const onChange = (ids: Iterable<string>) => projector.refresh(ids);
    const das = new DasManager({
      inventory,
      hosts,
      requests,
      log,
      onChange,
      onUpdate: (update) => this.dasEvents.updated(update),
      onRefused: (host, error) => this.dasConfigIssues.refused(host, error),
    });
    let alarms: AlarmManager | undefined;
    let issues: DasConfigIssues | undefined;
    const projector: Projector = new Projector(objects, inventory, {
      report: (hostId) => hosts.get(hostId)?.report,
      hostBootTime: (hostId) => hosts.get(hostId)?.bootTime,
      cpuFeatures: (hostId) => hosts.cpuFeatures(hostId),
      cpuCapability: (hostId) => hosts.cpuCapability(hostId),
      vm: (vmId) => hosts.get(inventory.find('VirtualMachine', vmId)?.host ?? '')?.vms.get(vmId),
      dasState: (hostId) => das.hostState(hostId),
      dasProtected: (vm) => das.isProtected(vm),
      dasFailingOver: (vm) => das.isFailingOver(vm),
      configIssues: (record) => issues?.of(record) ?? [],
      runningTasks: (id) => tasks.runningOn(id),
      alarms: (record) => alarms?.statesOf(record) ?? { declared: [], triggered: [] },
      admission: (cluster) => admission.assessment(cluster),
      wallClock,
    });
    const about = aboutInfo(instance.instanceUuid);
    const events = new EventManager({ store, objects, inventory, wallClock });
    const dasState = (hostId: string) => das.hostState(hostId)?.state;
    const admission = new AdmissionControl({ inventory, hosts, dasState, events, onChange });
    const tasks = new TaskManager({
      store,
      objects,
      instance,
      wallClock,
      log,
      onChange: (entityId) => onChange([entityId]),
      broken: options.broken,
    });
    createServiceObjects(objects, inventory, about, wallClock());
    alarms = new AlarmManager({ store, objects, inventory, events, instance, wallClock, onChange });
    issues = new DasConfigIssues({
      inventory,
      events,
      heartbeatCandidates: (cluster) => das.heartbeatCandidates(cluster),
      policyProblems: (cluster) => admission.assessment(cluster)?.problems ?? [],
      onChange,
    });
    this.dasConfigIssues = issues;
    this.dasEvents = new DasEvents({ inventory, objects, events, das, timing, now });
    projector.refreshAll();
    const hostEvents = new HostEvents({ inventory, store, events, requests, hosts, now, log });
    const relocations = new RelocationCleanup({ inventory, requests, busy, log });
    const evc = new EvcManager({ inventory, hosts, migrations, requests, log });
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
      onMigration: (instanceUuid, migration) => {
        const task = busy.get(instanceUuid);
        if (!task) return;
        const percent = migrations.percentOf(inventory.vmByInstanceUuid(instanceUuid)?.id ?? '', migration.percent);
        tasks.report(task.value, percent, describeMigration(migration));
        // From the stun on the guest is on its way, and the hosts refuse to stop.
        if (!cancelablePhases.has(migration.phase)) tasks.commit(task.value);
      },
      onHeard: (hostId) => {
        relocations.settle(hostId);
        evc.settle(hostId);
      },
      onChange,
    });
    const health = new HealthUpdateManager({ store, inventory, newUuid: options.newUuid });
    const infraUpdateHa = new InfraUpdateHa({
      store,
      inventory,
      events,
      health,
      log,
      enterMaintenanceMode: (hostId) => {
        const asked = { timeoutSeconds: 0, evacuatePoweredOffVms: false, userName: '' };
        const task = enterMaintenanceMode(this.services, hostId, asked);
        return () => tasks.cancel(task.value);
      },
      settle: (clusterId) => das.settle(clusterId),
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
      evc,
      alarms,
      health,
      infraUpdateHa,
      admission,
      timing,
      log,
      about,
      busy,
      entering: new Map(),
      migrations,
      relocations,
      wallClock,
      newUuid: options.newUuid,
    };
    // What a former vCenter was killed in goes on.
    infraUpdateHa.settleAll();
  }

  /** To be called often. */
  tick(): void {
    this.monitor.tick();
    this.dasEvents.tick();
    this.dasConfigIssues.tick();
    this.services.admission.tick();
  }
}
