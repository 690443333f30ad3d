// A VM that is started from its disk by a path that may be an old one, as HA does it: whoever comes there finds where it has moved, takes the lock
// of its .vmx, broken where its owner is dead, ends what a host has left in the middle, and opens its disk.
import { openDisk, type VirtualDisk } from '@microsphere/vmfs';
import type { HeldLock, HostDatastore } from '../host-datastore.ts';
import type { LedgerEntry } from '../vmotion/guest.ts';
import { readScattered } from './ledger.ts';
import { beside, placeOf } from './place.ts';
import { end, follow, storeOf } from './relocations.ts';
import type { Routine } from './routine.ts';
import { GivenUpError, isVmfs, lockFile, perform, unlock } from './store.ts';
import type { HostContext } from './world.ts';

/** As in packages/host-agent/src/hostd/vm-inventory.ts. */
const MAX_MOVES_FOLLOWED = 8;

/** Where a VM is at home, with all that its host has of it there. */
export interface Home {
  readonly vmxPath: string;
  readonly store: HostDatastore;
  /** Of the .vmx. */
  readonly lock: HeldLock;
  readonly disk: VirtualDisk;
}

export interface PoweredOn {
  readonly home: Home;
  readonly entries: readonly LedgerEntry[];
  /** The lock was that of an owner that is dead, as far as its lease says. */
  readonly broken: boolean;
}

export function* powerOn(context: HostContext, vmxPath: string): Routine<PoweredOn> {
  const { sabotage } = context;
  let at = vmxPath;
  for (let moves = 0; moves <= MAX_MOVES_FOLLOWED; ) {
    const next = sabotage === 'forgetsMoves' ? undefined : yield* follow(context, at);
    if (next !== undefined) {
      at = next;
      moves += 1;
      continue;
    }
    try {
      return yield* powerOnAt(context, at);
    } catch (error) {
      // It was moved since it was looked at.
      if (!isVmfs(error, 'moved') || sabotage === 'forgetsMoves') throw error;
      moves += 1;
    }
  }
  throw new GivenUpError(`${vmxPath} has moved more than ${MAX_MOVES_FOLLOWED} times since`);
}

function* powerOnAt(context: HostContext, vmxPath: string): Routine<PoweredOn> {
  const { datastore, path } = placeOf(vmxPath);
  const store = storeOf(context, datastore);
  const { lock, broken } = yield* lockFile(store, path);
  let disk: VirtualDisk | undefined;
  try {
    yield* end(context, vmxPath);
    if (store.mount !== lock.mount) throw new GivenUpError(`the lock of ${vmxPath} was lost`);
    disk = yield* perform(store, (volume) => openDisk(volume, beside(path, '.vmdk'), { mode: 'exclusive' }));
    const opened = disk;
    const entries = yield* perform(store, () => readScattered(opened));
    return { home: { vmxPath, store, lock, disk }, entries, broken };
  } catch (error) {
    yield* letGo({ store, lock, disk });
    throw error;
  }
}

/** Lets all locks go that are still this host's. */
export function* letGo({
  store,
  lock,
  disk,
}: {
  readonly store: HostDatastore;
  readonly lock: HeldLock;
  readonly disk: VirtualDisk | undefined;
}): Routine<void> {
  if (store.mount !== lock.mount) return;
  try {
    if (disk) yield* perform(store, () => disk.close());
    yield* unlock(store, lock);
  } catch (error) {
    if (store.mount === lock.mount) throw error;
  }
}
