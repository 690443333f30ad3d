// `microsphere vmfs ...`: looking into a volume that nobody need have mounted.
import { DESCRIPTORS } from '@microsphere/vmfs';
import { type Command, Option } from 'commander';
import { wholeNumber } from '../terminal/arguments.ts';
import { dump, dumpOne, map, printDescriptor, printDump, printMap } from './dump.ts';
import { checkVolume, printFsck } from './fsck.ts';
import { listLocks, printLocks } from './locks.ts';
import { catFile, listFiles, printFiles, printStat, statFile } from './look.ts';

const json = () => new Option('--json', 'print JSON for programs');
const VOLUME = 'a datastore of a lab, or the path of a LUN file';

function print(asJson: boolean | undefined, value: unknown, text: () => string): void {
  // Contents of small files are bytes: as numbers they would be of no use to anybody.
  const hex = (_key: string, field: unknown) =>
    field instanceof Uint8Array ? Buffer.from(field).toString('hex') : field;
  process.stdout.write(`${asJson ? JSON.stringify(value, hex) : text()}\n`);
}

/** @param labName - what `--lab` says */
export function addVmfsCommands(program: Command, labName: () => string | undefined): void {
  const vmfs = program.command('vmfs').description('look into a VMFS volume without mounting it, check it, repair it');
  const command = (usage: string, description: string) =>
    vmfs.command(usage).description(`${description}; <volume> is ${VOLUME}`);

  command('ls <volume> [path]', 'list files')
    .option('-l, --long', 'size, allocated space, provisioning and lock too')
    .option('-R, --recursive', 'everything below')
    .addOption(json())
    .action(async (volume: string, path = '/', options: { long?: boolean; recursive?: boolean; json?: boolean }) => {
      const files = await listFiles(volume, path, { recursive: options.recursive ?? false, labName: labName() });
      print(options.json, files, () => printFiles(files, { long: options.long ?? false, path }));
    });
  command('cat <volume> <path>', 'write the content of a file to standard output').action(
    (volume: string, path: string) => catFile(volume, path, { output: process.stdout, labName: labName() }),
  );
  command('stat <volume> <path>', 'what a file is, and where it lies')
    .addOption(json())
    .action(async (volume: string, path: string, options: { json?: boolean }) => {
      const file = await statFile(volume, path, labName());
      print(options.json, file, () => printStat(file));
    });
  command('locks <volume> [path]', 'who has locked what, and whether the owner lives')
    .option('-a, --all', 'locks that are free too')
    .addOption(json())
    .action(async (volume: string, path = '/', options: { all?: boolean; json?: boolean }) => {
      const locks = await listLocks(volume, path, { all: options.all ?? false, labName: labName() });
      print(options.json, locks, () => printLocks(locks));
    });
  command('fsck <volume>', 'find what is wrong; exit status 0 clean, 1 repaired, 4 damage is left, 8 not checked')
    .option('--repair', 'put right what is safe; only where nobody uses the volume')
    .option('--force', 'repair without watching for heartbeats before')
    .addOption(json())
    .action(async (volume: string, options: { repair?: boolean; force?: boolean; json?: boolean }) => {
      const { repair = false, force = false } = options;
      const result = await checkVolume(volume, { repair, force, labName: labName() });
      print(options.json, result, () => printFsck(result, volume));
      process.exitCode = result.status;
    });
  command('dump <volume>', 'superblock, heartbeat slots, bitmap and journals')
    .option('--descriptor <number>', 'one file descriptor instead', wholeNumber(0, DESCRIPTORS - 1))
    .addOption(json())
    .action(async (volume: string, options: { descriptor?: number; json?: boolean }) => {
      if (options.descriptor === undefined) {
        const all = await dump(volume, labName());
        print(options.json, all, () => printDump(all));
      } else {
        const one = await dumpOne(volume, options.descriptor, labName());
        print(options.json, one, () => printDescriptor(one));
      }
    });
  command('map <volume>', 'a picture of which file has which file blocks')
    .addOption(json())
    .action(async (volume: string, options: { json?: boolean }) => {
      const blocks = await map(volume, labName());
      print(options.json, blocks, () => printMap(blocks, { colours: process.stdout.isTTY === true }));
    });
}
