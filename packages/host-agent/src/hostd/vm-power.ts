// The power of a virtual machine: off, on, and the ways between (power-state.ts). The lock of the .vmx is taken before the
// first instruction and let go after the last one, and what somebody wanted is written under it. Whoever calls this does one
// thing after the other (request-queue.ts).
import type { StopReason } from '@microsphere/machine';
import type { HostFaultType } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import { HostFault, toFault } from '../fault.ts';
import { GuestMaker, type GuestMakerOptions } from './guest-maker.ts';
import { mayFollow, type PowerState } from './power-state.ts';
import type { RunningGuest, VmDisk } from './running-guest.ts';
import { withCleanShutdown } from './vm-configuration.ts';
import type { RunningDisks } from './vm-folder.ts';
import type { VmGrant } from './vm-grant.ts';
import type { LogLevel, StartedBy, VmLock } from './vm-surroundings.ts';

export interface VmPowerOptions extends GuestMakerOptions {
  readonly grant: VmGrant;
  /** Something that vCenter should hear: an event's type, and what it says of the VM. */
  readonly announce: (type: string, what: string) => void;
}

/** What comes with a guest from another host. */
export interface Arrival {
  readonly lock: VmLock;
  readonly offers: LockOffers;
  /** Milliseconds since the epoch. */
  readonly bootTime: number;
  readonly upTimeMs: number;
}

export class VmPower {
  private readonly options: VmPowerOptions;
  private readonly guests: GuestMaker;
  private state_: PowerState = 'poweredOff';
  private lock: VmLock | undefined;
  private guest_: RunningGuest | undefined;
  private startedAt = 0;
  /** Milliseconds since the epoch. */
  bootTime = 0;
  /** In this life of the host: a VM that was lost with its host counts as failed. */
  cleanPowerOff = false;
  /** HA has asked this guest to shut down: nobody else wants it to be off. */
  private haltsForHa: RunningGuest | undefined;
  /** A power-off waits for the lock to be let go only for as long as the storage answers. */
  private hurried = false;
  /** Whether nobody waits any more until the lock of this run is let go, and what resolves then. */
  private isAbandoned_ = false;
  private abandoned = withResolvers();
  /** A lock that nobody waits for is let go when its storage is reached, or goes with the lease. */
  private lettingGo: Promise<void> | undefined;

  constructor(options: VmPowerOptions) {
    this.options = options;
    this.guests = new GuestMaker(options);
  }

  get state(): PowerState {
    return this.state_;
  }

  get on(): boolean {
    return this.state_ === 'poweredOn';
  }

  get off(): boolean {
    return this.state_ === 'poweredOff';
  }

  /** Nobody waits any more until the lock of this run is let go. */
  get isAbandoned(): boolean {
    return this.isAbandoned_;
  }

  get guest(): RunningGuest | undefined {
    return this.guest_;
  }

  /** Since its power-on or last reset, in milliseconds; 0 while it is off. */
  get upTimeMs(): number {
    return this.on ? this.options.now() - this.startedAt : 0;
  }

  /** Fault: InvalidPowerState. */
  mustBeOn(): void {
    if (!this.on) throw this.fault('InvalidPowerState', 'is powered off');
  }

  /** A lock of an earlier run is none for what comes next. Fault: CannotAccessFile. */
  mustHaveLetGo(): void {
    if (this.lettingGo)
      throw this.fault(
        'CannotAccessFile',
        'lost its power: its storage has not been reached since, and its lock is not let go',
      );
  }

  /** Takes the lock and starts the guest. Faults: InvalidPowerState, FileLocked, InsufficientMemoryResourcesFault, ... */
  async powerOn(by: StartedBy): Promise<void> {
    if (!this.off) throw this.fault('InvalidPowerState', 'is powered on on this host already');
    this.mustHaveLetGo();
    this.enter('poweringOn', by === 'ha' ? 'vSphere HA starts it' : 'it is switched on');
    this.begin();
    try {
      await this.take(by);
      await this.run();
    } catch (error) {
      await this.giveUp(error);
      throw error;
    }
    this.bootTime = this.options.wallClock();
    this.cleanPowerOff = false;
    this.enter('poweredOn', 'its guest runs');
    this.options.announce('VmPoweredOnEvent', 'is powered on');
  }

