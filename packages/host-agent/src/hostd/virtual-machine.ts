// A virtual machine as its host knows it: registered by the path of its .vmx, powered on when this host holds that
// file's exclusive on-disk lock, and off at once when the lock is lost. What is asked of it, by users, by its guest and by
// vSphere HA, is done one after the other; how its power goes on and off is vm-power.ts's. Whether somebody wanted its last
// power-off is in the .vmx ("cleanShutdown"), written under the lock: vSphere HA starts no VM that was switched off on purpose.
import type { VmAction } from '@microsphere/fdm';
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import type { HostEvent } from '../vpxa/vpxa.ts';
import { ConsoleBuffer } from './console-buffer.ts';
import { type HaActionResult, HaActions } from './ha-action.ts';
import { RequestQueue } from './request-queue.ts';
import { UnfinishedCopy } from './unfinished-copy.ts';
import type { Relocation } from './vm-configuration.ts';
import { VmFolder } from './vm-folder.ts';
import { VmGrant } from './vm-grant.ts';
import { VmHome } from './vm-home.ts';
import { VmMigrations } from './vm-migrations.ts';
import { messageOf, VmPower } from './vm-power.ts';
import { VmQuestions } from './vm-question.ts';
import { VmRequests } from './vm-requests.ts';
import { runtimeOf } from './vm-runtime.ts';
import type { StartedBy, VmDatastore, VmLock, VmSurroundings } from './vm-surroundings.ts';

export type { VmDatastore, VmLock } from './vm-surroundings.ts';

export interface VirtualMachineOptions extends VmSurroundings {
  readonly event: (event: HostEvent) => void;
  /** It is on, or off, now. */
  readonly onPowerState: () => void;
}

export class VirtualMachine {
  readonly console = new ConsoleBuffer();
  private readonly options: VirtualMachineOptions;
  private readonly home: VmHome;
  /** Its files: what is done to them is done under its lock. */
  private readonly folder: VmFolder;
  private readonly grant: VmGrant;
  private readonly power: VmPower;
  private readonly questions: VmQuestions;
  /** How much of the request that is under way is done, in percent. */
  private progress = 0;
  /** The host is being shut down: nothing more is asked of its VMs. */
  private stopping: HostFault | undefined;
  private readonly queue: RequestQueue;
  /** Requests that concern its files, on or off. */
  readonly files: VmRequests;
  /** It goes to another host or comes from one, or its files go elsewhere. */
  readonly migrations: VmMigrations;
  private readonly haActions: HaActions;
  /** Of a Storage vMotion. */
  private readonly unfinishedCopy: UnfinishedCopy;

  constructor(options: VirtualMachineOptions) {
    this.options = options;
    const home = new VmHome(options.datastore, options.path);
    this.home = home;
    this.grant = new VmGrant(this.vmxPath);
    const onProgress = (percent: number) => {
      this.progress = percent;
    };
    this.folder = new VmFolder({
      get store() {
        return home.datastore;
      },
      get path() {
        return home.path;
      },
      mustBeGranted: () => this.grant.mustHold(),
      running: () => this.power.disks,
      wallClock: options.wallClock,
      onProgress,
      log: options.log,
    });
    this.questions = new VmQuestions((question) => this.asked(question));
    this.queue = new RequestQueue(this.vmxPath, () => this.grant.refusal ?? this.stopping);
    this.power = new VmPower({
      ...options,
      get datastore() {
        return home.datastore;
      },
      get path() {
        return home.path;
      },
      get vmxPath() {
        return home.vmxPath;
      },
      folder: this.folder,
      grant: this.grant,
      questions: this.questions,
      console: this.console,
      onStopped: (guest, reason) => {
        this.migrations.lost('its guest has stopped');
        this.later(() => this.power.stoppedByItself(guest, reason));
      },
      announce: (type, what) => this.announce(type, what),
    });
    this.files = new VmRequests({
      get name() {
        return home.vmxPath;
      },
      folder: this.folder,
      queue: this.queue,
      questions: this.questions,
      isOff: () => this.power.off,
      cutPower: async (because) => {
        if (this.power.on) await this.power.halt({ clean: true, because });
      },
      locked: (change) => this.withLock(() => change()),
      onProgress,
      onChange: options.onGuestChange,
    });
    const { folder, grant, power, questions, queue, console } = this;
    this.migrations = new VmMigrations({
      home,
      folder,
      grant,
      power,
      questions,
      console,
      queue,
      withLock: (change) => this.withLock(change),
      now: options.now,
      onPowerState: () => this.powerStateChanged(),
      onEnd: () => {
        this.unfinishedCopy.watch();
        options.onGuestChange();
      },
    });
    this.unfinishedCopy = new UnfinishedCopy({
      timing: options.timing,
      isThere: () => power.on && this.relocation !== undefined,
      remove: () => this.endRelocation(),
      later: options.later,
      warn: (error) => this.warn(error),
    });
    this.haActions = new HaActions({
      home,
      power,
      questions,
      queue,
      console,
      shutdownGuest: () => this.shutdownGuest('ha'),
      onReset: () => this.announce('VmResettingEvent', 'is reset'),
      warn: (error) => this.warn(error),
    });
  }

