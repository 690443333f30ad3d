// Taking slots, and taking them over. Of a slot's owner that is dead first the slot is marked `recovering`, by COMPARE AND
// WRITE, so that one does it; then the owner is fenced, so that nothing late of it arrives; then its journal is replayed;
// then the slot is free, or the recoverer's own. No lock of the owner is broken before. A recoverer that dies over it is
// replaced like that by the next, who begins anew.
import { sameBytes } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { fence, register, unregister } from './fence.ts';
import {
  changeSlot,
  clearSlot,
  decodeSlot,
  encodeSlot,
  type HeartbeatSlot,
  readHeartbeats,
  readSlot,
  slotLba,
  type TakenSlot,
} from './heartbeat.ts';
import type { HeartbeatMonitor } from './heartbeat-monitor.ts';
import { HEARTBEAT_SLOTS } from './layout.ts';
import type { Change } from './lock-record.ts';
import type { Mount, Owner } from './mount.ts';
import { BLOCK_BYTES, type Operation, read } from './operation.ts';
import { replay } from './replay.ts';

/**
 * Takes a slot: one of an earlier life of this host, else one that is free, else one whose owner is gone; replays the
 * journal of whose it was. Throws VmfsError noHeartbeatSlot.
 *
 * A slot of an earlier life is taken without waiting for the lease, with every lock that hangs on it: a host has one
 * process, and the array lets a session of an earlier one do nothing more once its successor has logged in.
 *
 * The host is registered before it takes the slot, and whose slot it was is fenced after: it leaves no key behind.
 */
export function* takeSlot(
  host: { readonly uuid: string; readonly name: string },
  monitor: HeartbeatMonitor,
  now: number,
): Operation<TakenSlot> {
  yield* register(host.uuid);
  const region = yield* readHeartbeats();
  const slots = Array.from({ length: HEARTBEAT_SLOTS }, (_, slot) => {
    const bytes = region.slice(slot * BLOCK_BYTES, (slot + 1) * BLOCK_BYTES);
    return { slot, bytes, used: decodeSlot(bytes) };
  });
  const isEarlierLife = ({ slot, used }: (typeof slots)[number]): boolean =>
    used?.recoverer
      ? used.recoverer.slot === slot && used.recoverer.hostName === host.name
      : used?.hostName === host.name;
  const isGone = ({ slot, bytes, used }: (typeof slots)[number]): boolean => {
    if (used?.recoverer && used.recoverer.slot !== slot)
      return slots[used.recoverer.slot]?.used?.ownerUuid !== used.recoverer.uuid;
    const stale = monitor.stale(slot, now);
    return stale !== undefined && sameBytes(stale.bytes, bytes);
  };
  const candidates = [
    ...slots.filter(isEarlierLife),
    ...slots.filter(({ used }) => !used),
    ...slots.filter((each) => each.used && !isEarlierLife(each) && isGone(each)),
  ];
  for (const { slot, bytes, used } of candidates) {
    const owner: Owner = { uuid: host.uuid, hostName: host.name, slot };
    const content = encodeSlot({
      ownerUuid: host.uuid,
      hostName: host.name,
      generation: (used?.generation ?? 0) + 1,
      sequence: 1,
    });
    if (!used) {
      if (yield* changeSlot(slot, bytes, content)) return { slot, content };
      continue;
    }
    const marked = yield* mark({ slot, content: bytes }, used, owner);
    if (!marked) continue;
    yield* replaySlot(slot, used, owner, changesOf(host.uuid));
    if (yield* changeSlot(slot, marked, content)) return { slot, content };
  }
  yield* unregister();
  throw new VmfsError('noHeartbeatSlot', `all ${HEARTBEAT_SLOTS} heartbeat slots are in use`);
}

/**
 * Gives an own slot back, with every lock that still hangs on it, and ends the registration. Operations have ended; what one
 * that failed has left half done is brought to its end.
 */
