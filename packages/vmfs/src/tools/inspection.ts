// One run of fsck: what is known of the volume so far, what was found, and the few writes that repairs are made of. Every
// write leaves a volume that the next run can repair: content goes to blocks that nobody has, and the metadata that names
// them is written to the copy that is not in use. Only a volume that nobody has mounted is repaired, so plain writes do.
import {
  type Extent,
  encodeLock,
  freeLock,
  type LockRecord,
  MAX_INLINE_BYTES,
  type Metadata,
  writeMetadata,
} from '../descriptor.ts';
import { VmfsError, type VmfsErrorCode } from '../errors.ts';
import { DESCRIPTORS, FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, FIRST_DATA_FILE_BLOCK, type Superblock } from '../layout.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import { type Finding, type FindingKind, findingKinds, MAX_FINDINGS, type Place } from './finding.ts';
import { type BitmapImage, type DescriptorImage, readDescriptorImage } from './volume-image.ts';

/** The largest content that is read as a whole: that of a directory. */
const MAX_CONTENT_BYTES = 16 * 1024 * 1024;
const NOBODY = -1;
/** Why a repair may not be possible on a volume as it is. */
const unrepaired: ReadonlySet<VmfsErrorCode> = new Set(['noSpace', 'noDescriptors', 'tooFragmented']);

/** A finding whose repair may still come. */
export type OpenFinding = { -readonly [Key in keyof Finding]: Finding[Key] };

export class Inspection {
  readonly superblock: Superblock;
  readonly repairing: boolean;
  readonly bitmap: BitmapImage;
  readonly descriptors: DescriptorImage[];
  /** Findings beyond MAX_FINDINGS are only counted. */
  readonly findings: OpenFinding[] = [];
  unlisted = 0;
  /** Of the descriptors that belong to a file or directory, and how they are reached. */
  readonly paths = new Map<number, string>();
  /** Descriptors whose files are lost: they are given back with what names them. */
  readonly hopeless = new Set<number>();
  /** The descriptor that has a file block; NOBODY's are free, or should be. */
  private readonly owners: Int32Array;
  /** File blocks that some readable metadata names, whoever's it turns out to be. */
  private readonly named: Uint8Array;
  /** File blocks that this run took or gave back: no findings of their own. */
  private readonly changed = new Set<number>();

  constructor(options: {
    readonly superblock: Superblock;
    readonly repairing: boolean;
    readonly bitmap: BitmapImage;
    readonly descriptors: DescriptorImage[];
  }) {
    this.superblock = options.superblock;
    this.repairing = options.repairing;
    this.bitmap = options.bitmap;
    this.descriptors = options.descriptors;
    this.owners = new Int32Array(options.superblock.fileBlocks).fill(NOBODY);
    this.named = new Uint8Array(options.superblock.fileBlocks);
    for (const descriptor of options.descriptors)
      if (descriptor.lock.state !== 'valid' || descriptor.lock.value.allocated)
        for (const block of this.blocksOf(descriptor)) this.named[block] = 1;
  }

  /** Takes a finding down, and repairs it where that is wanted. */
  *found(kind: FindingKind, where: Place, what: string, fix?: () => Operation<void>): Operation<OpenFinding> {
    const { severity, repair } = findingKinds[kind];
    const finding: OpenFinding = { kind, severity, where, what, repair, repaired: false };
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
    else this.unlisted += 1;
    if (fix) yield* this.repair([finding], fix);
    return finding;
  }

  /** Repairs, where that is wanted. One that has no room, or no representation, is none: the findings stay. */
  *repair(findings: readonly OpenFinding[], fix: () => Operation<void>): Operation<void> {
    if (!this.repairing) return;
    try {
      yield* fix();
    } catch (error) {
      if (error instanceof VmfsError && unrepaired.has(error.code)) return;
      throw error;
    }
    for (const finding of findings) finding.repaired = true;
  }

  findingsOf(kind: FindingKind, descriptor: number): OpenFinding[] {
    return this.findings.filter((finding) => finding.kind === kind && finding.where.descriptor === descriptor);
  }

  get(number: number): DescriptorImage {
    const descriptor = this.descriptors[number];
    if (!descriptor) throw new RangeError(`no descriptor ${number}`);
    return descriptor;
  }

  /** The file blocks of a file that are blocks for data of this volume. */
  *blocksOf({ metadata }: Pick<DescriptorImage, 'metadata'>): Generator<number> {
    for (const { start, count } of metadata?.extents ?? [])
      for (let block = start; block < start + count && block < this.superblock.fileBlocks; block += 1)
        if (block >= FIRST_DATA_FILE_BLOCK) yield block;
  }

  ownerOf(block: number): number | undefined {
    const owner = this.owners[block] ?? NOBODY;
    return owner === NOBODY ? undefined : owner;
  }

  own(block: number, descriptor: number): void {
    this.owners[block] = descriptor;
  }

  isOwnChange(block: number): boolean {
    return this.changed.has(block);
  }

  /** Writes a sector of the bitmap as it is in memory now. */
  *writeBitmap(blocks: Iterable<number>): Operation<void> {
    const sectors = new Map<number, Uint8Array>();
    for (const block of blocks) {
      const { lba, data } = this.bitmap.sector(block);
      sectors.set(lba, data);
    }
    for (const [lba, data] of sectors) yield* write(lba, data, { fua: true });
  }

