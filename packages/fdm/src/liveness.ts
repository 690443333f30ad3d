// Is a silent host dead? FDM asks three witnesses in turn: the network heartbeat, the host's slot on the heartbeat
// datastores, and an echo of its management address. It pronounces a host dead only when all three are silent; a host
// that any of them has seen keeps its VMs (reference: ha.md section 2 "Truth table", section 3.1).
//
// Intuition: a neighbour who no longer greets you may be ill, or may just have quarrelled with you. Look whether the
// light in the window still changes (datastore heartbeat). If it doesn't, ring the bell (ping). Only a dark house where
// nobody answers is empty.
//
// A datastore heartbeat is judged by change, never by its age: clocks of hosts are not compared. The first reading
// after the silence began is the baseline; whatever differs from it was written afterwards, by a living host. And a
// slot counts as still only up to the moment when the last answered reading was asked for, so that slow storage makes
// the verdict late instead of wrong.
import type { VolumeUuid } from './cluster.ts';
import type { FdmTiming } from './timing.ts';

/** What the heartbeat datastores say about one host. */
export type DatastoreEvidence =
  /** There are none: the cluster has no heartbeat datastores. */
  | 'notConfigured'
  /** Its slot has changed within the last watch period. */
  | 'moved'
  /** Watched for a whole period, and it did not change. */
  | 'still'
  /** Not watched for long enough to tell. */
  | 'watching'
  /** None could be read for a whole watch period. */
  | 'unreadable';

export interface Observation {
  /** Since the host's last message on the network. */
  readonly silentMs: number;
  readonly datastores: DatastoreEvidence;
  /** It has answered a ping within the last ping round. */
  readonly pinged: boolean;
}

export type Verdict = 'live' | 'undecided' | 'networkPartitionedFromMaster' | 'fdmUnreachable' | 'hostDown';

/** The truth table of ha.md section 2, with the times of section 3.1. */
export function judge({ silentMs, datastores, pinged }: Observation, timing: FdmTiming): Verdict {
  if (silentMs < timing.fdmDatastoreWatchAfterMs) return 'live';
  // T15: three seconds of silence started the datastore watch, ten the pings; those are given five.
  if (silentMs < timing.fdmHostTimeoutMs + timing.fdmPingTimeoutMs) return 'undecided';
  if (pinged) return 'fdmUnreachable';
  if (datastores === 'moved') return 'networkPartitionedFromMaster';
  if (datastores === 'notConfigured') return 'hostDown';
  // T18: with heartbeat datastores the watch must have lasted its whole period.
  if (silentMs < timing.fdmDatastoreWatchAfterMs + timing.fdmDatastoreWatchMs) return 'undecided';
  return datastores === 'watching' ? 'undecided' : 'hostDown';
}

/** Watches one host. */
export class LivenessDetector {
  #heardAt: number;
  #pongAt = Number.NEGATIVE_INFINITY;
  /** Last seen stamp by heartbeat datastore, since the watch began. */
  readonly #stamps = new Map<VolumeUuid, string>();
  /** When the first reading of this watch arrived, when a slot was last seen to differ, up to when it is known still. */
  #baselineAt: number | undefined;
  #movedAt: number | undefined;
  #readUpTo = Number.NEGATIVE_INFINITY;
  readonly #timing: FdmTiming;
  /** Silences after which the verdict may be another one: this is asked for every neighbour at every step. */
  readonly #marks: readonly number[];

  constructor(timing: FdmTiming, now: number) {
    const { fdmDatastoreWatchAfterMs, fdmHostTimeoutMs, fdmPingTimeoutMs, fdmDatastoreWatchMs } = timing;
    this.#timing = timing;
    this.#heardAt = now;
    this.#marks = [
      fdmDatastoreWatchAfterMs,
      fdmHostTimeoutMs,
      fdmHostTimeoutMs + fdmPingTimeoutMs,
      fdmDatastoreWatchAfterMs + fdmDatastoreWatchMs,
    ];
  }

  /** A message of its agent has arrived: all suspicion ends. */
  heard(now: number): void {
    this.#heardAt = now;
    this.forgetDatastores();
  }

  ponged(now: number): void {
    this.#pongAt = now;
  }

  /** Its slot as a reading that was asked for at `requestedAt` has found it; undefined when it has none. */
  slotRead(datastore: VolumeUuid, stamp: string | undefined, requestedAt: number, now: number): void {
    const before = this.#stamps.get(datastore);
    // A slot that appears where a reading found none was written since.
    const known = this.#stamps.has(datastore);
    if (known && stamp !== undefined && before !== stamp) this.#movedAt = now;
    this.#stamps.set(datastore, stamp ?? before ?? '');
    this.#baselineAt ??= now;
    this.#readUpTo = Math.max(this.#readUpTo, requestedAt);
  }

  /** The heartbeat datastores are others now, or the host was heard: the watch begins anew. */
  forgetDatastores(): void {
    if (this.#baselineAt === undefined) return;
    this.#stamps.clear();
    this.#baselineAt = undefined;
    this.#movedAt = undefined;
    this.#readUpTo = Number.NEGATIVE_INFINITY;
  }

  silentMs(now: number): number {
    return now - this.#heardAt;
  }

  verdict(heartbeatDatastores: number, now: number): Verdict {
    return judge(
      {
        silentMs: this.silentMs(now),
        datastores: heartbeatDatastores === 0 ? 'notConfigured' : this.#evidence(now),
        pinged: now - this.#pongAt <= this.#timing.fdmHostTimeoutMs + this.#timing.fdmPingTimeoutMs,
      },
      this.#timing,
    );
  }

  #evidence(now: number): DatastoreEvidence {
    const watchMs = this.#timing.fdmDatastoreWatchMs;
    if (this.#baselineAt === undefined) {
      const unreadMs = this.silentMs(now) - this.#timing.fdmDatastoreWatchAfterMs;
      return unreadMs > watchMs ? 'unreadable' : 'watching';
    }
    if (this.#readUpTo - (this.#movedAt ?? this.#baselineAt) >= watchMs) return 'still';
    return this.#movedAt === undefined ? 'watching' : 'moved';
  }

  /** From when on its datastore heartbeats are looked at, unless it is heard before. */
  get suspectAt(): number {
    return this.#heardAt + this.#timing.fdmDatastoreWatchAfterMs;
  }

  /** When a reading asked for then would be the one that decides; Infinity while there is nothing to decide. */
  decisiveReadAt(): number {
    if (this.#baselineAt === undefined) return Number.POSITIVE_INFINITY;
    const at = (this.#movedAt ?? this.#baselineAt) + this.#timing.fdmDatastoreWatchMs;
    return at > this.#readUpTo ? at : Number.POSITIVE_INFINITY;
  }

  /** The next moment at which the verdict could change by time alone. */
  nextDeadline(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const mark of this.#marks) {
      const at = this.#heardAt + mark;
      if (at > now) next = Math.min(next, at);
    }
    return next;
  }

  /** This process stood still: it could not have heard anybody, so that time is nobody's silence. */
  slept(gapMs: number): void {
    this.#heardAt += gapMs;
    this.forgetDatastores();
  }
}
