// Which process a recorded pid means. A pid alone may belong to somebody else by now; a pid with its start time can't.
// Only processes that match both are ever signalled.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How often a process that was told to end is looked at, in milliseconds. */
const LOOK_INTERVAL_MS = 10;

export interface ProcessIdentity {
  readonly pid: number;
  /** What the operating system says of when it started; compared, never interpreted. */
  readonly startTime: string;
}

/** The start time of a living process; undefined when there is none (a zombie counts as none). */
function startTimeOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // Fields after the command name, which may itself hold spaces and parentheses: state is the 3rd, start time the 22nd.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if ((fields[0] === 'Z' || fields[0] === 'X') && isLastThread(pid)) return undefined;
      // The start time counts from the boot of the machine: after another boot it may come again, with the same pid.
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The first thread of a process can be a zombie while others still hold its files and ports. */
function isLastThread(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).length <= 1;
}

export function identify(pid: number): ProcessIdentity | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** This process as others may look for it. */
export function ownIdentity(): ProcessIdentity {
  const own = identify(process.pid);
  if (!own) throw new Error('the system does not know this process');
  return own;
}

export function isAlive(identity: ProcessIdentity): boolean {
  return startTimeOf(identity.pid) === identity.startTime;
}

/** Signals the process if it is still the one that was recorded; says whether it was. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false; // it has just ended
    throw error;
  }
}

/** Resolves when the process is gone, with the ports and locks that it had. */
export async function gone(identity: ProcessIdentity): Promise<void> {
  while (isAlive(identity)) await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
}
