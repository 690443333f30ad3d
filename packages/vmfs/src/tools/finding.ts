// What fsck can find, each with a name, what it means, and what a repair does about it. A finding says where it is, so that
// somebody can look there with `microsphere vmfs dump`.

/**
 * `damage`: something is lost, or will be when the volume is used on. `leak`: space that belongs to nobody. `leftover`: what a
 * host that died leaves, and the next mount clears away by itself.
 */
export type Severity = 'damage' | 'leak' | 'leftover';

interface Kind {
  readonly severity: Severity;
  readonly means: string;
  /** What a repair does; undefined: nothing that would be safe. */
  readonly repair: string | undefined;
}

export const findingKinds = {
  superblockDamaged: {
    severity: 'damage',
    means: 'the superblock cannot be read, its copy can',
    repair: 'written anew from its copy',
  },
  superblockCopyDamaged: {
    severity: 'damage',
    means: 'the copy of the superblock cannot be read, or is not like the superblock',
    repair: 'written anew from the superblock',
  },
  volumeUnreadable: {
    severity: 'damage',
    means: 'neither the superblock nor its copy can be read: no volume, or one of another version',
    repair: undefined,
  },
  deviceTooSmall: { severity: 'damage', means: 'the volume is larger than its device', repair: undefined },
  heartbeatSlotDamaged: {
    severity: 'damage',
    means: 'a heartbeat slot cannot be read',
    repair: 'cleared: its owner has to mount again, and its locks are free',
  },
  slotLeftBehind: {
    severity: 'leftover',
    means: 'a host has not unmounted the volume, and its slot does not beat',
    repair: 'cleared, as the next mount would do',
  },
  journalPending: {
    severity: 'leftover',
    means: 'a host died in the middle of a change, which its journal brings to an end',
    repair: 'replayed, as the next mount would do: the change is there as a whole, or not at all',
  },
  journalDamaged: {
    severity: 'leftover',
    means: 'a journal record cannot be read, or names places where it could not write: it never counted',
    repair: 'cleared',
  },
  bitmapSectorDamaged: {
    severity: 'damage',
    means: 'a block of the bitmap cannot be read',
    repair: 'made anew from what the files have',
  },
  lockRecordDamaged: {
    severity: 'damage',
    means: 'a lock record cannot be read, or says that a file is not there that an entry leads to',
    repair: 'written anew, free; allocated when an entry leads to its file',
  },
  lockWithoutOwner: {
    severity: 'leftover',
    means: 'a lock is held by an owner that has no heartbeat slot',
    repair: 'freed, as the next host that wants it would do',
  },
  metadataCopyDamaged: {
    severity: 'leftover',
    means: 'one of the two copies of the metadata cannot be read: a write of it was cut off',
    repair: 'written anew from the other',
  },
  metadataDamaged: {
    severity: 'damage',
    means: 'neither copy of the metadata can be read: where the content lies is not known any more',
    repair: 'the descriptor is given back, and with it the entry (the root directory is made anew, empty)',
  },
  sizeBeyondBlocks: {
    severity: 'damage',
    means: 'a file is longer than the blocks that it has',
    repair: 'its size becomes that of its blocks',
  },
  extentBeyondVolume: {
    severity: 'damage',
    means: 'a file has blocks that lie beyond the end of the volume',
    repair: 'the file ends before the first of them',
  },
  extentInMetadata: {
    severity: 'damage',
    means: "a file has blocks that are the volume's own",
    repair: 'the file ends before the first of them',
  },
  pointerBlockDamaged: {
    severity: 'damage',
    means: "a file's pointer block lies where no data is",
    repair: 'a hole takes its place: what it led to is lost, the rest of the file is not',
  },
  pointerBeyondVolume: {
    severity: 'damage',
    means: 'pointers of a file lead to where no data is',
    repair: 'they become holes; the rest of the file is not changed',
  },
  blockShared: {
    severity: 'damage',
    means: 'two files have one block',
    repair: 'the second gets a copy of its own',
  },
  blockNotAllocated: {
    severity: 'damage',
    means: 'a file has blocks that the bitmap says are free',
    repair: 'allocated in the bitmap',
  },
  blockLeaked: { severity: 'leak', means: 'blocks are allocated that no file has', repair: 'freed in the bitmap' },
  directoryCutOff: {
    severity: 'damage',
    means: 'the content of a directory ends in the middle of an entry, or is not entries from there on',
    repair: 'it ends after the last whole entry; files that no entry leads to any more go to /lost+found',
  },
  entryWithoutFile: {
    severity: 'damage',
    means: 'an entry leads to no file',
    repair: 'the entry is removed',
  },
  entryTwice: {
    severity: 'damage',
    means: 'a second entry leads to one file',
    repair: 'the second entry is removed',
  },
  entryTypeWrong: {
    severity: 'damage',
    means: 'an entry says that a directory is a file, or the other way round',
    repair: 'the entry says what is there',
  },
  entryNameBad: {
    severity: 'damage',
    means: 'an entry has a name that no path can have, or that another one has already',
    repair: 'the entry is named after its descriptor',
  },
  fileLost: {
    severity: 'leak',
    means: 'a file or directory is whole, but no entry leads to it',
    repair: 'it gets an entry in /lost+found, named after its descriptor',
  },
  descriptorLeaked: {
    severity: 'leak',
    means: 'a descriptor is allocated, no entry leads to it, and there is nothing in it to keep',
    repair: 'given back',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type FindingKind = keyof typeof findingKinds;

/** Where it is; `path` where an entry leads there. */
export interface Place {
  readonly lba?: number;
  readonly descriptor?: number;
  readonly slot?: number;
  readonly fileBlock?: number;
  /** How many of them, from that one on. */
  readonly fileBlocks?: number;
  readonly path?: string;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly where: Place;
  /** What was found there, in one line. */
  readonly what: string;
  /** What a repair does, or has done; undefined when it can do nothing. */
  readonly repair: string | undefined;
  readonly repaired: boolean;
}

/** Findings that are kept; of more it is only said that they are there. */
export const MAX_FINDINGS = 10_000;

/** The same thing at the same place, of two looks at one volume. */
export function sameFinding(a: Finding, b: Finding): boolean {
  return a.kind === b.kind && a.what === b.what && JSON.stringify(a.where) === JSON.stringify(b.where);
}
