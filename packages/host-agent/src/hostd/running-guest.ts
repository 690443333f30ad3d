// A guest on this host: the machine that executes it, with its disks, its network ports and its tools. It is made ready,
// started once and stopped once, all parts together. Who may start it, and when, is virtual-machine.ts's to say.
import {
  type BlockRequest,
  type Host,
  InsufficientMemoryError,
  type Isa,
  type VirtualMachine as Machine,
  MachineConfigurationError,
  type StopReason,
} from '@microsphere/machine';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import type { VirtualPort, VmNetwork } from '../vmkernel/vm-network.ts';
import type { ConsoleBuffer } from './console-buffer.ts';
import { GuestTools } from './guest-tools.ts';
import type { VmConfiguration } from './vm-configuration.ts';
import type { Answer } from './vm-question.ts';

/** vCPUs of a virtual machine: the machine has one. */
export const MAX_VCPUS = 1;

/** An open disk of the datastore. */
export type VmDisk = Pick<
  DatastoreDisk,
  | 'capacityBytes'
  | 'givesSpaceBack'
  | 'read'
  | 'write'
  | 'unmap'
  | 'flush'
  | 'drained'
  | 'close'
  | 'handOver'
  | 'takeBack'
  | 'surrender'
>;

/** Its memory and its state, for vMotion. */
export type GuestMemory = Pick<
  Machine,
  | 'memorySizeBytes'
  | 'clearDirty'
  | 'takeDirtyPages'
  | 'copyPages'
  | 'writePages'
  | 'pageChecksums'
  | 'captureWithoutPages'
  | 'restore'
  | 'throttle'
>;

/** Why a guest stands still. */
type StunReason =
  /** Nobody can tell whether this host still has its lock. */
  | 'lock'
  /** It waits for an answer. */
  | 'question'
  /** Its disks are exchanged. */
  | 'disks'
  /** It goes to another host. */
  | 'migration';

export interface RunningGuestOptions {
  /** In messages: "[datastore1] web/web.vmx". */
  readonly vmxPath: string;
  readonly configuration: VmConfiguration;
  readonly disks: readonly VmDisk[];
  readonly machines: Pick<Host, 'createVm'>;
  readonly network: Pick<VmNetwork, 'connect'>;
  readonly firmware: Uint8Array;
  readonly console: ConsoleBuffer;
  readonly timing: Pick<Timing, 'toolsHeartbeatIntervalMs' | 'toolsHeartbeatTimeoutMs'>;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** What the tools say of the guest's state has changed. */
  readonly onToolsChange: () => void;
  /** The guest has stopped by itself; `stop()` is still to be called. */
  readonly onStopped: (reason: StopReason) => void;
  /** A disk can't grow, its datastore is full: whether to try again. The guest stands still until it is known. */
  readonly onOutOfSpace: (disk: number) => Promise<Answer>;
}

/** Frames of a guest that is on its way to another host. */
export interface DivertedFrames {
  /** It goes on here, and gets them. */
  takeBack(): void;
  /** It goes on elsewhere, and is to be stopped next: frames go there until the function that is returned is called. */
  keep(): () => void;
}

/** More than come while a guest stands still; what is more is lost, as on a wire. */
const MAX_DIVERTED_FRAMES = 4_096;

export class RunningGuest {
  readonly tools: GuestTools;
  private readonly options: RunningGuestOptions;
  private readonly machine: Machine;
  private ports: readonly VirtualPort[] = [];
  private readonly toMachine = (frame: Uint8Array): void => this.machine.sendFrame(frame);
  /** Where frames for its adapters go. */
  private receive = this.toMachine;
  private disks: readonly VmDisk[];
  /** Requests wait for it, where there is one: the disks are being exchanged. */
  private exchanging: Promise<void> | undefined;
  private readonly requests = new Set<Promise<void>>();
  private readonly stuns = new Set<StunReason>();
  private diskFailed = false;
  /** Requests to its disks that were carried out, and frames that it sent. One that arrives is not the guest's doing. */
  ioOperations = 0;
  private started = false;
  private stopping: Promise<void> | undefined;

