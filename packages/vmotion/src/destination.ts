// The destination's end of a migration: it is prepared, receives, and once it has been handed everything takes the lock by its
// offer. Up to then whatever goes wrong leaves nothing of it behind. From then on it needs nobody any more: the state is whole,
// and only the disk says whether the VM is this host's; a source that is dead or cut off changes nothing about that.
import type {
  DestinationEffect,
  DestinationEvent,
  MigrationOutcome,
  MigrationPhase,
  MigrationTiming,
  SourceMessage,
} from './contract.ts';
import { Peer } from './peer.ts';

export interface MigrationDestinationOptions {
  readonly timing: MigrationTiming;
  /** When the destination was prepared, in the time of `step`. */
  readonly preparedAt: number;
}

type EventOf<K extends DestinationEvent['kind']> = Extract<DestinationEvent, { kind: K }>;
type EventHandlers = { readonly [K in DestinationEvent['kind']]: (event: EventOf<K>, now: number) => void };
type MessageHandlers = {
  readonly [K in SourceMessage['kind']]: (message: Extract<SourceMessage, { kind: K }>) => void;
};

/** What the shell was asked for since the hand-over, and has not answered. */
type Asked = 'restoreState' | 'takeLock' | 'start';

export class MigrationDestination {
  readonly #timing: MigrationTiming;
  readonly #preparedAt: number;
  readonly #peer: Peer;
  #phase: MigrationPhase = 'connecting';
  #outcome: MigrationOutcome | undefined;
  #asked: Asked | undefined;
  #pagesReceived = 0;
  #bytesReceived = 0;
  #effects: DestinationEffect[] = [];

  constructor({ timing, preparedAt }: MigrationDestinationOptions) {
    this.#timing = timing;
    this.#preparedAt = preparedAt;
    this.#peer = new Peer(timing.vmotionSilenceMs);
  }

  get phase(): MigrationPhase {
    return this.#phase;
  }

  /** Undefined until it has ended. */
  get outcome(): MigrationOutcome | undefined {
    return this.#outcome;
  }

  /** Whether `cancel` still does something: the source has not handed over. */
  get cancellable(): boolean {
    return this.#phase === 'connecting' || this.#phase === 'preCopy';
  }

  get statistics(): { readonly pagesReceived: number; readonly bytesReceived: number } {
    return { pagesReceived: this.#pagesReceived, bytesReceived: this.#bytesReceived };
  }

  /**
   * When the next `tick` is due at the latest, in the time of `now`; Infinity when there is nothing to wait for. A shell whose
   * clock is fractional ticks a little after it.
   */
  get nextDeadline(): number {
    if (this.#phase === 'connecting') return this.#preparedAt + this.#timing.vmotionPreparationMs;
    return this.#phase === 'ended' ? Number.POSITIVE_INFINITY : this.#peer.nextDeadline;
  }

  /**
   * Takes one event at monotonic time `now` (milliseconds; must not run backwards) and returns what is to be done about it, in
   * this order. After the effect `ended` events change nothing. Throws on an event that no shell in its right mind tells.
   */
  step(event: DestinationEvent, now: number): DestinationEffect[] {
    this.#peer.wake(now);
    if (this.#phase !== 'ended') {
      (this.#handlers[event.kind] as (event: DestinationEvent, now: number) => void)(event, now);
      this.#advance(now);
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  #emit(effect: DestinationEffect): void {
    this.#effects.push(effect);
  }

  /** The one place where the phase changes. */
  #become(phase: MigrationPhase, because: string): void {
    this.#emit({ kind: 'log', message: `${this.#phase} -> ${phase} (${because})` });
    this.#phase = phase;
  }

  #ask(what: Asked): void {
    this.#asked = what;
    this.#emit({ kind: what });
  }

  #answered(what: Asked): void {
    if (this.#asked !== what) throw new Error(`${what} was answered, and ${this.#asked ?? 'nothing'} was asked for`);
    this.#asked = undefined;
  }

  readonly #handlers: EventHandlers = {
    connected: (_event, now) => {
      if (this.#phase !== 'connecting') throw new Error('the source is connected already');
      this.#peer.connect(now);
      this.#become('preCopy', 'the source has connected');
    },
    disconnected: ({ because }) => {
      this.#peer.disconnect();
      if (this.cancellable) this.#fail(because);
    },
    message: ({ message }, now) => {
      this.#peer.heard(now);
      (this.#messages[message.kind] as (message: SourceMessage) => void)(message);
    },
    pagesReceived: ({ pages, bytes }, now) => {
      this.#peer.heard(now);
      this.#pagesReceived += pages;
      this.#bytesReceived += bytes;
    },
    stateRestored: () => {
      this.#answered('restoreState');
      this.#become('switchover', 'the state is restored');
      this.#ask('takeLock');
    },
    stateRefused: ({ because }) => {
      this.#answered('restoreState');
      this.#fail(`the state can't be restored: ${because}`);
    },
    lockTaken: () => {
      this.#answered('takeLock');
      this.#ask('start');
    },
    lockRefused: ({ because }) => {
      this.#answered('takeLock');
      this.#fail(`the lock can't be taken: ${because}`);
    },
    running: () => {
      this.#answered('start');
      this.#send({ kind: 'resumed' });
      this.#end({ kind: 'migrated' });
    },
    startFailed: ({ because }) => {
      this.#answered('start');
      this.#emit({ kind: 'discard' });
      this.#end({ kind: 'lost', because });
    },
    cancel: ({ because }) => {
      if (this.cancellable) this.#fail(because);
    },
    tick: () => {},
  };

  readonly #messages: MessageHandlers = {
    roundEnd: ({ round }) => {
      if (this.#phase === 'preCopy') this.#send({ kind: 'roundReceived', round });
      else this.#notNow(`a round ${round}`);
    },
    handOver: () => {
      if (this.#phase !== 'preCopy') {
        this.#notNow('a hand-over');
        return;
      }
      this.#become('stunned', 'the source has handed over');
      this.#ask('restoreState');
    },
    abort: ({ because }) => {
      // Afterwards it is the disk that tells.
      if (this.cancellable) this.#fail(`the source has given up: ${because}`);
    },
    alive: () => {},
  };

  /** A source that breaks the order of things: nothing more of it is taken, and what was begun goes on by the disk alone. */
  #notNow(what: string): void {
    if (this.cancellable) this.#fail(`the source has sent ${what} when it could not`);
  }

  /** What was due has passed. */
  #advance(now: number): void {
    if (this.#phase === 'connecting' && now >= this.nextDeadline) this.#fail('the source has not connected');
    if (this.#phase === 'ended') return;
    if (this.#peer.isSilent(now)) {
      this.#peer.disconnect();
      if (this.cancellable) this.#fail('the source is silent');
    } else if (this.#peer.takeAlive(now)) this.#send({ kind: 'alive' });
  }

  #send(message: Extract<DestinationEffect, { kind: 'send' }>['message']): void {
    if (this.#peer.connected) this.#emit({ kind: 'send', message });
  }

  /** The lock was not taken, and will not be. */
  #fail(because: string): void {
    this.#send({ kind: 'refused', because });
    this.#emit({ kind: 'discard' });
    this.#end({ kind: 'failed', because });
  }

  #end(outcome: MigrationOutcome): void {
    this.#outcome = outcome;
    this.#become('ended', 'because' in outcome ? `${outcome.kind}: ${outcome.because}` : outcome.kind);
    this.#emit({ kind: 'ended', outcome });
  }
}
