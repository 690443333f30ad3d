/** The virtual machine of microsphere: an RV64 computer with virtio devices, run in slices by the pCPU threads of a host. */
export * from './contract.ts';
export { Host } from './host.ts';
export { type Isa, isas, NEWEST_ISA } from './isa.ts';
export { Replayer, type ReplayOutputs, replay } from './replayer.ts';
export type { VirtualMachine } from './virtual-machine.ts';
export { overheadBytes } from './vm-block.ts';
