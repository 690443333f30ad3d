// One vCenter a database: a second one would write the same file behind the first one's back. The lock is a file with the
// pid and the start time of its holder; one whose holder is gone, killed or rebooted away, is taken over.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

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

interface Holder {
  readonly pid: number;
  readonly startTime?: string;
}

/** Takes the database at `path` for this process; returns what gives it back. Throws when a living process has it. */
export function lockDatabase(path: string): () => void {
  const lock = `${path}.pid`;
  const mine = JSON.stringify({ pid: process.pid, startTime: startTime(process.pid) });
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(lock);
    if (holder && holder.pid !== process.pid && startTime(holder.pid) === holder.startTime)
      throw new Error(`databasePath ${path}: another vCenter has it (pid ${holder.pid})`);
    rmSync(lock, { force: true });
  }
}

function readHolder(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
