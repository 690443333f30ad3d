// A shared datastore, as far as vSphere HA can tell: heartbeat slots, and files each with an on-disk lock that is worth
// as much as its owner's slot. This is a model of packages/vmfs with its rules and none of its bytes: a lock is taken and
// a slot is written by one atomic step, a slot that stood still for the lease in the watcher's own unbroken sight may be
// cleared, and whoever finds its slot changed has lost every lock. What the model takes for granted is the fence: a
// write without the lock is refused, as the array does by reservation.
import type { DatastoreName, HostMoref, InstanceUuid, ProtectedVm, VolumeUuid } from '@microsphere/fdm';

/** Who holds a lock: one mount of a datastore by one life of a host. */
export interface Owner {
  readonly host: HostMoref;
  /** New for each mount. */
  readonly mountUuid: string;
}

export interface Slot {
  readonly mountUuid: string;
  /** Differs after each write. */
  readonly sequence: number;
}

export interface VmFiles {
  readonly instanceUuid: InstanceUuid;
  readonly vmxPath: string;
  readonly memoryMb: number;
  /** In the .vmx: the last power-off was somebody's wish. */
  cleanPowerOff: boolean;
}

/** Name of the file whose lock makes its holder the owner of every VM of the datastore. */
export const PROTECTED_LIST = 'protectedlist';

export class Datastore {
  readonly name: DatastoreName;
  readonly uuid: VolumeUuid;
  /** False while the array is dead. */
  up = true;
  readonly vms = new Map<InstanceUuid, VmFiles>();
  #protectedList: readonly ProtectedVm[] = [];
  readonly #slots = new Map<HostMoref, Slot>();
  readonly #locks = new Map<string, Owner>();

  constructor(name: DatastoreName) {
    this.name = name;
    this.uuid = `uuid-of-${name}`;
  }

  slots(): ReadonlyMap<HostMoref, Slot> {
    return new Map(this.#slots);
  }

  /** Begins a mount. A slot of an earlier life of the host is nobody's: a host has one process. */
  takeSlot({ host, mountUuid }: Owner): void {
    this.#slots.set(host, { mountUuid, sequence: 1 });
  }

  /** False when the slot is no longer this mount's: its locks are lost. */
  refreshSlot({ host, mountUuid }: Owner): boolean {
    const slot = this.#slots.get(host);
    if (slot?.mountUuid !== mountUuid) return false;
    this.#slots.set(host, { mountUuid, sequence: slot.sequence + 1 });
    return true;
  }

  ownerOf(file: string): Owner | undefined {
    return this.#locks.get(file);
  }

  holds(file: string, owner: Owner): boolean {
    return this.#locks.get(file)?.mountUuid === owner.mountUuid && this.#slotIsOf(owner);
  }

  #slotIsOf({ host, mountUuid }: Owner): boolean {
    return this.#slots.get(host)?.mountUuid === mountUuid;
  }

  /** Takes the lock, breaking one whose owner `watch` has seen standing still. False when somebody alive holds it. */
  lock(file: string, owner: Owner, watch: SlotWatch, now: number): boolean {
    if (!this.#slotIsOf(owner)) return false;
    const holder = this.#locks.get(file);
    if (holder && this.#slotIsOf(holder)) {
      const seen = watch.stale(holder.host, now);
      const slot = this.#slots.get(holder.host);
      // Cleared as it was seen: an owner that has written it since wins.
      if (seen?.mountUuid !== holder.mountUuid || seen.sequence !== slot?.sequence) return false;
      this.#slots.delete(holder.host);
    }
    this.#locks.set(file, owner);
    return true;
  }

  unlock(file: string, owner: Owner): void {
    if (this.#locks.get(file)?.mountUuid === owner.mountUuid) this.#locks.delete(file);
  }

  readProtectedList(): readonly ProtectedVm[] {
    return this.#protectedList;
  }

  /** False for a writer that has lost its lock. */
  writeProtectedList(vms: readonly ProtectedVm[], owner: Owner): boolean {
    if (!this.holds(PROTECTED_LIST, owner)) return false;
    this.#protectedList = vms;
    return true;
  }
}

/** What one host has seen of the heartbeat slots of one datastore. */
export class SlotWatch {
  readonly #leaseMs: number;
  readonly #maxGapMs: number;
  #watched = new Map<HostMoref, { readonly slot: Slot; readonly since: number }>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** A watcher that has not looked for `maxGapMs` has seen nothing. */
  constructor({ leaseMs, maxGapMs }: { readonly leaseMs: number; readonly maxGapMs: number }) {
    this.#leaseMs = leaseMs;
    this.#maxGapMs = maxGapMs;
  }

  observe(slots: ReadonlyMap<HostMoref, Slot>, now: number): void {
    const blind = now - this.#lookedAt > this.#maxGapMs;
    const watched = new Map<HostMoref, { slot: Slot; since: number }>();
    for (const [host, slot] of slots) {
      const before = blind ? undefined : this.#watched.get(host);
      const same = before?.slot.mountUuid === slot.mountUuid && before.slot.sequence === slot.sequence;
      watched.set(host, { slot, since: same ? before.since : now });
    }
    this.#watched = watched;
    this.#lookedAt = now;
  }

  /** The slot as it has stood still for the lease; undefined for one that lives or was not watched for so long. */
  stale(host: HostMoref, now: number): Slot | undefined {
    const watched = this.#watched.get(host);
    if (!watched || now - this.#lookedAt > this.#maxGapMs) return undefined;
    return this.#lookedAt - watched.since >= this.#leaseMs ? watched.slot : undefined;
  }
}