  /** "[datastore1] web/web.vmx" */
  get vmxPath(): string {
    return this.home.vmxPath;
  }

  get datastore(): VmDatastore {
    return this.home.datastore;
  }

  /** A Storage vMotion of it was begun, as far as its .vmx was read. */
  get relocation(): Relocation | undefined {
    return this.folder.files.vmx.configuration.relocation;
  }

  get poweredOn(): boolean {
    return this.power.on;
  }

  /** Since its power-on or last reset, in milliseconds; 0 while it is off. */
  get upTimeMs(): number {
    return this.power.upTimeMs;
  }

  /** On its way up, with its memory and its CPU taken already. */
  get isStarting(): boolean {
    return this.power.state === 'poweringOn' && this.power.guest !== undefined;
  }

  /** The application in its guest has asked for a reset. */
  get appNeedsReset(): boolean {
    return this.power.on && this.power.guest?.tools.application.state === 'appStateNeedReset';
  }

  /** Reads the .vmx; to be called at registration. Faults: FileNotFound, InvalidVmConfig, ... */
  async load(): Promise<void> {
    await this.folder.read();
  }

  // What users ask for

  /** Takes the lock and starts the guest. Faults: InvalidPowerState, FileLocked, InsufficientMemoryResourcesFault, ... */
  powerOn(by: StartedBy = 'user'): Promise<void> {
    this.migrations.cancel('it is started on this host');
    return this.queue.request(() => this.power.powerOn(by));
  }

  /** Stops the guest as if its power were cut. Faults: InvalidPowerState; what the disk says when the wish can't be written. */
  powerOff(): Promise<void> {
    // Whoever cuts the power needs no answer; and a request that waits for one would be waited for.
    this.questions.cancel();
    return this.queue.request(async () => {
      this.power.mustBeOn();
      await this.power.halt({ clean: true, because: 'is powered off' });
    });
  }

  /** Power off and on again under the same lock: the guest boots anew, nobody else can take the VM meanwhile. */
  reset(): Promise<void> {
    return this.queue.request(async () => {
      this.power.mustBeOn();
      await this.power.restart('it is reset');
      this.announce('VmResettingEvent', 'is reset');
    });
  }

  /** Asks the guest's operating system to shut down; it powers itself off when it has. */
  shutdownGuest(by: StartedBy = 'user'): void {
    if (this.grant.refusal) throw this.grant.refusal;
    this.power.shutdownGuest(by);
  }

  /** Answers what it asks. To cancel is to cut its power. Fault: InvalidArgument. */
  async answer(questionId: string, choice: string): Promise<void> {
    const { guest } = this.power;
    if (this.questions.answer(questionId, choice) === 'retry') guest?.resume('question');
    else
      await this.queue.exclusively(async () => {
        if (this.power.guest === guest && this.power.on)
          await this.power.halt({ clean: true, because: 'is powered off: its session was cancelled' });
      });
    this.options.onGuestChange();
  }

  /** Another CPU reservation, kept from now on. Faults: InsufficientCpuResourcesFault, those of a change of its files. */
  reserveCpu(reservationMhz: number): Promise<void> {
    return this.files.change((folder) =>
      this.power.reserveCpu(reservationMhz, () => folder.reserveCpu(reservationMhz)),
    );
  }

  /** Does what ends it as a VM of this host; afterwards nothing is done with it any more. Fault: InvalidPowerState. */
  retire(dispose: () => Promise<void>): Promise<void> {
    return this.queue.request(async () => {
      if (!this.power.off) throw new HostFault('InvalidPowerState', `${this.vmxPath} is powered on`);
      await dispose();
      this.grant.close(new HostFault('NotFound', `${this.vmxPath} is no longer registered on this host`));
    });
  }

  /** Under its lock; one that it is exchanged for is let go in its place. */
  private async withLock<T>(change: (lock: { held: VmLock }) => Promise<T>): Promise<T> {
    this.power.release.mustBeOver();
    this.grant.begin();
    const lock = { held: await this.datastore.lockFile(this.home.path) };
    try {
      return await change(lock);
    } finally {
      await this.datastore.unlockFile(lock.held);
    }
  }

  // What vSphere HA asks for

  /** Faults: InvalidPowerState for a reset of a VM that is off, ToolsUnavailable, ... */
  haAction(action: VmAction, because: string): Promise<HaActionResult> {
    this.migrations.cancel(`vSphere HA: ${because}`);
    return this.haActions.act(action, because);
  }

