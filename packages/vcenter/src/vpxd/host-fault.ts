// What hosts answer when they fail, as vim25 faults: the one table of that boundary.
import type { Fault } from '@microsphere/proto';
import type { Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

const table: Readonly<Record<string, (message: string) => Vim25Fault>> = {
  AlreadyExists: (message) => fault('AlreadyExists', message),
  CannotAccessFile: (message) => fault('CannotAccessFile', message, { file: fileIn(message) }),
  FileFault: (message) => fault('FileFault', message, { file: fileIn(message) }),
  FileLocked: (message) => fault('FileLocked', message, { file: fileIn(message) }),
  FileNotFound: (message) => fault('FileNotFound', message, { file: fileIn(message) }),
  HostConfigFault: (message) => fault('HostConfigFault', message),
  InsufficientCpuResourcesFault: (message) => fault('InsufficientCpuResourcesFault', message),
  InsufficientMemoryResourcesFault: (message) => fault('InsufficientMemoryResourcesFault', message),
  InvalidArgument: (message) => fault('InvalidArgument', message),
  InvalidDatastore: (message) => fault('InvalidDatastore', message),
  InvalidName: (message) => fault('InvalidName', message, { name: '' }),
  // vCenter checks the state before it asks; the host refuses when it has changed meanwhile, and says to what.
  InvalidPowerState: (message) =>
    fault('InvalidPowerState', message, { existingState: message.includes('powered on') ? 'poweredOn' : 'poweredOff' }),
  InvalidVmConfig: (message) => fault('InvalidVmConfig', message),
  NoDiskSpace: (message) => fault('NoDiskSpace', message, { file: fileIn(message), datastore: '' }),
  NotFound: (message) => fault('NotFound', message),
  NotSupported: (message) => fault('NotSupported', message),
  RequestCanceled: (message) => fault('RequestCanceled', message),
  Timedout: (message) => fault('Timedout', message),
  ToolsUnavailable: (message) => fault('ToolsUnavailable', message),
};

/** The datastore path that a message names. */
function fileIn(message: string): string {
  return /\[[^\]]+\] \S+/.exec(message)?.[0] ?? '';
}

export function hostFault({ type, message, definite }: Fault, hostName: string): Vim25Fault {
  const text = definite ? `${hostName}: ${message}` : `${hostName}: ${message} (whether it was done is not known)`;
  const known = type != null && Object.hasOwn(table, type) ? table[type] : undefined;
  return known ? known(text) : fault('SystemError', text, { reason: type ?? '' });
}
