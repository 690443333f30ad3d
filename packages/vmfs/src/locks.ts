// The locks of files and directories: exclusive, or shared by several mounts (readOnly, multiWriter). Each is taken by one
// COMPARE AND WRITE of the lock record. A holder that is dead stands in nobody's way once its slot has been recovered.
import { sameBytes } from './bytes.ts';
import type { Existing } from './descriptor.ts';
import { LockedError, type LockOwner, VmfsError } from './errors.ts';
import { decodeSlot, readSlot, slotLba } from './heartbeat.ts';
import {
  changeLock,
  freeLock,
  type KnownLock,
  type LockHolder,
  type LockMode,
  type LockRecord,
  lockModes,
  MAX_LOCK_HOLDERS,
  MAX_OPENS_OF_HOLDER,
  readLock,
} from './lock-record.ts';
import type { Mount } from './mount.ts';
import { type Operation, read } from './operation.ts';
import { recoverSlot } from './recovery.ts';
import { isHeld } from './replay.ts';

/** How often a lock whose record changes under our hands is tried again. */
export const MAX_LOCK_RACES = 8;

/** A lock that this host holds. */
export interface FileLock extends KnownLock {
  readonly path: string;
  readonly mode: LockMode;
}

/** An exclusive lock that its holder gives away, as it was when it was offered: to one taker, or to nobody once it is reasserted. */
export interface LockOffer {
  /** The mount that holds it. */
  readonly uuid: string;
  readonly generation: number;
}

/** What offers a lock to another mount. It is this mount's until that takes it. */
export function offerOf(mount: Pick<Mount, 'owner'>, { lock }: FileLock): LockOffer {
  return { uuid: mount.owner.uuid, generation: lock.generation };
}

/**
 * Takes a lock, also from a holder that has offered it. Undefined when its record is no longer as it was read; throws
 * LockedError when somebody alive holds it, VmfsError moved for a file that is only there to be removed.
 */
export function* takeLock(
  mount: Mount,
  { descriptor, lock, lockBytes, metadata }: Existing,
  {
    mode,
    path,
    offer,
    toRemove = false,
  }: {
    readonly mode: LockMode;
    readonly path: string;
    readonly offer?: LockOffer | undefined;
    readonly toRemove?: boolean;
  },
): Operation<FileLock | undefined> {
  if (lock.moved && !toRemove) throw new VmfsError('moved', `${path} was moved: it says where to`);
  const { uuid: ownerUuid, hostName, slot } = mount.owner;
  const shared = mode !== 'exclusive' && lock.mode === lockModes[mode];
  const offered = offer !== undefined && isHeld(lock, offer.uuid, offer.generation);
  const others = offered ? [] : holdersOf(lock).filter(({ uuid }) => !shared || uuid !== ownerUuid);
  const alive: LockHolder[] = [];
  for (const holder of others) {
    // Those that it is shared with need not be looked at while there is room.
    if (shared && lock.holders.length < MAX_LOCK_HOLDERS) alive.push(holder);
    else if (!(yield* isGone(mount, holder))) alive.push(holder);
  }
  const [inTheWay] = alive;
  const own = shared ? lock.holders.find(({ uuid }) => uuid === ownerUuid) : undefined;
  const isFull = alive.length >= MAX_LOCK_HOLDERS || (own?.opens ?? 0) >= MAX_OPENS_OF_HOLDER;
  if (inTheWay && (!shared || isFull)) throw new LockedError(path, metadata.type, yield* named(inTheWay, lock));
  const holders = mode === 'exclusive' ? [] : [...alive, { uuid: ownerUuid, slot, opens: (own?.opens ?? 0) + 1 }];
  const next = { mode: lockModes[mode], ownerUuid, hostName, slot, holders };
  const taken = yield* changeLock({ descriptor, lock, lockBytes }, next, mount.nextChange());
  return taken && { ...taken, path, mode };
}

function holdersOf(lock: LockRecord): readonly LockHolder[] {
  return lock.mode === lockModes.exclusive ? [{ uuid: lock.ownerUuid, slot: lock.slot, opens: 1 }] : lock.holders;
}

function* isGone(mount: Mount, { uuid, slot }: LockHolder): Operation<boolean> {
  return uuid !== mount.owner.uuid && (yield* recoverSlot(mount, slot, uuid));
}

