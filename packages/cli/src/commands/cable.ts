// `microsphere host unplug` and `plug`: the cable between a host and the management network. The host goes on running, with
// its storage and its virtual machines; it hears nobody, and nobody hears it.
import { findProcess, findRunningLab } from '../running-lab.ts';
import { askForCable } from '../supervisor/control.ts';
import { Failure } from '../terminal/failure.ts';

export interface CableResult {
  readonly name: string;
  readonly plugged: boolean;
}

/** Throws a Failure for what is no host of a lab on this machine. */
export async function setPlugged(host: string, plugged: boolean, labName?: string): Promise<CableResult> {
  const lab = findRunningLab(labName);
  const { name, kind } = findProcess(lab, host);
  if (kind !== 'host') throw new Failure(`${name} is no host`, { status: 2 });
  await askForCable(lab.state, { host: name, plugged });
  return { name, plugged };
}
