// A virtual disk as a chain of files: a flat one at the root, and above it one for what was written since each time the disk
// was frozen. A child's extent is a sparse file: a table of which file blocks are its own, then room for all of them. A
// block becomes the child's whole, with what the parent had in it, and only when its content is durable: a host that
// dies before that leaves the parent's. Pure; these are the disks of hosts until @microsphere/vmfs has disks of its own.
import { BLOCK_BYTES } from '@microsphere/block';
import {
  FILE_BLOCK_BYTES,
  formatVmdk,
  type OpenFile,
  type Operation,
  type Provisioning,
  parseVmdk,
  VmfsError,
  type Volume,
} from '@microsphere/vmfs';

/** Disks of one chain (vSphere: 32). */
export const MAX_CHAIN_DEPTH = 32;
/** The table takes the first file block of a child's extent: a bit a block. */
const TABLE_BYTES = FILE_BLOCK_BYTES;
const BITS_PER_SECTOR = BLOCK_BYTES * 8;
const NO_PARENT = 'ffffffff';

export type DiskPiece =
  | { readonly kind: 'device'; readonly lba: number; readonly blocks: number }
  | { readonly kind: 'zero'; readonly blocks: number };

/** A disk as its descriptor says. */
export interface Descriptor {
  readonly path: string;
  readonly capacityBytes: number;
  readonly extent: string;
  readonly cid: string;
  readonly uuid: string;
  readonly parent: { readonly path: string; readonly cid: string } | undefined;
}

export interface DiskIds {
  /** Eight hexadecimal digits. */
  readonly cid: string;
  readonly uuid: string;
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The descriptor's text; the parent is named from the descriptor's own folder. */
export function formatDescriptor(disk: Omit<Descriptor, 'capacityBytes'> & { readonly capacityBytes: number }): string {
  const { path, capacityBytes, extent, cid, uuid, parent } = disk;
  const text = formatVmdk({ capacitySectors: capacityBytes / BLOCK_BYTES, extent: fileOf(extent), cid });
  const named = `${text}ddb.uuid = "${uuid}"\n`;
  if (!parent) return named;
  const hint = directoryOf(parent.path) === directoryOf(path) ? fileOf(parent.path) : `..${parent.path}`;
  return named
    .replace(`parentCID=${NO_PARENT}`, `parentCID=${parent.cid}`)
    .replace('createType="vmfs"\n', `createType="vmfs"\nparentFileNameHint="${hint}"\n`);
}

/** Throws VmdkError. */
export function parseDescriptor(text: string, path: string): Descriptor {
  const { capacitySectors, extent, cid } = parseVmdk(text);
  const value = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
  const hint = value(/^parentFileNameHint="([^"]+)"$/m);
  const folder = directoryOf(path);
  return {
    path,
    capacityBytes: capacitySectors * BLOCK_BYTES,
    extent: `${folder}/${extent}`,
    cid,
    uuid: value(/^ddb\.uuid = "([^"]*)"$/m),
    parent:
      hint === ''
        ? undefined
        : { path: hint.startsWith('../') ? hint.slice(2) : `${folder}/${hint}`, cid: value(/^parentCID=(\w+)$/m) },
  };
}

export function* readDescriptor(volume: Volume, path: string): Operation<Descriptor> {
  return parseDescriptor(Buffer.from(yield* volume.readFile(path)).toString(), path);
}

/** The disk and what it descends from, nearest first. Throws VmfsError damaged for a parent that is not what it was. */
export function* readChain(volume: Volume, path: string): Operation<Descriptor[]> {
  const chain = [yield* readDescriptor(volume, path)];
  for (let at = chain[0]; at?.parent; at = chain.at(-1)) {
    if (chain.length >= MAX_CHAIN_DEPTH) throw new VmfsError('damaged', `${path}: more than ${MAX_CHAIN_DEPTH} disks`);
    const parent = yield* readDescriptor(volume, at.parent.path);
    if (parent.cid !== at.parent.cid || parent.capacityBytes !== at.capacityBytes)
      throw new VmfsError('damaged', `${at.path} does not fit ${parent.path}, which has been changed since`);
    chain.push(parent);
  }
  return chain;
}

