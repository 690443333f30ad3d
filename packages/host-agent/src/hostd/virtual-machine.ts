// A virtual machine as its host knows it: registered by the path of its .vmx, powered on when this host holds that
// file's exclusive on-disk lock, and off at once when the lock is lost. The lock is taken before the first instruction
// and let go after the last one; nothing else says who may run the VM. Whether somebody wanted its last power-off is in
// the .vmx as well ("cleanShutdown"), written under the lock: vSphere HA starts no VM that was switched off on purpose.
import type { Host, StopReason } from '@microsphere/machine';
import type { Logger } from '@microsphere/process';
import type { HostFaultType, pb, Timing } from '@microsphere/proto';
import { HostFault, toFault } from '../fault.ts';
import type { VmNetwork } from '../vmkernel/vm-network.ts';
import type { HostEvent } from '../vpxa/vpxa.ts';
import { ConsoleBuffer } from './console-buffer.ts';
import type { CpuReservations } from './cpu-reservations.ts';
import { mayFollow, type PowerState } from './power-state.ts';
import { RequestQueue } from './request-queue.ts';
import { RunningGuest, type VmDisk } from './running-guest.ts';
import { withCleanShutdown } from './vm-configuration.ts';
import { fileOf } from './vm-files.ts';
import { type FolderStore, type RunningDisks, VmFolder } from './vm-folder.ts';
import { OUT_OF_SPACE, outOfSpaceText, VmQuestions } from './vm-question.ts';
import { VmRequests } from './vm-requests.ts';
import { runtimeOf } from './vm-runtime.ts';

/** The lock on a .vmx; what is in it is the datastore's matter. */
export interface VmLock {
  readonly path: string;
}

/** What a virtual machine needs of its datastore. */
export interface VmDatastore extends FolderStore {
  lockFile(path: string): Promise<VmLock>;
  unlockFile(lock: VmLock): Promise<void>;
  openDisk(path: string, options: { readonly trackChanges: boolean }): Promise<VmDisk>;
}

export interface VirtualMachineOptions {
  readonly datastore: VmDatastore;
  /** Path on the datastore: "/web/web.vmx". */
  readonly path: string;
  readonly machines: Pick<Host, 'createVm'>;
  readonly network: Pick<VmNetwork, 'connect'>;
  readonly cpu: Pick<CpuReservations, 'claim' | 'release'>;
  readonly firmware: Uint8Array;
  readonly timing: Pick<Timing, 'toolsHeartbeatIntervalMs' | 'toolsHeartbeatTimeoutMs'>;
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly log: Pick<Logger, LogLevel | 'warn'>;
  readonly event: (event: HostEvent) => void;
  /** It is on, or off, now. */
  readonly onPowerState: () => void;
  /** What its guest says of itself has changed. */
  readonly onGuestChange: () => void;
}

type LogLevel = 'debug' | 'info';

/** Who wants a VM to start. HA leaves one alone whose last power-off was wanted. */
export type StartedBy = 'user' | 'ha';

export class VirtualMachine {
  readonly vmxPath: string;
  readonly console = new ConsoleBuffer();
  private readonly options: VirtualMachineOptions;
  private state: PowerState = 'poweredOff';
  /** Its files: what is done to them is done under its lock. */
  private readonly folder: VmFolder;
  private readonly questions: VmQuestions;
  /** How much of the request that is under way is done, in percent. */
  private progress = 0;
  private lock: VmLock | undefined;
  private guest: RunningGuest | undefined;
  private bootTime = 0;
  /** In this life of the host: a VM that was lost with its host counts as failed. */
  private cleanPowerOff = false;
  /** How often all right to run it, and to write its files, was taken away. */
  private revocations = 0;
  /** What that was when its lock was asked for: the lock is worth something for as long as it is the same. */
  private granted = 0;
  /** Whether it is not known if the lock is still this host's. */
  private inDoubt = false;
  /** Why nothing is done with it any more. */
  private retired: HostFault | undefined;
  private readonly queue: RequestQueue;
  /** Requests that concern its files, on or off. */
  readonly files: VmRequests;

  constructor(options: VirtualMachineOptions) {
    this.options = options;
    this.vmxPath = `[${options.datastore.name}] ${options.path.slice(1)}`;
    this.folder = new VmFolder({
      store: options.datastore,
      path: options.path,
      mustBeGranted: () => this.mustBeGranted(),
      running: () => this.runningDisks(),
      wallClock: options.wallClock,
      onProgress: (percent) => {
        this.progress = percent;
      },
      log: options.log,
    });
    this.questions = new VmQuestions((question) => this.asked(question));
    this.queue = new RequestQueue(this.vmxPath, () => this.retired);
    this.files = new VmRequests({
      name: this.vmxPath,
      folder: this.folder,
      queue: this.queue,
      questions: this.questions,
      isOff: () => this.state === 'poweredOff',
      cutPower: async (because) => {
        if (this.state === 'poweredOn') await this.halt({ clean: true, because });
      },
      locked: (change) => this.lockedWhileOff(change),
      onProgress: (percent) => {
        this.progress = percent;
      },
      onChange: options.onGuestChange,
    });
  }

