/** A virtual machine with a memory and a core of its own, executed by whoever made it: no host, no threads, no clock. */
import { PAGE_SIZE } from './contract.ts';
import { type Core, createSharedMemory, instantiateCore, loadCoreModule, WASM_PAGE_SIZE } from './core.ts';
import { MachineMemory } from './machine-memory.ts';
import { HOST_BLOCK_SIZE } from './vcpu-table.ts';
import { overheadBytes, VmBlock } from './vm-block.ts';

export interface Standalone {
  readonly core: Core;
  readonly block: VmBlock;
}

/** As after power-on, with `ramPages` zeroed pages and no devices. */
export function createStandalone(ramPages: number, rateMhz: number): Standalone {
  const ramBytes = ramPages * PAGE_SIZE;
  const overhead = overheadBytes(ramBytes);
  const size = Math.ceil((HOST_BLOCK_SIZE + overhead + ramBytes) / WASM_PAGE_SIZE) * WASM_PAGE_SIZE;
  const memory = createSharedMemory(size);
  const pages = new MachineMemory(memory.buffer, HOST_BLOCK_SIZE);
  const block = new VmBlock(memory.buffer, pages.takeBlock(overhead, 'the virtual machine'));
  block.map(pages.takePages(ramPages, 'the virtual machine'));
  const core = instantiateCore(loadCoreModule(), memory);
  core.select(block.address);
  core.powerOn(ramPages, rateMhz);
  return { core, block };
}
