// Snapshots of virtual machines, clones, changed blocks, what their files use, and questions that they ask.
import { dataObject, method } from '../descriptor.ts';

export const virtualMachineSnapshotTypes = {
  VirtualMachineSnapshotInfo: dataObject('DynamicData', {
    currentSnapshot: 'ManagedObjectReference?',
    rootSnapshotList: 'VirtualMachineSnapshotTree[]',
  }),
  VirtualMachineSnapshotTree: dataObject('DynamicData', {
    snapshot: 'ManagedObjectReference',
    vm: 'ManagedObjectReference',
    name: 'string',
    description: 'string',
    id: 'int?',
    createTime: 'dateTime',
    state: 'VirtualMachinePowerState',
    quiesced: 'boolean',
    backupManifest: 'string?',
    childSnapshotList: 'VirtualMachineSnapshotTree[]?',
    replaySupported: 'boolean?',
  }),
  VirtualMachineCloneSpec: dataObject('DynamicData', {
    location: 'VirtualMachineRelocateSpec',
    template: 'boolean',
    config: 'VirtualMachineConfigSpec?',
    powerOn: 'boolean',
    snapshot: 'ManagedObjectReference?',
    memory: 'boolean?',
  }),
  DiskChangeInfo: dataObject('DynamicData', {
    startOffset: 'long',
    length: 'long',
    changedArea: 'DiskChangeExtent[]?',
  }),
  DiskChangeExtent: dataObject('DynamicData', { start: 'long', length: 'long' }),
  VirtualMachineStorageSummary: dataObject('DynamicData', {
    committed: 'long',
    uncommitted: 'long',
    unshared: 'long',
    timestamp: 'dateTime',
  }),
  VirtualMachineStorageInfo: dataObject('DynamicData', {
    perDatastoreUsage: 'VirtualMachineUsageOnDatastore[]?',
    timestamp: 'dateTime',
  }),
  VirtualMachineUsageOnDatastore: dataObject('DynamicData', {
    datastore: 'ManagedObjectReference',
    committed: 'long',
    uncommitted: 'long',
    unshared: 'long',
  }),
  VirtualMachineQuestionInfo: dataObject('DynamicData', {
    id: 'string',
    text: 'string',
    choice: 'ChoiceOption',
    message: 'VirtualMachineMessage[]?',
  }),
  VirtualMachineMessage: dataObject('DynamicData', { id: 'string', argument: 'anyType[]?', text: 'string?' }),
  OptionType: dataObject('DynamicData', { valueIsReadonly: 'boolean?' }),
  ChoiceOption: dataObject('OptionType', { choiceInfo: 'ElementDescription[]', defaultIndex: 'int?' }),
  ElementDescription: dataObject('Description', { key: 'string' }),
};

export const virtualMachineSnapshotManagedObjects = {
  VirtualMachineSnapshot: {
    base: 'ManagedObject',
    properties: {
      childSnapshot: 'ManagedObjectReference[]?',
      config: 'VirtualMachineConfigInfo',
      vm: 'ManagedObjectReference',
    },
    methods: {
      RevertToSnapshot_Task: method(
        { host: 'ManagedObjectReference?', suppressPowerOn: 'boolean?' },
        'ManagedObjectReference',
      ),
      RemoveSnapshot_Task: method({ removeChildren: 'boolean', consolidate: 'boolean?' }, 'ManagedObjectReference'),
      RenameSnapshot: method({ name: 'string?', description: 'string?' }),
    },
  },
} as const;
