// A datastore of a host, as routines use it: they wait for its operations, whose outcome counts under the mount that they began under.
import { type Operation, VmfsError, type Volume } from '@microsphere/vmfs';
import type { HeldLock, HostDatastore } from '../host-datastore.ts';
import { DeviceLostError, PathError } from '../path.ts';
import { NotAdmittedError, type StorageError } from '../storage-operation.ts';
import { outcomeOf, type Routine } from './routine.ts';

/** What a host was going to do with a VM is not to be, for a reason that nobody has to be surprised at. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}

/** What can go wrong where a datastore fails, somebody else has a lock, or somebody changes his mind. */
export function isExpected(error: unknown): error is StorageError | GivenUpError {
  return (
    error instanceof GivenUpError ||
    error instanceof PathError ||
    error instanceof DeviceLostError ||
    error instanceof NotAdmittedError ||
    (error instanceof VmfsError && expectedCodes.includes(error.code))
  );
}

/** Of what hosts do to one folder at once, or after they have lost their locks. */
const expectedCodes: readonly VmfsError['code'][] = [
  'notFound',
  'exists',
  'notEmpty',
  // What was a folder when its name was found is a file of somebody else's by now.
  'notDirectory',
  'busy',
  'locked',
  'lockLost',
  'moved',
  'fenced',
  'noSpace',
  'noHeartbeatSlot',
];

export function isVmfs(error: unknown, code: VmfsError['code']): boolean {
  return error instanceof VmfsError && error.code === code;
}

type Perform<T> = (volume: Volume) => Operation<T>;

/** For as long as Misc.APDTimeout allows it. `onLate`: what it would have told comes when nobody waits any more. */
export function perform<T>(store: HostDatastore, operation: Perform<T>, onLate?: (value: T) => void): Routine<T> {
  return outcomeOf((told) => store.run(operation, told, onLate));
}

/** However long the device is away. */
export function ask<T>(store: HostDatastore, operation: Perform<T>): Routine<T> {
  return outcomeOf((told) => store.ask(operation, told));
}

/** Whether a lock is this host's, without any doubt. */
export function holds(store: HostDatastore, { mount }: HeldLock): boolean {
  return store.mount === mount && mount.state === 'alive' && store.accessible;
}

/** Takes the exclusive lock of a file, that of a dead owner too. `broken`: it was such a one's. */
export function* lockFile(
  store: HostDatastore,
  path: string,
): Routine<{ readonly lock: HeldLock; readonly broken: boolean }> {
  const { mount } = store;
  if (!mount) throw new NotAdmittedError('the volume is not mounted');
  const letGo = ({ fileLock }: Locked): void => store.unlock({ fileLock, mount }, () => {});
  const { fileLock, broken } = yield* perform(store, (volume) => lockOperation(volume, path), letGo);
  return { lock: { fileLock, mount }, broken };
}

type Locked = { readonly fileLock: HeldLock['fileLock']; readonly broken: boolean };

function* lockOperation(volume: Volume, path: string): Operation<Locked> {
  const { lock } = yield* volume.stat(path);
  return { fileLock: yield* volume.lockFile(path), broken: lock.mode !== 0 };
}

/** However long it takes; one that was lost is nobody's any more. */
export function unlock(store: HostDatastore, lock: HeldLock): Routine<void> {
  return outcomeOf((told) => store.unlock(lock, (error) => told(error ? { error } : { value: undefined })));
}