/** Makes a flat disk of zeros: its extent, then the descriptor. */
export function* createDisk(
  volume: Volume,
  path: string,
  {
    capacityBytes,
    provisioning,
    ids,
  }: { readonly capacityBytes: number; readonly provisioning: Provisioning; readonly ids: DiskIds },
): Operation<void> {
  const extent = path.replace(/\.vmdk$/, '-flat.vmdk');
  yield* volume.createFile(extent, { sizeBytes: capacityBytes, provisioning });
  const text = formatDescriptor({ path, capacityBytes, extent, ...ids, parent: undefined });
  yield* volume.createFile(path, { content: Buffer.from(text) });
}

/** Makes a child, to which all is written from now on; the parent may be in another folder. */
export function* createChild(
  volume: Volume,
  { parent, child, ids }: { readonly parent: string; readonly child: string; readonly ids: DiskIds },
): Operation<void> {
  const chain = yield* readChain(volume, parent);
  const { capacityBytes, cid } = chain[0] as Descriptor;
  if (chain.length >= MAX_CHAIN_DEPTH) throw new VmfsError('tooLarge', `${parent}: ${MAX_CHAIN_DEPTH} disks already`);
  const extent = child.replace(/\.vmdk$/, '-delta.vmdk');
  const room = Math.ceil(capacityBytes / FILE_BLOCK_BYTES) * FILE_BLOCK_BYTES;
  yield* volume.createFile(extent, { sizeBytes: TABLE_BYTES + room, provisioning: 'thin' });
  const text = formatDescriptor({ path: child, capacityBytes, extent, ...ids, parent: { path: parent, cid } });
  yield* volume.createFile(child, { content: Buffer.from(text) });
}

/** A disk descends from another one from now on, which holds what its former parent holds. */
export function* setParent(
  volume: Volume,
  { disk, parent }: { readonly disk: string; readonly parent: string },
): Operation<void> {
  const { cid } = yield* readDescriptor(volume, parent);
  const before = yield* readDescriptor(volume, disk);
  yield* volume.writeFile(disk, Buffer.from(formatDescriptor({ ...before, parent: { path: parent, cid } })));
}

/** The descriptor goes first: an extent alone is no disk. */
export function* deleteDisk(volume: Volume, path: string): Operation<void> {
  const { extent } = yield* readDescriptor(volume, path);
  yield* volume.remove(path);
  yield* volume.remove(extent);
}

/** One file of a chain, open. */
export class Layer {
  readonly disk: Descriptor;
  file: OpenFile;
  /** Which file blocks are its own; undefined for the root, which has all. */
  private readonly table: Uint8Array | undefined;

  private constructor(disk: Descriptor, file: OpenFile, table: Uint8Array | undefined) {
    this.disk = disk;
    this.file = file;
    this.table = table;
  }

  static *open(disk: Descriptor, file: OpenFile): Operation<Layer> {
    const needed = (disk.parent ? TABLE_BYTES : 0) + disk.capacityBytes;
    if (file.sizeBytes < needed)
      throw new VmfsError('damaged', `${disk.path}: its extent has ${file.sizeBytes} of ${needed} bytes`);
    if (!disk.parent) return new Layer(disk, file, undefined);
    const bits = Math.ceil(disk.capacityBytes / FILE_BLOCK_BYTES);
    const table = new Uint8Array(Math.ceil(bits / BITS_PER_SECTOR) * BLOCK_BYTES);
    const [piece] = file.map(0, table.length);
    if (piece?.kind === 'device') {
      const read = yield { op: 'read', lba: piece.lba, blocks: table.length / BLOCK_BYTES };
      if (read instanceof Uint8Array) table.set(read);
    }
    return new Layer(disk, file, table);
  }

