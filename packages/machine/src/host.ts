/**
 * The chassis of one emulated host: a shared memory that is its RAM and a worker thread for each pCPU.
 */
import { Worker } from 'node:worker_threads';
import { microseconds } from './clock.ts';
import {
  type CapturedState,
  type HostHardware,
  type HostStatistics,
  InsufficientMemoryError,
  MachineConfigurationError,
  MachineStateError,
  PAGE_SIZE,
  type VmOptions,
} from './contract.ts';
import {
  type Core,
  createSharedMemory,
  instantiateCore,
  loadCoreModule,
  MAXIMUM_MEMORY_SIZE,
  WASM_PAGE_SIZE,
} from './core.ts';
import { checkHardware } from './hardware.ts';
import { checkIsa, type Isa, NEWEST_ISA } from './isa.ts';
import { MachineMemory } from './machine-memory.ts';
import { usedMhz } from './usage.ts';
import { HOST_BLOCK_SIZE, MAXIMUM_PCPUS, MAXIMUM_VMS, PHASE_UNUSED, VcpuTable } from './vcpu-table.ts';
import { VirtualMachine } from './virtual-machine.ts';
import { overheadBytes, VmBlock } from './vm-block.ts';

/** What a pCPU's thread is started with. */
export interface PcpuThreadData {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly index: number;
  readonly pcpuCount: number;
  readonly pcpuMhz: number;
}

/** What a pCPU's thread says: come and look at this vCPU. */
export interface PcpuCall {
  readonly vcpu: number;
  readonly generation: number;
  readonly failure?: string;
}

/** Emulated MHz of a pCPU are whole: guest time is counted in instructions. */
const MAXIMUM_PCPU_MHZ = 100_000;

function checkChassis({ memorySizeBytes, pcpuCount, pcpuMhz }: HostHardware): void {
  const refuse = (message: string): never => {
    throw new MachineConfigurationError(message);
  };
  if (
    !Number.isInteger(memorySizeBytes) ||
    memorySizeBytes <= HOST_BLOCK_SIZE ||
    memorySizeBytes % WASM_PAGE_SIZE !== 0
  )
    refuse(`host memory of ${memorySizeBytes} bytes: it must be a multiple of 64 KiB, and more than one`);
  if (memorySizeBytes > MAXIMUM_MEMORY_SIZE)
    refuse(`host memory of ${memorySizeBytes} bytes: a host has at most ${MAXIMUM_MEMORY_SIZE}`);
  if (!Number.isInteger(pcpuCount) || pcpuCount < 1 || pcpuCount > MAXIMUM_PCPUS)
    refuse(`${pcpuCount} pCPUs: a host has 1 to ${MAXIMUM_PCPUS}`);
  if (!Number.isInteger(pcpuMhz) || pcpuMhz < 1 || pcpuMhz > MAXIMUM_PCPU_MHZ)
    refuse(`pCPUs of ${pcpuMhz} MHz: they have a whole number from 1 to ${MAXIMUM_PCPU_MHZ}`);
}

export class Host {
  private readonly hardware: HostHardware;
  private readonly memory: WebAssembly.Memory;
  private readonly table: VcpuTable;
  private readonly pages: MachineMemory;
  private readonly core: Core;
  private readonly vms: (VirtualMachine | undefined)[] = Array.from({ length: MAXIMUM_VMS }, () => undefined);
  private readonly threads: Worker[] = [];
  private closed: Promise<void> | undefined;
  /** What its pCPUs can execute. */
  readonly isa: Isa;
  private shownIsa: Isa;

  private constructor(hardware: HostHardware, module: WebAssembly.Module) {
    this.hardware = hardware;
    this.isa = hardware.isa ?? NEWEST_ISA;
    this.shownIsa = this.isa;
    this.memory = createSharedMemory(hardware.memorySizeBytes);
    this.table = new VcpuTable(this.memory.buffer, hardware.pcpuCount);
    this.pages = new MachineMemory(this.memory.buffer, HOST_BLOCK_SIZE);
    this.core = instantiateCore(module, this.memory);
  }

  /** Takes the memory and starts the pCPU threads. */
  static async create(hardware: HostHardware): Promise<Host> {
    checkChassis(hardware);
    const module = loadCoreModule();
    const host = new Host(hardware, module);
    await Promise.all(Array.from({ length: hardware.pcpuCount }, (_, index) => host.startThread(module, index)));
    return host;
  }

