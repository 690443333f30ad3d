// What the hosts of a campaign of migrations share: what a migration is, who hears of what happens in it, and the mistakes that
// a host can be given to see that the checker finds them.
import type { HostMoref } from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import type { DestinationEffect, MigrationOutcome, SourceEffect } from '@microsphere/vmotion';
import type { VmFiles } from '../datastore.ts';
import type { HostDatastore } from '../host-datastore.ts';
import type { GuestShape, LedgerEntry } from './guest.ts';
import type { VmotionNetwork } from './network.ts';

export interface Migration {
  /** From 1. */
  readonly id: number;
  readonly vm: VmFiles;
  readonly source: HostMoref;
  readonly destination: HostMoref;
}

/** Where a fault may strike: what the shells are asked for by their cores, and what they say of it. */
export const steps = [
  'prepare',
  'initiate',
  'connect',
  'sendPages',
  'collectDirty',
  'sendDirty',
  'stun',
  'stunned',
  'sendHandOver',
  'restoreState',
  'takeLock',
  'lockTaken',
  'start',
  'running',
  'surrender',
  'reassert',
  'resume',
  'discard',
] as const satisfies readonly (SourceEffect['kind'] | DestinationEffect['kind'] | string)[];

export type Step = (typeof steps)[number];

/** Why a guest is no more, and may be started from its disk. */
export type LossCause =
  | 'hostKilled'
  /** Its host knows that. */
  | 'lockLost'
  /** Another host knows that, and its own perhaps not yet. */
  | 'lockBroken'
  | 'guestCrash';

/** Hears of everything that happens, when it happens, and keeps the log. */
export interface VmotionObserver {
  log(who: string, text: string): void;
  /** A step of a migration begins, at the host that takes it. */
  reached(migration: Migration, step: Step, host: HostMoref): void;
  /** A guest executes, or goes on after it stood still. */
  guestRuns(host: HostMoref, vm: VmFiles): void;
  /** A guest has booted from its disk, and found these entries there. */
  booted(host: HostMoref, vm: VmFiles, entries: readonly LedgerEntry[]): void;
  acknowledged(host: HostMoref, vm: VmFiles, entry: LedgerEntry): void;
  /** What a guest was when it was stunned, and what begins to run elsewhere. */
  arrived(migration: Migration, pages: { readonly left: Uint32Array; readonly arrived: Uint32Array }): void;
  /** A guest is gone, or may be. */
  lost(host: HostMoref, vm: VmFiles, cause: LossCause): void;
  ended(migration: Migration, host: HostMoref, outcome: MigrationOutcome): void;
}

export const vmotionSabotages = [
  /** Goes on without asking the disk when nobody tells it what became of the hand-over. */
  'resumesUnasked',
  /** Takes the lock in any way, also one that was let go meanwhile. */
  'takesFreeLocks',
  /** Does not wait for the disk before it hands over. */
  'doesNotDrain',
  /** Does not send all pages that were written while the last round was sent. */
  'forgetsPages',
  /** Tells a guest that something is on its disk before it is. */
  'answersEarly',
  /** Does not start a VM that it could start, when it is too late to say so. */
  'givesUpLate',
  /** Keeps the locks of disks that nobody has taken over. */
  'keepsDiskLocks',
] as const;

export type VmotionSabotage = (typeof vmotionSabotages)[number];

/** What the parts of one life of a host's process are given. */
export interface HostContext {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly timing: Timing;
  readonly observer: VmotionObserver;
  readonly datastore: HostDatastore;
  readonly network: VmotionNetwork;
  readonly guestShape: GuestShape;
  /** Of a guest that nobody throttles. */
  readonly sliceMs: number;
  /** To restore a state; to start a guest. */
  readonly startMs: number;
  /** Of a switchover. */
  readonly downtimeGoalMs: number;
  readonly sabotage: VmotionSabotage | undefined;
  /** The clock of this host. */
  readonly now: () => number;
  /** In the process, if it lives, and goes on. */
  readonly run: (action: () => void) => void;
  readonly later: (delayMs: number, action: () => void) => void;
}