export function* releaseSlot(taken: TakenSlot): Operation<void> {
  const own = decodeSlot(taken.content);
  if (!own) throw new TypeError('not the content of a heartbeat slot');
  yield* replay({ slot: taken.slot, ownerUuid: own.ownerUuid, nextChange: changesOf(own.ownerUuid) });
  yield* clearSlot(taken);
  yield* unregister();
}

/** Changes of lock records outside of a mount's operations. */
function changesOf(writerUuid: string): () => Change {
  let sequence = 0;
  return () => {
    sequence -= 1;
    return { writerUuid, sequence };
  };
}

/** Marks a slot as being recovered; undefined when it is no longer as in `content`. */
function* mark({ slot, content }: TakenSlot, used: HeartbeatSlot, recoverer: Owner): Operation<Uint8Array | undefined> {
  const marked = encodeSlot({ ...used, recoverer });
  return (yield* changeSlot(slot, content, marked)) ? marked : undefined;
}

/** Of a slot that this owner has marked. */
function* replaySlot(slot: number, dead: HeartbeatSlot, by: Owner, nextChange: () => Change): Operation<void> {
  // Whoever recovered it before may have died before it could fence anybody.
  yield* fence(by.uuid, dead.ownerUuid);
  if (dead.recoverer && dead.recoverer.uuid !== by.uuid) yield* fence(by.uuid, dead.recoverer.uuid);
  yield* replay({ slot, ownerUuid: dead.ownerUuid, nextChange });
}

/**
 * Whether a mount is gone and what it left is in order: its slot is free or another's. One whose slot has stood still for the
 * lease is taken over here and now.
 */
export function* recoverSlot(mount: Mount, slot: number, ownerUuid: string): Operation<boolean> {
  const content = yield* read(slotLba(slot), 1);
  const used = decodeSlot(content);
  if (used?.ownerUuid !== ownerUuid) {
    mount.unfinished.delete(slot);
    return true;
  }
  // Another operation of this mount is at it.
  if (mount.recovering.has(slot)) return false;
  mount.recovering.add(slot);
  try {
    const { owner } = mount;
    // One that an operation of this mount has begun, and failed over, it goes on with.
    const begun = used.recoverer?.uuid === owner.uuid;
    if (!begun && !(yield* isGone(mount, { slot, content }, used))) return false;
    const marked = begun ? content : yield* mark({ slot, content }, used, owner);
    if (!marked) return false;
    mount.unfinished.set(slot, ownerUuid);
    yield* replaySlot(slot, used, owner, mount.nextChange);
    const cleared = yield* clearSlot({ slot, content: marked });
    mount.unfinished.delete(slot);
    return cleared;
  } finally {
    mount.recovering.delete(slot);
  }
}

/** Whether nobody is behind what is in a slot: its owner, or who recovers it, has stood still for the lease. */
function* isGone(mount: Mount, { slot, content }: TakenSlot, { recoverer }: HeartbeatSlot): Operation<boolean> {
  // A recoverer that has a slot of its own lives as long as that.
  if (recoverer && recoverer.slot !== slot) return yield* recoverSlot(mount, recoverer.slot, recoverer.uuid);
  // As it was seen: an owner that has written it since wins, and one that writes it later learns that it is evicted.
  const stale = mount.stale(slot);
  return stale !== undefined && sameBytes(stale.bytes, content);
}

/** Goes on with what operations of this mount have begun to recover, and failed over. Costs nothing where there is nothing. */
export function* finishRecoveries(mount: Mount): Operation<void> {
  for (const [slot, ownerUuid] of mount.unfinished) yield* recoverSlot(mount, slot, ownerUuid);
}

/** Takes over every slot that has stood still for the lease, and gives back what its owner left. Returns how many. */
export function* recoverStaleSlots(mount: Mount): Operation<number> {
  let recovered = 0;
  for (let slot = 0; slot < HEARTBEAT_SLOTS; slot += 1) {
    const { ownerUuid } = mount.stale(slot)?.slot ?? {};
    if (ownerUuid && (yield* readSlot(slot))?.ownerUuid === ownerUuid && (yield* recoverSlot(mount, slot, ownerUuid)))
      recovered += 1;
  }
  return recovered;
}
