// The source's end of a migration: connect, rounds of pre-copy, stun, hand-over, and then the question who has the VM. Up to the
// hand-over whatever goes wrong leaves the VM where it is. With the hand-over the lock is offered, and from then on this end
// believes two things only: the destination's word that the guest runs there, and the disk (contract.ts).
import type {
  DestinationMessage,
  MigrationOutcome,
  MigrationPhase,
  MigrationTiming,
  SourceEffect,
  SourceEvent,
} from './contract.ts';
import { Peer } from './peer.ts';
import { PreCopy } from './precopy.ts';
import type { MigrationStatistics } from './statistics.ts';

/** What is promised of a guest that moves: it stands still for at most so long, in milliseconds (vmotion-ft.md section 6). */
export const DEFAULT_DOWNTIME_GOAL_MS = 20;
/** Of that, what passes without pages, where the shell knows no better, in milliseconds. */
export const DEFAULT_SWITCHOVER_COST_MS = 5;

/** While rounds pay they go on until what is left takes no longer than this, in milliseconds: they cost a guest next to nothing. */
const COPY_AIM_MS = 0.5;

export interface MigrationSourceOptions {
  readonly timing: MigrationTiming;
  /** Of the guest's memory. */
  readonly memoryPages: number;
  /** For how long the guest is to stand still at most. */
  readonly downtimeGoalMs?: number;
  /** Stun, state, lock and start, without the pages. */
  readonly switchoverCostMs?: number;
}

type EventOf<K extends SourceEvent['kind']> = Extract<SourceEvent, { kind: K }>;
type EventHandlers = { readonly [K in SourceEvent['kind']]: (event: EventOf<K>, now: number) => void };
type MessageHandlers = {
  readonly [K in DestinationMessage['kind']]: (message: Extract<DestinationMessage, { kind: K }>, now: number) => void;
};

/** How far progress is at the end of round 0, when the guest is stunned, and when the lock is offered. */
const PERCENT = { allSent: 80, stunned: 90, offered: 95, migrated: 100 };

/** What the round under way still waits for. */
interface Awaited {
  readonly round: number;
  sent: boolean;
  received: boolean;
  /** `collectDirty` is under way. */
  collecting: boolean;
}

export class MigrationSource {
  readonly #timing: MigrationTiming;
  readonly #memoryPages: number;
  readonly #peer: Peer;
  readonly #preCopy: PreCopy;
  #phase: MigrationPhase = 'connecting';
  #outcome: MigrationOutcome | undefined;
  #awaited: Awaited | undefined;
  #throttled = 1;
  #pagesSent = 0;
  #bytesSent = 0;
  #percent = 0;
  #steppedAt = 0;
  #startedAt: number | undefined;
  /** When the stun was asked for. */
  #stunAt: number | undefined;
  /** When the guest stood. */
  #stunnedAt: number | undefined;
  #downtimeMs: number | undefined;
  #effects: SourceEffect[] = [];

