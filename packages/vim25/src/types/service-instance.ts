// The way in: service instance, sessions, and what every other table builds on.
import { dataObject, method } from '../descriptor.ts';

export const serviceInstanceTypes = {
  AboutInfo: dataObject('DynamicData', {
    name: 'string',
    fullName: 'string',
    vendor: 'string',
    version: 'string',
    build: 'string',
    osType: 'string',
    productLineId: 'string',
    apiType: 'string',
    apiVersion: 'string',
    instanceUuid: 'string?',
  }),
  ServiceContent: dataObject('DynamicData', {
    rootFolder: 'ManagedObjectReference',
    propertyCollector: 'ManagedObjectReference',
    viewManager: 'ManagedObjectReference?',
    about: 'AboutInfo',
    sessionManager: 'ManagedObjectReference?',
    eventManager: 'ManagedObjectReference?',
    alarmManager: 'ManagedObjectReference?',
    healthUpdateManager: 'ManagedObjectReference?',
    taskManager: 'ManagedObjectReference?',
    searchIndex: 'ManagedObjectReference?',
    vmProvisioningChecker: 'ManagedObjectReference?',
  }),
  UserSession: dataObject('DynamicData', {
    key: 'string',
    userName: 'string',
    fullName: 'string',
    loginTime: 'dateTime',
    lastActiveTime: 'dateTime',
    locale: 'string',
    messageLocale: 'string',
    extensionSession: 'boolean?',
    ipAddress: 'string?',
    userAgent: 'string?',
    callCount: 'long?',
  }),
  Description: dataObject('DynamicData', { label: 'string', summary: 'string' }),
  OptionValue: dataObject('DynamicData', { key: 'string', value: 'anyType?' }),
  KeyAnyValue: dataObject('DynamicData', { key: 'string', value: 'anyType' }),
  ArrayUpdateSpec: dataObject('DynamicData', { operation: 'ArrayUpdateOperation', removeKey: 'anyType?' }),
};

export const serviceInstanceManagedObjects = {
  ServiceInstance: {
    base: 'ManagedObject',
    properties: { serverClock: 'dateTime', capability: 'Capability', content: 'ServiceContent' },
    methods: {
      RetrieveServiceContent: method({}, 'ServiceContent'),
      CurrentTime: method({}, 'dateTime'),
    },
  },
  SessionManager: {
    base: 'ManagedObject',
    properties: { currentSession: 'UserSession?', sessionList: 'UserSession[]?', defaultLocale: 'string' },
    methods: {
      Login: method({ userName: 'string', password: 'string', locale: 'string?' }, 'UserSession'),
      Logout: method({}),
    },
  },
  SearchIndex: {
    base: 'ManagedObject',
    properties: {},
    methods: {
      FindByInventoryPath: method({ inventoryPath: 'string' }, 'ManagedObjectReference?'),
      FindByUuid: method(
        { datacenter: 'ManagedObjectReference?', uuid: 'string', vmSearch: 'boolean', instanceUuid: 'boolean?' },
        'ManagedObjectReference?',
      ),
    },
  },
} as const;
