// The nouns that the two ends of a vMotion share, and what each end is told and asks for. Pages, state and locks themselves are
// the shell's: a core counts and decides. Both ends are state machines, `step(event, now) -> effects`.
//
// The lock of the .vmx decides who has the VM. The source offers it (vmfs `LockOffer`) with the last message; from then on the
// destination takes it by that offer, or the source takes it back (`reassert`), each by one COMPARE AND WRITE, and exactly one of
// them succeeds. The source executes no instruction between the stun and a lock that it has taken back, the destination none before
// the lock that it has taken. Whatever is lost in between (a message, a reply, a host), who asks the disk again learns what is so.

/** Of guest memory; what is sent, and what dirty bits count. */
export const PAGE_BYTES = 4_096;

/** Of the timing profile (packages/proto), what a migration needs of it. */
export interface MigrationTiming {
  /** vmotion.maxSwitchoverSeconds: a guest that stands still for longer goes on where it was, if its lock can be taken back. */
  readonly vmotionMaxSwitchoverMs: number;
  /** A destination that nobody connects to gives up. */
  readonly vmotionPreparationMs: number;
  /** Silence of the other end after which the connection counts as lost; a part of it is the interval of `alive`. */
  readonly vmotionSilenceMs: number;
}

/** What the user sees: vim25 has no word for it, VMware's logs say "pre-copy", "stun" and "switchover". */
export const migrationPhases = [
  /** The source waits for the connection; the destination, prepared, for the source. */
  'connecting',
  'preCopy',
  /** The guest stands still: the last pages and the state of its devices are sent; the destination restores them. */
  'stunned',
  /** The lock is offered: the source waits to hear that it was taken; the destination takes it, and starts the guest. */
  'switchover',
  /** Nobody tells: the source asks the disk. */
  'resolving',
  'ended',
] as const;

export type MigrationPhase = (typeof migrationPhases)[number];

export type MigrationOutcome =
  /** The destination has the lock: the VM is there, whatever became of it since. */
  | { readonly kind: 'migrated' }
  /** Nothing has come of it. The source has the VM as if nothing had been, as far as it is the source that says so. */
  | { readonly kind: 'failed'; readonly because: string }
  /**
   * At the source: the host has lost the locks, or the guest has stopped by itself. At the destination: the lock was taken and
   * the guest can't be started; it is off, and HA's to restart.
   */
  | { readonly kind: 'lost'; readonly because: string };

/** From the source to the destination, beside the pages. */
export type SourceMessage =
  | { readonly kind: 'roundEnd'; readonly round: number }
  /** The last message: the last pages before it, the state of the machine and its devices, and the offers of its locks. */
  | { readonly kind: 'handOver' }
  | { readonly kind: 'abort'; readonly because: string }
  /** It lives. */
  | { readonly kind: 'alive' };

/** From the destination to the source. */
export type DestinationMessage =
  /** Everything of that round lies in the destination's memory. */
  | { readonly kind: 'roundReceived'; readonly round: number }
  /** The lock is the destination's, and the guest runs there. */
  | { readonly kind: 'resumed' }
  /** The destination has given up, has not taken the lock, and never will. */
  | { readonly kind: 'refused'; readonly because: string }
  /** It lives. */
  | { readonly kind: 'alive' };

export type SourceEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'connected' }
  /** No message goes either way any more, and none that was sent arrives later. */
  | { readonly kind: 'disconnected'; readonly because: string }
  | { readonly kind: 'message'; readonly message: DestinationMessage }
  /** These of a round, or of the hand-over, are on their way: as often as the shell likes. `bytes` includes headers. */
  | { readonly kind: 'pagesSent'; readonly pages: number; readonly bytes: number }
  /** All pages of the round, and `roundEnd`, are on their way. */
  | { readonly kind: 'roundSent'; readonly round: number }
  /** Answer to `collectDirty`. */
  | { readonly kind: 'dirtied'; readonly pages: number }
  /**
   * The guest stands, nothing of it is on its way to a disk. `dirtyPages`: those that the destination has not got as they are,
   * which are those that `collectDirty` found last and those written since.
   */
  | { readonly kind: 'stunned'; readonly dirtyPages: number }
  | { readonly kind: 'stunFailed'; readonly because: string }
  /** What became of `reassert`. Without an answer of the disk the shell goes on asking. */
  | { readonly kind: 'reasserted' }
  | { readonly kind: 'lockTaken' }
  /** The host lost the locks of the datastore (whoever asks for them now gets no answer), or the guest has ended. */
  | { readonly kind: 'vmLost'; readonly because: string }
  /** Does nothing once the lock is offered: see `MigrationSource.cancellable`. */
  | { readonly kind: 'cancel'; readonly because: string }
  | { readonly kind: 'tick' };

