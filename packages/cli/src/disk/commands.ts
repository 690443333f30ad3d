// `microsphere disk ...`: what the command line of virtual disks looks like.
import type { ImageFormat, Provisioning } from '@microsphere/vmfs';
import { type Command, Option } from 'commander';
import { exportDisk } from './export.ts';
import { imageFormats } from './image-file.ts';
import { importDisk } from './import.ts';
import { mib } from './volume-disk.ts';

export interface DiskCommandOptions {
  readonly labName: () => string | undefined;
  readonly print: (json: boolean | undefined, value: unknown, text: () => string) => void;
}

interface ImportOptions {
  readonly format: (typeof imageFormats)[number];
  readonly thin?: boolean;
  readonly eager?: boolean;
  readonly json?: boolean;
}

function provisioningOf({ thin, eager }: ImportOptions): Provisioning {
  if (thin) return 'thin';
  return eager ? 'eagerZeroedThick' : 'zeroedThick';
}

export function addDiskCommands(program: Command, { labName, print }: DiskCommandOptions): void {
  const json = () => new Option('--json', 'print JSON for programs');
  const disk = program.command('disk').description('virtual disks as files of this machine');
  disk
    .command('export <disk> <file>')
    .description('write a disk, "[datastore1] web/web.vmdk", to a file that must not be there')
    .addOption(new Option('--format <format>', 'streamOptimized VMDK, or raw').choices(['vmdk', 'raw']).default('vmdk'))
    .addOption(json())
    .action(async (diskPath: string, file: string, options: { format: ImageFormat; json?: boolean }) => {
      const result = await exportDisk({ disk: diskPath, file, format: options.format, labName: labName() });
      const { capacityBytes, dataBytes, fileBytes } = result;
      print(
        options.json,
        result,
        () => `${file}: ${mib(fileBytes)} for a disk of ${mib(capacityBytes)}, of which ${mib(dataBytes)} hold data`,
      );
    });
  disk
    .command('import <file> <disk>')
    .description('make a disk, "[datastore1] web/new.vmdk", of a file: raw, or a VMDK of one file')
    .addOption(new Option('--format <format>', 'what the file is').choices(imageFormats).default('auto'))
    .addOption(new Option('--thin', 'allocate only what is not zero').conflicts('eager'))
    .addOption(new Option('--eager', 'allocate and zero all of it now (else: when it is first written)'))
    .addOption(json())
    .action(async (file: string, diskPath: string, options: ImportOptions) => {
      const { format } = options;
      const provisioning = provisioningOf(options);
      const result = await importDisk({ file, disk: diskPath, format, provisioning, labName: labName() });
      const { capacityBytes, dataBytes } = result;
      print(
        options.json,
        result,
        () => `${result.disk}: a disk of ${mib(capacityBytes)}, of which ${mib(dataBytes)} were written`,
      );
    });
}
