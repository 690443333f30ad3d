// What hosts answer when they fail, as vim25 faults: the one table of that boundary.
import { type Fault, type HostFaultType, hostFaultTypes } from '@microsphere/proto';
import { moRef, type Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

const table: Readonly<Record<HostFaultType, (message: string) => Vim25Fault>> = {
  ActiveVMsBlockingEVC: (message) => fault('ActiveVMsBlockingEVC', message),
  AlreadyExists: (message) => fault('AlreadyExists', message),
  CannotAccessFile: (message) => fault('CannotAccessFile', message, { file: fileIn(message) }),
  EVCModeUnsupportedByHosts: (message) => fault('EVCModeUnsupportedByHosts', message),
  FileFault: (message) => fault('FileFault', message, { file: fileIn(message) }),
  FileLocked: (message) => fault('FileLocked', message, { file: fileIn(message) }),
  FileNotFound: (message) => fault('FileNotFound', message, { file: fileIn(message) }),
  HostConfigFault: (message) => fault('HostConfigFault', message),
  InsufficientCpuResourcesFault: (message) => fault('InsufficientCpuResourcesFault', message),
  InsufficientMemoryResourcesFault: (message) => fault('InsufficientMemoryResourcesFault', message),
  InvalidArgument: (message) => fault('InvalidArgument', message),
  InvalidDatastore: (message) => fault('InvalidDatastore', message),
  InvalidDatastorePath: (message) => fault('InvalidDatastorePath', message, { datastorePath: fileIn(message) }),
  InvalidName: (message) => fault('InvalidName', message, { name: '' }),
  // vCenter checks the state before it asks; the host refuses when it has changed meanwhile, and says to what.
  InvalidPowerState: (message) =>
    fault('InvalidPowerState', message, { existingState: message.includes('powered on') ? 'poweredOn' : 'poweredOff' }),
  InvalidState: (message) => fault('InvalidState', message),
  InvalidVmConfig: (message) => fault('InvalidVmConfig', message),
  MigrationFault: (message) => fault('MigrationFault', message),
  MigrationNotReady: (message) => fault('MigrationNotReady', message, { reason: message }),
  NoDiskSpace: (message) => fault('NoDiskSpace', message, { file: fileIn(message), datastore: '' }),
  NotFound: (message) => fault('NotFound', message),
  NotSupported: (message) => fault('NotSupported', message),
  ResourceInUse: (message) => fault('ResourceInUse', message, { name: fileIn(message) }),
  RequestCanceled: (message) => fault('RequestCanceled', message),
  SystemError: (message) => fault('SystemError', message, { reason: 'SystemError' }),
  // The field is required, and the host's requests are no tasks of vCenter's: named as ESXi names its own.
  TaskInProgress: (message) => fault('TaskInProgress', message, { task: moRef('Task', 'haTask') }),
  Timedout: (message) => fault('Timedout', message),
  ToolsUnavailable: (message) => fault('ToolsUnavailable', message),
};

/** The datastore path that a message names. */
function fileIn(message: string): string {
  return /\[[^\]]+\] \S+/.exec(message)?.[0] ?? '';
}

/** A host's fault as vCenter's clients see it. A type that is in no table, from another version of a host, is a SystemError. */
export function hostFault({ type, message, definite }: Fault, hostName: string): Vim25Fault {
  const text = definite ? `${hostName}: ${message}` : `${hostName}: ${message} (whether it was done is not known)`;
  const known = hostFaultTypes.find((one) => one === type);
  return known ? table[known](text) : fault('SystemError', text, { reason: type ?? '' });
}
