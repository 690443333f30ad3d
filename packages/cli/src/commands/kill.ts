// `microsphere kill` and `revive`: the power cord of a process. SIGKILL, so that nothing is flushed, said or let go; and
// the supervisor, asked to start it again.
import { findProcess, findRunningLab } from '../running-lab.ts';
import { askSupervisor } from '../supervisor/control.ts';
import { signal } from '../supervisor/process-identity.ts';
import { Failure } from '../terminal/failure.ts';

export interface KillResult {
  readonly name: string;
  readonly pid: number;
  /** Milliseconds since the epoch, just before the signal was sent. */
  readonly time: number;
}

/** Sends SIGKILL to one process of the running lab. */
export function killProcess(name: string, labName?: string): KillResult {
  const record = findProcess(findRunningLab(labName), name);
  const time = Date.now();
  if (!record.identity) {
    if (record.state === 'exited') throw new Failure(`${record.name} is down already (${record.ending})`);
    throw new Failure(`${record.name} is not a process of this lab: it is reached at ${record.facts.url}`);
  }
  if (!signal(record.identity, 'SIGKILL')) throw new Failure(`${record.name} is down already`);
  return { name: record.name, pid: record.identity.pid, time };
}

/** Starts a process of the running lab again; resolves when it serves. */
export async function reviveProcess(name: string, labName?: string): Promise<{ name: string }> {
  const lab = findRunningLab(labName);
  const record = findProcess(lab, name);
  try {
    await askSupervisor(lab.state, `revive/${encodeURIComponent(record.name)}`);
  } catch (cause) {
    throw new Failure((cause as Error).message, { cause });
  }
  return { name: record.name };
}