  /** Blocks that nobody has and nothing names, as few runs as they make. Throws VmfsError noSpace. */
  *allocate(count: number, owner: number): Operation<Extent[]> {
    const free: number[] = [];
    for (let block = FIRST_DATA_FILE_BLOCK; block < this.superblock.fileBlocks && free.length < count; block += 1)
      if (!this.bitmap.isSet(block) && !this.named[block]) free.push(block);
    if (free.length < count)
      throw new VmfsError('noSpace', `${this.superblock.label} has no ${count} MiB free for the repair`);
    for (const block of free) {
      this.bitmap.set(block, true);
      this.named[block] = 1;
      this.changed.add(block);
      this.own(block, owner);
    }
    yield* this.writeBitmap(free);
    return runsOf(free);
  }

  /** What this run has replaced: the pass over the bitmap gives it back. */
  disown(blocks: Iterable<number>, owner: number): void {
    for (const block of blocks)
      if (this.owners[block] === owner) {
        this.owners[block] = NOBODY;
        this.changed.add(block);
      }
  }

  /** Replaces the metadata of a descriptor; blocks that it names no more are given back at the end. */
  *writeMetadata(number: number, metadata: Omit<Metadata, 'sequence'>): Operation<void> {
    const before = [...this.blocksOf(this.get(number))];
    yield* writeMetadata(number, metadata, this.get(number).metadata);
    yield* this.reload(number);
    const now = new Set(this.blocksOf(this.get(number)));
    this.disown(
      before.filter((block) => !now.has(block)),
      number,
    );
  }

  *writeLock(number: number, fields: Partial<LockRecord>): Operation<void> {
    const { lock, lba } = this.get(number);
    const before = lock.state === 'valid' ? lock.value : undefined;
    const generation = (before?.generation ?? this.highestGeneration()) + 1;
    const change = { writerUuid: this.superblock.uuid, sequence: generation };
    const allocated = before?.allocated ?? false;
    yield* write(lba, encodeLock({ ...freeLock, allocated, ...fields, generation, change }), { fua: true });
    yield* this.reload(number);
  }

  /** No two owners of a file ever had one generation: a record that is made anew begins above all of them. */
  private highestGeneration(): number {
    return Math.max(0, ...this.descriptors.map(({ lock }) => (lock.state === 'valid' ? lock.value.generation : 0)));
  }

  private *reload(number: number): Operation<void> {
    this.descriptors[number] = yield* readDescriptorImage(number);
  }

  /** The content of a directory, as much of it as can be read. */
  *content({ metadata }: DescriptorImage): Operation<Uint8Array> {
    if (!metadata || metadata.extents.length === 0) return metadata?.inline ?? new Uint8Array(0);
    const blocks = [...this.blocksOf({ metadata })];
    const content = new Uint8Array(Math.min(metadata.sizeBytes, blocks.length * FILE_BLOCK_BYTES, MAX_CONTENT_BYTES));
    for (const [index, block] of blocks.entries()) {
      const at = index * FILE_BLOCK_BYTES;
      const bytes = Math.min(FILE_BLOCK_BYTES, content.length - at);
      if (bytes <= 0) break;
      const data = yield* read(block * FILE_BLOCK_BLOCKS, Math.ceil(bytes / BLOCK_BYTES));
      content.set(data.subarray(0, bytes), at);
    }
    return content;
  }

  /** Replaces the content of a directory: the old or the new is there, whenever it is cut off. Throws VmfsError noSpace. */
  *replaceDirectory(number: number, content: Uint8Array): Operation<void> {
    const sizeBytes = content.length;
    if (sizeBytes <= MAX_INLINE_BYTES)
      return yield* this.writeMetadata(number, { type: 'directory', sizeBytes, extents: [], inline: content });
    const extents = yield* this.allocate(Math.ceil(sizeBytes / FILE_BLOCK_BYTES), number);
    let done = 0;
    for (const { start, count } of extents) {
      const part = content.subarray(done, done + count * FILE_BLOCK_BYTES);
      const padded = new Uint8Array(Math.ceil(part.length / BLOCK_BYTES) * BLOCK_BYTES);
      padded.set(part);
      yield* write(start * FILE_BLOCK_BLOCKS, padded, { fua: true });
      done += part.length;
    }
    yield* this.writeMetadata(number, { type: 'directory', sizeBytes, extents, inline: new Uint8Array(0) });
  }

  /** A descriptor that no file has, for a directory that a repair needs. Throws VmfsError noDescriptors. */
  freeDescriptor(): number {
    for (let number = 1; number < DESCRIPTORS; number += 1) {
      const { lock } = this.get(number);
      const free = lock.state === 'empty' || (lock.state === 'valid' && !lock.value.allocated);
      if (free && !this.paths.has(number)) return number;
    }
    throw new VmfsError('noDescriptors', `${this.superblock.label} has ${DESCRIPTORS} files already`);
  }
}

/** Runs of consecutive numbers, in order. */
export function runsOf(blocks: Iterable<number>): Extent[] {
  const runs: { start: number; count: number }[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last && last.start + last.count === block) last.count += 1;
    else runs.push({ start: block, count: 1 });
  }
  return runs;
}
