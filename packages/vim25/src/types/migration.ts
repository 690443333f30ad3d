// Moving virtual machines to other hosts and datastores: what is asked for, what is checked before, what it says of itself.
import { dataObject, method } from '../descriptor.ts';

const destination = {
  destHost: 'HostEventArgument',
  destDatacenter: 'DatacenterEventArgument?',
  destDatastore: 'DatastoreEventArgument?',
} as const;

const source = {
  sourceHost: 'HostEventArgument',
  sourceDatacenter: 'DatacenterEventArgument?',
  sourceDatastore: 'DatastoreEventArgument?',
} as const;

const failure = {
  destHost: 'HostEventArgument',
  reason: 'LocalizedMethodFault',
  destDatacenter: 'DatacenterEventArgument?',
  destDatastore: 'DatastoreEventArgument?',
} as const;

export const migrationTypes = {
  VirtualMachineRelocateSpec: dataObject('DynamicData', {
    service: 'ServiceLocator?',
    folder: 'ManagedObjectReference?',
    datastore: 'ManagedObjectReference?',
    diskMoveType: 'string?',
    pool: 'ManagedObjectReference?',
    host: 'ManagedObjectReference?',
    disk: 'VirtualMachineRelocateSpecDiskLocator[]?',
    transform: 'VirtualMachineRelocateTransformation?',
    deviceChange: 'VirtualDeviceConfigSpec[]?',
    profile: 'VirtualMachineProfileSpec[]?',
    cryptoSpec: 'CryptoSpec?',
  }),
  VirtualMachineRelocateSpecDiskLocator: dataObject('DynamicData', {
    diskId: 'int',
    datastore: 'ManagedObjectReference',
    diskMoveType: 'string?',
    diskBackingInfo: 'VirtualDeviceBackingInfo?',
    profile: 'VirtualMachineProfileSpec[]?',
  }),
  ServiceLocator: dataObject('DynamicData', {
    instanceUuid: 'string',
    url: 'string',
    credential: 'ServiceLocatorCredential',
    sslThumbprint: 'string?',
  }),
  ServiceLocatorCredential: dataObject('DynamicData', {}),
  VirtualMachineProfileSpec: dataObject('DynamicData', {}),
  CryptoSpec: dataObject('DynamicData', {}),
  CheckResult: dataObject('DynamicData', {
    vm: 'ManagedObjectReference?',
    host: 'ManagedObjectReference?',
    warning: 'LocalizedMethodFault[]?',
    error: 'LocalizedMethodFault[]?',
  }),
  // "riscv.m", and what must be so of it: "Bool:Min:1".
  VirtualMachineFeatureRequirement: dataObject('DynamicData', {
    key: 'string',
    featureName: 'string',
    value: 'string',
  }),

  VmBeingHotMigratedEvent: dataObject('VmEvent', destination),
  VmBeingMigratedEvent: dataObject('VmEvent', destination),
  VmEmigratingEvent: dataObject('VmEvent', {}),
  VmMigratedEvent: dataObject('VmEvent', source),
  VmFailedMigrateEvent: dataObject('VmEvent', failure),
  VmRelocateSpecEvent: dataObject('VmEvent', {}),
  VmBeingRelocatedEvent: dataObject('VmRelocateSpecEvent', destination),
  VmRelocatedEvent: dataObject('VmRelocateSpecEvent', source),
  VmRelocateFailedEvent: dataObject('VmRelocateSpecEvent', failure),
  MigrationEvent: dataObject('VmEvent', { fault: 'LocalizedMethodFault' }),
  MigrationErrorEvent: dataObject('MigrationEvent', {}),
  MigrationWarningEvent: dataObject('MigrationEvent', {}),
  MigrationHostErrorEvent: dataObject('MigrationEvent', { dstHost: 'HostEventArgument' }),
  MigrationHostWarningEvent: dataObject('MigrationEvent', { dstHost: 'HostEventArgument' }),
  MigrationResourceErrorEvent: dataObject('MigrationEvent', {
    dstPool: 'ResourcePoolEventArgument',
    dstHost: 'HostEventArgument',
  }),
  MigrationResourceWarningEvent: dataObject('MigrationEvent', {
    dstPool: 'ResourcePoolEventArgument',
    dstHost: 'HostEventArgument',
  }),
};

export const migrationManagedObjects = {
  VirtualMachineProvisioningChecker: {
    base: 'ManagedObject',
    properties: {},
    methods: {
      CheckMigrate_Task: method(
        {
          vm: 'ManagedObjectReference',
          host: 'ManagedObjectReference?',
          pool: 'ManagedObjectReference?',
          state: 'VirtualMachinePowerState?',
          testType: 'string[]?',
        },
        'ManagedObjectReference',
      ),
      CheckRelocate_Task: method(
        { vm: 'ManagedObjectReference', spec: 'VirtualMachineRelocateSpec', testType: 'string[]?' },
        'ManagedObjectReference',
      ),
      QueryVMotionCompatibilityEx_Task: method(
        { vm: 'ManagedObjectReference[]', host: 'ManagedObjectReference[]' },
        'ManagedObjectReference',
      ),
    },
  },
} as const;