  private startThread(module: WebAssembly.Module, index: number): Promise<void> {
    const { pcpuCount, pcpuMhz } = this.hardware;
    const workerData: PcpuThreadData = { module, memory: this.memory, index, pcpuCount, pcpuMhz };
    // The same path from src/ and from dist/: threads run the built code.
    const thread = new Worker(new URL('../dist/pcpu-worker.js', import.meta.url), { workerData });
    this.threads.push(thread);
    thread.on('message', (call: PcpuCall) => this.attend(call));
    return new Promise((resolve, reject) => {
      thread.once('online', resolve);
      thread.on('error', (error) => {
        reject(error);
        // A broken pCPU is a broken host: nothing here can be relied upon any more.
        throw new Error(`pCPU ${index} failed`, { cause: error });
      });
    });
  }

  private attend({ vcpu, generation, failure }: PcpuCall): void {
    if (this.table.vcpus[vcpu]?.generation === generation) this.vms[vcpu]?.attend(failure);
  }

  /** What a guest finds that gets power from now on; one that is restored has what it found when it was captured. */
  get guestIsa(): Isa {
    return this.shownIsa;
  }

  /** Throws `MachineConfigurationError` for what this host does not have. */
  set guestIsa(guest: Isa) {
    checkIsa({ guest, host: this.isa });
    this.shownIsa = guest;
  }

  /** What each guest found that there is: it may be using that. */
  guestIsas(): Isa[] {
    return this.vms.flatMap((vm) => (vm ? [vm.isa] : []));
  }

  /** A powered-off virtual machine with its memory taken; `start()` runs it. Throws `InsufficientMemoryError`, `MachineConfigurationError`. */
  createVm(options: VmOptions): VirtualMachine {
    if (options.firmware.length > options.memorySizeBytes)
      throw new MachineConfigurationError(
        `firmware of ${options.firmware.length} bytes does not fit into ${options.memorySizeBytes} bytes of memory`,
      );
    const vm = this.build(options);
    vm.loadFirmware(options.firmware);
    return vm;
  }

  /** A paused virtual machine that continues where `state` was captured. Its in-flight block requests are issued again to the new sink when it starts. */
  restoreVm(state: CapturedState, options: Omit<VmOptions, 'firmware'>): VirtualMachine {
    const vm = this.build(options);
    try {
      vm.restore(state);
    } catch (error) {
      void vm.destroy();
      throw error;
    }
    return vm;
  }

  private build(options: Omit<VmOptions, 'firmware'>): VirtualMachine {
    if (this.closed) throw new MachineStateError('the host is closed');
    checkHardware(options);
    const row = this.table.vcpus.find(({ index, phase }) => phase === PHASE_UNUSED && this.vms[index] === undefined);
    if (!row) throw new MachineConfigurationError(`a host runs at most ${MAXIMUM_VMS} virtual machines`);
    const overhead = overheadBytes(options.memorySizeBytes);
    const wanted = options.memorySizeBytes + overhead;
    if (wanted > this.pages.freeBytes)
      throw new InsufficientMemoryError('the virtual machine', wanted, this.pages.freeBytes);
    const address = this.pages.takeBlock(overhead, 'the virtual machine');
    const ram = this.pages.takePages(options.memorySizeBytes / PAGE_SIZE, 'the virtual machine');
    const block = new VmBlock(this.memory.buffer, address);
    block.map(ram);
    const vm = new VirtualMachine(
      {
        table: this.table,
        row,
        block,
        core: this.core,
        pcpuMhz: this.hardware.pcpuMhz,
        isa: this.isa,
        guestIsa: this.shownIsa,
        clock: microseconds,
        releaseRam: () => {
          this.pages.givePages(ram);
          this.vms[row.index] = undefined;
        },
        releaseBlock: () => this.pages.giveBlock(address, overhead),
      },
      options,
    );
    this.vms[row.index] = vm;
    return vm;
  }

  /** Machine memory that no virtual machine holds, in bytes. */
  get memoryFreeBytes(): number {
    return this.pages.freeBytes;
  }

  statistics(): HostStatistics {
    const now = microseconds();
    const perPcpu = this.table.pcpus.map(({ usage, instructions }) => ({ usedMhz: usedMhz(usage, now), instructions }));
    return { usedMhz: perPcpu.reduce((sum, pcpu) => sum + pcpu.usedMhz, 0), perPcpu };
  }

  /** Destroys all virtual machines and ends the pCPU threads. */
  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    await Promise.all(this.vms.map((vm) => vm?.destroy()));
    const exits = this.threads.map((thread) => new Promise((resolve) => thread.once('exit', resolve)));
    this.table.close();
    await Promise.all(exits);
  }
}