  /** Takes the machine's memory. Faults, with nothing taken: InsufficientMemoryResourcesFault, InvalidVmConfig. */
  constructor(options: RunningGuestOptions) {
    this.options = options;
    this.disks = options.disks;
    const { vmxPath, configuration, timing, disks } = options;
    const { memoryMb, numCpu, adapters, extraConfig, cpuReservationMhz = 0 } = configuration;
    if (numCpu > MAX_VCPUS)
      throw new HostFault('InvalidVmConfig', `${vmxPath}: numvcpus = "${numCpu}", at most ${MAX_VCPUS}`);
    this.tools = new GuestTools({
      info: (key) => (key === 'machine.memory' ? String(memoryMb) : extraConfig.get(key)),
      send: (bytes) => this.machine.writeTools(bytes),
      heartbeatIntervalMs: timing.toolsHeartbeatIntervalMs,
      heartbeatTimeoutMs: timing.toolsHeartbeatTimeoutMs,
    });
    try {
      this.machine = options.machines.createVm({
        memorySizeBytes: memoryMb * 1024 * 1024,
        firmware: options.firmware,
        reservationMhz: cpuReservationMhz,
        disks: disks.map(({ capacityBytes, givesSpaceBack }, index) => ({
          capacityBytes,
          serial: `scsi0:${index}`,
          discard: givesSpaceBack,
        })),
        nics: adapters.map(({ macAddress }) => ({ macAddress })),
        sink: {
          blockRequest: (request) => this.track(this.blockRequest(request)),
          frame: (frame) => {
            this.ioOperations += 1;
            this.ports[0]?.send(frame);
          },
          console: (bytes) => options.console.write(bytes),
          tools: (bytes) => this.toolsBytes(bytes),
          stopped: options.onStopped,
        },
      });
    } catch (error) {
      if (error instanceof InsufficientMemoryError)
        throw new HostFault('InsufficientMemoryResourcesFault', `${vmxPath}: ${error.message}`, { cause: error });
      if (error instanceof MachineConfigurationError)
        throw new HostFault('InvalidVmConfig', `${vmxPath}: ${error.message}`, { cause: error });
      throw error;
    }
  }

  /** What it found of the processor at its power-on, and may be using. */
  get isa(): Isa {
    return this.machine.isa;
  }

  /** From now on it gets this much CPU when it wants it. */
  reserveCpu(reservationMhz: number): void {
    this.machine.setScheduling({ reservationMhz });
  }

  /** The first instruction; the network hears where its adapters are now. */
  start(): void {
    const { configuration, network } = this.options;
    this.ports = configuration.adapters.map((adapter) =>
      network.connect({ ...adapter, receive: (frame) => this.receive(frame) }),
    );
    this.started = true;
    this.machine.start();
  }

  /** No instruction more until every reason for that is gone; its requests to disks go on as they can. */
  async stun(reason: StunReason): Promise<void> {
    this.stuns.add(reason);
    this.tools.pause(this.options.now());
    if (this.started && !this.stopping) await this.machine.pause();
  }

  resume(reason: StunReason): void {
    this.stuns.delete(reason);
    if (this.stuns.size > 0) return;
    this.tools.resume(this.options.now());
    if (this.started && !this.stopping) this.machine.resume();
  }

  /**
   * With the guest stunned, its requests answered and its disks closed: `change`; then `open` gives it the disks that it
   * goes on with. Where that fails it has none any more, and is to be stopped.
   */
  async exchange(change: () => Promise<void>, open: () => Promise<readonly VmDisk[]>): Promise<void> {
    let opened = () => {};
    await this.stun('disks');
    this.exchanging = new Promise((resolve) => {
      opened = resolve;
    });
    try {
      await Promise.all(this.requests);
      await this.close();
      try {
        await change();
      } finally {
        // A guest that was stopped meanwhile has no use for disks, and nobody would close them.
        if (!this.stopping) this.disks = await open();
      }
    } finally {
      this.exchanging = undefined;
      opened();
      this.resume('disks');
    }
  }

  // vMotion

  get memory(): GuestMemory {
    return this.machine;
  }

  /**
   * It may go on elsewhere: frames that it has not taken go to `to`, and those that still come here; where it does not, it gets
   * them after all. It is stunned.
   */
  divertFrames(to: (frame: Uint8Array) => void): DivertedFrames {
    const diverted: Uint8Array[] = [];
    const divert = (frame: Uint8Array) => {
      if (diverted.length >= MAX_DIVERTED_FRAMES) return;
      diverted.push(frame.slice());
      to(frame);
    };
    if (!this.stopping) for (const frame of this.machine.takeFrames()) divert(frame);
    this.receive = divert;
    return {
      takeBack: () => {
        this.receive = this.toMachine;
        this.receiveFrames(diverted);
      },
      keep: () => {
        const { ports } = this;
        this.ports = [];
        return () => {
          for (const port of ports) port.disconnect();
        };
      },
    };
  }

