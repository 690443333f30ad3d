// The other hosts of the cluster: which boot of each is speaking, and a liveness detector per host with the questions
// that it needs asked (heartbeat slots read, management addresses pinged). A master uses it for every host; a candidate
// already watches during the election, so that a new master knows at once who is dead (reference: ha.md section 3.2,
// T25 to T35).
import type { ClusterConfiguration, HostMoref, VolumeUuid } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { DatastoreHeartbeatsEvent } from './event.ts';
import { LivenessDetector, type Verdict } from './liveness.ts';
import type { FdmTiming } from './timing.ts';

/** Former boots remembered per host, to know a late message of the dead from one of the living. */
export const MAX_FORMER_BOOTS = 16;
/** Readings of the heartbeat datastores that may be unanswered; the answer to an older one is ignored. */
export const MAX_OPEN_READS = 8;

/** Who has spoken. */
export type Speaker =
  /** Not of this cluster, or a former boot of a host: not to be listened to. */
  | 'nobody'
  /** The host as it was known, or for the first time. */
  | 'known'
  /** The host has restarted since it spoke last. */
  | 'rebooted';

interface Neighbour {
  readonly detector: LivenessDetector;
  bootUuid: string | undefined;
  readonly formerBoots: string[];
  nextPingAt: number;
}

export class FaultDomain {
  readonly #self: HostMoref;
  readonly #timing: FdmTiming;
  readonly #emit: Emit;
  readonly #neighbours = new Map<HostMoref, Neighbour>();
  #names: ReadonlyMap<HostMoref, string> = new Map();
  #heartbeatDatastores: readonly VolumeUuid[] = [];
  /** When each unanswered reading was asked for. */
  readonly #openReads = new Map<number, number>();
  #lastReadAt = Number.NEGATIVE_INFINITY;
  #nextReadAt = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  /** When any other host was heard last. */
  #heardAt = Number.NEGATIVE_INFINITY;

  constructor(self: HostMoref, timing: FdmTiming, emit: Emit) {
    this.#self = self;
    this.#timing = timing;
    this.#emit = emit;
  }

