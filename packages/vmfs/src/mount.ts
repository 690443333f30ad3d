// One mount of one host: who it is, whom it watches, and what it has under way. Everything that it does on the volume
// begins here, and nothing does any more once it has learnt that it is fenced.
import { VmfsError } from './errors.ts';
import { readSlot } from './heartbeat.ts';
import type { HeartbeatMonitor, Watched } from './heartbeat-monitor.ts';
import type { Superblock } from './layout.ts';
import type { Change } from './lock-record.ts';
import type { Operation } from './operation.ts';

/** Who locks: one mount of one host. */
export interface Owner {
  /** New for each slot that is taken: locks of an earlier mount are never mistaken for those of this one. */
  readonly uuid: string;
  readonly hostName: string;
  readonly slot: number;
}

export interface MountOptions {
  readonly superblock: Superblock;
  readonly owner: Owner;
  readonly monitor: HeartbeatMonitor;
  /** The watcher's time, as it was given to the monitor. */
  readonly now: () => number;
}

export class Mount {
  readonly superblock: Superblock;
  readonly owner: Owner;
  /** Slots whose dead owners' journals are being replayed, each by one operation of this mount. */
  readonly recovering = new Set<number>();
  /** Slots that this mount has marked as being recovered, and not cleared yet, with the UUIDs of their dead owners. */
  readonly unfinished = new Map<number, string>();
  private readonly monitor: HeartbeatMonitor;
  private readonly now: () => number;
  private changes = 0;
  private fenced: VmfsError | undefined;

  constructor(options: MountOptions) {
    this.superblock = options.superblock;
    this.owner = options.owner;
    this.monitor = options.monitor;
    this.now = options.now;
  }

  readonly nextChange = (): Change => {
    this.changes += 1;
    return { writerUuid: this.owner.uuid, sequence: this.changes };
  };

  /** A slot as it has stood still for the lease. */
  stale(slot: number): Watched | undefined {
    return this.monitor.stale(slot, this.now());
  }

  /** Runs an operation, unless this mount is fenced: by what an earlier one has met, nothing of it may be done any more. */
  *run<T>(operation: Operation<T>): Operation<T> {
    if (this.fenced) throw new VmfsError('fenced', this.fenced.message, { cause: this.fenced });
    try {
      return yield* operation;
    } catch (error) {
      if (error instanceof VmfsError && error.code === 'fenced') this.fenced = error;
      throw error;
    }
  }

  /** Throws VmfsError lockLost when the slot is not this mount's any more. */
  *checkSlot(): Operation<void> {
    const { slot, uuid } = this.owner;
    const found = yield* readSlot(slot);
    if (found?.ownerUuid !== uuid || found.recoverer)
      throw new VmfsError('lockLost', `heartbeat slot ${slot} of ${this.superblock.label} is not this host's any more`);
  }
}
