// One run of fsck: what is known of the volume so far, what was found, and the few writes that repairs are made of. Every
// write leaves a volume that the next run can repair: content goes to blocks that nobody has, and the metadata that names
// them is written to the copy that is not in use. Only a volume that nobody has mounted is repaired, so plain writes do.
import type { Extent } from '../allocation.ts';
import { VmfsError, type VmfsErrorCode } from '../errors.ts';
import { writeContent } from '../extents.ts';
import { DESCRIPTORS, FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, FIRST_DATA_FILE_BLOCK, type Superblock } from '../layout.ts';
import { encodeLock, freeLock, type LockRecord } from '../lock-record.ts';
import { contentMetadata, MAX_INLINE_BYTES, metadataImage, type NewMetadata } from '../metadata.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import { isDataBlock, type NamedBlock, readFileBlocks, runsOf } from './file-blocks.ts';
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
  private readonly blocks = new Map<number, readonly NamedBlock[]>();
  /** The descriptor that has a file block; NOBODY's are free, or should be. */
  private readonly owners: Int32Array;
  /** File blocks that some readable metadata names, whoever's it turns out to be. */
  private readonly named: Uint8Array;
  /** File blocks that this run took or gave back, or that a host is in the middle of: no findings of their own. */
  private readonly excused = new Set<number>();

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
  }

  /** Reads what every descriptor names that may belong to a file. */
  *readBlocks(): Operation<void> {
    for (const { number, lock } of this.descriptors)
      if (lock.state !== 'valid' || lock.value.allocated) yield* this.readBlocksOf(number);
  }

  private *readBlocksOf(number: number): Operation<void> {
    const { metadata } = this.get(number);
    this.blocks.set(number, metadata ? yield* readFileBlocks(metadata, this.superblock) : []);
    for (const block of this.blocksOf(number)) this.named[block] = 1;
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

  /** Every block that a file names, sensible or not. */
  namedBlocks(number: number): readonly NamedBlock[] {
    return this.blocks.get(number) ?? [];
  }

  /** The file blocks of a file that are blocks for data of this volume. */
  blocksOf(number: number): number[] {
    return this.namedBlocks(number)
      .map(({ block }) => block)
      .filter((block) => isDataBlock(block, this.superblock));
  }

  ownerOf(block: number): number | undefined {
    const owner = this.owners[block] ?? NOBODY;
    return owner === NOBODY ? undefined : owner;
  }

  own(block: number, descriptor: number): void {
    this.owners[block] = descriptor;
  }

  /** What a file has no more: the pass over the bitmap gives it back. */
  disown(blocks: Iterable<number>, owner: number): void {
    for (const block of blocks)
      if (this.owners[block] === owner) {
        this.owners[block] = NOBODY;
        this.excused.add(block);
      }
  }

  excuse(blocks: Iterable<number>): void {
    for (const block of blocks) this.excused.add(block);
  }

  isExcused(block: number): boolean {
    return this.excused.has(block);
  }

  /** Changes bits of the bitmap, in memory and on the disk. */
  *setBits(blocks: Iterable<number>, allocated: boolean): Operation<void> {
    for (const { lba, data } of this.bitmap.set(blocks, allocated)) yield* write(lba, data, { fua: true });
  }

  /** Blocks that nobody has and nothing names, as few runs as they make. Throws VmfsError noSpace. */
  *allocate(count: number, owner: number): Operation<Extent[]> {
    const free: number[] = [];
    for (let block = FIRST_DATA_FILE_BLOCK; block < this.superblock.fileBlocks && free.length < count; block += 1)
      if (this.bitmap.isSet(block) === false && !this.named[block]) free.push(block);
    if (free.length < count)
      throw new VmfsError('noSpace', `${this.superblock.label} has no ${count} MiB free for the repair`);
    for (const block of free) {
      this.named[block] = 1;
      this.excused.add(block);
      this.own(block, owner);
    }
    yield* this.setBits(free, true);
    return runsOf(free);
  }

  /** Replaces the metadata of a descriptor; blocks that it names no more are given back at the end. */
  *writeMetadata(number: number, metadata: NewMetadata): Operation<void> {
    const before = this.blocksOf(number);
    const image = metadataImage(number, metadata, this.get(number).metadata);
    yield* write(image.lba, image.bytes, { fua: true });
    yield* this.reload(number);
    const now = new Set(this.blocksOf(number));
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
    const { allocated = before?.allocated ?? false } = fields;
    // A file that was moved stays so: what is in it is elsewhere, and runs there.
    const moved = allocated && (before?.moved ?? false);
    yield* write(lba, encodeLock({ ...freeLock, ...fields, allocated, moved, generation, change }), { fua: true });
    this.descriptors[number] = yield* readDescriptorImage(number);
  }

  /** No two owners of a file ever had one generation: a record that is made anew begins above all of them. */
  private highestGeneration(): number {
    return Math.max(0, ...this.descriptors.map(({ lock }) => (lock.state === 'valid' ? lock.value.generation : 0)));
  }

  /** After something of a descriptor, or of what it names, was written. */
  *reload(number: number): Operation<void> {
    this.descriptors[number] = yield* readDescriptorImage(number);
    yield* this.readBlocksOf(number);
  }

  /** The content of a directory, as much of it as can be read. */
  *content(number: number): Operation<Uint8Array> {
    const { metadata } = this.get(number);
    const blocks = this.namedBlocks(number).filter(({ holds }) => holds === 'data');
    if (!metadata || blocks.length === 0) return metadata?.inline ?? new Uint8Array(0);
    const bad = blocks.findIndex(({ block, index }, place) => index !== place || !isDataBlock(block, this.superblock));
    const room = (bad < 0 ? blocks.length : bad) * FILE_BLOCK_BYTES;
    const content = new Uint8Array(Math.min(metadata.sizeBytes, room, MAX_CONTENT_BYTES));
    for (let at = 0; at < content.length; at += FILE_BLOCK_BYTES) {
      const bytes = Math.min(FILE_BLOCK_BYTES, content.length - at);
      const block = blocks[at / FILE_BLOCK_BYTES]?.block ?? 0;
      const data = yield* read(block * FILE_BLOCK_BLOCKS, Math.ceil(bytes / BLOCK_BYTES));
      content.set(data.subarray(0, bytes), at);
    }
    return content;
  }

  /** Replaces the content of a directory: the old or the new is there, whenever it is cut off. Throws VmfsError noSpace. */
  *replaceDirectory(number: number, content: Uint8Array): Operation<void> {
    const small = content.length <= MAX_INLINE_BYTES;
    const extents = small ? [] : yield* this.allocate(Math.ceil(content.length / FILE_BLOCK_BYTES), number);
    yield* writeContent(extents, content);
    yield* this.writeMetadata(number, { ...contentMetadata('directory', content), extents });
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
