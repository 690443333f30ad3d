// What goes wrong with storage, as vim25 faults: the one table of this boundary.
import { PathError, ScsiError } from '@microsphere/block';
import type { HostFaultType } from '@microsphere/proto';
import { VmdkError, VmfsError, type VmfsErrorCode, VmxError } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { DeviceLostError } from './lun-device.ts';
import { NotAdmittedError } from './volume-heartbeat.ts';

export const vmfsFaults: Readonly<Record<VmfsErrorCode, HostFaultType>> = {
  notFormatted: 'InvalidDatastore',
  beingFormatted: 'InvalidDatastore',
  unsupportedVersion: 'InvalidDatastore',
  damaged: 'FileFault',
  tooSmall: 'InvalidDatastore',
  tooLarge: 'FileFault',
  notFound: 'FileNotFound',
  exists: 'AlreadyExists',
  notDirectory: 'FileFault',
  isDirectory: 'FileFault',
  notEmpty: 'FileFault',
  badName: 'InvalidName',
  noSpace: 'NoDiskSpace',
  noDescriptors: 'NoDiskSpace',
  noHeartbeatSlot: 'InvalidDatastore',
  tooFragmented: 'NoDiskSpace',
  busy: 'FileFault',
  locked: 'FileLocked',
  lockLost: 'FileLocked',
  moved: 'FileNotFound',
  fenced: 'CannotAccessFile',
};

/** Sense key DATA PROTECT with SPACE ALLOCATION FAILED (reference: storage.md): a thin LUN that is out of space. */
function isOutOfSpace({ sense }: ScsiError): boolean {
  return sense.key === 0x7 && sense.asc === 0x27 && sense.ascq === 0x7;
}

/** The fault for an error of an operation on a datastore; errors that are nobody's fault stay as they are. */
export function storageFault(datastore: string, error: unknown): unknown {
  const fault = (type: HostFaultType, definite: boolean) =>
    new HostFault(type, `[${datastore}] ${(error as Error).message}`, { definite, cause: error });
  if (error instanceof VmfsError)
    return fault(vmfsFaults[error.code], error.code !== 'lockLost' && error.code !== 'fenced');
  if (error instanceof VmdkError || error instanceof VmxError) return fault('FileFault', true);
  if (error instanceof ScsiError) return fault(isOutOfSpace(error) ? 'NoDiskSpace' : 'FileFault', false);
  const unreachable =
    error instanceof PathError || error instanceof NotAdmittedError || error instanceof DeviceLostError;
  if (unreachable) return fault('CannotAccessFile', false);
  return error;
}

/** Whether an operation has failed because the file was moved, and says where to. */
export function wasMoved(error: unknown): boolean {
  const cause = error instanceof HostFault ? error.cause : error;
  return cause instanceof VmfsError && cause.code === 'moved';
}
