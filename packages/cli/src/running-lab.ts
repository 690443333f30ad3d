// The lab that a command is about: the one that runs, or the one that `--lab` names when several do.

import { LabDirectory, type LabState, type ProcessRecord } from './supervisor/lab-directory.ts';
import { runningState } from './supervisor/supervisor.ts';
import { Failure } from './terminal/failure.ts';

export interface RunningLab {
  readonly directory: LabDirectory;
  readonly state: LabState;
}

/** Every lab whose supervisor lives. */
export function runningLabs(names: readonly string[] = LabDirectory.list()): RunningLab[] {
  return names.flatMap((name): RunningLab[] => {
    const directory = new LabDirectory(name);
    const state = runningState(directory);
    return state ? [{ directory, state }] : [];
  });
}

/** Throws a Failure when no lab runs, or when it isn't clear which. */
export function findRunningLab(name?: string): RunningLab {
  const running = runningLabs(name === undefined ? undefined : [name]);
  if (running.length > 1)
    throw new Failure(
      `several labs run (${running.map(({ state }) => state.lab.name).join(', ')}): name one with --lab`,
      { status: 2 },
    );
  const [lab] = running;
  if (!lab)
    throw new Failure(name ? `lab "${name}" is not running` : 'no lab is running; start one with: microsphere up');
  return lab;
}

/** A process of the lab by its name, or by its kind where there is one of it ("array"). */
export function findProcess({ state }: RunningLab, name: string): ProcessRecord {
  const exact = state.processes.find((record) => record.name === name);
  const ofKind = state.processes.filter((record) => record.kind === name);
  const found = exact ?? (ofKind.length === 1 ? ofKind[0] : undefined);
  if (found) return found;
  if (ofKind.length > 1)
    throw new Failure(`"${name}" could be ${ofKind.map((record) => record.name).join(' or ')}`, { status: 2 });
  throw new Failure(
    `no process "${name}" in lab "${state.lab.name}": ${state.processes.map((record) => record.name).join(', ')}`,
    { status: 2 },
  );
}
