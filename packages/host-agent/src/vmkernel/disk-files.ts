// Virtual disks as files of a datastore: made, described, copied, merged, opened. Whoever has a disk open holds the lock of its
// extent, and shares those of what it descends from: nobody else writes to either.
import { randomBytes, randomUUID } from 'node:crypto';
import { BLOCK_BYTES } from '@microsphere/block';
import {
  FILE_BLOCK_BYTES,
  type LockMode,
  type OpenFile,
  type Operation,
  type Provisioning,
  type Volume,
} from '@microsphere/vmfs';
import { createDisk, type DiskIds, Layer, LayeredDisk, mergeBlock, readChain, readDescriptor } from './layered-disk.ts';

/** A virtual disk as its descriptor says. */
export interface DiskDescription {
  /** Of the descriptor. */
  readonly path: string;
  readonly capacityBytes: number;
  /** Of its own extent: a child is thin. */
  readonly provisioning: Provisioning;
  readonly uuid: string;
  /** Path of the disk that it descends from. */
  readonly parent: string | undefined;
  /** What its extent uses of the datastore. */
  readonly committedBytes: number;
}

/** Runs an operation of the file system under one mount, as faults of the host. */
export type Run = <T>(operation: (volume: Volume) => Operation<T>) => Promise<T>;

export function newIds(): DiskIds {
  return { cid: randomBytes(4).toString('hex'), uuid: randomUUID() };
}

export function* describe(volume: Volume, path: string): Operation<DiskDescription> {
  const { capacityBytes, extent, uuid, parent } = yield* readDescriptor(volume, path);
  const { provisioning = 'thin', allocatedBytes } = yield* volume.stat(extent);
  return { path, capacityBytes, provisioning, uuid, parent: parent?.path, committedBytes: allocatedBytes };
}

/** Opens a chain: what is written to exclusively, all below it shared. */
export async function openChain(run: Run, path: string, mode: LockMode = 'exclusive'): Promise<LayeredDisk> {
  const chain = await run((volume) => readChain(volume, path));
  const layers: Layer[] = [];
  try {
    for (const disk of chain) {
      const file = await run((volume) =>
        volume.openFile(disk.extent, { mode: layers.length === 0 ? mode : 'readOnly' }),
      );
      try {
        layers.push(await run(() => Layer.open(disk, file)));
      } catch (error) {
        await run((volume) => volume.closeFile(file)).catch(() => undefined);
        throw error;
      }
    }
    return new LayeredDisk(layers);
  } catch (error) {
    // The first failure is the one to tell of; locks that stay behind go with the mount.
    await closeChain(run, layers).catch(() => undefined);
    throw error;
  }
}

export async function closeChain(run: Run, layers: readonly Layer[]): Promise<void> {
  for (const { file } of layers) await run((volume) => volume.closeFile(file));
}

/** Copies a disk as it reads, inside the array. Faults: AlreadyExists, NoDiskSpace, ... */
export async function clone(
  run: Run,
  {
    source,
    destination,
    provisioning,
  }: { readonly source: string; readonly destination: string; readonly provisioning: Provisioning },
  onProgress: (percent: number) => void,
): Promise<void> {
  const from = await openChain(run, source, 'readOnly');
  try {
    const { capacityBytes } = from;
    await run((volume) => createDisk(volume, destination, { capacityBytes, provisioning, ids: newIds() }));
    const to = await openChain(run, destination);
    try {
      await copyAll(run, { from, to }, onProgress);
    } finally {
      await closeChain(run, to.layers);
    }
  } finally {
    await closeChain(run, from.layers);
  }
}

async function copyAll(
  run: Run,
  { from, to }: { readonly from: LayeredDisk; readonly to: LayeredDisk },
  onProgress: (percent: number) => void,
): Promise<void> {
  const { capacityBytes } = from;
  const [target] = to.layers;
  if (!target) throw new Error('a disk without a file');
  for (let offsetBytes = 0; offsetBytes < capacityBytes; offsetBytes += FILE_BLOCK_BYTES) {
    const lengthBytes = Math.min(FILE_BLOCK_BYTES, capacityBytes - offsetBytes);
    const pieces = from.locate(offsetBytes / BLOCK_BYTES, lengthBytes / BLOCK_BYTES);
    // What is zero is so already.
    if (pieces.some(({ kind }) => kind === 'device'))
      await run(function* (volume) {
        const [place] = yield* target.allocate(volume, offsetBytes, lengthBytes);
        let lba = place?.kind === 'device' ? place.lba : 0;
        for (const piece of pieces) {
          if (piece.kind === 'device') yield { op: 'copy', source: piece.lba, lba, blocks: piece.blocks };
          lba += piece.blocks;
        }
      });
    onProgress((100 * (offsetBytes + lengthBytes)) / capacityBytes);
  }
  await run(function* () {
    yield { op: 'flush' };
  });
}

/** What was written to a child goes into its parent, whose extent is open exclusively. It may be done again. */
export async function merge(
  run: Run,
  { child, parent, parentFile }: { readonly child: string; readonly parent: string; readonly parentFile: OpenFile },
  onProgress: (percent: number) => void,
): Promise<void> {
  const disks = await run(function* (volume) {
    return { child: yield* readDescriptor(volume, child), parent: yield* readDescriptor(volume, parent) };
  });
  const file = await run((volume) => volume.openFile(disks.child.extent, { mode: 'readOnly' }));
  try {
    const from = await run(() => Layer.open(disks.child, file));
    const into = await run(() => Layer.open(disks.parent, parentFile));
    const blocks = from.own;
    for (const [index, block] of blocks.entries()) {
      await run((volume) => mergeBlock(volume, { child: from, parent: into, block }));
      onProgress((100 * (index + 1)) / blocks.length);
    }
  } finally {
    await run((volume) => volume.closeFile(file));
  }
}

/** Disks of a folder that those of other folders descend from: a look at every descriptor of the volume. */
export function* usedElsewhere(volume: Volume, folder: string): Operation<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const { name, type } of yield* volume.list('/')) {
    const other = `/${name}`;
    if (type !== 'directory' || other === folder) continue;
    for (const file of yield* volume.list(other)) {
      if (!/\.vmdk$/.test(file.name) || /-(flat|delta|ctk)\.vmdk$/.test(file.name)) continue;
      const { parent } = yield* readDescriptor(volume, `${other}/${file.name}`);
      if (parent?.path.startsWith(`${folder}/`)) used.add(parent.path);
    }
  }
  return used;
}
