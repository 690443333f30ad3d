// The timer of a migration's end, and of what it has left: rounded up, and a millisecond at least, because one that fires early would
// only be set again. It keeps no process alive.
export function wakeIn(delayMs: number, action: () => void): void {
  setTimeout(action, Math.max(1, Math.ceil(delayMs))).unref();
}
