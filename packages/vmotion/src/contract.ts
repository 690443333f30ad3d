// The nouns that the two ends of a vMotion share, and what each end is told and asks for. Pages, state and locks themselves are
// the shell's: a core counts and decides. Both ends are state machines, `step(event, now) -> effects`.
//
// The lock of the .vmx decides who has the VM. The source offers it (vmfs `LockOffer`) with the last message; from then on the
// destination takes it, or the source takes it back (`reassert`), each by one COMPARE AND WRITE, and exactly one of them
// succeeds. The source executes no instruction between the stun and a lock that it has taken back, the destination none before
// the lock that it has taken. Whatever is lost in between (a message, a reply, a host), who asks the disk again learns what is so.

/** What the user sees: vim25 has no word for it, VMware's logs say "pre-copy", "stun" and "switchover". */
export type MigrationPhase =
  | 'connecting'
  | 'preCopy'
  /** The guest stands still: the last pages and the state of its devices are sent. */
  | 'stunned'
  /** The source has offered the lock, and hears whether it was taken. */
  | 'switchover'
  /** Nobody tells: the source asks the disk. */
  | 'resolving'
  | 'ended';

export type MigrationOutcome =
  /** The destination has the lock: the VM is there, whatever became of it since. */
  | { readonly kind: 'migrated' }
  /** The source has it as if nothing had been. */
  | { readonly kind: 'failed'; readonly because: string }
  /** The source has lost the lock to somebody else, or the guest has stopped by itself. */
  | { readonly kind: 'lost'; readonly because: string };

/** From the source to the destination, beside the pages. */
export type SourceMessage =
  | { readonly kind: 'roundEnd'; readonly round: number }
  /** The last message: the state of the machine and its devices, and the offers of its locks. */
  | { readonly kind: 'handOver' }
  | { readonly kind: 'abort'; readonly because: string };

/** From the destination to the source. */
export type DestinationMessage =
  /** Everything of that round lies in the destination's memory. */
  | { readonly kind: 'roundReceived'; readonly round: number }
  /** The lock is the destination's, and the guest runs there. */
  | { readonly kind: 'resumed' }
  /** The destination has given up, has not taken the lock, and never will. */
  | { readonly kind: 'refused'; readonly because: string };

export type SourceEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'connected' }
  /** No message goes either way any more. */
  | { readonly kind: 'disconnected'; readonly because: string }
  | { readonly kind: 'message'; readonly message: DestinationMessage }
  /** All pages of the round are on their way. */
  | { readonly kind: 'roundSent'; readonly round: number; readonly pages: number; readonly bytes: number }
  /** Pages that were written since the round before was begun; they are what the next round has to send. */
  | { readonly kind: 'dirtied'; readonly pages: number }
  /** The guest stands, nothing of it is on its way to a disk. */
  | { readonly kind: 'stunned'; readonly dirtyPages: number }
  | { readonly kind: 'stunFailed'; readonly because: string }
  /** What became of `reassert`. Without an answer of the disk the shell goes on asking. */
  | { readonly kind: 'reasserted' }
  | { readonly kind: 'lockTaken' }
  /** The host lost the locks of the datastore, or the guest has ended. */
  | { readonly kind: 'vmLost'; readonly because: string }
  | { readonly kind: 'cancel'; readonly because: string }
  | { readonly kind: 'tick' };

export type SourceEffect =
  | { readonly kind: 'connect' }
  /** Sends these pages; `all`: those that are zero only by number. Ends with `roundSent`. */
  | { readonly kind: 'sendPages'; readonly round: number; readonly which: 'all' | 'dirty' }
  /** Which pages were written meanwhile? Answered by `dirtied`. */
  | { readonly kind: 'collectDirty' }
  /** SDPS: of its time the guest is to run only this part, 0 to 1; 1: no throttle. */
  | { readonly kind: 'throttle'; readonly share: number }
  | { readonly kind: 'stun' }
  /** Sends the pages that `stunned` counted, the state and the offers, in this order. */
  | { readonly kind: 'sendHandOver' }
  | { readonly kind: 'send'; readonly message: SourceMessage }
  | { readonly kind: 'reassert' }
  /** The guest goes on here. */
  | { readonly kind: 'resume' }
  /** It runs elsewhere: the guest, its memory and the registration go, the locks are left alone. */
  | { readonly kind: 'surrender' }
  | { readonly kind: 'ended'; readonly outcome: MigrationOutcome };

export type DestinationEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly because: string }
  | { readonly kind: 'message'; readonly message: SourceMessage }
  /** The state and its checksum are right, and lie in the machine. */
  | { readonly kind: 'stateRestored' }
  | { readonly kind: 'stateRefused'; readonly because: string }
  /** What became of `takeLock`. Without an answer of the disk the shell goes on asking. */
  | { readonly kind: 'lockTaken' }
  | { readonly kind: 'lockRefused'; readonly because: string }
  | { readonly kind: 'running' }
  /** The lock is this host's and the guest can't be started: it is off, and HA's to restart. */
  | { readonly kind: 'startFailed'; readonly because: string }
  | { readonly kind: 'cancel'; readonly because: string }
  | { readonly kind: 'tick' };

export type DestinationEffect =
  | { readonly kind: 'send'; readonly message: DestinationMessage }
  | { readonly kind: 'restoreState' }
  | { readonly kind: 'takeLock' }
  /** Opens the disks by the offers, lets the guest go on, announces its adapters to the network. */
  | { readonly kind: 'start' }
  /** The shell of a VM goes, and its memory. */
  | { readonly kind: 'discard' }
  | { readonly kind: 'ended'; readonly outcome: MigrationOutcome };