/**
 * Another mount that holds a lock and lives, as far as this one can see: nothing is taken and nothing recovered. Undefined
 * where nobody does.
 */
export function* livingHolder(mount: Mount, lock: LockRecord): Operation<LockOwner | undefined> {
  for (const holder of holdersOf(lock)) {
    if (holder.uuid === mount.owner.uuid) continue;
    const content = yield* read(slotLba(holder.slot), 1);
    if (decodeSlot(content)?.ownerUuid !== holder.uuid) continue;
    const stale = mount.stale(holder.slot);
    if (!stale || !sameBytes(stale.bytes, content)) return yield* named(holder, lock);
  }
  return undefined;
}

/** Who a holder is, as far as the volume says. */
function* named({ uuid, slot }: LockHolder, lock: LockRecord): Operation<LockOwner> {
  if (uuid === lock.ownerUuid) return { uuid, slot, hostName: lock.hostName };
  const used = yield* readSlot(slot);
  return { uuid, slot, hostName: used?.ownerUuid === uuid ? used.hostName : 'a host that is gone' };
}

/**
 * Takes a lock by its offer, and in no other way. Undefined when it is not offered any more: it was taken, taken back, or let go,
 * and whoever did that may have changed what lies under it.
 */
export function* acceptLock(
  mount: Mount,
  { descriptor, lock, lockBytes }: Existing,
  { path, offer }: { readonly path: string; readonly offer: LockOffer },
): Operation<FileLock | undefined> {
  if (!isHeld(lock, offer.uuid, offer.generation)) return undefined;
  const { uuid: ownerUuid, hostName, slot } = mount.owner;
  const taken = yield* changeLock({ descriptor, lock, lockBytes }, { ownerUuid, hostName, slot }, mount.nextChange());
  return taken && { ...taken, path, mode: 'exclusive' };
}

/**
 * Takes back what was offered: whoever comes with the offer afterwards comes too late. Undefined when somebody has taken it, or
 * broken it.
 */
export function* reassertLock(mount: Mount, lock: FileLock): Operation<FileLock | undefined> {
  const kept = yield* changeLock(lock, {}, mount.nextChange());
  return kept && { ...kept, path: lock.path, mode: lock.mode };
}

/**
 * Lets a lock go, and says by the same COMPARE AND WRITE that the file was moved to where its content says. False when the lock was no
 * longer this mount's: then nothing was moved.
 */
export function* markMoved(mount: Mount, lock: FileLock): Operation<boolean> {
  return (yield* changeLock(lock, { ...freeLock, moved: true }, mount.nextChange())) !== undefined;
}

/** Lets a lock go. Throws VmfsError lockLost when another host has broken it. */
export function* releaseLock(mount: Mount, lock: FileLock): Operation<void> {
  const lost = () => new VmfsError('lockLost', `${lock.path}: the lock was no longer ours`);
  if (lock.mode === 'exclusive') {
    if (!(yield* changeLock(lock, freeLock, mount.nextChange()))) throw lost();
    return;
  }
  for (let race = 0; race < MAX_LOCK_RACES; race += 1) {
    const known = yield* readLock(lock.descriptor);
    const own = holderOf(mount, lock, known.lock);
    if (!own) throw lost();
    const others = known.lock.holders.filter((holder) => holder !== own);
    const holders = own.opens > 1 ? [...others, { ...own, opens: own.opens - 1 }] : others;
    if (yield* changeLock(known, holders.length > 0 ? { holders } : freeLock, mount.nextChange())) return;
  }
  throw new VmfsError('busy', `${lock.path}: other hosts changed its lock ${MAX_LOCK_RACES} times in a row`);
}

/** Whether the lock on the disk is still this one. */
export function* holdsLock(mount: Mount, lock: FileLock): Operation<boolean> {
  const known = yield* readLock(lock.descriptor);
  return lock.mode === 'exclusive'
    ? isHeld(known.lock, mount.owner.uuid, lock.lock.generation)
    : holderOf(mount, lock, known.lock) !== undefined;
}

function holderOf({ owner }: Mount, { mode }: FileLock, lock: LockRecord): LockHolder | undefined {
  return lock.mode === lockModes[mode] ? lock.holders.find(({ uuid }) => uuid === owner.uuid) : undefined;
}
