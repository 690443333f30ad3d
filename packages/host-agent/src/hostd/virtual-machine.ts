// A virtual machine as its host knows it: registered by the path of its .vmx, powered on when this host holds that
// file's exclusive on-disk lock, and off at once when the lock is lost. The lock is taken before the first instruction
// and let go after the last one; nothing else says who may run the VM.
import {
  type BlockRequest,
  type Host,
  InsufficientMemoryError,
  type VirtualMachine as Machine,
  MachineStateError,
  type StopReason,
} from '@microsphere/machine';
import type { Logger } from '@microsphere/process';
import { pb, type Timing } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import type { Datastore, DatastoreFileLock } from '../vmkernel/datastore.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import type { VirtualPort, VmNetwork } from '../vmkernel/vm-network.ts';
import type { HostEvent } from '../vpxa/vpxa.ts';
import { ConsoleBuffer } from './console-buffer.ts';
import { GuestTools } from './guest-tools.ts';
import { readVmConfiguration, type VmConfiguration } from './vm-configuration.ts';

export interface VirtualMachineOptions {
  readonly datastore: Datastore;
  /** Path on the datastore: "/web/web.vmx". */
  readonly path: string;
  readonly machines: Host;
  readonly network: VmNetwork;
  readonly firmware: Uint8Array;
  readonly timing: Timing;
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly log: Logger;
  readonly event: (event: HostEvent) => void;
  /** The runtime changed. */
  readonly onChange: () => void;
}

/** What exists while the VM is powered on. */
interface Running {
  readonly machine: Machine;
  readonly lock: DatastoreFileLock;
  readonly disks: readonly DatastoreDisk[];
  readonly ports: readonly VirtualPort[];
  readonly tools: GuestTools;
  readonly bootTime: number;
}

export class VirtualMachine {
  readonly vmxPath: string;
  readonly console = new ConsoleBuffer();
  private readonly options: VirtualMachineOptions;
  private configuration: VmConfiguration | undefined;
  private running: Running | undefined;
  /** The machine of `running` is being destroyed. */
  private stopping = false;
  /** False until somebody wanted a power-off: a VM that was lost with its host counts as failed. */
  private cleanPowerOff = false;
  /** Operations on one VM wait for one another. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: VirtualMachineOptions) {
    this.options = options;
    this.vmxPath = `[${options.datastore.name}] ${options.path.slice(1)}`;
  }

  get datastore(): Datastore {
    return this.options.datastore;
  }

  get path(): string {
    return this.options.path;
  }

  get poweredOn(): boolean {
    return this.running !== undefined;
  }

  /** Memory that it takes from the host while it runs, in MB. */
  get memoryMb(): number {
    return this.configuration?.memoryMb ?? 0;
  }

  /** Reads the .vmx; to be called at registration. */
  async load(): Promise<void> {
    this.configuration = await readVmConfiguration(this.options.datastore, this.options.path);
  }

  private exclusively<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.queue.then(operation);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Takes the lock and starts the guest. Faults: InvalidPowerState, FileLocked, InsufficientMemoryResourcesFault, ... */
  powerOn(): Promise<void> {
    return this.exclusively(async () => {
      if (this.running) throw new HostFault('InvalidPowerState', `${this.vmxPath} is powered on on this host already`);
      const { datastore, path } = this.options;
      const lock = await datastore.lockFile(path);
      try {
        // Read under the lock: nobody changes it any more.
        await this.load();
        this.running = await this.start(lock);
      } catch (error) {
        await datastore.unlockFile(lock);
        throw error;
      }
      this.cleanPowerOff = false;
      this.running.machine.start();
      this.changed('VmPoweredOnEvent', 'is powered on');
    });
  }

