// What the hosts of a campaign of Storage vMotions share: what a move is, its steps, who hears of what happens in it, and the mistakes that a
// host can be given to see that the checker finds them.
import type { DatastoreName, HostMoref } from '@microsphere/fdm';
import type { VmFiles } from '../datastore.ts';
import type { HostDatastore } from '../host-datastore.ts';
import type { GuestShape, LedgerEntry } from '../vmotion/guest.ts';
import type { LossCause } from '../vmotion/world.ts';

/** The files of a VM to another datastore of its host. */
export interface Move {
  /** From 1. */
  readonly id: number;
  readonly vm: VmFiles;
  readonly host: HostMoref;
  /** Of the .vmx, as the move begins. */
  readonly from: string;
  readonly to: DatastoreName;
}

/** Where a fault may strike, in the order in which a move takes them that nothing disturbs; then what it does otherwise. */
export const steps = [
  'markSource',
  'makeFolder',
  'claim',
  'createDisk',
  'lockCopy',
  'mirror',
  'inSync',
  'stun',
  'stunned',
  'commit',
  'committed',
  'emptySource',
  'clearMark',
  'giveUp',
  'discard',
] as const;

export type Step = (typeof steps)[number];

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly vmxPath: string }
  | { readonly kind: 'failed'; readonly because: string };

/** Hears of everything that happens, when it happens, and keeps the log. */
export interface SvmotionObserver {
  log(who: string, text: string): void;
  reached(move: Move, step: Step): void;
  /** A guest executes, or goes on after it stood still. */
  guestRuns(host: HostMoref, vm: VmFiles): void;
  booted(host: HostMoref, vm: VmFiles, entries: readonly LedgerEntry[]): void;
  acknowledged(host: HostMoref, vm: VmFiles, entry: LedgerEntry): void;
  /** A guest is gone, or may be. */
  lost(host: HostMoref, vm: VmFiles, cause: LossCause): void;
  ended(move: Move, outcome: MoveOutcome): void;
}

export const svmotionSabotages = [
  /** Makes the copy the VM though it is not all there. */
  'commitsUnsynchronised',
  /** Writes to the source only what is copied already. */
  'mirrorsNothing',
  /** Starts a VM from a copy that is not the VM yet. */
  'trustsCopies',
  /** Does not look where a file has moved that says so. */
  'forgetsMoves',
] as const;

export type SvmotionSabotage = (typeof svmotionSabotages)[number];

/** What the parts of one life of a host's process are given. */
export interface HostContext {
  readonly host: HostMoref;
  readonly observer: SvmotionObserver;
  readonly stores: ReadonlyMap<DatastoreName, HostDatastore>;
  readonly guestShape: GuestShape;
  readonly sliceMs: number;
  readonly regionSectors: number;
  readonly sabotage: SvmotionSabotage | undefined;
  /** In the process, if it lives, and goes on. */
  readonly later: (delayMs: number, action: () => void) => void;
}