  get datastore(): VmDatastore {
    return this.options.datastore;
  }

  get poweredOn(): boolean {
    return this.state === 'poweredOn';
  }

  /** Reads the .vmx; to be called at registration. Faults: FileNotFound, InvalidVmConfig, ... */
  async load(): Promise<void> {
    await this.folder.read();
  }

  /** Takes the lock and starts the guest. Faults: InvalidPowerState, FileLocked, InsufficientMemoryResourcesFault, ... */
  powerOn(by: StartedBy = 'user'): Promise<void> {
    return this.queue.request(async () => {
      if (this.state !== 'poweredOff') throw this.fault('InvalidPowerState', 'is powered on on this host already');
      this.enter('poweringOn', by === 'ha' ? 'vSphere HA starts it' : 'it is switched on');
      this.granted = this.revocations;
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
      this.announce('VmPoweredOnEvent', 'is powered on');
    });
  }

  private async take(by: StartedBy): Promise<void> {
    const { datastore, path } = this.options;
    this.lock = await datastore.lockFile(path);
    // Read under the lock: nobody changes it any more.
    await this.load();
    if (by === 'ha' && this.folder.files.vmx.configuration.cleanShutdown !== false)
      throw this.fault('InvalidPowerState', 'is powered off because somebody wanted it');
    // A host that died over a request has left them; they are in nobody's way.
    await this.folder.removeLeftovers().catch((error) => this.warn(error));
  }

  /** Makes a guest ready and starts it, unless the right to do so was taken away meanwhile. */
  private async run(): Promise<void> {
    const { configuration } = this.folder.files.vmx;
    this.options.cpu.claim(this.vmxPath, configuration.cpuReservationMhz ?? 0);
    const disks = await this.openDisks();
    let guest: RunningGuest;
    try {
      guest = this.guestWith(disks);
    } catch (error) {
      await Promise.all(disks.map((disk) => disk.close()));
      throw error;
    }
    this.guest = guest;
    if (configuration.cleanShutdown !== false) await this.record({ cleanShutdown: false });
    this.mustBeGranted();
    if (this.inDoubt) throw this.lockFault('does not know that it holds');
    guest.start();
  }

  /** Takes the machine's memory. */
  private guestWith(disks: readonly VmDisk[]): RunningGuest {
    const guest: RunningGuest = new RunningGuest({
      ...this.options,
      vmxPath: this.vmxPath,
      configuration: this.folder.files.vmx.configuration,
      disks,
      console: this.console,
      onToolsChange: this.options.onGuestChange,
      onStopped: (reason) => {
        this.stoppedByItself(guest, reason).catch((error) => this.warn(error));
      },
      onOutOfSpace: (disk) =>
        this.questions.ask(OUT_OF_SPACE, outOfSpaceText(fileOf(this.folder.files.vmx.configuration.disks[disk] ?? ''))),
    });
    return guest;
  }

  private async openDisks(): Promise<VmDisk[]> {
    const disks: VmDisk[] = [];
    try {
      const { changeTrackingEnabled: trackChanges = false, disks: paths } = this.folder.files.vmx.configuration;
      for (const disk of paths) disks.push(await this.options.datastore.openDisk(disk, { trackChanges }));
    } catch (error) {
      await Promise.all(disks.map((disk) => disk.close()));
      throw error;
    }
    return disks;
  }

  /** Writes into the .vmx whether its power-off is wanted. */
  private async record({ cleanShutdown }: { readonly cleanShutdown: boolean }): Promise<void> {
    await this.folder.writeVmx(withCleanShutdown(this.folder.files.vmx, cleanShutdown));
  }

  private mustBeGranted(): void {
    if (this.retired) throw this.retired;
    if (this.revocations !== this.granted) throw this.lockFault('lost');
  }

  private lockFault(what: string): HostFault {
    return new HostFault('CannotAccessFile', `${this.vmxPath}: this host ${what} the lock of its files`, {
      definite: false,
    });
  }

  /** A start has failed: nothing of it is left. */
  private async giveUp(error: unknown): Promise<void> {
    const because = `it could not be started: ${messageOf(error)}`;
    if (this.state === 'resetting') this.enter('poweringOff', because);
    // The first failure is the one to tell of.
    await this.letGo().catch((next) => this.warn(next));
    this.enter('poweredOff', because);
  }

  private warn(error: unknown): void {
    this.options.log.warn({ err: error, vmxPath: this.vmxPath }, messageOf(error));
  }

