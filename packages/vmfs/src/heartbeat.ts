// The heartbeat region: a slot a host, rewritten again and again for as long as the host lives. A lock is worth as much as
// its owner's slot: one that has stood still for the lease time, by the watcher's own clock and in the watcher's own
// unbroken sight, belongs to a host that has stopped, and its locks may be broken.
import { crc32, getText, getUuid, putText, putUuid, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
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

export interface Watched {
  readonly slot: HeartbeatSlot;
  readonly bytes: Uint8Array;
  /** Since when it has stood still, in the watcher's time. */
  readonly unchangedSince: number;
}

/** What a host has seen of the heartbeat region. Time is the caller's, in milliseconds. */
export class HeartbeatMonitor {
  private readonly leaseMs: number;
  private readonly maxGapMs: number;
  private readonly watched = new Map<number, Watched>();
  private lastObservation = Number.NEGATIVE_INFINITY;

  /** @param maxGapMs - a watcher that has not looked for this long has seen nothing: its watch begins anew */
  constructor(options: { readonly leaseMs: number; readonly maxGapMs: number }) {
    this.leaseMs = options.leaseMs;
    this.maxGapMs = options.maxGapMs;
  }

  /** The whole region, as it was read at a moment not before `now`. */
  observe(region: Uint8Array, now: number): void {
    const blind = now - this.lastObservation > this.maxGapMs;
    this.lastObservation = now;
    for (let index = 0; index < HEARTBEAT_SLOTS; index += 1) {
      const bytes = region.slice(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      const slot = decodeSlot(bytes);
      if (!slot) {
        this.watched.delete(index);
        continue;
      }
      const before = this.watched.get(index);
      const same = before && !blind && sameBytes(before.bytes, bytes);
      this.watched.set(index, { slot, bytes, unchangedSince: same ? before.unchangedSince : now });
    }
  }

  /** Slots in use, by their numbers. */
  slots(): ReadonlyMap<number, Watched> {
    return this.watched;
  }

  /** The slot as it has stood still for the lease time; undefined for one that lives, or that was not watched so long. */
  stale(index: number, now: number): Watched | undefined {
    const watched = this.watched.get(index);
    if (!watched || now - this.lastObservation > this.maxGapMs) return undefined;
    return this.lastObservation - watched.unchangedSince >= this.leaseMs ? watched : undefined;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The region, for the monitor. */
export function* readHeartbeats(): Operation<Uint8Array> {
  return yield* read(HEARTBEAT_LBA, HEARTBEAT_SLOTS);
}

/** Takes a free slot. Throws VmfsError noHeartbeatSlot. */
export function* takeSlot(
  host: { readonly uuid: string; readonly name: string },
  monitor: HeartbeatMonitor,
  now: number,
): Operation<{ slot: number; content: Uint8Array }> {
  const region = yield* readHeartbeats();
  monitor.observe(region, now);
  for (let slot = 0; slot < HEARTBEAT_SLOTS; slot += 1) {
    const bytes = region.slice(slot * BLOCK_BYTES, (slot + 1) * BLOCK_BYTES);
    const used = decodeSlot(bytes);
    // A slot of an earlier life of this host is nobody's: a host has one process.
    if (used && used.hostName !== host.name && !monitor.stale(slot, now)) continue;
    const content = encodeSlot({
      ownerUuid: host.uuid,
      hostName: host.name,
      generation: (used?.generation ?? 0) + 1,
      sequence: 1,
    });
    if (yield* compareAndWrite(slotLba(slot), bytes, content)) return { slot, content };
  }
  throw new VmfsError('noHeartbeatSlot', `all ${HEARTBEAT_SLOTS} heartbeat slots are in use`);
}

/** Writes the slot anew; undefined when it is no longer ours: another host has cleared it, and our locks are lost. */
export function* refreshSlot(slot: number, content: Uint8Array): Operation<Uint8Array | undefined> {
  const own = decodeSlot(content);
  if (!own) throw new TypeError('not the content of a heartbeat slot');
  const next = encodeSlot({ ...own, sequence: own.sequence + 1 });
  return (yield* compareAndWrite(slotLba(slot), content, next)) ? next : undefined;
}

/** Clears a slot that is as in `content`; false when its owner was faster. */
export function* clearSlot(slot: number, content: Uint8Array): Operation<boolean> {
  return yield* compareAndWrite(slotLba(slot), content, cleared());
}

/** The slot as it is on the disk now. */
export function* readSlot(slot: number): Operation<HeartbeatSlot | undefined> {
  return decodeSlot(yield* read(slotLba(slot), 1));
}