  /** What became of an earlier run is nothing to the next one. */
  private begin(): void {
    this.options.grant.begin();
    this.abandoned = withResolvers();
    this.isAbandoned_ = false;
    this.hurried = false;
  }

  private async take(by: StartedBy): Promise<void> {
    const { datastore, path, folder } = this.options;
    this.lock = await datastore.lockFile(path);
    // Read under the lock: nobody changes it any more.
    await folder.read();
    if (by === 'ha' && folder.files.vmx.configuration.cleanShutdown !== false)
      throw this.fault('InvalidPowerState', 'is powered off because somebody wanted it');
    // A host that died over a request has left them; they are in nobody's way.
    await this.options.endRelocation(folder, this.options.vmxPath);
    await folder.removeLeftovers().catch((error) => this.warn(error));
  }

  /** Makes a guest ready and starts it, unless the right to do so was taken away meanwhile. */
  private async run(): Promise<void> {
    const { folder, grant, now, cpu, vmxPath } = this.options;
    const disks = await this.guests.openDisks();
    let guest: RunningGuest;
    try {
      // At one moment with the memory: a VM has both or none.
      cpu.claim(vmxPath, folder.files.vmx.configuration.cpuReservationMhz ?? 0);
      guest = this.guests.make(disks);
    } catch (error) {
      await Promise.all(disks.map((disk) => disk.close()));
      throw error;
    }
    this.guest_ = guest;
    if (folder.files.vmx.configuration.cleanShutdown !== false) await this.record({ cleanShutdown: false });
    grant.mustHoldForCertain();
    guest.start();
    this.startedAt = now();
  }

  /** Writes into the .vmx whether its power-off is wanted. */
  private async record({ cleanShutdown }: { readonly cleanShutdown: boolean }): Promise<void> {
    const { folder } = this.options;
    await folder.writeVmx(withCleanShutdown(folder.files.vmx, cleanShutdown));
  }

  /** A start has failed: nothing of it is left. */
  private async giveUp(error: unknown): Promise<void> {
    const because = `it could not be started: ${messageOf(error)}`;
    if (this.state_ === 'resetting') this.enter('poweringOff', because);
    // The first failure is the one to tell of.
    await this.letGo().catch((next) => this.warn(next));
    this.enter('poweredOff', because);
  }

  /** Ends the guest, and then the lock; `wish` is on the disk before. */
  private async letGo(wish?: { readonly cleanShutdown: true }): Promise<void> {
    const { guest_: guest, lock } = this;
    await guest?.stop();
    this.guest_ = undefined;
    this.lock = undefined;
    const released = this.release(guest, lock, wish);
    const waits = await Promise.race([released.then(() => false), this.abandoned.promise.then(() => true)]);
    if (!waits) return;
    this.lettingGo = released
      .catch((error) => this.warn(error))
      .finally(() => {
        this.lettingGo = undefined;
      });
  }

  private async release(
    guest: RunningGuest | undefined,
    lock: VmLock | undefined,
    wish: { readonly cleanShutdown: true } | undefined,
  ): Promise<void> {
    try {
      await guest?.close();
      if (wish) await this.record(wish);
    } finally {
      this.options.cpu.release(this.options.vmxPath);
      if (lock) await this.options.datastore.unlockFile(lock);
    }
  }

  /**
   * From now on no power-off waits for a storage that does not answer: it is over when the guest has ended and nothing of it is
   * on its way to a disk. The lock is let go when the storage is reached, or somebody takes it after the lease.
   */
  hurry(): void {
    this.hurried = true;
    if (this.options.grant.inDoubt || !this.options.datastore.accessible) void this.abandon();
  }

  /** The same, whether or not the storage answers. Resolves when no instruction is executed, and what waited for a disk is given up. */
  async abandon(): Promise<void> {
    this.isAbandoned_ = true;
    this.abandoned.resolve();
    await this.guest_?.stop();
  }

  /** Stops the guest as if its power were cut. Faults: what the disk says when the wish can't be written. */
  async halt({ clean, because }: { readonly clean: boolean; readonly because: string }): Promise<void> {
    this.enter('poweringOff', because);
    this.options.questions.cancel();
    this.cleanPowerOff = clean;
    try {
      await this.letGo(clean ? { cleanShutdown: true } : undefined);
    } catch (cause) {
      const what = `is powered off, but its files do not say so: ${messageOf(cause)}`;
      throw new HostFault(toFault(cause).type, `${this.options.vmxPath} ${what}`, { definite: false, cause });
    } finally {
      this.enter('poweredOff', because);
      this.options.announce('VmPoweredOffEvent', because);
    }
  }