  constructor(options: MigrationSourceOptions) {
    const { timing, memoryPages } = options;
    const { downtimeGoalMs = DEFAULT_DOWNTIME_GOAL_MS, switchoverCostMs = DEFAULT_SWITCHOVER_COST_MS } = options;
    if (!(memoryPages > 0)) throw new RangeError(`a guest with ${memoryPages} pages of memory`);
    this.#timing = timing;
    this.#memoryPages = memoryPages;
    this.#peer = new Peer(timing.vmotionSilenceMs);
    this.#preCopy = new PreCopy(memoryPages, {
      downtimeGoalMs,
      switchoverCostMs,
      copyAimMs: COPY_AIM_MS,
      maxSwitchoverMs: timing.vmotionMaxSwitchoverMs,
    });
  }

  get phase(): MigrationPhase {
    return this.#phase;
  }

  /** Undefined until it has ended. */
  get outcome(): MigrationOutcome | undefined {
    return this.#outcome;
  }

  /** Whether `cancel` still does something: the lock is not offered. */
  get cancellable(): boolean {
    return this.#phase === 'connecting' || this.#phase === 'preCopy' || this.#phase === 'stunned';
  }

  get statistics(): MigrationStatistics {
    const { rounds, rateBytesPerSecond, remainingPages, share, predictedDowntimeMs } = this.#preCopy;
    return {
      phase: this.#phase,
      rounds,
      pagesSent: this.#pagesSent,
      bytesSent: this.#bytesSent,
      rateBytesPerSecond,
      remainingPages,
      share,
      predictedDowntimeMs,
      progressPercent: this.#percent,
      totalMs: this.#startedAt === undefined ? 0 : this.#steppedAt - this.#startedAt,
      downtimeMs: this.#downtimeMs,
      outcome: this.#outcome,
    };
  }

  /**
   * When the next `tick` is due at the latest, in the time of `now`; Infinity when there is nothing to wait for. A shell whose
   * clock is fractional ticks a little after it.
   */
  get nextDeadline(): number {
    return this.#deadlines[this.#phase]();
  }

  readonly #deadlines: { readonly [P in MigrationPhase]: () => number } = {
    connecting: () => (this.#startedAt ?? Number.POSITIVE_INFINITY) + this.#timing.vmotionSilenceMs,
    preCopy: () => this.#peer.nextDeadline,
    stunned: () => Math.min(this.#peer.nextDeadline, this.#standsTooLongAt),
    switchover: () => Math.min(this.#peer.nextDeadline, this.#standsTooLongAt),
    resolving: () => Number.POSITIVE_INFINITY,
    ended: () => Number.POSITIVE_INFINITY,
  };

  get #standsTooLongAt(): number {
    return (this.#stunAt ?? Number.POSITIVE_INFINITY) + this.#timing.vmotionMaxSwitchoverMs;
  }

  /**
   * Takes one event at monotonic time `now` (milliseconds; must not run backwards) and returns what is to be done about it, in
   * this order. After the effect `ended` events change nothing. Throws on an event that no shell in its right mind tells.
   */
  step(event: SourceEvent, now: number): SourceEffect[] {
    this.#peer.wake(now);
    if (this.#phase !== 'ended') {
      this.#steppedAt = now;
      (this.#handlers[event.kind] as (event: SourceEvent, now: number) => void)(event, now);
      this.#advance(now);
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  #emit(effect: SourceEffect): void {
    this.#effects.push(effect);
  }

  /** The one place where the phase changes. */
  #become(phase: MigrationPhase, because: string): void {
    this.#emit({ kind: 'log', message: `${this.#phase} -> ${phase} (${because})` });
    this.#phase = phase;
  }

  #reach(percent: number): void {
    this.#percent = Math.max(this.#percent, Math.floor(percent));
  }

  readonly #handlers: EventHandlers = {
    start: (_event, now) => {
      if (this.#startedAt !== undefined) throw new Error('the migration was started already');
      this.#startedAt = now;
      this.#emit({ kind: 'connect' });
    },
    connected: (_event, now) => {
      if (this.#phase !== 'connecting' || this.#startedAt === undefined) throw new Error('nobody asked to connect');
      this.#peer.connect(now);
      this.#become('preCopy', 'the destination answers');
      this.#beginRound('all', now);
    },
    disconnected: ({ because }) => {
      this.#peer.disconnect();
      this.#lostTouch(because);
    },
    message: ({ message }, now) => {
      this.#peer.heard(now);
      (this.#messages[message.kind] as (message: DestinationMessage, now: number) => void)(message, now);
    },
    pagesSent: (sent) => {
      this.#pagesSent += sent.pages;
      this.#bytesSent += sent.bytes;
      this.#preCopy.sent(sent);
      if (this.#awaited?.round === 0) this.#reach((PERCENT.allSent * this.#pagesSent) / this.#memoryPages);
    },
    roundSent: ({ round }) => {
      const awaited = this.#awaited;
      if (awaited?.round !== round || awaited.sent) throw new Error(`round ${round} was not to be sent`);
      awaited.sent = true;
      this.#collect(awaited);
    },
    dirtied: ({ pages }, now) => {
      if (!this.#awaited?.collecting) throw new Error('nobody asked which pages are dirty');
      this.#awaited = undefined;
      this.#decide(pages, now);
    },
    stunned: ({ dirtyPages }, now) => {
      if (this.#phase !== 'stunned' || this.#stunnedAt !== undefined) throw new Error('nobody asked for a stun');
      this.#stunnedAt = now;
      this.#preCopy.stunned(dirtyPages);
      this.#become('switchover', `${dirtyPages} pages and the state are handed over`);
      this.#reach(PERCENT.offered);
      this.#emit({ kind: 'sendHandOver' });
    },
    stunFailed: ({ because }, now) => {
      if (this.#phase !== 'stunned') throw new Error('nobody asked for a stun');
      this.#fail(`it could not be stunned: ${because}`, now);
    },
    reasserted: (_event, now) => {
      if (this.#phase !== 'resolving') throw new Error('nobody asked for the lock');
      this.#fail('the destination has not taken the lock', now);
    },
    lockTaken: (_event, now) => {
      if (this.#phase !== 'resolving') throw new Error('nobody asked for the lock');
      this.#surrender('the disk says that the lock was taken', now);
    },
    vmLost: ({ because }) => {
      this.#abort(because);
      this.#end({ kind: 'lost', because });
    },
    cancel: ({ because }, now) => {
      if (this.cancellable) this.#fail(because, now);
    },
    tick: () => {},
  };

  readonly #messages: MessageHandlers = {
    roundReceived: ({ round }, now) => {
      const awaited = this.#awaited;
      if (awaited?.round !== round || awaited.received) {
        this.#lostTouch(`the destination speaks of round ${round}, which it was not sent`);
        return;
      }
      awaited.received = true;
      this.#preCopy.received(now);
      this.#collect(awaited);
    },
    resumed: (_message, now) => {
      if (this.#phase === 'switchover' || this.#phase === 'resolving') this.#surrender('the guest runs there', now);
      else this.#lostTouch('the destination says that it runs a guest that was not handed over');
    },
    // Even then the disk is asked: what was offered stands until it is taken back.
    refused: ({ because }) => this.#lostTouch(`the destination refuses: ${because}`),
    alive: () => {},
  };

  /** What was due has passed. */
  #advance(now: number): void {
    if (this.#phase === 'connecting' && now >= this.nextDeadline) this.#fail('the destination does not answer', now);
    if (this.#phase === 'resolving' || this.#phase === 'ended') return;
    if (this.#peer.isSilent(now)) this.#lostTouch('the destination is silent');
    else if (this.#peer.takeAlive(now)) this.#emit({ kind: 'send', message: { kind: 'alive' } });
    if ((this.#phase === 'stunned' || this.#phase === 'switchover') && now >= this.#standsTooLongAt)
      this.#lostTouch('the guest stands still for too long');
  }

  #beginRound(which: 'all' | 'dirty', now: number): void {
    const round = this.#preCopy.begin(now);
    this.#awaited = { round, sent: false, received: false, collecting: false };
    this.#emit({ kind: 'sendPages', round, which });
  }

  /** A round is over when both ends say so. */
  #collect(awaited: Awaited): void {
    if (!awaited.sent || !awaited.received) return;
    awaited.collecting = true;
    this.#reach(Math.min(PERCENT.stunned - 1, PERCENT.allSent + awaited.round));
    this.#emit({ kind: 'collectDirty' });
  }

  #decide(pages: number, now: number): void {
    const decision = this.#preCopy.dirtied(pages);
    switch (decision.kind) {
      case 'round':
        this.#throttle(decision.share);
        this.#beginRound('dirty', now);
        break;
      case 'stun':
        this.#stunAt = now;
        this.#become('stunned', decision.because);
        this.#reach(PERCENT.stunned);
        this.#emit({ kind: 'stun' });
        break;
      case 'giveUp':
        this.#fail(`it does not converge: ${decision.because}`, now);
        break;
    }
  }

  #throttle(share: number): void {
    if (share === this.#throttled) return;
    this.#throttled = share;
    this.#emit({ kind: 'throttle', share });
  }

  /** The destination can't be counted on any more: before the hand-over that is the end; afterwards the disk is asked. */
  #lostTouch(because: string): void {
    if (this.cancellable) this.#fail(because, this.#steppedAt);
    else if (this.#phase === 'switchover') {
      this.#become('resolving', because);
      this.#emit({ kind: 'reassert' });
    }
  }

  #abort(because: string): void {
    if (this.#peer.connected) this.#emit({ kind: 'send', message: { kind: 'abort', because } });
  }

  /** The VM stays here. */
  #fail(because: string, now: number): void {
    this.#abort(because);
    this.#throttle(1);
    if (this.#stunAt !== undefined) {
      if (this.#stunnedAt !== undefined) this.#downtimeMs = now - this.#stunnedAt;
      this.#emit({ kind: 'resume' });
    }
    this.#end({ kind: 'failed', because });
  }

  /** It runs there. */
  #surrender(because: string, now: number): void {
    if (this.#stunnedAt !== undefined) this.#downtimeMs = now - this.#stunnedAt;
    this.#reach(PERCENT.migrated);
    this.#emit({ kind: 'log', message: because });
    this.#emit({ kind: 'surrender' });
    this.#end({ kind: 'migrated' });
  }

  #end(outcome: MigrationOutcome): void {
    this.#outcome = outcome;
    this.#become('ended', 'because' in outcome ? `${outcome.kind}: ${outcome.because}` : outcome.kind);
    this.#emit({ kind: 'ended', outcome });
  }
}
