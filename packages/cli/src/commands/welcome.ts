// What `up` says when the lab is complete: where things are, and three things to try.
import type { LabState } from '../supervisor/lab-directory.ts';

export function welcome(state: LabState): string {
  const { lab } = state;
  const facts = (name: string) => state.processes.find((record) => record.name === name)?.facts ?? {};
  const command = process.env.npm_lifecycle_event === 'start' ? 'npx microsphere' : 'microsphere';
  const victim = lab.hosts.at(-1)?.name ?? 'esx01';
  const vm = lab.vms[0]?.name;
  return [
    `Lab "${lab.name}": ${count(lab.hosts.length, 'host')}, ${count(lab.datastores.length, 'datastore')}, ${count(lab.vms.length, 'virtual machine')}; vSphere HA is ${lab.cluster.ha ? 'on' : 'off'}; timing: ${lab.timing}.`,
    '',
    `  vCenter   ${state.vcenter?.url}  (${state.vcenter?.userName}, password: ${state.vcenter?.password})`,
    `  switch    ${facts('switch').url}`,
    `  NATS      ${facts('nats').url}`,
    '',
    'Three things to try in another terminal:',
    `  ${command} status --watch         who runs where, live`,
    `  ${command} demo ha                kill the busiest host while clients write, then audit every entry`,
    vm === undefined
      ? `  ${command} kill ${victim}             SIGKILL, not a flag; then: ${command} revive ${victim}`
      : `  ${command} vm console ${vm}   a guest's own shell; Ctrl-] ends it`,
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
