// A datastore as one life of one host has it mounted: the heartbeat slot that it writes again and again, what it has seen of
// the slots of others, and the end of the mount when the slot is lost or could not be written for a lease.
import type { FdmTiming, HostMoref } from '@microsphere/fdm';
import { type Datastore, type Owner, type Slot, SlotWatch } from './datastore.ts';

export interface MountOptions {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly datastore: Datastore;
  readonly timing: FdmTiming;
  readonly now: () => number;
  readonly later: (delayMs: number, action: () => void) => void;
  readonly disk: <T>(command: () => T, answered: (result: T | undefined) => void) => void;
  readonly mounted: () => void;
  readonly lockLost: (because: string) => void;
}

interface Beat {
  /** The slot was this mount's still. */
  readonly kept: boolean;
  readonly slots: ReadonlyMap<HostMoref, Slot>;
}

export class Mount {
  readonly datastore: Datastore;
  readonly watch: SlotWatch;
  readonly #options: MountOptions;
  #owner: Owner | undefined;
  #refreshedAt = 0;
  #mountCount = 0;

  constructor(options: MountOptions) {
    const { vmfsLeaseMs, vmfsHeartbeatIntervalMs } = options.timing;
    this.#options = options;
    this.datastore = options.datastore;
    this.watch = new SlotWatch({ leaseMs: vmfsLeaseMs, maxGapMs: 2 * vmfsHeartbeatIntervalMs });
  }

  /** In whose name locks are taken; undefined until it is mounted, and after the lease was lost. */
  get owner(): Owner | undefined {
    return this.#owner;
  }

  /** Refreshes the slot of this host, looks at those of others, mounts what is not mounted; and so on for ever. */
  beat(): void {
    const { datastore, timing, host, bootUuid, now, later, disk } = this.#options;
    const askedAt = now();
    const before = this.#owner;
    // Each mount has a name of its own: locks of the one before must not look alive.
    if (!before) this.#mountCount += 1;
    const owner = before ?? { host, mountUuid: `${bootUuid}/${this.#mountCount}` };
    const command = (): Beat => {
      if (!before) datastore.takeSlot(owner);
      return { kept: before ? datastore.refreshSlot(owner) : true, slots: datastore.slots() };
    };
    disk(command, (beat) => {
      // Lost meanwhile, by this host's own clock: the next round mounts anew.
      if (beat && this.#owner === before) this.#hasBeaten(owner, beat, askedAt);
    });
    later(timing.vmfsHeartbeatIntervalMs, () => this.beat());
  }

  #hasBeaten(owner: Owner, { kept, slots }: Beat, askedAt: number): void {
    const { timing, now, later, mounted } = this.#options;
    this.watch.observe(slots, askedAt);
    if (!kept) {
      this.#lose('another host has cleared its heartbeat slot');
      return;
    }
    this.#refreshedAt = askedAt;
    later(askedAt + timing.vmfsLeaseMs - now(), () => this.checkLease());
    if (this.#owner) return;
    this.#owner = owner;
    mounted();
  }

  /** To be called when a lease may have run out unnoticed. */
  checkLease(): void {
    const { now, timing } = this.#options;
    if (!this.#owner || now() - this.#refreshedAt < timing.vmfsLeaseMs) return;
    this.#lose('its heartbeat slot could not be refreshed for a lease');
  }

  #lose(because: string): void {
    this.#owner = undefined;
    this.#options.lockLost(because);
  }
}
