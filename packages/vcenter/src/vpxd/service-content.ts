// The well-known objects: where every client begins.
import { type DataObject, moRef } from '@microsphere/vim25';
import { ALARM_MANAGER } from '../alarm/alarm-manager.ts';
import { supportedEvcModes } from '../evc/evc-projection.ts';
import { HEALTH_UPDATE_MANAGER } from '../infra-update-ha/health-update-manager.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { ROOT_FOLDER } from '../inventory/records.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import { EVENT_MANAGER } from './event-manager.ts';
import { PROPERTY_COLLECTOR } from './session-manager.ts';
import { TASK_MANAGER } from './task-manager.ts';

const SERVICE_INSTANCE = moRef('ServiceInstance', 'ServiceInstance');
const SESSION_MANAGER = moRef('SessionManager', 'SessionManager');
const VIEW_MANAGER = moRef('ViewManager', 'ViewManager');
const SEARCH_INDEX = moRef('SearchIndex', 'SearchIndex');
const PROVISIONING_CHECKER = moRef('VirtualMachineProvisioningChecker', 'ProvChecker');

export function aboutInfo(instanceUuid: string): DataObject<'AboutInfo'> {
  return {
    _typeName: 'AboutInfo',
    name: 'microsphere vCenter Server',
    fullName: 'microsphere vCenter Server 8.0.1',
    vendor: 'microsphere',
    version: '8.0.1',
    build: '1',
    osType: 'linux-x64',
    productLineId: 'vpx',
    apiType: 'VirtualCenter',
    apiVersion: '8.0.1.0',
    instanceUuid,
  };
}

export function serviceContent(about: DataObject<'AboutInfo'>): DataObject<'ServiceContent'> {
  return {
    _typeName: 'ServiceContent',
    rootFolder: moRef('Folder', ROOT_FOLDER),
    propertyCollector: PROPERTY_COLLECTOR,
    viewManager: VIEW_MANAGER,
    about,
    sessionManager: SESSION_MANAGER,
    eventManager: EVENT_MANAGER,
    alarmManager: ALARM_MANAGER,
    healthUpdateManager: HEALTH_UPDATE_MANAGER,
    taskManager: TASK_MANAGER,
    searchIndex: SEARCH_INDEX,
    vmProvisioningChecker: PROVISIONING_CHECKER,
  };
}

/** Puts the well-known objects into the store, and the root folder into an inventory that is still empty. */
export function createServiceObjects(
  objects: ObjectStore,
  inventory: Inventory,
  about: DataObject<'AboutInfo'>,
  startedAt: number,
): void {
  objects.put(SERVICE_INSTANCE, {
    serverClock: new Date(startedAt).toISOString(),
    capability: {
      _typeName: 'Capability',
      provisioningSupported: true,
      multiHostSupported: true,
      userShellAccessSupported: false,
      supportedEVCMode: supportedEvcModes,
    },
    content: serviceContent(about),
  });
  objects.put(SESSION_MANAGER, { defaultLocale: 'en' });
  objects.put(VIEW_MANAGER, {});
  objects.put(SEARCH_INDEX, {});
  objects.put(PROVISIONING_CHECKER, {});
  objects.put(PROPERTY_COLLECTOR, {});
  objects.put(ALARM_MANAGER, {});
  objects.put(HEALTH_UPDATE_MANAGER, {});
  if (!inventory.get(ROOT_FOLDER))
    inventory.put({ type: 'Folder', id: ROOT_FOLDER, name: 'Datacenters', childType: ['Folder', 'Datacenter'] });
}