  /** Ends the guest, and then the lock; `wish` is on the disk before. */
  private async letGo(wish?: { readonly cleanShutdown: true }): Promise<void> {
    const { guest, lock } = this;
    await guest?.stop();
    this.guest = undefined;
    try {
      await guest?.close();
      if (wish) await this.record(wish);
    } finally {
      this.lock = undefined;
      this.options.cpu.release(this.vmxPath);
      if (lock) await this.options.datastore.unlockFile(lock);
    }
  }

  /** Stops the guest as if its power were cut. Faults: InvalidPowerState; what the disk says when the wish can't be written. */
  powerOff(): Promise<void> {
    // Whoever cuts the power needs no answer; and a request that waits for one would be waited for.
    this.questions.cancel();
    return this.queue.request(async () => {
      this.mustBeOn();
      await this.halt({ clean: true, because: 'is powered off' });
    });
  }

  private mustBeOn(): void {
    if (this.state !== 'poweredOn') throw this.fault('InvalidPowerState', 'is powered off');
  }

  private async halt({ clean, because }: { readonly clean: boolean; readonly because: string }): Promise<void> {
    this.enter('poweringOff', because);
    this.questions.cancel();
    this.cleanPowerOff = clean;
    try {
      await this.letGo(clean ? { cleanShutdown: true } : undefined);
    } catch (cause) {
      const what = `is powered off, but its files do not say so: ${messageOf(cause)}`;
      throw new HostFault(toFault(cause).type, `${this.vmxPath} ${what}`, { definite: false, cause });
    } finally {
      this.enter('poweredOff', because);
      this.announce('VmPoweredOffEvent', because);
    }
  }

  /** Power off and on again under the same lock: the guest boots anew, nobody else can take the VM meanwhile. */
  reset(): Promise<void> {
    return this.queue.request(async () => {
      this.mustBeOn();
      await this.restart('it is reset');
      this.announce('VmResettingEvent', 'is reset');
    });
  }

  private async restart(because: string, level: LogLevel = 'info'): Promise<void> {
    this.enter('resetting', because, level);
    this.questions.cancel();
    try {
      await this.guest?.stop();
      await this.guest?.close();
      await this.run();
    } catch (error) {
      await this.giveUp(error);
      this.announce('VmPoweredOffEvent', 'is powered off: it could not be started again');
      throw error;
    }
    this.enter('poweredOn', 'its guest runs again', level);
  }

  /** Asks the guest's operating system to shut down; it powers itself off when it has. */
  shutdownGuest(): void {
    if (this.retired) throw this.retired;
    this.mustBeOn();
    if (!this.guest?.tools.running) throw this.fault('ToolsUnavailable', 'has no tools that answer in its guest');
    this.guest.tools.request('OS_Halt');
  }

  private stoppedByItself(guest: RunningGuest, reason: StopReason): Promise<void> {
    return this.queue.exclusively(async () => {
      // The stop of an earlier guest is no news; after a stop of the host nothing is.
      if (this.guest !== guest || this.state !== 'poweredOn' || this.retired) return;
      // A guest that does nothing else must not fill the log.
      if (reason.kind === 'reset') await this.restart('its guest restarts', 'debug');
      else if (reason.kind === 'failure') await this.halt({ clean: false, because: `failed: ${reason.message}` });
      else if (reason.code === 0) await this.halt({ clean: true, because: 'was shut down by its guest' });
      else await this.halt({ clean: false, because: `ended with code ${reason.code} of its guest` });
    });
  }

  /**
   * The lease has run out, and nobody can tell whether the host still holds the lock: the guest stands still until somebody
   * can. On ESXi it would run on, with its I/O waiting, perhaps on two hosts at once.
   */
  lockInDoubt(): void {
    this.inDoubt = true;
    this.guest?.stun('lock').catch((error) => this.warn(error));
  }

  /** The host has held the lock all the time: the guest goes on. */
  lockKept(): void {
    this.inDoubt = false;
    this.guest?.resume('lock');
  }

  /** The host no longer holds the lock: somebody else may run the VM this very moment. */
  lockLost(): void {
    this.revocations += 1;
    this.inDoubt = false;
    const { guest } = this;
    // Who is about to start one gives up by himself.
    if (!guest) return;
    this.questions.cancel();
    // No instruction more; what waits in the queue comes after.
    void guest.stop();
    this.queue
      .exclusively(async () => {
        if (this.guest === guest && this.state === 'poweredOn')
          await this.halt({ clean: false, because: 'is powered off: this host lost the lock of its files' });
      })
      .catch((error) => this.warn(error));
  }

  /**
   * The host stops: the guest loses its power, and no other one is started. The lock goes with the host's heartbeat slot.
   * Nobody wanted this VM to be off: HA starts it elsewhere.
   */
  async close(): Promise<void> {
    this.retired ??= new HostFault('InvalidState', 'this host is stopping');
    this.revocations += 1;
    this.questions.cancel();
    await this.guest?.stop();
  }

