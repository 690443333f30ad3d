/** The thread of a pCPU: takes its place in the host's shared memory and runs until the host closes. */
import { parentPort, workerData } from 'node:worker_threads';
import { microseconds } from './clock.ts';
import { instantiateCore } from './core.ts';
import type { PcpuCall, PcpuThreadData } from './host.ts';
import { Pcpu } from './pcpu.ts';
import { VcpuTable } from './vcpu-table.ts';

const data: PcpuThreadData = workerData;
const { module, memory, index, pcpuCount, pcpuMhz } = data;

new Pcpu({
  index,
  pcpuMhz,
  memory: memory.buffer,
  table: new VcpuTable(memory.buffer, pcpuCount),
  core: instantiateCore(module, memory),
  clock: microseconds,
  call: (vcpu, failure) => {
    const message: PcpuCall = failure === undefined ? { vcpu } : { vcpu, failure };
    parentPort?.postMessage(message);
  },
}).run();
