// The heartbeat region: a slot a host, rewritten again and again for as long as the host lives. A lock is worth as much as
// its owner's slot: heartbeat-monitor.ts says when others may take that over, heartbeat-lease.ts when its owner must stop.
// A slot that is taken over is `recovering` until its owner's journal is replayed (recovery.ts), and only then free.
import { crc32, getText, getUuid, putText, putUuid, sameBytes, view } from './bytes.ts';
import { HEARTBEAT_LBA, HEARTBEAT_SLOTS } from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read } from './operation.ts';

const MAGIC = 0x54_42_48_75; // "uHBT"
const MAX_HOST_NAME_BYTES = 64;

/** Who brings to an end what the owner of a slot has left behind. */
export interface Recoverer {
  readonly uuid: string;
  readonly hostName: string;
  /** The recoverer's own slot; this one, where it is to become its own. */
  readonly slot: number;
}

export interface HeartbeatSlot {
  readonly ownerUuid: string;
  readonly hostName: string;
  /** Differs for each use of the slot. */
  readonly generation: number;
  /** Differs after each refresh. */
  readonly sequence: number;
  /** The owner is dead, and its journal being replayed; absent while it lives. */
  readonly recoverer?: Recoverer;
}

export function encodeSlot({ ownerUuid, hostName, generation, sequence, recoverer }: HeartbeatSlot): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setFloat64(8, generation, true);
  fields.setFloat64(16, sequence, true);
  putUuid(bytes, 24, ownerUuid);
  putText(bytes, 40, MAX_HOST_NAME_BYTES, hostName);
  if (recoverer) {
    fields.setUint32(4, 1, true);
    putUuid(bytes, 104, recoverer.uuid);
    putText(bytes, 120, MAX_HOST_NAME_BYTES, recoverer.hostName);
    fields.setUint32(184, recoverer.slot, true);
  }
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** A slot that is cleared, was never used, or can't be read: undefined. */
export function decodeSlot(bytes: Uint8Array): HeartbeatSlot | undefined {
  const fields = view(bytes);
  if (fields.getUint32(0, true) !== MAGIC) return undefined;
  if (fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4))) return undefined;
  const slot: HeartbeatSlot = {
    generation: fields.getFloat64(8, true),
    sequence: fields.getFloat64(16, true),
    ownerUuid: getUuid(bytes, 24),
    hostName: getText(bytes, 40, MAX_HOST_NAME_BYTES),
  };
  if (fields.getUint32(4, true) !== 1) return slot;
  const recoverer = {
    uuid: getUuid(bytes, 104),
    hostName: getText(bytes, 120, MAX_HOST_NAME_BYTES),
    slot: fields.getUint32(184, true) % HEARTBEAT_SLOTS,
  };
  return { ...slot, recoverer };
}

export const slotLba = (slot: number): number => HEARTBEAT_LBA + slot;
const cleared = (): Uint8Array => new Uint8Array(BLOCK_BYTES);

/** The region, for the monitor. */
export function* readHeartbeats(): Operation<Uint8Array> {
  return yield* read(HEARTBEAT_LBA, HEARTBEAT_SLOTS);
}

export interface TakenSlot {
  readonly slot: number;
  /** What is on the disk there now. */
  readonly content: Uint8Array;
}

/** Changes a slot that is as in `before`; false when it is not, any more. No two contents of a slot are alike. */
export function* changeSlot(slot: number, before: Uint8Array, after: Uint8Array): Operation<boolean> {
  for (;;) {
    const outcome = yield* compareAndWrite(slotLba(slot), before, after, { fua: true });
    if (outcome !== 'unknown') return outcome === 'written';
    const found = yield* read(slotLba(slot), 1);
    if (sameBytes(found, after)) return true;
    if (!sameBytes(found, before)) return false;
  }
}

/**
 * One attempt to write the slot anew. `again`: it is ours, but not as in `content` (an earlier attempt took place though
 * nobody told us, or the array lost its cache); try again from what was found. `lost`: another host has taken it over,
 * and every lock that hung on it is gone. Not durable: a slot that jumps back with the array's power is ours all the same.
 */
export function* refreshSlot({
  slot,
  content,
}: TakenSlot): Operation<{ readonly state: 'refreshed' | 'again' | 'lost'; readonly content: Uint8Array }> {
  const own = decodeSlot(content);
  if (!own) throw new TypeError('not the content of a heartbeat slot');
  const next = encodeSlot({ ...own, sequence: own.sequence + 1 });
  const outcome = yield* compareAndWrite(slotLba(slot), content, next, { fua: false });
  if (outcome === 'written') return { state: 'refreshed', content: next };
  const found = yield* read(slotLba(slot), 1);
  const now = decodeSlot(found);
  return { state: now?.ownerUuid === own.ownerUuid && !now.recoverer ? 'again' : 'lost', content: found };
}

/** Clears a slot that is as in `content`; false when its owner was faster. */
export function* clearSlot({ slot, content }: TakenSlot): Operation<boolean> {
  return yield* changeSlot(slot, content, cleared());
}

/** The slot as it is on the disk now. */
export function* readSlot(slot: number): Operation<HeartbeatSlot | undefined> {
  return decodeSlot(yield* read(slotLba(slot), 1));
}

/** The slots of a region as it was read that are their owners': those being recovered are nobody's heartbeats. */
export function decodeSlots(region: Uint8Array): HeartbeatSlot[] {
  const slots = Array.from({ length: HEARTBEAT_SLOTS }, (_, slot) =>
    decodeSlot(region.subarray(slot * BLOCK_BYTES, (slot + 1) * BLOCK_BYTES)),
  );
  return slots.filter((slot) => slot !== undefined).filter(({ recoverer }) => !recoverer);
}
