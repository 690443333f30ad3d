// `microsphere vm snapshot ...` and `vm consolidate`, as the program knows them: arguments, and what is printed.
import type { Command, Option } from 'commander';
import {
  consolidateDisks,
  createSnapshot,
  listSnapshots,
  removeAllSnapshots,
  removeSnapshot,
  revertToSnapshot,
} from './snapshot.ts';
import { printSnapshots } from './snapshot-tree.ts';

/** What commands share. */
export interface ProgramContext {
  readonly json: () => Option;
  readonly labName: () => string | undefined;
  readonly print: (json: boolean | undefined, value: unknown, text: () => string) => void;
  readonly patiently: <T>(text: string, work: Promise<T>) => Promise<T>;
}

interface Options {
  readonly json?: boolean;
}

export function addSnapshotCommands(vm: Command, { json, labName, print, patiently }: ProgramContext): void {
  const snapshot = vm.command('snapshot').description('snapshots of a virtual machine');
  snapshot
    .command('create <vm> <name>')
    .description('take a snapshot of its disks and settings, whether it is on or off')
    .option('--description <text>', 'what it is of', '')
    .addOption(json())
    .action(async (name: string, taken: string, options: Options & { readonly description: string }) => {
      const { description } = options;
      const made = createSnapshot(name, { snapshot: taken, description }, labName());
      const row = await patiently(`taking snapshot ${taken} of ${name}`, made);
      print(options.json, row, () => `snapshot ${row.id} of ${name} is taken: ${row.name}`);
    });
  snapshot
    .command('list <vm>')
    .description('draw the tree of its snapshots')
    .addOption(json())
    .action(async (name: string, options: Options) => {
      const rows = await patiently('asking vCenter', listSnapshots(name, labName()));
      print(options.json, rows, () => printSnapshots(name, rows));
    });
  snapshot
    .command('revert <vm> [snapshot]')
    .description('back to a snapshot, by name or id; default: to the current one. It is off afterwards')
    .addOption(json())
    .action(async (name: string, to: string | undefined, options: Options) => {
      await patiently(`reverting ${name}`, revertToSnapshot(name, to, labName()));
      print(options.json, { name, done: 'revert' }, () => `${name} is as it was, and off`);
    });
  snapshot
    .command('remove <vm> <snapshot>')
    .description('remove a snapshot, by name or id; what was written since stays')
    .option('--children', 'and all that were taken on top of it')
    .option('--no-consolidate', 'leave its disks for a later consolidation')
    .addOption(json())
    .action(
      async (
        name: string,
        removed: string,
        options: Options & { readonly children?: boolean; readonly consolidate: boolean },
      ) => {
        const { children: removeChildren = false, consolidate } = options;
        const removal = removeSnapshot(name, removed, { removeChildren, consolidate }, labName());
        await patiently(`removing snapshot ${removed} of ${name}`, removal);
        print(options.json, { name, done: 'remove' }, () => `snapshot ${removed} of ${name} is removed`);
      },
    );
  snapshot
    .command('remove-all <vm>')
    .description('remove all of its snapshots; it stays as it is now')
    .option('--no-consolidate', 'leave their disks for a later consolidation')
    .addOption(json())
    .action(async (name: string, options: Options & { readonly consolidate: boolean }) => {
      const { consolidate } = options;
      await patiently(`removing the snapshots of ${name}`, removeAllSnapshots(name, { consolidate }, labName()));
      print(options.json, { name, done: 'remove-all' }, () => `the snapshots of ${name} are removed`);
    });
  snapshot
    .command('consolidate <vm>')
    .description('merge disks that belong to no snapshot any more')
    .addOption(json())
    .action(async (name: string, options: Options) => {
      await patiently(`consolidating the disks of ${name}`, consolidateDisks(name, labName()));
      print(options.json, { name, done: 'consolidate' }, () => `the disks of ${name} are consolidated`);
    });
}