  /** Another guest under the same lock: nobody else can take the VM meanwhile. */
  async restart(because: string, level: LogLevel = 'info'): Promise<void> {
    this.enter('resetting', because, level);
    this.options.questions.cancel();
    try {
      await this.guest_?.stop();
      await this.guest_?.close();
      await this.run();
    } catch (error) {
      await this.giveUp(error);
      this.options.announce('VmPoweredOffEvent', 'is powered off: it could not be started again');
      throw error;
    }
    this.enter('poweredOn', 'its guest runs again', level);
  }

  /** Asks the guest's operating system to shut down; it powers itself off when it has. Faults: InvalidPowerState, ToolsUnavailable. */
  shutdownGuest(by: StartedBy): void {
    this.mustBeOn();
    const guest = this.guest_;
    if (!guest?.tools.running) throw this.fault('ToolsUnavailable', 'has no tools that answer in its guest');
    if (by === 'ha') this.haltsForHa = guest;
    guest.tools.request('OS_Halt');
  }

  async stoppedByItself(guest: RunningGuest, reason: StopReason): Promise<void> {
    // The stop of an earlier guest is no news; after a stop of the host nothing is.
    if (this.guest_ !== guest || !this.on || this.options.grant.refusal) return;
    // A guest that does nothing else must not fill the log.
    if (reason.kind === 'reset') await this.restart('its guest restarts', 'debug');
    else if (reason.kind === 'failure') await this.halt({ clean: false, because: `failed: ${reason.message}` });
    else if (reason.code !== 0)
      await this.halt({ clean: false, because: `ended with code ${reason.code} of its guest` });
    else if (this.haltsForHa === guest)
      await this.halt({ clean: false, because: 'was shut down by its guest, because vSphere HA has asked it to' });
    else await this.halt({ clean: true, because: 'was shut down by its guest' });
  }

  /**
   * The lease has run out, and nobody can tell whether the host still holds the lock: the guest stands still until somebody
   * can. On ESXi it would run on, with its I/O waiting, perhaps on two hosts at once.
   */
  lockInDoubt(): void {
    this.options.grant.inDoubt = true;
    this.guest_?.stun('lock').catch((error) => this.warn(error));
    if (this.hurried) void this.abandon();
  }

  /** The host has held the lock all the time: the guest goes on. */
  lockKept(): void {
    this.options.grant.inDoubt = false;
    this.guest_?.resume('lock');
  }

  /** What runs gets another CPU reservation, in MHz, once `record` has written it. Fault: InsufficientCpuResourcesFault. */
  async reserveCpu(reservationMhz: number, record: () => Promise<void>): Promise<void> {
    const { cpu, vmxPath, folder } = this.options;
    const guest = this.guest_;
    if (!guest) return await record();
    const before = folder.files.vmx.configuration.cpuReservationMhz ?? 0;
    cpu.claim(vmxPath, reservationMhz);
    try {
      await record();
    } catch (error) {
      cpu.claim(vmxPath, before);
      throw error;
    }
    guest.reserveCpu(reservationMhz);
  }

  /** The lock of its .vmx. Fault: InvalidPowerState. */
  get heldLock(): VmLock {
    if (!this.lock) throw this.fault('InvalidPowerState', 'is powered off');
    return this.lock;
  }

  // Storage vMotion

  /** Its files are elsewhere from now on: what it has of the host is under its new name. */
  moving(move: () => void): void {
    const { cpu, folder } = this.options;
    cpu.release(this.options.vmxPath);
    move();
    if (this.on) cpu.claim(this.options.vmxPath, folder.files.vmx.configuration.cpuReservationMhz ?? 0);
  }

  /** And its lock is that of the .vmx there. */
  moved(lock: VmLock): void {
    this.lock = lock;
  }

  // vMotion

