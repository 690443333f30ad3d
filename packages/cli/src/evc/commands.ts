// `microsphere cluster evc`, as the program knows it.
import type { Command } from 'commander';
import type { ProgramContext } from '../commands/snapshot-program.ts';
import { Failure } from '../terminal/failure.ts';
import { type EvcChange, evcCommand, evcText } from './evc.ts';

export function addClusterCommands(program: Command, { json, labName, print, patiently }: ProgramContext): void {
  program
    .command('cluster')
    .description('the cluster of the lab')
    .command('evc [mode]')
    .description('Enhanced vMotion Compatibility: what guests find of the processor; shown, or set to a mode')
    .option('--off', 'guests that are started find all that their host has')
    .addOption(json())
    .action(async (mode: string | undefined, { off, json: asJson }: { off?: boolean; json?: boolean }) => {
      if (off && mode !== undefined) throw new Failure('a mode or --off, not both', { status: 2 });
      const change: EvcChange = off ? 'off' : mode === undefined ? undefined : { mode };
      const status = await patiently(change ? 'configuring' : 'asking vCenter', evcCommand(change, labName()));
      print(asJson, status, () => evcText(status));
    });
}
