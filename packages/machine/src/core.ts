/**
 * The core: WebAssembly that executes guests. One compiled module a process, an instance a thread, all over one shared memory.
 * An instance works on the virtual machine that was selected last; see assembly/index.ts for what each function does.
 */
import { readFileSync } from 'node:fs';

/** Bytes in a page of WebAssembly memory. */
export const WASM_PAGE_SIZE = 65536;
/** WebAssembly's 32-bit memories end here. */
export const MAXIMUM_MEMORY_SIZE = 65536 * WASM_PAGE_SIZE;

type CoreFunction = (...values: number[]) => number;

const NAMES = [
  'select',
  'powerOn',
  'setRate',
  'flushTlb',
  'forgetStores',
  'elapsedTicks',
  'advanceTime',
  'ticksToWake',
  'run',
  'completeBlock',
  'frameReadiness',
  'receiveFrame',
  'streamRoom',
  'receiveStream',
] as const;

export type Core = Readonly<Record<(typeof NAMES)[number], CoreFunction>>;

/** Compiles the module that the build made from assembly/. */
export function loadCoreModule(): WebAssembly.Module {
  // The same path from src/ and from dist/.
  const url = new URL('../wasm/machine.wasm', import.meta.url);
  return new WebAssembly.Module(readFileSync(url));
}

export function createSharedMemory(sizeBytes: number): WebAssembly.Memory {
  const pages = sizeBytes / WASM_PAGE_SIZE;
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

function isCoreFunction(value: unknown): value is CoreFunction {
  return typeof value === 'function';
}

/** An instance for the calling thread. */
export function instantiateCore(module: WebAssembly.Module, memory: WebAssembly.Memory): Core {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const found = (name: (typeof NAMES)[number]): CoreFunction => {
    const value = exports[name];
    if (!isCoreFunction(value)) throw new Error(`machine.wasm does not export ${name}: build it anew`);
    return value;
  };
  return {
    select: found('select'),
    powerOn: found('powerOn'),
    setRate: found('setRate'),
    flushTlb: found('flushTlb'),
    forgetStores: found('forgetStores'),
    elapsedTicks: found('elapsedTicks'),
    advanceTime: found('advanceTime'),
    ticksToWake: found('ticksToWake'),
    run: found('run'),
    completeBlock: found('completeBlock'),
    frameReadiness: found('frameReadiness'),
    receiveFrame: found('receiveFrame'),
    streamRoom: found('streamRoom'),
    receiveStream: found('receiveStream'),
  };
}
