// One call of a method: who calls, and everything that a method may need.
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import type {
  DataObject,
  ManagedObjectName,
  ManagedObjectReference,
  MethodName,
  managedObjectTypes,
  Parameters,
  Result,
} from '@microsphere/vim25';
import type { AlarmManager } from '../alarm/alarm-manager.ts';
import type { AdmissionControl } from '../das/admission.ts';
import type { DasManager } from '../das/das-manager.ts';
import type { EvcManager } from '../evc/evc-manager.ts';
import type { HealthUpdateManager } from '../infra-update-ha/health-update-manager.ts';
import type { InfraUpdateHa } from '../infra-update-ha/infra-update-ha.ts';
import type { Instance } from '../inventory/instance.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MigrationScheduler } from '../provisioning/migration-scheduler.ts';
import type { RelocationCleanup } from '../provisioning/relocation-cleanup.ts';
import { fault } from '../vmodl/faults.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import type { EventManager } from '../vpxd/event-manager.ts';
import type { HostMonitor } from '../vpxd/host-monitor.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import type { Session, SessionManager } from '../vpxd/session-manager.ts';
import type { TaskManager } from '../vpxd/task-manager.ts';

/** vCenter's parts. */
export interface Services {
  readonly objects: ObjectStore;
  readonly inventory: Inventory;
  readonly instance: Instance;
  readonly events: EventManager;
  readonly tasks: TaskManager;
  readonly sessions: SessionManager;
  readonly requests: HostRequests;
  readonly hosts: HostRuntimes;
  readonly monitor: HostMonitor;
  readonly das: DasManager;
  readonly evc: EvcManager;
  readonly alarms: AlarmManager;
  readonly health: HealthUpdateManager;
  readonly infraUpdateHa: InfraUpdateHa;
  readonly admission: AdmissionControl;
  readonly timing: Timing;
  readonly log: Logger;
  readonly about: DataObject<'AboutInfo'>;
  /** Operations on virtual machines that are under way: the task of each, by instance UUID. */
  readonly busy: Map<string, ManagedObjectReference>;
  /** Hosts that are entering maintenance mode: the task of each, by managed-object id. */
  readonly entering: Map<string, ManagedObjectReference>;
  /** Virtual machines that move, or wait until they may. */
  readonly migrations: MigrationScheduler;
  /** What Storage vMotions have left. */
  readonly relocations: RelocationCleanup;
  readonly wallClock: () => number;
  readonly newUuid: () => string;
}

export class Call {
  readonly services: Services;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  readonly ipAddress: string;
  /** Id of a session that this call has opened. */
  openedSession: string | undefined;
  private readonly found: Session | undefined;

  constructor(services: Services, caller: { session: Session | undefined; signal: AbortSignal; ipAddress: string }) {
    this.services = services;
    this.found = caller.session;
    this.signal = caller.signal;
    this.ipAddress = caller.ipAddress;
  }

  /** Faults: NotAuthenticated. */
  get session(): Session {
    if (!this.found) throw fault('NotAuthenticated', 'The session is not authenticated.');
    return this.found;
  }

  get userName(): string {
    return this.session.user.userName;
  }
}

type OwnMethodName<N extends ManagedObjectName> = keyof (typeof managedObjectTypes)[N]['methods'] & MethodName<N>;

/** What carries out the methods that a type adds to what it inherits. A method without one does not compile. */
export type MethodsOf<N extends ManagedObjectName> = {
  readonly [M in OwnMethodName<N>]: (
    call: Call,
    self: ManagedObjectReference,
    parameters: Parameters<N, M>,
  ) => Result<N, M> | Promise<Result<N, M>>;
};

export type MethodTable = { readonly [N in ManagedObjectName]: MethodsOf<N> };
