// The power of a virtual machine: off, on, and the ways between (power-state.ts). The lock of the .vmx is taken before the
// first instruction and let go after the last one, and what somebody wanted is written under it. Whoever calls this does one
// thing after the other (request-queue.ts).
import type { StopReason } from '@microsphere/machine';
import type { HostFaultType } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import { HostFault, toFault } from '../fault.ts';
import { exchangeDisks } from './disk-exchange.ts';
import { GuestMaker, type GuestMakerOptions } from './guest-maker.ts';
import { afterStop } from './guest-stop.ts';
import { mayFollow, type PowerState } from './power-state.ts';
import type { RunningGuest, VmDisk } from './running-guest.ts';
import { withCleanShutdown } from './vm-configuration.ts';
import type { RunningDisks } from './vm-folder.ts';
import type { VmGrant } from './vm-grant.ts';
import { VmRelease } from './vm-release.ts';
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
  /** How a run of it ends on its storage. */
  readonly release: VmRelease;

  constructor(options: VmPowerOptions) {
    this.options = options;
    this.guests = new GuestMaker(options);
    this.release = new VmRelease({
      get vmxPath() {
        return options.vmxPath;
      },
      stopGuest: async () => await this.guest_?.stop(),
      recordWish: () => this.record({ cleanShutdown: true }),
      unlock: (lock) => options.datastore.unlockFile(lock),
      onClosed: () => options.cpu.release(options.vmxPath),
      storageAnswers: () => !options.grant.inDoubt && options.datastore.accessible,
      warn: (error) => this.warn(error),
    });
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

  /** Takes the lock and starts the guest. Faults: InvalidPowerState, FileLocked, InsufficientMemoryResourcesFault, ... */
  async powerOn(by: StartedBy): Promise<void> {
    if (!this.off) throw this.fault('InvalidPowerState', 'is powered on on this host already');
    this.release.mustBeOver();
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

  private begin(): void {
    this.options.grant.begin();
    this.release.begin();
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
    const { folder, grant, now } = this.options;
    const disks = await this.guests.openDisks();
    let guest: RunningGuest;
    try {
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
    await this.letGo({ wanted: false }).catch((next) => this.warn(next));
    this.enter('poweredOff', because);
  }

  /** Ends the guest, and then the lock; that it is wanted is on the disk before. */
  private async letGo({ wanted }: { readonly wanted: boolean }): Promise<void> {
    const { guest_: guest, lock } = this;
    await guest?.stop();
    this.guest_ = undefined;
    this.lock = undefined;
    await this.release.letGo({ guest, lock, wanted });
  }

  /** Stops the guest as if its power were cut. Faults: what the disk says when the wish can't be written. */
  async halt({ clean, because }: { readonly clean: boolean; readonly because: string }): Promise<void> {
    this.enter('poweringOff', because);
    this.options.questions.cancel();
    this.cleanPowerOff = clean;
    try {
      await this.letGo({ wanted: clean });
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
    const after = afterStop(reason, { askedByHa: this.haltsForHa === guest });
    // A guest that does nothing else must not fill the log.
    if (after.kind === 'restart') await this.restart('its guest restarts', 'debug');
    else await this.halt(after);
  }

  /**
   * The lease has run out, and nobody can tell whether the host still holds the lock: the guest stands still until somebody
   * can. On ESXi it would run on, with its I/O waiting, perhaps on two hosts at once.
   */
  lockInDoubt(): void {
    this.options.grant.inDoubt = true;
    this.guest_?.stun('lock').catch((error) => this.warn(error));
    this.release.storageIsSilent();
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
    if (!this.off) throw this.fault('InvalidPowerState', 'is powered on on this host already');
    this.release.mustBeOver();
    this.begin();
    return this.guests.make(disks, new Uint8Array(0));
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

  /** A guest that can't have its disks back loses its power. */
  private async exchange(
    guest: RunningGuest,
    change: () => Promise<unknown>,
    open: () => Promise<readonly VmDisk[]>,
  ): Promise<void> {
    const onLost = (error: unknown) =>
      this.halt({ clean: false, because: `failed: its disks are gone: ${messageOf(error)}` });
    await exchangeDisks(guest, { change, open, onLost });
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