export type SourceEffect =
  /** Answered by `connected` or `disconnected`. A connection that comes up after `ended` is closed. */
  | { readonly kind: 'connect' }
  /**
   * Sends the pages of a round, `roundEnd` after them; reports `pagesSent` and, at last, `roundSent`. `all`: every page, those
   * that are zero only by number; tracing of writes begins before the first is read. `dirty`: those that `collectDirty` found.
   */
  | { readonly kind: 'sendPages'; readonly round: number; readonly which: 'all' | 'dirty' }
  /** Which pages were written since this was asked last, or since tracing began? Answered by `dirtied`. */
  | { readonly kind: 'collectDirty' }
  /** SDPS: of its time the guest is to run only this part, above 0, up to 1: no throttle. */
  | { readonly kind: 'throttle'; readonly share: number }
  /** Answered by `stunned` or `stunFailed`, unless `resume` comes before that: then the stun is called off. */
  | { readonly kind: 'stun' }
  /** Sends the pages that `stunned` counted, the state and the offers, in this order. */
  | { readonly kind: 'sendHandOver' }
  | { readonly kind: 'send'; readonly message: SourceMessage }
  /** Takes the offered lock of the .vmx back (vmfs `reassertLock`). Offers of disks are worth nothing to who has not got that. */
  | { readonly kind: 'reassert' }
  /** The guest goes on here. */
  | { readonly kind: 'resume' }
  /**
   * The VM is elsewhere: the guest, its memory and the registration go. The lock of the .vmx is forgotten. Those of the disks are
   * let go (vmfs `unlockFile`), which does nothing where the destination has taken them (lockLost) and must be done where it has
   * not: a destination that died between the two would leave them locked by a host that lives.
   */
  | { readonly kind: 'surrender' }
  | { readonly kind: 'log'; readonly message: string }
  /** The last effect. The connection is closed when what was sent before is out. */
  | { readonly kind: 'ended'; readonly outcome: MigrationOutcome };

export type DestinationEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly because: string }
  /** A `handOver` is told when it has arrived whole. */
  | { readonly kind: 'message'; readonly message: SourceMessage }
  /** These have arrived: as often as the shell likes. */
  | { readonly kind: 'pagesReceived'; readonly pages: number; readonly bytes: number }
  /** The state and its checksum are right, and lie in the machine. */
  | { readonly kind: 'stateRestored' }
  | { readonly kind: 'stateRefused'; readonly because: string }
  /** What became of `takeLock`. Without an answer of the disk the shell goes on asking. */
  | { readonly kind: 'lockTaken' }
  /** It is no longer offered, or this host has lost its locks of the datastore and can take none by this offer. */
  | { readonly kind: 'lockRefused'; readonly because: string }
  | { readonly kind: 'running' }
  /** The lock is, or was, this host's and the guest can't be started: it is off, and HA's to restart. */
  | { readonly kind: 'startFailed'; readonly because: string }
  /** Does nothing once the source has handed over: see `MigrationDestination.cancellable`. */
  | { readonly kind: 'cancel'; readonly because: string }
  | { readonly kind: 'tick' };

export type DestinationEffect =
  | { readonly kind: 'send'; readonly message: DestinationMessage }
  | { readonly kind: 'restoreState' }
  /**
   * Takes the lock of the .vmx by its offer and in no other way (vmfs `acceptLock`): one that was let go meanwhile is free
   * because the VM went on elsewhere, and what was handed over is old.
   */
  | { readonly kind: 'takeLock' }
  /**
   * Registers the VM, opens its disks by the offers, lets the guest go on if the lock is still held, announces its adapters to the
   * network. A disk that the source has let go already is free.
   */
  | { readonly kind: 'start' }
  /** The shell of a VM goes, and its memory; a lock that it has is let go. */
  | { readonly kind: 'discard' }
  | { readonly kind: 'log'; readonly message: string }
  /** The last effect. The connection is closed when what was sent before is out. */
  | { readonly kind: 'ended'; readonly outcome: MigrationOutcome };
