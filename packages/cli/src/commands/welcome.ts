// What `up` says when the lab is complete: where things are, and three things to try.
import { haSettingsOf } from '../lab/lab.ts';
import type { LabState } from '../supervisor/lab-directory.ts';
import { table } from '../terminal/table.ts';

/** Where things are, for programs. */
export interface Addresses {
  readonly lab: string;
  readonly vcenter: LabState['vcenter'];
  /** Base URL of the physical switch's HTTP interface. */
  readonly switch: string;
  readonly nats: string;
}

export function addresses(state: LabState): Addresses {
  const url = (process: string) => String(state.processes.find(({ name }) => name === process)?.facts.url ?? '');
  return { lab: state.lab.name, vcenter: state.vcenter, switch: url('switch'), nats: url('nats') };
}

export function welcome(state: LabState): string {
  const { lab } = state;
  const { vcenter, switch: switchUrl, nats } = addresses(state);
  const victim = lab.hosts.at(-1)?.name ?? 'esx01';
  const vm = lab.vms[0]?.name;
  const things = [
    ['npx microsphere status --watch', 'who runs where, live'],
    ['npx microsphere demo ha', 'kill the busiest host while clients write, then audit every entry'],
    vm === undefined
      ? [`npx microsphere kill ${victim}`, `SIGKILL, not a flag; then: npx microsphere revive ${victim}`]
      : [`npx microsphere vm console ${vm}`, "a guest's own shell; Ctrl-] ends it"],
  ];
  return [
    `Lab "${lab.name}": ${count(lab.hosts.length, 'host')}, ${count(lab.datastores.length, 'datastore')}, ${count(lab.vms.length, 'virtual machine')}; vSphere HA is ${haSettingsOf(lab).enabled ? 'on' : 'off'}; timing: ${lab.timing}.`,
    '',
    `  vCenter   ${vcenter?.url}  (${vcenter?.userName}, password: ${vcenter?.password})`,
    `  switch    ${switchUrl}`,
    `  NATS      ${nats}`,
    '',
    'Three things to try in another terminal:',
    table(things).replace(/^/gm, '  '),
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
