/**
 * The chassis of one emulated host: a shared memory that is its RAM and a worker thread for each pCPU.
 */
import type { CapturedState, HostHardware, HostStatistics, VmOptions } from './contract.ts';
import type { VirtualMachine } from './virtual-machine.ts';

export class Host {
  /** Takes the memory and starts the pCPU threads. */
  static create(_hardware: HostHardware): Promise<Host> {
    throw new Error('not built yet');
  }

  /** A powered-off virtual machine with its memory taken; `start()` runs it. Throws `InsufficientMemoryError`, `MachineConfigurationError`. */
  createVm(_options: VmOptions): VirtualMachine {
    throw new Error('not built yet');
  }

  /** A paused virtual machine that continues where `state` was captured. Its in-flight block requests are issued again to the new sink when it starts. */
  restoreVm(_state: CapturedState, _options: Omit<VmOptions, 'firmware'>): VirtualMachine {
    throw new Error('not built yet');
  }

  /** Machine memory that no virtual machine holds, in bytes. */
  get memoryFreeBytes(): number {
    throw new Error('not built yet');
  }

  statistics(): HostStatistics {
    throw new Error('not built yet');
  }

  /** Destroys all virtual machines and ends the pCPU threads. */
  close(): Promise<void> {
    throw new Error('not built yet');
  }
}