  private async start(lock: DatastoreFileLock): Promise<Running> {
    const { datastore, machines, network, firmware, timing, now, wallClock } = this.options;
    const configuration = this.configuration as VmConfiguration;
    const disks: DatastoreDisk[] = [];
    for (const disk of configuration.disks) disks.push(await datastore.openDisk(disk));
    const running = { lock, disks, bootTime: wallClock() };
    let machine: Machine;
    const ports: VirtualPort[] = [];
    const tools = new GuestTools({
      info: (key) => (key === 'machine.memory' ? String(configuration.memoryMb) : configuration.extraConfig.get(key)),
      send: (bytes) => machine.writeTools(bytes),
      heartbeatIntervalMs: timing.toolsHeartbeatIntervalMs,
      heartbeatTimeoutMs: timing.toolsHeartbeatTimeoutMs,
    });
    try {
      machine = machines.createVm({
        memorySizeBytes: configuration.memoryMb * 1024 * 1024,
        firmware,
        disks: disks.map(({ capacityBytes }, index) => ({ capacityBytes, serial: `scsi0:${index}` })),
        nics: configuration.adapters.slice(0, 1).map(({ macAddress }) => ({ macAddress })),
        sink: {
          blockRequest: (request) => void this.blockRequest(disks, request),
          frame: (frame) => ports[0]?.send(frame),
          console: (bytes) => this.console.write(bytes),
          tools: (bytes) => this.toolsBytes(tools, bytes, now()),
          stopped: (reason) => void this.stoppedByItself(lock, reason),
        },
      });
    } catch (error) {
      if (error instanceof InsufficientMemoryError)
        throw new HostFault('InsufficientMemoryResourcesFault', error.message, { cause: error });
      throw error;
    }
    for (const adapter of configuration.adapters.slice(0, 1))
      ports.push(network.connect({ ...adapter, receive: (frame) => machine.sendFrame(frame) }));
    return { ...running, machine, ports, tools };
  }

  private toolsBytes(tools: GuestTools, bytes: Uint8Array, now: number): void {
    const before = `${tools.running} ${tools.guestInfo.get('guestinfo.ip')}`;
    tools.receive(bytes, now);
    if (before !== `${tools.running} ${tools.guestInfo.get('guestinfo.ip')}`) this.options.onChange();
  }

  /** One request of the guest's disk controller, on its way to the array. */
  private async blockRequest(disks: readonly DatastoreDisk[], request: BlockRequest): Promise<void> {
    const disk = disks[request.disk];
    try {
      if (!disk) throw new Error(`no disk ${request.disk}`);
      if (request.operation === 'read') await disk.read(request.sector, request.data);
      else if (request.operation === 'write') await disk.write(request.sector, request.data);
      else await disk.flush();
      request.complete(true);
    } catch (error) {
      this.options.log.warn({ err: error, vmxPath: this.vmxPath }, `disk ${request.operation} failed`);
      request.complete(false);
    }
  }

  /** Stops the guest as if its power were cut. */
  powerOff(): Promise<void> {
    return this.exclusively(async () => {
      if (!this.running) throw new HostFault('InvalidPowerState', `${this.vmxPath} is powered off`);
      await this.halt(true, 'is powered off');
    });
  }

  /** Power off and on again under the same lock: the guest boots anew, nobody else can take the VM meanwhile. */
  reset(): Promise<void> {
    return this.exclusively(() => this.restart());
  }

  private async restart(): Promise<void> {
    const before = this.running;
    if (!before) throw new HostFault('InvalidPowerState', `${this.vmxPath} is powered off`);
    await this.stopMachine(before);
    try {
      this.running = await this.start(before.lock);
    } catch (error) {
      this.running = undefined;
      await this.options.datastore.unlockFile(before.lock);
      this.changed('VmPoweredOffEvent', 'is powered off: it could not be started again');
      throw error;
    }
    this.running.machine.start();
    this.changed('VmResettingEvent', 'is reset');
  }

  /** Asks the guest's operating system to shut down; it powers itself off when it has. */
  shutdownGuest(): void {
    if (!this.running) throw new HostFault('InvalidPowerState', `${this.vmxPath} is powered off`);
    if (!this.running.tools.running)
      throw new HostFault('ToolsUnavailable', `${this.vmxPath}: no tools answer in the guest`);
    this.running.tools.request('OS_Halt');
  }

