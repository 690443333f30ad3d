// The vim25 faults that a host answers with: it raises no other, and vCenter knows what to make of each.
export const hostFaultTypes = [
  'AlreadyExists',
  'CannotAccessFile',
  'FileFault',
  'FileLocked',
  'FileNotFound',
  'HostConfigFault',
  'InsufficientCpuResourcesFault',
  'InsufficientMemoryResourcesFault',
  'InvalidArgument',
  'InvalidDatastore',
  'InvalidDatastorePath',
  'InvalidName',
  'InvalidPowerState',
  'InvalidState',
  'InvalidVmConfig',
  'NoDiskSpace',
  'NotFound',
  'NotSupported',
  'ResourceInUse',
  'RequestCanceled',
  'SystemError',
  'TaskInProgress',
  'Timedout',
  'ToolsUnavailable',
] as const;

export type HostFaultType = (typeof hostFaultTypes)[number];
