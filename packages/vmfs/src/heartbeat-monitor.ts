// What a host has seen of the other hosts' heartbeats. A slot that has stood still for the lease time, by the watcher's own
// clock and in its own unbroken sight, belongs to a host that has stopped, and its locks may be broken. Clocks are not
// shared: only how long the watcher itself saw no change counts.
import { sameBytes, view } from './bytes.ts';
import { decodeSlot, type HeartbeatSlot } from './heartbeat.ts';
import { HEARTBEAT_SLOTS } from './layout.ts';
import { BLOCK_BYTES } from './operation.ts';

export interface Watched {
  readonly slot: HeartbeatSlot;
  readonly bytes: Uint8Array;
  /** Since when it has stood still, in the watcher's time. */
  readonly unchangedSince: number;
}

/** What was seen of a slot; it is decoded when somebody asks. */
interface Seen {
  readonly bytes: Uint8Array;
  readonly unchangedSince: number;
  /** Undefined when it can't be read. */
  slot?: HeartbeatSlot | undefined;
}

/** Time is the caller's, in milliseconds. */
export class HeartbeatMonitor {
  private readonly leaseMs: number;
  private readonly seen = new Map<number, Seen>();
  private lastObservation = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly leaseMs: number }) {
    this.leaseMs = options.leaseMs;
  }

  /**
   * A watcher that has not looked for half the lease has seen nothing: its watch begins anew. So an array that was away
   * for everybody makes nobody stale; the owners have at least half the lease to refresh their slots when it is back.
   */
  private blind(now: number): boolean {
    return now - this.lastObservation > this.leaseMs / 2;
  }

  /** The whole region, by a read that was sent and answered at these times: it was so at some moment between them. */
  observe(region: Uint8Array, { sentAt, answeredAt }: { readonly sentAt: number; readonly answeredAt: number }): void {
    const blind = this.blind(sentAt);
    this.lastObservation = sentAt;
    const fields = view(region);
    for (let index = 0; index < HEARTBEAT_SLOTS; index += 1) {
      const before = this.seen.get(index);
      // Most were never used.
      if (!before && fields.getUint32(index * BLOCK_BYTES) === 0) continue;
      const found = region.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      const same = !blind && before !== undefined && sameBytes(before.bytes, found);
      if (!same) this.seen.set(index, { bytes: found.slice(), unchangedSince: answeredAt });
    }
  }

  private watched(index: number): Watched | undefined {
    const seen = this.seen.get(index);
    if (!seen) return undefined;
    if (!('slot' in seen)) seen.slot = decodeSlot(seen.bytes);
    const { slot, bytes, unchangedSince } = seen;
    return slot && { slot, bytes, unchangedSince };
  }

  /** Slots in use, by their numbers. */
  slots(): ReadonlyMap<number, Watched> {
    const slots = new Map<number, Watched>();
    for (const index of this.seen.keys()) {
      const watched = this.watched(index);
      if (watched) slots.set(index, watched);
    }
    return slots;
  }

  /** The slot as it has stood still for the lease time; undefined for one that lives, or that was not watched so long. */
  stale(index: number, now: number): Watched | undefined {
    const watched = this.watched(index);
    if (!watched || this.blind(now)) return undefined;
    return this.lastObservation - watched.unchangedSince >= this.leaseMs ? watched : undefined;
  }
}
