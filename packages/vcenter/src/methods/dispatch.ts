// From a managed object and the name of a method or property to what carries it out. Encodings call this; they know nothing
// of methods, and methods know nothing of encodings.
import {
  type ManagedObjectName,
  type ManagedObjectReference,
  managedObjectTypes,
  methodsOf,
  propertiesOf,
} from '@microsphere/vim25';
import { notFound } from '../property-collector/traversal.ts';
import { fault } from '../vmodl/faults.ts';
import { type PathResult, pathExists, readPath } from '../vmodl/property-path.ts';
import { serviceContent } from '../vpxd/service-content.ts';
import { alarmManager } from './alarm-manager.ts';
import type { Call, MethodTable } from './call.ts';
import { clusterComputeResource, computeResource } from './cluster.ts';
import { clusterEvcManager } from './evc-manager.ts';
import { folder } from './folder.ts';
import { healthUpdateManager } from './health-update-manager.ts';
import { hostDatastoreSystem, hostStorageSystem } from './host.ts';
import { hostSystem } from './host-system.ts';
import { managedEntity } from './managed-entity.ts';
import {
  eventHistoryCollector,
  eventManager,
  historyCollector,
  propertyCollector,
  propertyFilter,
  view,
  viewManager,
} from './property-collector.ts';
import { provisioningChecker } from './provisioning-checker.ts';
import { searchIndex, serviceInstance, sessionManager } from './service-instance.ts';
import { virtualMachineSnapshot } from './snapshot.ts';
import { virtualMachine } from './virtual-machine.ts';

const table: MethodTable = {
  ManagedObject: {},
  ManagedEntity: managedEntity,
  ServiceInstance: serviceInstance,
  SessionManager: sessionManager,
  SearchIndex: searchIndex,
  PropertyCollector: propertyCollector,
  PropertyFilter: propertyFilter,
  ViewManager: viewManager,
  View: view,
  ManagedObjectView: {},
  ContainerView: {},
  Task: {
    CancelTask({ services }, self) {
      services.tasks.cancel(self.value);
      return undefined;
    },
  },
  TaskManager: {},
  EventManager: eventManager,
  Alarm: {},
  AlarmManager: alarmManager,
  HealthUpdateManager: healthUpdateManager,
  HistoryCollector: historyCollector,
  EventHistoryCollector: eventHistoryCollector,
  Folder: folder,
  Datacenter: {},
  ComputeResource: computeResource,
  ClusterComputeResource: clusterComputeResource,
  ClusterEVCManager: clusterEvcManager,
  HostSystem: hostSystem,
  HostDatastoreSystem: hostDatastoreSystem,
  HostStorageSystem: hostStorageSystem,
  ResourcePool: {},
  Datastore: {},
  Network: {},
  VirtualMachine: virtualMachine,
  VirtualMachineSnapshot: virtualMachineSnapshot,
  VirtualMachineProvisioningChecker: provisioningChecker,
};

type Handler = (call: Call, self: ManagedObjectReference, parameters: unknown) => unknown;

/** What may be called without a session. */
const anonymous = new Set([
  'ServiceInstance.RetrieveServiceContent',
  'ServiceInstance.CurrentTime',
  'SessionManager.Login',
]);

function handlerOf(type: string, method: string): Handler | undefined {
  const types: Readonly<Record<string, { readonly base: string }>> = managedObjectTypes;
  for (let at = type; Object.hasOwn(types, at); at = types[at]?.base ?? '') {
    const methods = table[at as ManagedObjectName] as Readonly<Record<string, Handler>>;
    if (Object.hasOwn(methods, method)) return methods[method];
  }
  return undefined;
}

/** The object must exist, be of this type, and not belong to another session. Faults: ManagedObjectNotFound. */
function checkObject(call: Call, self: ManagedObjectReference): void {
  const object = call.services.objects.get(self.value);
  if (object?.ref.type !== self.type) throw notFound(self);
  if (self.value.startsWith('session-') && !call.session.owns(self)) throw notFound(self);
}

/**
 * Calls a method. `decode` gives its parameters once it is known that the method exists. Faults: NotAuthenticated,
 * ManagedObjectNotFound, MethodNotFound, and those of the method.
 */
export async function invoke(
  call: Call,
  self: ManagedObjectReference,
  method: string,
  decode: (parameters: Readonly<Record<string, string>>) => unknown,
): Promise<{ readonly value: unknown; readonly descriptor: string }> {
  if (!anonymous.has(`${self.type}.${method}`)) void call.session;
  checkObject(call, self);
  const schema = methodsOf(self.type).get(method);
  const handler = handlerOf(self.type, method);
  if (!schema || !handler)
    throw fault('MethodNotFound', `${self.type} has no method ${method}`, { receiver: self, method });
  const value = await handler(call, self, decode(schema.parameters));
  return { value, descriptor: schema.result };
}

/** Reads a property. Faults: NotAuthenticated, ManagedObjectNotFound, InvalidProperty. */
export function fetchProperty(call: Call, self: ManagedObjectReference, property: string): PathResult | undefined {
  if (self.type === 'ServiceInstance' && property === 'content')
    return { value: serviceContent(call.services.about), descriptor: 'ServiceContent' };
  const { session } = call;
  checkObject(call, self);
  if (!propertiesOf(self.type).has(property) || !pathExists(self.type, property))
    throw fault('InvalidProperty', `${self.type} has no property "${property}"`, { name: property });
  // These differ by who asks, or at every moment.
  if (self.type === 'SessionManager' && property === 'currentSession')
    return { value: session.user, descriptor: 'UserSession' };
  if (self.type === 'SessionManager' && property === 'sessionList')
    return { value: call.services.sessions.all.map(({ user }) => user), descriptor: 'UserSession[]' };
  if (self.type === 'ServiceInstance' && property === 'serverClock')
    return { value: new Date(call.services.wallClock()).toISOString(), descriptor: 'dateTime' };
  const object = call.services.objects.get(self.value);
  return object && readPath(self.type, object.properties, property);
}
