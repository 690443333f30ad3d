/** The thread of a pCPU: takes its place in the host's shared memory and runs until the host closes. */
import { constants, getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { microseconds } from './clock.ts';
import { instantiateCore } from './core.ts';
import type { PcpuCall, PcpuThreadData } from './host.ts';
import { Pcpu } from './pcpu.ts';
import { VcpuTable } from './vcpu-table.ts';

/**
 * Guests give way to management: on Linux a priority is a thread's own, so this is this thread's only. Elsewhere it would be the whole
 * process's, and is left alone. Relative to the process's own, which may have been started with a low one.
 */
const GUEST_NICENESS = 10;
if (process.platform === 'linux')
  setPriority(Math.min(getPriority() + GUEST_NICENESS, constants.priority.PRIORITY_LOW));

const data: PcpuThreadData = workerData;
const { module, memory, index, pcpuCount, pcpuMhz } = data;

const table = new VcpuTable(memory.buffer, pcpuCount);

new Pcpu({
  index,
  pcpuMhz,
  memory: memory.buffer,
  table,
  core: instantiateCore(module, memory),
  clock: microseconds,
  sleep: (seen, timeoutMs) => table.sleep(seen, timeoutMs),
  call: ({ index: vcpuIndex }, generation, failure) => {
    const message: PcpuCall = { vcpu: vcpuIndex, generation, ...(failure === undefined ? {} : { failure }) };
    parentPort?.postMessage(message);
  },
}).run();
