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

/** Time is the caller's, in milliseconds. */
export class HeartbeatMonitor {
  private readonly leaseMs: number;
  private readonly watched = new Map<number, Watched>();
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
      const before = this.watched.get(index);
      // Most were never used, or are as they were: these need not be decoded.
      if (!before && fields.getUint32(index * BLOCK_BYTES) === 0) continue;
      const found = region.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      const same = before !== undefined && sameBytes(before.bytes, found);
      if (same && !blind) continue;
      const slot = same ? before.slot : decodeSlot(found);
      if (slot) this.watched.set(index, { slot, bytes: found.slice(), unchangedSince: answeredAt });
      else this.watched.delete(index);
    }
  }

  /** Slots in use, by their numbers. */
  slots(): ReadonlyMap<number, Watched> {
    return this.watched;
  }

  /** The slot as it has stood still for the lease time; undefined for one that lives, or that was not watched so long. */
  stale(index: number, now: number): Watched | undefined {
    const watched = this.watched.get(index);
    if (!watched || this.blind(now)) return undefined;
    return this.lastObservation - watched.unchangedSince >= this.leaseMs ? watched : undefined;
  }
}
