// A MAC-learning bridge (IEEE 802.1D without spanning tree: the lab has no loops). It learns behind which port a source
// address is, sends a frame where its destination was seen last, and to all other ports when it doesn't know. An address
// that turns up behind another port has moved; moves are counted, because a moved VM is what people watch for.
//
// An entry outlives its port: while the port is down the address counts as unknown, and when it turns up elsewhere that
// is a move, as when vSphere HA restarts the VMs of a dead host.
import { isFrameLength } from './ethernet-frame.ts';
import { isMulticast, MAC_ADDRESS_BYTES, type MacAddress, readMacAddress } from './mac-address.ts';

/** Addresses that are known at once; further ones are not learned, so that frames to them go to all ports. */
export const MAX_MAC_TABLE_ENTRIES = 8192;

export interface BridgeOptions {
  /** An address that has sent nothing for this long is forgotten. */
  readonly macAgingMs: number;
}

export interface MacTableEntry {
  readonly macAddress: MacAddress;
  readonly port: string;
  /** Whether the port is up. */
  readonly connected: boolean;
  /** Since its last frame. */
  readonly ageMs: number;
  /** How often it has changed its port. */
  readonly moves: number;
}

export interface BridgeStatistics {
  /** Frames that came in. */
  readonly frames: number;
  /** Of these: sent to all other ports. */
  readonly floodedFrames: number;
  /** Of these: malformed, or for an address behind the port that they came from. */
  readonly droppedFrames: number;
  /** Addresses that changed their port. */
  readonly moves: number;
  /** Sources that found the table full. */
  readonly unlearnedFrames: number;
}

interface Entry {
  port: string;
  lastSeen: number;
  moves: number;
}

const NOWHERE: readonly string[] = [];

export class Bridge {
  private readonly macAgingMs: number;
  private readonly ports = new Set<string>();
  private readonly table = new Map<MacAddress, Entry>();
  /** No entry ages before this time: a full table is searched for old ones no earlier. */
  private nothingAgesBefore = Number.NEGATIVE_INFINITY;
  private readonly counters = { frames: 0, floodedFrames: 0, droppedFrames: 0, moves: 0, unlearnedFrames: 0 };

  constructor({ macAgingMs }: BridgeOptions) {
    this.macAgingMs = macAgingMs;
  }

  get statistics(): BridgeStatistics {
    return { ...this.counters };
  }

  addPort(port: string): void {
    if (this.ports.has(port)) throw new Error(`the bridge has a port ${port} already`);
    this.ports.add(port);
  }

  removePort(port: string): void {
    if (!this.ports.delete(port)) throw new Error(`the bridge has no port ${port}`);
  }

  /** The ports that a frame from `ingress` leaves by; never `ingress` itself. */
  forward(ingress: string, frame: Uint8Array, now: number): readonly string[] {
    this.counters.frames += 1;
    if (!isFrameLength(frame.length)) return this.drop();
    const source = readMacAddress(frame, MAC_ADDRESS_BYTES);
    // A group can't send.
    if (isMulticast(source)) return this.drop();
    this.learn(source, ingress, now);

    const destination = readMacAddress(frame, 0);
    const known = isMulticast(destination) ? undefined : this.table.get(destination);
    if (known === undefined || this.isAged(known, now) || !this.ports.has(known.port)) return this.flood(ingress);
    return known.port === ingress ? this.drop() : [known.port];
  }

  /** What it knows, oldest address first. */
  macTable(now: number): MacTableEntry[] {
    this.forgetAged(now);
    return [...this.table].map(([macAddress, { port, lastSeen, moves }]) => ({
      macAddress,
      port,
      connected: this.ports.has(port),
      ageMs: now - lastSeen,
      moves,
    }));
  }

  private learn(source: MacAddress, port: string, now: number): void {
    const entry = this.table.get(source);
    if (entry !== undefined && !this.isAged(entry, now)) {
      entry.lastSeen = now;
      if (entry.port === port) return;
      entry.port = port;
      entry.moves += 1;
      this.counters.moves += 1;
      return;
    }
    if (entry === undefined && this.table.size >= MAX_MAC_TABLE_ENTRIES) this.forgetAged(now);
    if (entry === undefined && this.table.size >= MAX_MAC_TABLE_ENTRIES) this.counters.unlearnedFrames += 1;
    else this.table.set(source, { port, lastSeen: now, moves: 0 });
  }

  private isAged({ lastSeen }: Entry, now: number): boolean {
    return now - lastSeen >= this.macAgingMs;
  }

  private forgetAged(now: number): void {
    if (now < this.nothingAgesBefore) return;
    let oldest = now;
    for (const [macAddress, entry] of this.table)
      if (this.isAged(entry, now)) this.table.delete(macAddress);
      else oldest = Math.min(oldest, entry.lastSeen);
    this.nothingAgesBefore = oldest + this.macAgingMs;
  }

  private flood(ingress: string): readonly string[] {
    this.counters.floodedFrames += 1;
    return [...this.ports].filter((port) => port !== ingress);
  }

  private drop(): readonly string[] {
    this.counters.droppedFrames += 1;
    return NOWHERE;
  }
}
