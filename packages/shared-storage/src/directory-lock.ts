// One array process a directory: a second one would write the same LUNs behind the first one's back. The lock is a file
// with the pid and the start time of its holder; one whose holder is gone, killed or rebooted away, is taken over.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** When a process started, as the system tells it (Linux); elsewhere whether it is there at all. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return undefined;
  }
}

/** Takes the directory for this process; returns what gives it back. Throws when a living process has it. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'array.lock');
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, startTime: startTime(process.pid) }));
  try {
    for (;;) {
      // A link is there with its content or not at all: nobody ever reads half a lock.
      if (tryFile(() => linkSync(own, path), 'EEXIST')) return () => rmSync(path, { force: true });
      removeStale(directory, path);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a lock whose holder is gone; of several who try, one moves the file away. */
function removeStale(directory: string, path: string): void {
  let text = '';
  const read = () => {
    text = readFileSync(path, 'utf8');
  };
  if (!tryFile(read, 'ENOENT')) return;
  const holder = parseHolder(text);
  if (holder && startTime(holder.pid) === holder.startTime)
    throw new Error(`${directory} is served by another array process (pid ${holder.pid})`);
  const away = `${path}.stale.${process.pid}`;
  if (!tryFile(() => renameSync(path, away), 'ENOENT')) return;
  const moved = readFileSync(away, 'utf8');
  // Not the stale one: somebody was quicker, and this is the new one.
  const quicker = moved !== text;
  if (quicker) renameSync(away, path);
  else rmSync(away);
  if (quicker) throw new Error(`${directory} is being taken by another array process`);
}

/** False when it failed in the way that is expected. */
function tryFile(operation: () => void, expected: string): boolean {
  try {
    operation();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false;
    throw error;
  }
}

function parseHolder(text: string): { readonly pid: number; readonly startTime: string | undefined } | undefined {
  try {
    return JSON.parse(text) as { pid: number; startTime: string | undefined };
  } catch {
    return undefined;
  }
}
