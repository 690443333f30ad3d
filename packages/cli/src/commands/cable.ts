// `microsphere host unplug`, `plug` and `cable`: the cables between a host and the management and vMotion networks. The host goes
// on running, with its storage and its virtual machines, whatever becomes of them.
import { findProcess, findRunningLab } from '../running-lab.ts';
import { askForCable } from '../supervisor/control.ts';
import type { CableChange, CabledNetwork } from '../supervisor/host-cables.ts';
import { Failure } from '../terminal/failure.ts';

export interface CableResult extends CableChange {
  readonly name: string;
  readonly network: CabledNetwork;
}

/** Throws a Failure for what is no host of a lab on this machine. */
export async function changeCable(
  host: string,
  network: CabledNetwork,
  change: CableChange,
  labName?: string,
): Promise<CableResult> {
  const lab = findRunningLab(labName);
  const { name, kind } = findProcess(lab, host);
  if (kind !== 'host') throw new Failure(`${name} is no host`, { status: 2 });
  await askForCable(lab.state, { host: name, network, ...change });
  return { name, network, ...change };
}

export function printCable({ name, network, plugged, delayMs, megabitsPerSecond }: CableResult): string {
  if (plugged !== undefined)
    return plugged
      ? `${name} is plugged in again`
      : `${name} is off the ${networkNames[network]} network; it goes on running`;
  const rate = megabitsPerSecond ? `${megabitsPerSecond} Mbit/s` : 'as fast as this machine can';
  return `${name}'s cable to the ${networkNames[network]} network: ${rate}, delay ${delayMs ?? 0} ms`;
}

/** As VMware writes them. */
const networkNames: Readonly<Record<CabledNetwork, string>> = { management: 'management', vmotion: 'vMotion' };
