// A guest on this host: the machine that executes it, with its disks, its network ports and its tools. It is made ready,
// started once and stopped once, all parts together. Who may start it, and when, is virtual-machine.ts's to say.
import {
  type BlockRequest,
  type Host,
  InsufficientMemoryError,
  type VirtualMachine as Machine,
  MachineConfigurationError,
  type StopReason,
} from '@microsphere/machine';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import type { VirtualPort, VmNetwork } from '../vmkernel/vm-network.ts';
import type { ConsoleBuffer } from './console-buffer.ts';
import { GuestTools } from './guest-tools.ts';
import type { VmConfiguration } from './vm-configuration.ts';

/** vCPUs of a virtual machine: the machine has one. */
export const MAX_VCPUS = 1;

/** An open disk of the datastore. */
export type VmDisk = Pick<DatastoreDisk, 'capacityBytes' | 'read' | 'write' | 'flush' | 'drained'>;

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
}

export class RunningGuest {
  readonly tools: GuestTools;
  private readonly options: RunningGuestOptions;
  private readonly machine: Machine;
  private ports: readonly VirtualPort[] = [];
  private diskFailed = false;
  private started = false;
  private stopping: Promise<void> | undefined;

  /** Takes the machine's memory. Faults, with nothing taken: InsufficientMemoryResourcesFault, InvalidVmConfig. */
  constructor(options: RunningGuestOptions) {
    this.options = options;
    const { vmxPath, configuration, timing, disks } = options;
    const { memoryMb, numCpu, adapters, extraConfig } = configuration;
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
        disks: disks.map(({ capacityBytes }, index) => ({ capacityBytes, serial: `scsi0:${index}` })),
        nics: adapters.map(({ macAddress }) => ({ macAddress })),
        sink: {
          blockRequest: (request) => void this.blockRequest(request),
          frame: (frame) => this.ports[0]?.send(frame),
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

  /** The first instruction; the network hears where its adapters are now. */
  start(): void {
    const { configuration, network } = this.options;
    this.ports = configuration.adapters.map((adapter) =>
      network.connect({ ...adapter, receive: (frame) => this.machine.sendFrame(frame) }),
    );
    this.started = true;
    this.machine.start();
  }

  /** No instruction more until it is resumed; its requests to disks go on as they can. */
  stun(): void {
    if (this.started && !this.stopping) void this.machine.pause();
  }

  resume(): void {
    if (this.started && !this.stopping) this.machine.resume();
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
    await Promise.all(this.options.disks.map((disk) => disk.drained()));
  }

  statistics(): { readonly instructions: number; readonly usedMhz: number } {
    return this.machine.statistics();
  }

  writeConsole(bytes: Uint8Array): void {
    this.machine.writeConsole(bytes);
  }

  private toolsBytes(bytes: Uint8Array): void {
    const { tools } = this;
    const state = () => `${tools.running} ${tools.guestInfo.get('guestinfo.ip')}`;
    const before = state();
    tools.receive(bytes, this.options.now());
    if (before !== state()) this.options.onToolsChange();
  }

  /** One request of the guest's disk controller, on its way to the array. */
  private async blockRequest({ disk: index, operation, sector, data, complete }: BlockRequest): Promise<void> {
    try {
      const disk = this.options.disks[index];
      if (!disk) throw new RangeError(`there is no disk ${index}`);
      if (operation === 'read') await disk.read(sector, data);
      else if (operation === 'write') await disk.write(sector, data);
      else if (operation === 'flush') await disk.flush();
      // No disk here is offered as one that gives space back.
      else throw new Error(`a disk that does not ${operation}`);
      this.diskFailed = false;
      complete(true);
    } catch (error) {
      // A guest that tries again and again fills no log, and what a stopped guest still wanted is no news.
      if (!this.diskFailed && !this.stopping)
        this.options.log.warn({ err: error, vmxPath: this.options.vmxPath }, `disk ${operation} failed`);
      this.diskFailed = true;
      complete(false);
    }
  }
}