  /** Morefs of the other hosts, in the order of the configuration. */
  hosts(): HostMoref[] {
    return [...this.#neighbours.keys()];
  }

  /** What people call a host: for events. */
  nameOf(host: HostMoref): string {
    return this.#names.get(host) ?? host;
  }

  /** Takes over the members; returns those that have left. */
  configure(configuration: ClusterConfiguration, now: number): HostMoref[] {
    const members = configuration.dasEnabled ? configuration.hosts.map((host) => host.moref) : [];
    this.#names = new Map(configuration.hosts.map(({ moref, hostName }) => [moref, hostName]));
    const left = this.hosts().filter((host) => !members.includes(host));
    for (const host of left) this.#neighbours.delete(host);
    for (const host of members) {
      if (host === this.#self || this.#neighbours.has(host)) continue;
      const detector = new LivenessDetector(this.#timing, now);
      this.#neighbours.set(host, { detector, bootUuid: undefined, formerBoots: [], nextPingAt: 0 });
    }
    const before = this.#heartbeatDatastores.join();
    this.#heartbeatDatastores = configuration.heartbeatDatastores;
    if (before !== this.#heartbeatDatastores.join()) {
      this.#openReads.clear();
      for (const { detector } of this.#neighbours.values()) detector.forgetDatastores();
    }
    return left;
  }

  /** A message has come: whose is it? Everything that may be listened to ends the host's silence. */
  spoken(host: HostMoref, bootUuid: string, now: number): Speaker {
    const neighbour = this.#neighbours.get(host);
    if (!neighbour || neighbour.formerBoots.includes(bootUuid)) return 'nobody';
    const before = neighbour.bootUuid;
    neighbour.bootUuid = bootUuid;
    this.#heardAt = now;
    neighbour.detector.heard(now);
    neighbour.nextPingAt = 0;
    if (before === undefined || before === bootUuid) return 'known';
    neighbour.formerBoots.push(before);
    if (neighbour.formerBoots.length > MAX_FORMER_BOOTS) neighbour.formerBoots.shift();
    return 'rebooted';
  }

  /**
   * An election begins. Slaves do not hear one another, so nobody but `formerMaster` has been silent until now; that
   * one has been since its last heartbeat.
   */
  electionBegins(formerMaster: HostMoref | undefined, now: number): void {
    for (const [host, { detector }] of this.#neighbours) if (host !== formerMaster) detector.heard(now);
  }

  /** When an agent of another host was heard last; -Infinity: never. */
  get heardAt(): number {
    return this.#heardAt;
  }

  verdict(host: HostMoref, now: number): Verdict {
    const neighbour = this.#neighbours.get(host);
    if (!neighbour) throw new Error(`${host} is not in the fault domain of ${this.#self}`);
    return neighbour.detector.verdict(this.#heartbeatDatastores.length, now);
  }

  silentMs(host: HostMoref, now: number): number {
    return this.#neighbours.get(host)?.detector.silentMs(now) ?? 0;
  }

  slotsRead(event: DatastoreHeartbeatsEvent, now: number): void {
    const requestedAt = this.#openReads.get(event.request);
    if (requestedAt === undefined || !this.#heartbeatDatastores.includes(event.datastore)) return;
    const stamps = new Map(event.slots.map((slot) => [slot.host, slot.stamp]));
    for (const [host, { detector }] of this.#neighbours) {
      // A host that speaks is not watched, and a reading from before its silence is no baseline.
      if (requestedAt < detector.suspectAt) continue;
      detector.slotRead(event.datastore, stamps.get(host), requestedAt, now);
    }
  }

  ponged(host: HostMoref, now: number): void {
    this.#neighbours.get(host)?.detector.ponged(now);
  }

  /** Asks the questions that are due. */
  advance(now: number): void {
    if (this.#heartbeatDatastores.length > 0 && now >= this.#readDueAt()) this.#read(now);
    for (const [host, neighbour] of this.#neighbours) {
      const silentMs = neighbour.detector.silentMs(now);
      if (silentMs < this.#timing.fdmHostTimeoutMs || now < neighbour.nextPingAt) continue;
      this.#sequence += 1;
      this.#emit({ kind: 'ping', to: host, nonce: this.#sequence });
      // The ping round at first; later the host is pinged now and then, to notice that its management address answers again.
      const inRound = silentMs < this.#timing.fdmHostTimeoutMs + this.#timing.fdmPingTimeoutMs;
      neighbour.nextPingAt = now + (inRound ? this.#timing.fdmPingIntervalMs : this.#timing.fdmDeadPingIntervalMs);
    }
  }

  #read(now: number): void {
    this.#sequence += 1;
    this.#openReads.set(this.#sequence, now);
    for (const request of this.#openReads.keys()) {
      if (this.#openReads.size <= MAX_OPEN_READS) break;
      this.#openReads.delete(request);
    }
    this.#lastReadAt = now;
    const allDown = [...this.#neighbours.keys()].every((host) => {
      const verdict = this.verdict(host, now);
      return verdict === 'live' || verdict === 'hostDown';
    });
    // A host that is known dead is looked at as rarely as it is pinged.
    this.#nextReadAt = now + (allDown ? this.#timing.fdmDeadPingIntervalMs : this.#timing.fdmHeartbeatIntervalMs);
    this.#emit({ kind: 'readDatastoreHeartbeats', request: this.#sequence, datastores: this.#heartbeatDatastores });
  }

  /** At regular intervals while anybody is silent; and exactly when a watch begins and when it may end. */
  #readDueAt(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const { detector } of this.#neighbours.values()) {
      due = Math.min(due, Math.max(detector.suspectAt, this.#nextReadAt));
      for (const wanted of [detector.suspectAt, detector.decisiveReadAt()]) {
        if (this.#lastReadAt < wanted) due = Math.min(due, wanted);
      }
    }
    return due;
  }

  nextDeadline(now: number): number {
    let next = this.#heartbeatDatastores.length > 0 ? this.#readDueAt() : Number.POSITIVE_INFINITY;
    for (const neighbour of this.#neighbours.values()) {
      const pingAt = now - neighbour.detector.silentMs(now) + this.#timing.fdmHostTimeoutMs;
      next = Math.min(next, neighbour.detector.nextDeadline(now), Math.max(pingAt, neighbour.nextPingAt));
    }
    return next;
  }

  slept(gapMs: number): void {
    for (const { detector } of this.#neighbours.values()) detector.slept(gapMs);
    this.#heardAt += gapMs;
    this.#openReads.clear();
  }
}