  /** Frames that came for it at another host. */
  receiveFrames(frames: readonly Uint8Array[]): void {
    if (!this.stopping) for (const frame of frames) this.machine.sendFrame(frame);
  }

  /** Nothing of it is on its way to a disk any more. */
  async drained(): Promise<void> {
    await Promise.all(this.requests);
  }

  /**
   * Starts it while its disks are opened, in place of those that it was made with: what it asks of them waits. Where they can't be
   * opened it executes nothing more, and is to be stopped.
   */
  async startOpening(open: () => Promise<readonly VmDisk[]>): Promise<void> {
    let opened = () => {};
    this.exchanging = new Promise((resolve) => {
      opened = resolve;
    });
    try {
      this.start();
      // Frames that it answers go out first.
      await new Promise((resolve) => setImmediate(resolve));
      this.disks = await open();
    } catch (error) {
      await this.machine.destroy();
      throw error;
    } finally {
      this.exchanging = undefined;
      opened();
    }
  }

  /** Stunned and drained: what another host takes its disks by. Faults: those of the disk; then they are to be taken back. */
  async handOver(): Promise<LockOffers> {
    const offers: [string, LockOffer][] = [];
    for (const disk of this.disks) offers.push(...(await disk.handOver()));
    return new Map(offers);
  }

  async takeBack(): Promise<void> {
    await Promise.all(this.disks.map((disk) => disk.takeBack()));
  }

  /** Once it has stopped: its disks are another host's. */
  async surrender(): Promise<void> {
    await Promise.all(this.disks.map((disk) => disk.surrender()));
  }

  /** Lets the locks of its disks go, once it has stopped. */
  async close(): Promise<void> {
    await Promise.all(this.disks.map((disk) => disk.close()));
  }

  /**
   * The last instruction. From the call on nothing of the guest is sent any more; when it resolves, its memory is the
   * host's again, and nothing that it wrote is still on its way to a disk. The same for every caller, and never rejects.
   */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  get stopped(): boolean {
    return this.stopping !== undefined;
  }

  private async end(): Promise<void> {
    for (const port of this.ports) port.disconnect();
    await this.machine.destroy();
    // What waits for a disk is given up, also by an exchange of the disks, which waits for it.
    await Promise.all(this.disks.map((disk) => disk.drained()));
    // Those that were just being opened in place of others, as well.
    await this.exchanging;
    await Promise.all(this.disks.map((disk) => disk.drained()));
  }

  statistics(): { readonly instructions: number; readonly usedMhz: number } {
    return this.machine.statistics();
  }

  writeConsole(bytes: Uint8Array): void {
    this.machine.writeConsole(bytes);
  }

  private toolsBytes(bytes: Uint8Array): void {
    const { tools } = this;
    const state = () => `${tools.running} ${tools.guestInfo.get('guestinfo.ip')} ${tools.application.state}`;
    const before = state();
    tools.receive(bytes, this.options.now());
    if (before !== state()) this.options.onToolsChange();
  }

  private track(request: Promise<void>): void {
    this.requests.add(request);
    void request.then(() => this.requests.delete(request));
  }

  /** One request of the guest's disk controller, on its way to the array. */
  private async blockRequest(request: BlockRequest): Promise<void> {
    const { operation, complete } = request;
    try {
      await this.exchanging;
      await this.perform(request);
      this.diskFailed = false;
      this.ioOperations += 1;
      complete(true);
    } catch (error) {
      // A guest that tries again and again fills no log, and what a stopped guest still wanted is no news.
      if (!this.diskFailed && !this.stopping)
        this.options.log.warn({ err: error, vmxPath: this.options.vmxPath }, `disk ${operation} failed`);
      this.diskFailed = true;
      complete(false);
    }
  }

  private async perform({ disk: index, operation, sector, sectors, data }: BlockRequest): Promise<void> {
    for (;;) {
      const disk = this.disks[index];
      if (!disk) throw new RangeError(`there is no disk ${index}`);
      try {
        if (operation === 'read') return await disk.read(sector, data);
        if (operation === 'write') return await disk.write(sector, data);
        if (operation === 'discard') return await disk.unmap(sector, sectors);
        return await disk.flush();
      } catch (error) {
        const full = error instanceof HostFault && error.type === 'NoDiskSpace';
        if (!full || this.stopping || (await this.options.onOutOfSpace(index)) === 'cancel') throw error;
      }
    }
  }
}
