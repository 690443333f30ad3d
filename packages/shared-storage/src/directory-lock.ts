// One array process a directory: a second one would write the same LUNs behind the first one's back. The lock is a file
// with the pid and the start time of its holder; one whose holder is gone, killed or rebooted away, is taken over.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const mine = JSON.stringify({ pid: process.pid, startTime: startTime(process.pid) });
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (holder && startTime(holder.pid) === holder.startTime)
      throw new Error(`${directory} is served by another array process (pid ${holder.pid})`);
    rmSync(path, { force: true });
  }
}

function readHolder(path: string): { pid: number; startTime: string | undefined } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; startTime: string | undefined };
  } catch {
    return undefined;
  }
}