  /**
   * Room for a guest that another host is going to send: memory and CPU are taken, no lock is, and nothing is executed. Faults:
   * InvalidPowerState, InsufficientMemoryResourcesFault, InsufficientCpuResourcesFault, InvalidVmConfig.
   */
  expect(disks: readonly VmDisk[]): RunningGuest {
    const { cpu, vmxPath, folder } = this.options;
    if (!this.off) throw this.fault('InvalidPowerState', 'is powered on on this host already');
    this.mustHaveLetGo();
    this.begin();
    cpu.claim(vmxPath, folder.files.vmx.configuration.cpuReservationMhz ?? 0);
    try {
      return this.guests.make(disks, new Uint8Array(0));
    } catch (error) {
      cpu.release(vmxPath);
      throw error;
    }
  }

  /** It does not come. */
  async expectNoMore(guest: RunningGuest): Promise<void> {
    await guest.stop();
    this.options.cpu.release(this.options.vmxPath);
  }

  /** It has come, and its lock is this host's: it goes on with the disks that are given with it. */
  async arrive(guest: RunningGuest, { lock, offers, bootTime, upTimeMs }: Arrival): Promise<void> {
    const { grant, now } = this.options;
    this.enter('poweringOn', 'it comes from another host');
    this.lock = lock;
    this.guest_ = guest;
    try {
      grant.mustHoldForCertain();
      // It stands still no longer than for its lock: nobody else can have its disks.
      await guest.startOpening(() => this.guests.openDisks(offers));
      grant.mustHold();
    } catch (error) {
      await this.giveUp(error);
      throw error;
    }
    this.startedAt = now() - upTimeMs;
    this.bootTime = bootTime;
    this.cleanPowerOff = false;
    this.enter('poweredOn', 'its guest goes on');
  }

  /** Gives its lock to whoever comes with the offer. Fault: CannotAccessFile. */
  offerLock(): LockOffer {
    this.options.grant.mustHoldForCertain();
    return this.options.datastore.offerLock(this.heldLock);
  }

  /** Takes its lock back; false: another host has it. Fault: CannotAccessFile where this host lost it. */
  async reassertLock(): Promise<boolean> {
    const kept = await this.options.datastore.reassertLock(this.heldLock);
    this.lock = kept ?? this.lock;
    return kept !== undefined;
  }

  /** It is another host's, which goes on with its guest: nothing of it stays here, and its lock is left alone. */
  async depart(because: string): Promise<void> {
    const { guest_: guest, options } = this;
    this.enter('poweringOff', because);
    this.lock = undefined;
    this.guest_ = undefined;
    await guest?.stop();
    await guest?.surrender();
    options.cpu.release(options.vmxPath);
    this.enter('poweredOff', because);
  }

  /** The disks of the guest that runs. */
  get disks(): RunningDisks | undefined {
    const guest = this.guest_;
    if (!this.on || !guest) return undefined;
    return { exchange: (change) => this.exchange(guest, change, () => this.guests.openDisks()) };
  }

  /** The guest that runs stands still for `change`, and goes on with what `open` gives it. Faults: theirs, InvalidPowerState. */
  async exchangeDisks(change: () => Promise<void>, open: () => Promise<readonly VmDisk[]>): Promise<void> {
    const guest = this.guest_;
    if (!this.on || !guest || guest.stopped) throw this.fault('InvalidPowerState', 'has no guest that runs');
    await this.exchange(guest, change, open);
  }

  /** A guest that can't have its disks back loses its power: what it wrote is on them. */
  private async exchange(
    guest: RunningGuest,
    change: () => Promise<unknown>,
    openDisks: () => Promise<readonly VmDisk[]>,
  ): Promise<void> {
    let open = false;
    try {
      await guest.exchange(
        async () => void (await change()),
        async () => {
          const disks = await openDisks();
          open = true;
          return disks;
        },
      );
    } catch (error) {
      if (!open && !guest.stopped)
        await this.halt({ clean: false, because: `failed: its disks are gone: ${messageOf(error)}` });
      throw error;
    }
  }

  private enter(state: PowerState, because: string, level: LogLevel = 'info'): void {
    const { vmxPath, log } = this.options;
    if (!mayFollow(this.state_, state)) throw new Error(`${vmxPath}: ${this.state_} -> ${state} (${because})`);
    log[level]({ vmxPath }, `${this.state_} -> ${state} (${because})`);
    this.state_ = state;
  }

  private fault(type: HostFaultType, what: string): HostFault {
    return new HostFault(type, `${this.options.vmxPath} ${what}`);
  }

  private warn(error: unknown): void {
    this.options.log.warn({ err: error, vmxPath: this.options.vmxPath }, messageOf(error));
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