  private stoppedByItself(lock: DatastoreFileLock, reason: StopReason): Promise<void> {
    return this.exclusively(async () => {
      // The stop of an earlier life of this VM is no news.
      if (this.running?.lock !== lock) return;
      if (reason.kind === 'reset') await this.restart();
      else if (reason.kind === 'powerOff') await this.halt(true, 'was shut down by its guest');
      else await this.halt(false, `failed: ${reason.message}`);
    });
  }

  /**
   * Nobody can tell whether the host still holds the lock: the guest stands still until somebody can. On ESXi it would run
   * on, with its I/O waiting, perhaps on two hosts at once.
   */
  lockInDoubt(): void {
    // One that is being destroyed stands already, and says so.
    this.running?.machine.pause().catch((error: unknown) => {
      if (!(error instanceof MachineStateError)) throw error;
    });
  }

  /** The host has held the lock all the time: the guest goes on. */
  lockKept(): void {
    if (!this.stopping) this.running?.machine.resume();
  }

  /** The host no longer holds the lock: somebody else may run the VM this very moment. */
  lockLost(): Promise<void> {
    // The guest stops now; what waits in the queue comes after.
    this.lockInDoubt();
    return this.exclusively(async () => {
      const { running } = this;
      if (!running) return;
      await this.stopMachine(running);
      this.running = undefined;
      this.changed('VmPoweredOffEvent', 'is powered off: this host lost the lock of its files');
    });
  }

  private async halt(clean: boolean, what: string): Promise<void> {
    const { running } = this;
    if (!running) return;
    await this.stopMachine(running);
    this.running = undefined;
    this.cleanPowerOff = clean;
    this.changed('VmPoweredOffEvent', what);
    await this.options.datastore.unlockFile(running.lock);
  }

  private async stopMachine({ machine, ports, disks }: Running): Promise<void> {
    this.stopping = true;
    for (const port of ports) port.disconnect();
    await machine.destroy();
    // A write that is still on its way must not land after somebody else has taken the lock.
    await Promise.all(disks.map((disk) => disk.drained()));
    this.stopping = false;
  }

  private changed(type: string, what: string): void {
    const { configuration } = this;
    this.options.event({
      type,
      message: `${configuration?.name ?? this.vmxPath} ${what}`,
      vmxPath: this.vmxPath,
      instanceUuid: configuration?.instanceUuid,
    });
    this.options.onChange();
  }

  writeConsole(bytes: Uint8Array): void {
    this.running?.machine.writeConsole(bytes);
  }

  runtime(): pb.IVmRuntime {
    const { configuration, running, options } = this;
    const base: pb.IVmRuntime = {
      vmxPath: this.vmxPath,
      inaccessible: configuration === undefined,
      instanceUuid: configuration?.instanceUuid ?? '',
      name: configuration?.name ?? '',
      memorySizeMb: configuration?.memoryMb ?? 0,
      numCpu: configuration?.numCpu ?? 0,
      macAddresses: configuration?.adapters.map(({ macAddress }) => macAddress) ?? [],
      powerState: running ? pb.PowerState.poweredOn : pb.PowerState.poweredOff,
      cleanPowerOff: !running && this.cleanPowerOff,
    };
    if (!running) return base;
    const { usedMhz, instructions } = running.machine.statistics();
    return {
      ...base,
      guestHeartbeatStatus: pb.EntityStatus[running.tools.heartbeatStatus(options.now())],
      ipAddress: running.tools.guestInfo.get('guestinfo.ip') ?? '',
      toolsRunning: running.tools.running,
      guestInfo: Object.fromEntries(running.tools.guestInfo),
      bootTime: running.bootTime,
      instructions,
      overallCpuUsageMhz: Math.round(usedMhz),
    };
  }
}
