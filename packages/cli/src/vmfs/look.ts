// `microsphere vmfs ls|cat|stat`: files of a volume, without mounting it.
import { once } from 'node:events';
import { FILE_BLOCK_BYTES, type FileView, lockModes, piecesOf, readPart, VolumeView } from '@microsphere/vmfs';
import { table } from '../terminal/table.ts';
import { withVolume } from './volume.ts';

export interface FileRow {
  readonly path: string;
  readonly type: FileView['type'];
  readonly sizeBytes: number;
  readonly allocatedBytes: number;
  readonly provisioning: string | null;
  readonly descriptor: number;
  /** Mode of its lock, and who has it. */
  readonly lock: string;
  readonly lockedBy: string | null;
}

export function rowOf({ path, type, sizeBytes, allocatedBytes, provisioning, descriptor, lock }: FileView): FileRow {
  const mode = Object.entries(lockModes).find(([, value]) => value === lock.mode)?.[0] ?? 'free';
  const lockedBy = mode === 'free' ? null : lock.hostName;
  return {
    path,
    type,
    sizeBytes,
    allocatedBytes,
    provisioning: provisioning ?? null,
    descriptor,
    lock: lock.moved ? 'moved' : mode,
    lockedBy,
  };
}

export function listFiles(
  target: string,
  path: string,
  { recursive, labName }: { readonly recursive: boolean; readonly labName?: string | undefined },
): Promise<FileRow[]> {
  return withVolume(target, labName, async ({ device, superblock }) => {
    const view = new VolumeView(superblock);
    const files = await device.run(recursive ? view.walk(path) : view.list(path));
    return files.filter(({ path: found }) => !recursive || found !== path).map(rowOf);
  });
}

/** "4 KiB", "1.5 MiB" */
export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1_024 && unit < units.length - 1; unit += 1) value /= 1_024;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

export function printFiles(
  files: readonly FileRow[],
  { long, path }: { readonly long: boolean; readonly path: string },
) {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const name = (file: FileRow) =>
    `${file.path.startsWith(prefix) ? file.path.slice(prefix.length) : file.path}${file.type === 'directory' ? '/' : ''}`;
  if (!long) return files.map(name).join('\n');
  return table([
    ['SIZE', 'ALLOCATED', 'PROVISIONING', 'LOCK', 'BY', 'NAME'],
    ...files.map((file) => [
      size(file.sizeBytes),
      size(file.allocatedBytes),
      file.provisioning ?? '-',
      file.lock === 'free' ? '-' : file.lock,
      file.lockedBy ?? '-',
      name(file),
    ]),
  ]);
}

/** Writes the content of a file to a stream, a file block at a time. */
export function catFile(
  target: string,
  path: string,
  { output, labName }: { readonly output: NodeJS.WritableStream; readonly labName?: string | undefined },
): Promise<void> {
  return withVolume(target, labName, async ({ device, superblock }) => {
    const file = await device.run(new VolumeView(superblock).stat(path));
    for (let offset = 0; offset === 0 || offset < file.sizeBytes; offset += FILE_BLOCK_BYTES) {
      const part = await device.run(readPart(file, offset, FILE_BLOCK_BYTES));
      if (!output.write(part)) await once(output, 'drain');
    }
  });
}

export interface FileStat extends FileRow {
  /** Of its lock record. */
  readonly lba: number;
  readonly generation: number;
  readonly pieces: readonly { readonly kind: string; readonly lba: number | null; readonly blocks: number }[];
}

export function statFile(target: string, path: string, labName?: string): Promise<FileStat> {
  return withVolume(target, labName, async ({ device, superblock }) => {
    const file = await device.run(new VolumeView(superblock).stat(path));
    const pieces = file.inline.length > 0 ? [] : piecesOf(file);
    return {
      ...rowOf(file),
      lba: file.lba,
      generation: file.lock.generation,
      pieces: pieces.map((piece) => ({
        kind: piece.kind,
        lba: piece.kind === 'hole' ? null : piece.lba,
        blocks: piece.blocks,
      })),
    };
  });
}

export function printStat(file: FileStat): string {
  const lines = [
    `${file.path}: ${file.type}, ${file.sizeBytes} bytes, ${size(file.allocatedBytes)} allocated, ${file.provisioning ?? 'not a disk'}`,
    `descriptor ${file.descriptor} at LBA ${file.lba}; lock ${file.lock}${file.lockedBy === null ? '' : ` by ${file.lockedBy}`}, generation ${file.generation}`,
  ];
  if (file.pieces.length === 0) return [...lines, 'its content lies in the descriptor'].join('\n');
  return [
    ...lines,
    table([
      ['KIND', 'LBA', 'SIZE'],
      ...file.pieces.map(({ kind, lba, blocks }) => [kind, lba ?? '-', size(blocks * 512)]),
    ]),
  ].join('\n');
}