  has(block: number): boolean {
    return this.table === undefined || ((this.table[block >> 3] ?? 0) & (1 << (block & 7))) !== 0;
  }

  get own(): number[] {
    const blocks = Math.ceil(this.disk.capacityBytes / FILE_BLOCK_BYTES);
    return Array.from({ length: blocks }, (_, block) => block).filter((block) => this.has(block));
  }

  /** Where a range of the disk lies in the file. */
  private place(offsetBytes: number): number {
    return (this.table ? TABLE_BYTES : 0) + offsetBytes;
  }

  map(offsetBytes: number, lengthBytes: number): readonly DiskPiece[] {
    return this.file
      .map(this.place(offsetBytes), lengthBytes)
      .map((piece) => (piece.kind === 'device' ? piece : { kind: 'zero', blocks: piece.blocks }));
  }

  /** The range lies on the device afterwards, and reads as before. */
  *allocate(volume: Volume, offsetBytes: number, lengthBytes: number): Operation<readonly DiskPiece[]> {
    yield* volume.allocate(this.file, { offsetBytes: this.place(offsetBytes), lengthBytes });
    return this.map(offsetBytes, lengthBytes);
  }

  /** The block is this layer's own from now on; its content is durable. */
  *take(volume: Volume, block: number): Operation<void> {
    const { table } = this;
    if (!table) return;
    const sector = Math.floor(block / BITS_PER_SECTOR);
    const offsetBytes = sector * BLOCK_BYTES;
    const image = table.slice(offsetBytes, offsetBytes + BLOCK_BYTES);
    const at = (block >> 3) - offsetBytes;
    image[at] = (image[at] ?? 0) | (1 << (block & 7));
    yield* volume.allocate(this.file, { offsetBytes: 0, lengthBytes: TABLE_BYTES });
    const [piece] = this.file.map(offsetBytes, BLOCK_BYTES);
    if (piece?.kind !== 'device') throw new Error(`${this.disk.path}: its table is nowhere`);
    yield { op: 'write', lba: piece.lba, data: image, fua: true };
    table.set(image, offsetBytes);
  }
}

/** Length of a file block of the disk: the last one may be short. */
function blockLength(capacityBytes: number, block: number): number {
  return Math.min(FILE_BLOCK_BYTES, capacityBytes - block * FILE_BLOCK_BYTES);
}

/** A disk that is open. */
export class LayeredDisk {
  /** What is written to first. */
  readonly layers: readonly Layer[];

  constructor(layers: readonly Layer[]) {
    this.layers = layers;
  }

  private get top(): Layer {
    return this.layers[0] as Layer;
  }

  get capacityBytes(): number {
    return this.top.disk.capacityBytes;
  }

  /** Where a range reads from. No I/O. */
  locate(sector: number, sectors: number): DiskPiece[] {
    const pieces: DiskPiece[] = [];
    for (const { block, offsetBytes, lengthBytes } of byBlock(sector, sectors)) {
      const layer = this.layers.find((each) => each.has(block));
      for (const piece of layer?.map(offsetBytes, lengthBytes) ?? []) append(pieces, piece);
    }
    return pieces;
  }

  /** Where a range can be written as it is; undefined: `writeAllocating`. No I/O. */
  locateForWrite(
    sector: number,
    sectors: number,
  ): readonly { readonly lba: number; readonly blocks: number }[] | undefined {
    const { top } = this;
    if (!byBlock(sector, sectors).every(({ block }) => top.has(block))) return undefined;
    const places = this.locate(sector, sectors).flatMap((piece) => (piece.kind === 'device' ? piece : []));
    return places.reduce((sum, { blocks }) => sum + blocks, 0) === sectors ? places : undefined;
  }

