// `microsphere kill` and `revive`: the power cord of a process. SIGKILL, so that nothing is flushed, said or let go; and
// the supervisor, asked to start it again.

import { gone, type ProcessIdentity, signal } from '@microsphere/process/identity';
import { findProcess, findRunningLab } from '../running-lab.ts';
import { askToRevive } from '../supervisor/control.ts';
import { Failure } from '../terminal/failure.ts';

export interface KillResult {
  readonly name: string;
  readonly pid: number;
  /** Milliseconds since the epoch, just before the signal was sent. */
  readonly time: number;
}

/** Sends SIGKILL to one process of the running lab, and doesn't wait: several can be killed at one instant. */
export function killProcess(name: string, labName?: string): KillResult {
  return kill(livingProcess(name, labName));
}

/** The same; resolves when the process is gone. */
export async function killProcessAndWait(name: string, labName?: string): Promise<KillResult> {
  const victim = livingProcess(name, labName);
  const result = kill(victim);
  await gone(victim.identity);
  return result;
}

interface Victim {
  readonly name: string;
  readonly identity: ProcessIdentity;
}

function livingProcess(process: string, labName?: string): Victim {
  const { name, identity, state, ending, facts } = findProcess(findRunningLab(labName), process);
  if (identity) return { name, identity };
  if (state === 'exited') throw new Failure(`${name} is down already${ending ? ` (${ending})` : ''}`);
  throw new Failure(`${name} is not a process of this lab: it is reached at ${facts.url}`);
}

function kill({ name, identity }: Victim): KillResult {
  const time = Date.now();
  if (!signal(identity, 'SIGKILL')) throw new Failure(`${name} is down already`);
  return { name, pid: identity.pid, time };
}

/** Starts a process of the running lab again; resolves when it serves. */
export async function reviveProcess(name: string, labName?: string): Promise<{ name: string }> {
  const lab = findRunningLab(labName);
  const record = findProcess(lab, name);
  await askToRevive(lab.state, record.name);
  return { name: record.name };
}
