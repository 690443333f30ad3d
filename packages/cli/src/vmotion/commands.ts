// `microsphere vm migrate`, as the program knows it: arguments, progress, and what is printed.
import { type Command, Option } from 'commander';
import type { ProgramContext } from '../commands/snapshot-program.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { type MigrateSpec, migrateVm, movePriorities } from './migrate.ts';
import { migrationText } from './text.ts';

export function addMigrateCommand(vm: Command, { json, labName, print }: ProgramContext): void {
  vm.command('migrate <name>')
    .description('move it to another host, another datastore, or both, while it runs; Ctrl-C gives up')
    .option('--host <host>', 'where it is to run')
    .option('--datastore <datastore>', 'where its files are to lie')
    .option('--encrypted', 'its memory is encrypted on the way')
    .addOption(
      new Option('--priority <priority>', 'before or after others that wait')
        .choices(Object.keys(movePriorities))
        .default('default'),
    )
    .addOption(json())
    .action(async (name: string, { json: asJson, ...spec }: MigrateSpec & { readonly json?: boolean }) => {
      const progress = new Progress();
      const onProgress = (text: string) => progress.step(`${name}: ${text}`);
      const moving = migrateVm(name, spec, { onProgress, interrupted: interruption() }, labName());
      const migration = await moving.finally(() => progress.done());
      print(asJson, migration, () => migrationText(migration));
    });
}
