// The host's one error table: every expected failure is a vim25 fault, and says whether the caller may assume that
// nothing happened.
import type { Fault } from '@microsphere/proto';

export type FaultType =
  | 'AlreadyExists'
  | 'CannotAccessFile'
  | 'FileFault'
  | 'FileLocked'
  | 'FileNotFound'
  | 'HostConfigFault'
  | 'InsufficientCpuResourcesFault'
  | 'InsufficientMemoryResourcesFault'
  | 'InvalidArgument'
  | 'InvalidDatastore'
  | 'InvalidDatastorePath'
  | 'InvalidName'
  | 'InvalidPowerState'
  | 'InvalidState'
  | 'InvalidVmConfig'
  | 'NoDiskSpace'
  | 'NotFound'
  | 'NotSupported'
  | 'RequestCanceled'
  | 'SystemError'
  | 'TaskInProgress'
  | 'Timedout'
  | 'ToolsUnavailable';

/** A vim25 fault as an error. */
export class HostFault extends Error {
  override readonly name = 'HostFault';
  readonly type: FaultType;
  /** Whether the caller may assume that nothing happened. */
  readonly definite: boolean;

  constructor(type: FaultType, message: string, options: { definite?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.type = type;
    this.definite = options.definite ?? true;
  }
}

/** Any error as it goes over the wire. */
export function toFault(error: unknown): Fault & { readonly type: FaultType } {
  if (error instanceof HostFault) return { type: error.type, message: error.message, definite: error.definite };
  return { type: 'SystemError', message: error instanceof Error ? error.message : String(error), definite: false };
}
