// Ctrl-C and its relatives. A command that has something to put in order asks for the signal of its interruption; from then
// on it is told, and ends when it is done.

let signal: AbortSignal | undefined;

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP of this process. Later ones change nothing: npm passes on a Ctrl-C that
 * the terminal has sent already, and a lab that is being taken down is not left half down.
 */
export function interruption(): AbortSignal {
  if (signal) return signal;
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort.abort());
  signal = abort.signal;
  return signal;
}

/** Resolves when `signal` is aborted, at once for one that is. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Resolves after `milliseconds`, or when `signal` is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}