  /** A write that needs space. One at a time. Throws VmfsError noSpace: what does not fit changed nothing, try again later. */
  *writeAllocating(volume: Volume, sector: number, data: Uint8Array): Operation<void> {
    const { top } = this;
    let done = 0;
    for (const { block, offsetBytes, lengthBytes } of byBlock(sector, data.length / BLOCK_BYTES)) {
      const part = data.subarray(done, done + lengthBytes);
      done += lengthBytes;
      const fresh = !top.has(block);
      if (fresh) yield* this.copyUp(volume, block);
      else yield* top.allocate(volume, offsetBytes, lengthBytes);
      let written = 0;
      for (const piece of top.map(offsetBytes, lengthBytes)) {
        if (piece.kind !== 'device') throw new Error(`${top.disk.path}: nothing was allocated at ${offsetBytes}`);
        const bytes = part.subarray(written, written + piece.blocks * BLOCK_BYTES);
        yield { op: 'write', lba: piece.lba, data: bytes, fua: fresh };
        written += bytes.length;
      }
      if (fresh) yield* top.take(volume, block);
    }
  }

  /** What is below in a block, in the top layer's place for it. It is not the top layer's own yet. */
  private *copyUp(volume: Volume, block: number): Operation<void> {
    const offsetBytes = block * FILE_BLOCK_BYTES;
    const lengthBytes = blockLength(this.capacityBytes, block);
    const from = this.locate(offsetBytes / BLOCK_BYTES, lengthBytes / BLOCK_BYTES);
    yield* copyPieces(from, yield* this.top.allocate(volume, offsetBytes, lengthBytes));
  }
}

/** Copies, and what is zero is written as zeros; durable when it returns. */
function* copyPieces(from: readonly DiskPiece[], to: readonly DiskPiece[]): Operation<void> {
  const [place] = to;
  // A file block lies in one piece.
  if (place?.kind !== 'device' || to.length > 1) throw new Error('a file block that is not in one piece');
  let { lba } = place;
  for (const piece of from) {
    if (piece.kind === 'device') yield { op: 'copy', source: piece.lba, lba, blocks: piece.blocks };
    else yield { op: 'zero', lba, blocks: piece.blocks };
    lba += piece.blocks;
  }
  yield { op: 'flush' };
}

/** One block of a child goes into its parent. */
export function* mergeBlock(
  volume: Volume,
  { child, parent, block }: { readonly child: Layer; readonly parent: Layer; readonly block: number },
): Operation<void> {
  const offsetBytes = block * FILE_BLOCK_BYTES;
  const lengthBytes = blockLength(child.disk.capacityBytes, block);
  yield* copyPieces(child.map(offsetBytes, lengthBytes), yield* parent.allocate(volume, offsetBytes, lengthBytes));
  if (!parent.has(block)) yield* parent.take(volume, block);
}

/** A range of the disk by the file blocks that it touches. */
function byBlock(sector: number, sectors: number) {
  const parts: { readonly block: number; readonly offsetBytes: number; readonly lengthBytes: number }[] = [];
  const end = (sector + sectors) * BLOCK_BYTES;
  for (let at = sector * BLOCK_BYTES; at < end; ) {
    const block = Math.floor(at / FILE_BLOCK_BYTES);
    const next = Math.min(end, (block + 1) * FILE_BLOCK_BYTES);
    parts.push({ block, offsetBytes: at, lengthBytes: next - at });
    at = next;
  }
  return parts;
}

function append(pieces: DiskPiece[], piece: DiskPiece): void {
  const last = pieces.at(-1);
  const blocks = (last?.blocks ?? 0) + piece.blocks;
  if (last?.kind === 'zero' && piece.kind === 'zero') pieces[pieces.length - 1] = { kind: 'zero', blocks };
  else if (last?.kind === 'device' && piece.kind === 'device' && last.lba + last.blocks === piece.lba)
    pieces[pieces.length - 1] = { ...last, blocks };
  else pieces.push(piece);
}
