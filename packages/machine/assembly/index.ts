// The core's door: what the threads of a host call. Every function but `select` works on the selected virtual machine, and all of its
// state is in its block, so that any thread's instance can go on where another one stopped.
import {
  EXIT_BUDGET, EXIT_OUTPUT, EXIT_STOPPED, EXIT_WAITING, EXTENSIONS, EXTENSIONS_IMPLEMENTED, INSTRUCTIONS, MIE, MTIMECMP, PC, RAM_BASE, RAM_PAGES, RATE_MHZ,
  RESERVATION_ADDRESS, STATE_SIZE, STOP_KIND, TIME_TICKS, TLB_ENTRIES, TLB_STORE, TLB_STRIDE, WAITING,
} from '../src/layout';
import { hostTicks, instructionsToTimer, setProgress, ticksToTimer, timerPending } from './clock';
import { interpret } from './interpreter';
import { flushTlb, select, vm } from './memory';
import { clearOutputFull, outputFull, outputHalfFull } from './output';
import { pendingInterrupts, resetTraps, takeInterrupt } from './trap';

export { select, flushTlb };
export { completeBlock } from './virtio-block';
export { frameReadiness, receiveFrame } from './virtio-net';
export { streamRoom, receiveStream } from './virtio-console';

/** The state of a machine that has just got power, with every extension; devices are the caller's to describe. */
export function powerOn(ramPages: u32, rateMhz: u32): void {
  memory.fill(vm, 0, STATE_SIZE);
  store<u64>(vm, <u64>RAM_BASE, PC);
  store<u32>(vm, ramPages, RAM_PAGES);
  store<u32>(vm, rateMhz, RATE_MHZ);
  store<u32>(vm, EXTENSIONS_IMPLEMENTED, EXTENSIONS);
  store<u64>(vm, ~(<u64>0), MTIMECMP);
  store<u64>(vm, ~(<u64>0), RESERVATION_ADDRESS);
  resetTraps();
  flushTlb();
}

/** From here on guest time runs at `rateMhz`, without a jump. */
export function setRate(rateMhz: u32): void {
  const before = hostTicks();
  store<u32>(vm, rateMhz, RATE_MHZ);
  store<u64>(vm, load<u64>(vm, TIME_TICKS) + before - hostTicks(), TIME_TICKS);
}

/** The next store to each page counts as its first. */
export function forgetStores(): void {
  for (let entry = vm; entry < vm + TLB_ENTRIES * TLB_STRIDE; entry += TLB_STRIDE) store<u64>(entry, ~(<u64>0), TLB_STORE);
}

/** Ticks of the host's count of guest time, as a double: exact for 28 years. */
export function elapsedTicks(): f64 {
  return <f64>hostTicks();
}

/** A time input. */
export function advanceTime(ticks: f64): void {
  store<u64>(vm, load<u64>(vm, TIME_TICKS) + <u64>ticks, TIME_TICKS);
}

/** Ticks until a waiting machine's timer would end its wait; infinite when it is not enabled. */
export function ticksToWake(): f64 {
  return load<u64>(vm, MIE) & (1 << 7) ? <f64>ticksToTimer() : Infinity;
}

/** Executes at most `budget` instructions and says why it ended. */
export function run(budget: u32): u32 {
  setProgress(0);
  clearOutputFull();
  if (outputHalfFull()) return EXIT_OUTPUT;
  let left = budget;
  while (true) {
    if (load<u32>(vm, STOP_KIND)) return EXIT_STOPPED;
    if (outputFull) return EXIT_OUTPUT;
    const pending = pendingInterrupts();
    if (load<u32>(vm, WAITING)) {
      if (!(pending & load<u64>(vm, MIE))) return EXIT_WAITING;
      store<u32>(vm, 0, WAITING);
    }
    if (!left) return EXIT_BUDGET;
    if (pending) takeInterrupt(pending);
    const chunk = timerPending() ? left : <u32>min(<u64>left, instructionsToTimer());
    const done = interpret(chunk);
    setProgress(0);
    store<u64>(vm, load<u64>(vm, INSTRUCTIONS) + <u64>done, INSTRUCTIONS);
    left -= done;
  }
}
