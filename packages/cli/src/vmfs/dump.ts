// `microsphere vmfs dump` and `map`: the structures of a volume, and which file has which file blocks.
import {
  type BlockMap,
  type DescriptorImage,
  dumpDescriptor,
  dumpVolume,
  mapBlocks,
  type VolumeDump,
} from '@microsphere/vmfs';
import { table } from '../terminal/table.ts';
import { size } from './look.ts';
import { withVolume } from './volume.ts';

export function dump(target: string, labName?: string): Promise<VolumeDump> {
  return withVolume(target, labName, ({ device, superblock }) => device.run(dumpVolume(superblock)));
}

export function printDump({
  superblock,
  superblockState,
  superblockCopyState,
  slots,
  bitmap,
  journals,
}: VolumeDump): string {
  const used = bitmap.fileBlocks - bitmap.metadata - bitmap.free;
  const parts = [
    [
      `superblock  ${superblock.label}, ${superblock.uuid}, ${size(superblock.fileBlocks * 1024 * 1024)}; LBA 0: ${superblockState}, copy at LBA 1: ${superblockCopyState}`,
      `bitmap      ${bitmap.fileBlocks} file blocks of 1 MiB: ${bitmap.metadata} metadata, ${used} in use, ${bitmap.free} free${bitmap.damaged.length > 0 ? `; damaged at LBA ${bitmap.damaged.join(', ')}` : ''}`,
    ].join('\n'),
    table([
      ['SLOT', 'LBA', 'HOST', 'OWNER', 'GENERATION', 'SEQUENCE', ''],
      ...slots.map(({ slot, lba, content }) =>
        content.state === 'valid'
          ? [
              slot,
              lba,
              content.value.hostName,
              content.value.ownerUuid,
              content.value.generation,
              content.value.sequence,
              content.value.recoverer ? `recovering, by ${content.value.recoverer.hostName}` : '',
            ]
          : [slot, lba, '-', '-', '-', '-', content.state],
      ),
    ]),
    table([
      ['JOURNAL', 'LBA', 'RECORD', 'PHASE', 'OWNER', 'FILE BLOCKS', 'LOCKS', 'PLACES'],
      ...journals.map((journal) => [
        `slot ${journal.slot}`,
        journal.lba,
        journal.number,
        journal.phase,
        journal.ownerUuid,
        journal.fileBlocks,
        journal.locks,
        journal.places.join(' ') || '-',
      ]),
    ]),
  ];
  return parts.join('\n\n');
}

/** A descriptor without the bytes of it. */
export type DescriptorDump = Omit<DescriptorImage, 'lockBytes' | 'metadata'>;

export function dumpOne(target: string, number: number, labName?: string): Promise<DescriptorDump> {
  return withVolume(target, labName, async ({ device }) => {
    const { lockBytes: _, metadata: __, ...rest } = await device.run(dumpDescriptor(number));
    return rest;
  });
}

export function printDescriptor(descriptor: DescriptorDump): string {
  const { number, lba, lock, copies } = descriptor;
  const lines = [`descriptor ${number} at LBA ${lba}`];
  lines.push(
    lock.state === 'valid'
      ? `lock record: ${lock.value.allocated ? 'allocated' : 'not allocated'}, mode ${lock.value.mode}, generation ${lock.value.generation}, owner ${lock.value.ownerUuid} (${lock.value.hostName || '-'}), slot ${lock.value.slot}`
      : `lock record: ${lock.state === 'damaged' ? `damaged: ${lock.why}` : 'never used'}`,
  );
  for (const copy of copies) {
    if (copy.state !== 'valid') {
      lines.push(`metadata at LBA ${copy.lba}: ${copy.state === 'damaged' ? `damaged: ${copy.why}` : 'never written'}`);
      continue;
    }
    const { type, sizeBytes, sequence, extents, inline, pointerBlocks, provisioning } = copy.value;
    const places = pointerBlocks
      ? `pointer blocks ${pointerBlocks.join(' ') || '-'}`
      : extents.length > 0
        ? `file blocks ${extents.map(({ start, count }) => `${start}+${count}`).join(' ')}`
        : `${inline.length} bytes in here`;
    lines.push(
      `metadata at LBA ${copy.lba}: sequence ${sequence}, ${type} of ${sizeBytes} bytes${provisioning ? `, ${provisioning}` : ''}; ${places}`,
    );
  }
  return lines.join('\n');
}

export function map(target: string, labName?: string): Promise<BlockMap> {
  return withVolume(target, labName, ({ device, superblock }) => device.run(mapBlocks(superblock)));
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MAP_COLUMNS = 64;
/** Rows of the picture; of a larger volume one character is several file blocks. */
const MAX_MAP_ROWS = 32;

/** A character a file block (or several of them): `#` metadata, `.` free, `?` nobody's, a letter a file. */
export function printMap(blocks: BlockMap, { colours }: { readonly colours: boolean }): string {
  const { fileBlocks, metadata, files, others } = blocks;
  const perCharacter = Math.ceil(fileBlocks / (MAP_COLUMNS * MAX_MAP_ROWS));
  const letters = new Map<number, number>();
  for (const [index, { runs }] of files.entries())
    for (const { start, count } of runs)
      for (let block = start; block < start + count; block += 1) letters.set(block, index);
  const nobodys = new Set(others);
  const draw = (first: number): string => {
    if (first < metadata) return '#';
    for (let block = first; block < first + perCharacter; block += 1) {
      const index = letters.get(block);
      if (index !== undefined) return paint(LETTERS[index % LETTERS.length] ?? '*', index, colours);
      if (nobodys.has(block)) return '?';
    }
    return '.';
  };
  const rows: string[] = [];
  for (let first = 0; first < fileBlocks; first += MAP_COLUMNS * perCharacter) {
    let row = '';
    for (let column = 0; column < MAP_COLUMNS && first + column * perCharacter < fileBlocks; column += 1)
      row += draw(first + column * perCharacter);
    rows.push(`${String(first).padStart(7)} ${row}`);
  }
  const legend = files.map(({ path, runs }, index) => {
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    return `${paint(LETTERS[index % LETTERS.length] ?? '*', index, colours)} ${path} (${count} MiB, ${runs.length === 1 ? 'one run' : `${runs.length} runs`})`;
  });
  const scale = perCharacter === 1 ? '1 MiB' : `${perCharacter} MiB, the first file in them`;
  return [...rows, '', `# metadata  . free  ? of no file; a character is ${scale}`, ...legend].join('\n');
}

function paint(text: string, index: number, colours: boolean): string {
  return colours ? `\x1b[${31 + (index % 6)}m${text}\x1b[0m` : text;
}
