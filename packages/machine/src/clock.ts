/** Real time of a process: monotonic, and the same on all its threads (`performance.now()` counts from each thread's own start). */
export function microseconds(): number {
  return Number(process.hrtime.bigint()) / 1000;
}
