// The heartbeat region: a slot a host, rewritten again and again for as long as the host lives. A lock is worth as much as
// its owner's slot: heartbeat-monitor.ts says when others may clear it, heartbeat-lease.ts when its owner must stop.
import { crc32, getText, getUuid, putText, putUuid, sameBytes, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { fence, register, unregister } from './fence.ts';
import type { HeartbeatMonitor } from './heartbeat-monitor.ts';
import { HEARTBEAT_LBA, HEARTBEAT_SLOTS } from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read } from './operation.ts';

const MAGIC = 0x54_42_48_75; // "uHBT"
const MAX_HOST_NAME_BYTES = 64;

export interface HeartbeatSlot {
  readonly ownerUuid: string;
  readonly hostName: string;
  /** Differs for each use of the slot. */
  readonly generation: number;
  /** Differs after each refresh. */
  readonly sequence: number;
}

export function encodeSlot({ ownerUuid, hostName, generation, sequence }: HeartbeatSlot): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setFloat64(8, generation, true);
  fields.setFloat64(16, sequence, true);
  putUuid(bytes, 24, ownerUuid);
  putText(bytes, 40, MAX_HOST_NAME_BYTES, hostName);
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** A slot that is cleared, was never used, or can't be read: undefined. */
export function decodeSlot(bytes: Uint8Array): HeartbeatSlot | undefined {
  const fields = view(bytes);
  if (fields.getUint32(0, true) !== MAGIC) return undefined;
  if (fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4))) return undefined;
  return {
    generation: fields.getFloat64(8, true),
    sequence: fields.getFloat64(16, true),
    ownerUuid: getUuid(bytes, 24),
    hostName: getText(bytes, 40, MAX_HOST_NAME_BYTES),
  };
}

const slotLba = (slot: number): number => HEARTBEAT_LBA + slot;
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

/**
 * Takes a slot: one of an earlier life of this host, else one that is free, else one whose owner is gone. Throws VmfsError
 * noHeartbeatSlot.
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
  const candidates = [
    ...slots.filter(({ used }) => used?.hostName === host.name),
    ...slots.filter(({ used }) => !used),
    ...slots.filter(({ slot, used }) => used && used.hostName !== host.name && monitor.stale(slot, now)),
  ];
  for (const { slot, bytes, used } of candidates) {
    const content = encodeSlot({
      ownerUuid: host.uuid,
      hostName: host.name,
      generation: (used?.generation ?? 0) + 1,
      sequence: 1,
    });
    const outcome = yield* compareAndWrite(slotLba(slot), bytes, content, { fua: true });
    if (outcome === 'miscompare') continue;
    if (outcome === 'unknown' && !sameBytes(yield* read(slotLba(slot), 1), content)) continue;
    if (used) yield* fence(host.uuid, used.ownerUuid);
    return { slot, content };
  }
  yield* unregister();
  throw new VmfsError('noHeartbeatSlot', `all ${HEARTBEAT_SLOTS} heartbeat slots are in use`);
}

/**
 * One attempt to write the slot anew. `again`: it is ours, but not as in `content` (an earlier attempt took place though
 * nobody told us, or the array lost its cache); try again from what was found. `lost`: another host has cleared it, and
 * every lock that hung on it is gone. Not durable: a slot that jumps back with the array's power is ours all the same.
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
  return { state: decodeSlot(found)?.ownerUuid === own.ownerUuid ? 'again' : 'lost', content: found };
}

/** Clears a slot that is as in `content`; false when its owner was faster. */
export function* clearSlot({ slot, content }: TakenSlot): Operation<boolean> {
  const outcome = yield* compareAndWrite(slotLba(slot), content, cleared(), { fua: true });
  if (outcome !== 'unknown') return outcome === 'written';
  const owner = decodeSlot(content)?.ownerUuid;
  return decodeSlot(yield* read(slotLba(slot), 1))?.ownerUuid !== owner;
}

/** Gives an own slot back, with every lock that still hangs on it, and ends the registration. */
export function* releaseSlot(taken: TakenSlot): Operation<void> {
  yield* clearSlot(taken);
  yield* unregister();
}

/** The slot as it is on the disk now. */
export function* readSlot(slot: number): Operation<HeartbeatSlot | undefined> {
  return decodeSlot(yield* read(slotLba(slot), 1));
}

/** The slots in use of a region as it was read. */
export function decodeSlots(region: Uint8Array): HeartbeatSlot[] {
  return Array.from({ length: HEARTBEAT_SLOTS }, (_, slot) =>
    decodeSlot(region.subarray(slot * BLOCK_BYTES, (slot + 1) * BLOCK_BYTES)),
  ).filter((slot) => slot !== undefined);
}
