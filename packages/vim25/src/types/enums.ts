// The enumerations of vim25 that are used here, each with all of its values in the order of the WSDL.

export const enums = {
  ArrayUpdateOperation: ['add', 'remove', 'edit'],
  ClusterDasConfigInfoServiceState: ['disabled', 'enabled'],
  DasVmPriority: ['disabled', 'low', 'medium', 'high'],
  EventFilterSpecRecursionOption: ['self', 'children', 'all'],
  HostMountMode: ['readWrite', 'readOnly'],
  HostSystemConnectionState: ['connected', 'notResponding', 'disconnected'],
  HostSystemPowerState: ['poweredOn', 'poweredOff', 'standBy', 'unknown'],
  ManagedEntityStatus: ['gray', 'green', 'yellow', 'red'],
  ObjectUpdateKind: ['modify', 'enter', 'leave'],
  PropertyChangeOp: ['add', 'remove', 'assign', 'indirectRemove'],
  SharesLevel: ['low', 'normal', 'high', 'custom'],
  StateAlarmOperator: ['isEqual', 'isUnequal'],
  TaskInfoState: ['queued', 'running', 'success', 'error'],
  VirtualDeviceConfigSpecFileOperation: ['create', 'destroy', 'replace'],
  VirtualDeviceConfigSpecOperation: ['add', 'remove', 'edit'],
  VirtualMachineConnectionState: ['connected', 'disconnected', 'orphaned', 'inaccessible', 'invalid'],
  VirtualMachineMovePriority: ['lowPriority', 'highPriority', 'defaultPriority'],
  VirtualMachinePowerState: ['poweredOff', 'poweredOn', 'suspended'],
  VirtualMachineRelocateTransformation: ['flat', 'sparse'],
  VirtualMachineToolsStatus: ['toolsNotInstalled', 'toolsNotRunning', 'toolsOld', 'toolsOk'],
} as const;

export type Enums = typeof enums;
export type EnumName = keyof Enums;

/** vim25 ClusterDasVmSettingsRestartPriority; a plain string in the WSDL. `clusterRestartPriority`: what the cluster has. */
export const clusterDasVmSettingsRestartPriorities = [
  'disabled',
  'lowest',
  'low',
  'medium',
  'high',
  'highest',
  'clusterRestartPriority',
] as const;
export type ClusterDasVmSettingsRestartPriority = (typeof clusterDasVmSettingsRestartPriorities)[number];

/** vim25 VirtualMachineRelocateDiskMoveOptions; a plain string in the WSDL. */
export const virtualMachineRelocateDiskMoveOptions = [
  'moveAllDiskBackingsAndAllowSharing',
  'moveAllDiskBackingsAndDisallowSharing',
  'moveChildMostDiskBacking',
  'createNewChildDiskBacking',
  'moveAllDiskBackingsAndConsolidate',
] as const;

/** vim25 VirtualMachineConfigSpecEncryptedVMotionModes; a plain string in the WSDL. */
export const encryptedVMotionModes = ['disabled', 'opportunistic', 'required'] as const;
export type EncryptedVMotionMode = (typeof encryptedVMotionModes)[number];

/** vim25 HealthUpdateInfoComponentType; a plain string in the WSDL. */
export const healthUpdateInfoComponentTypes = ['Memory', 'Power', 'Fan', 'Network', 'Storage'] as const;

/** vim25 ClusterInfraUpdateHaConfigInfoBehaviorType; a plain string in the WSDL. */
export const clusterInfraUpdateHaBehaviorTypes = ['Manual', 'Automated'] as const;

/** vim25 ClusterInfraUpdateHaConfigInfoRemediationType; a plain string in the WSDL. */
export const clusterInfraUpdateHaRemediationTypes = ['QuarantineMode', 'MaintenanceMode'] as const;

/** vim25 EventAlarmExpressionComparisonOperator; a plain string in the WSDL. */
export const eventAlarmExpressionComparisonOperators = [
  'equals',
  'notEqualTo',
  'startsWith',
  'doesNotStartWith',
  'endsWith',
  'doesNotEndWith',
] as const;