  /** Of a Storage vMotion that a host died over: to be called before its .vmx goes, which alone tells of it. Faults: those of a change of its files. */
  async endRelocation(): Promise<void> {
    if (this.relocation) await this.files.change((folder) => this.options.endRelocation(folder, this.vmxPath));
  }

  // What becomes of its lock

  /** Nobody can tell whether the host still holds the lock: the guest stands still until somebody can. */
  lockInDoubt(): void {
    this.power.lockInDoubt();
  }

  /** The host has held the lock all the time: the guest goes on. */
  lockKept(): void {
    this.power.lockKept();
  }

  /** The host no longer holds the lock: somebody else may run the VM this very moment. */
  lockLost(): void {
    this.grant.revoke();
    this.migrations.lost('this host has lost the lock of its files');
    const { guest } = this.power;
    // Who is about to start one gives up by himself.
    if (!guest) return;
    this.questions.cancel();
    // No instruction more; what waits in the queue comes after.
    void guest.stop();
    this.later(async () => {
      if (this.power.guest === guest && this.power.on)
        await this.power.halt({ clean: false, because: 'is powered off: this host lost the lock of its files' });
    });
  }

  /**
   * The host is shut down: the VM is switched off, which counts as wanted, and its lock let go; a start that is under way gives
   * up. With storage that does not answer its guest loses its power all the same, and it counts as lost. Never rejects.
   */
  async shutDown(): Promise<void> {
    const stopping = stoppingFault();
    this.stopping = stopping;
    this.migrations.cancel('its host is shut down');
    if (this.power.state === 'poweringOn') this.grant.revoke();
    this.questions.cancel();
    this.power.release.hurry();
    await this.queue.exclusively(async () => {
      if (this.power.on)
        await this.power
          // What can't be written is not so: another host may start it.
          .halt({ clean: !this.power.release.isAbandoned, because: 'is powered off: its host is shut down' })
          .catch((error) => this.warn(error));
      this.grant.close(stopping);
    });
  }

  /** The shutdown takes too long: resolves when no guest executes, and none is started any more. */
  async giveUpShutDown(): Promise<void> {
    this.grant.close(stoppingFault());
    await this.power.release.abandon();
  }

  // What others are told

  /** The guest stands still until the question is answered. */
  private asked(question: pb.IVmQuestion): void {
    this.migrations.cancel('it waits for the answer to a question');
    this.power.guest?.stun('question').catch((error) => this.warn(error));
    const { text, messageId } = question;
    const { name } = this.folder.files.vmx.configuration;
    this.tell('VmMessageEvent', `Message on ${name}: ${text}`, { messageId: messageId ?? '', text: text ?? '' });
    this.options.onGuestChange();
  }

  private announce(type: string, what: string): void {
    this.tell(type, `${this.folder.loaded ? this.folder.files.vmx.configuration.name : this.vmxPath} ${what}`);
    this.powerStateChanged();
  }

  private powerStateChanged(): void {
    this.unfinishedCopy.watch();
    this.options.onPowerState();
  }

  private tell(type: string, message: string, args: Readonly<Record<string, string>> = {}): void {
    const instanceUuid = this.folder.loaded ? this.folder.files.vmx.configuration.instanceUuid : undefined;
    this.options.event({ type, message, vmxPath: this.vmxPath, instanceUuid, arguments: args });
  }

  /** In its turn, and nobody waits for it. */
  private later(work: () => Promise<void>): void {
    this.queue.exclusively(work).catch((error) => this.warn(error));
  }

  private warn(error: unknown): void {
    this.options.log.warn({ err: error, vmxPath: this.vmxPath }, messageOf(error));
  }

  writeConsole(bytes: Uint8Array): void {
    if (this.poweredOn) this.power.guest?.writeConsole(bytes);
  }

  /** As heartbeats have it. A VM counts as powered on for as long as its lock is not let go, or was given up. */
  runtime(): pb.IVmRuntime {
    const { vmxPath, power, options, folder } = this;
    const { state, guest } = power;
    return runtimeOf({
      vmxPath,
      datastore: this.datastore.name,
      path: this.home.path,
      files: folder.files,
      consolidationNeeded: folder.consolidationNeeded,
      on: state === 'poweredOn' || state === 'resetting' || state === 'poweringOff',
      bootTime: power.bootTime,
      cleanPowerOff: power.cleanPowerOff,
      guest: state === 'poweredOn' && guest && !guest.stopped ? guest : undefined,
      question: this.questions.question,
      progress: this.progress,
      migration: this.migrations.progress,
      now: options.now(),
    });
  }
}

function stoppingFault(): HostFault {
  return new HostFault('InvalidState', 'this host is stopping');
}
