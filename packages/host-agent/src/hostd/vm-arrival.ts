// A virtual machine that another host is going to send, as this host sees it: memory and CPU are kept for it, nobody knows it here
// yet, and it has no lock. With the lock it is this host's, is registered, and goes on. Nothing else is done with it meanwhile: the
// queue of its requests is held. Who decides is packages/vmotion; this does what is decided.
import type { pb } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import type { ConsoleBuffer } from './console-buffer.ts';
import { restoreSession } from './guest-session.ts';
import type { GuestMemory, RunningGuest } from './running-guest.ts';
import { withRelocation } from './vm-configuration.ts';
import type { VmFolder } from './vm-folder.ts';
import type { VmGrant } from './vm-grant.ts';
import type { VmPower } from './vm-power.ts';
import type { VmDatastore, VmFile, VmLock } from './vm-surroundings.ts';

export interface VmArrivalOptions {
  readonly power: VmPower;
  readonly guest: RunningGuest;
  readonly folder: VmFolder;
  readonly grant: VmGrant;
  readonly console: ConsoleBuffer;
  readonly datastore: Pick<VmDatastore, 'findFile' | 'acceptLock' | 'unlockFile'>;
  /** Path of the .vmx. */
  readonly path: string;
  readonly now: () => number;
  /** It is this host's VM from now on. Throws where it can't be registered. */
  readonly onTaken: () => void;
  readonly onPowerState: () => void;
  /** The migration has ended: the queue goes on. */
  readonly onEnd: () => void;
}

export class VmArrival {
  private readonly options: VmArrivalOptions;
  private vmx: VmFile | undefined;
  private lock: VmLock | undefined;
  /** The VM is on here, or was and could not stay so: what it had is its power's to give back. */
  private arrived = false;

  constructor(options: VmArrivalOptions) {
    this.options = options;
  }

  get memory(): GuestMemory {
    return this.options.guest.memory;
  }

  /** Guest instructions since its power-on. */
  get instructions(): number {
    return this.options.guest.statistics().instructions;
  }

  /** The source keeps its files as they are from now on: what they say is what it is. Before `takeLock`. Faults: FileNotFound, InvalidVmConfig, ... */
  async readFiles(): Promise<void> {
    const { folder, datastore, path } = this.options;
    await folder.read();
    this.vmx = await datastore.findFile(path);
  }

  /** Throws CapturedStateError where the state is damaged or does not fit, RangeError for a session that is none. */
  restore(state: Uint8Array, session: pb.GuestSession): void {
    const { guest, console, now } = this.options;
    guest.memory.restore({ bytes: state });
    restoreSession(guest, session, console, now());
  }

  /** Faults: FileLocked where it is not offered any more, CannotAccessFile where this host can take none. */
  async takeLock(offer: LockOffer): Promise<void> {
    const { grant, datastore } = this.options;
    if (!this.vmx) throw new Error('its files are read first');
    grant.begin();
    this.lock = await datastore.acceptLock(this.vmx, offer);
  }

  /** One that this host has already, of its new .vmx: the VM is here, its source says. */
  keepLock(lock: VmLock): void {
    this.options.grant.begin();
    this.lock = lock;
  }

  /** Its .vmx says no more that it is a copy: whoever takes its lock next need not ask where it came from. */
  async settle(): Promise<void> {
    const { folder } = this.options;
    await folder.writeVmx(withRelocation(folder.files.vmx, undefined));
  }

  /** Its guest goes on here, under the lock that was taken. Where it can't, the VM is off, here, and its lock is let go. */
  async start(
    offers: LockOffers,
    { bootTime, upTimeMs }: Pick<pb.GuestSession, 'bootTime' | 'upTimeMs'>,
  ): Promise<void> {
    const { power, guest, onTaken, onPowerState } = this.options;
    const { lock } = this;
    if (!lock) throw new Error('a guest does not go on without its lock');
    onTaken();
    this.arrived = true;
    try {
      await power.arrive(guest, { lock, offers, bootTime, upTimeMs });
    } finally {
      onPowerState();
    }
  }

  /** They came for it at its former host, while it stood still. */
  receiveFrames(frames: readonly Uint8Array[]): void {
    this.options.guest.receiveFrames(frames);
  }

  /** It does not come, or can't stay: nothing is left of it. */
  async discard(): Promise<void> {
    if (this.arrived) return;
    const { power, guest, datastore } = this.options;
    await power.expectNoMore(guest);
    if (this.lock) await datastore.unlockFile(this.lock);
  }

  /** Whatever became of it: the VM, if it is here, is asked for other things again. */
  end(): void {
    this.options.onEnd();
  }
}