  /** The guest stands still until the question is answered. */
  private asked(question: pb.IVmQuestion): void {
    this.guest?.stun('question').catch((error) => this.warn(error));
    const { text, messageId } = question;
    const { name } = this.folder.files.vmx.configuration;
    this.tell('VmMessageEvent', `Message on ${name}: ${text}`, { messageId: messageId ?? '', text: text ?? '' });
    this.options.onGuestChange();
  }

  /** Answers what it asks. To cancel is to cut its power. Fault: InvalidArgument. */
  async answer(questionId: string, choice: string): Promise<void> {
    const { guest } = this;
    if (this.questions.answer(questionId, choice) === 'retry') guest?.resume('question');
    else
      await this.queue.exclusively(async () => {
        if (this.guest === guest && this.state === 'poweredOn')
          await this.halt({ clean: true, because: 'is powered off: its session was cancelled' });
      });
    this.options.onGuestChange();
  }

  private runningDisks(): RunningDisks | undefined {
    const { guest } = this;
    if (this.state !== 'poweredOn' || !guest) return undefined;
    return { exchange: (change) => this.exchange(guest, change) };
  }

  /** A guest that can't have its disks back loses its power: what it wrote is on them. */
  private async exchange(guest: RunningGuest, change: () => Promise<unknown>): Promise<void> {
    let open = false;
    try {
      await guest.exchange(
        async () => void (await change()),
        async () => {
          const disks = await this.openDisks();
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

  private async lockedWhileOff<T>(change: () => Promise<T>): Promise<T> {
    const { datastore, path } = this.options;
    this.granted = this.revocations;
    const lock = await datastore.lockFile(path);
    try {
      return await change();
    } finally {
      await datastore.unlockFile(lock);
    }
  }

  /** Does what ends it as a VM of this host; afterwards nothing is done with it any more. Fault: InvalidPowerState. */
  retire(dispose: () => Promise<void>): Promise<void> {
    return this.queue.request(async () => {
      if (this.state !== 'poweredOff') throw this.fault('InvalidPowerState', 'is powered on');
      await dispose();
      this.retired = this.fault('NotFound', 'is no longer registered on this host');
    });
  }

  private fault(type: HostFaultType, what: string): HostFault {
    return new HostFault(type, `${this.vmxPath} ${what}`);
  }

  private enter(state: PowerState, because: string, level: LogLevel = 'info'): void {
    if (!mayFollow(this.state, state)) throw new Error(`${this.vmxPath}: ${this.state} -> ${state} (${because})`);
    this.options.log[level]({ vmxPath: this.vmxPath }, `${this.state} -> ${state} (${because})`);
    this.state = state;
  }

  private announce(type: string, what: string): void {
    this.tell(type, `${this.folder.loaded ? this.folder.files.vmx.configuration.name : this.vmxPath} ${what}`);
    this.options.onPowerState();
  }

  private tell(type: string, message: string, args: Readonly<Record<string, string>> = {}): void {
    const instanceUuid = this.folder.loaded ? this.folder.files.vmx.configuration.instanceUuid : undefined;
    this.options.event({ type, message, vmxPath: this.vmxPath, instanceUuid, arguments: args });
  }

  writeConsole(bytes: Uint8Array): void {
    if (this.poweredOn) this.guest?.writeConsole(bytes);
  }

  /** Another CPU reservation, kept from now on. Faults: InsufficientCpuResourcesFault, those of a change of its files. */
  reserveCpu(reservationMhz: number): Promise<void> {
    return this.files.change(async (folder) => {
      const { guest, options, vmxPath } = this;
      const before = this.folder.files.vmx.configuration.cpuReservationMhz ?? 0;
      if (guest) options.cpu.claim(vmxPath, reservationMhz);
      try {
        await folder.reserveCpu(reservationMhz);
      } catch (error) {
        if (guest) options.cpu.claim(vmxPath, before);
        throw error;
      }
      guest?.reserveCpu(reservationMhz);
    });
  }

  /** As heartbeats have it. A VM counts as powered on for as long as its lock is not let go. */
  runtime(): pb.IVmRuntime {
    const { vmxPath, state, options, folder, guest } = this;
    return runtimeOf({
      vmxPath,
      datastore: options.datastore.name,
      path: options.path,
      files: folder.files,
      consolidationNeeded: folder.consolidationNeeded,
      on: state === 'poweredOn' || state === 'resetting' || state === 'poweringOff',
      bootTime: this.bootTime,
      cleanPowerOff: this.cleanPowerOff,
      guest: state === 'poweredOn' && guest && !guest.stopped ? guest : undefined,
      question: this.questions.question,
      progress: this.progress,
      now: options.now(),
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
