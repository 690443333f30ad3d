// `microsphere ha ...`: vSphere HA of the lab's cluster.
import type { Command, Option } from 'commander';
import { printCapacity } from './capacity-text.ts';
import { readClusterCapacity } from './cluster-capacity.ts';

/** What commands share. */
export interface HaProgramContext {
  readonly json: () => Option;
  readonly labName: () => string | undefined;
  readonly print: (json: boolean | undefined, value: unknown, text: () => string) => void;
  readonly patiently: <T>(text: string, work: Promise<T>) => Promise<T>;
}

export function addHaCommands(program: Command, context: HaProgramContext): void {
  const ha = program.command('ha').description('vSphere HA of the cluster');
  addCapacityCommand(ha, context);
}

function addCapacityCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  ha.command('capacity')
    .description('what admission control counts, step by step, and what a host failure would leave')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const capacity = await patiently('asking vCenter', readClusterCapacity(labName()));
      print(options.json, capacity, () => printCapacity(capacity));
    });
}
