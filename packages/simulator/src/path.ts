// The way of one process of a host to one logical unit: commands take a while there and back, the connection breaks, or
// hangs, and comes up again. What is on its way when a connection ends may have taken place or not; it will not take place
// any more. What hangs arrives when the path does again, be it long after anybody has waited for it.
import type { BlockCommand, BlockOutcome } from '@microsphere/vmfs';
import { VmfsError } from '@microsphere/vmfs';
import type { Initiator, LogicalUnit } from './logical-unit.ts';

/** The connection was down, or ended before the answer. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

/** The array says that the unit is gone, or it could not be reached for longer than Misc.APDTimeout. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

/** `hung`: what is sent waits somewhere. `removed`: the array answers that it has no such unit. */
export type PathCondition = 'up' | 'down' | 'hung' | 'removed';

export type Answer = BlockOutcome | PathError | DeviceLostError | VmfsError;

export interface PathOptions {
  readonly unit: LogicalUnit;
  readonly initiator: Initiator;
  readonly condition: () => PathCondition;
  /** Of a command there and back. */
  readonly latencyMs: () => number;
  readonly reconnectDelayMs: number;
  /** In the world, whatever becomes of the process. */
  readonly after: (delayMs: number, action: () => void) => void;
  /** In the process, if it lives. */
  readonly later: (delayMs: number, action: () => void) => void;
  /** The connection has come up, or has ended. */
  readonly onChange: () => void;
}

interface UnderWay {
  readonly command: BlockCommand;
  readonly answered: (answer: Answer) => void;
}

export class Path {
  readonly #options: PathOptions;
  #connection = 0;
  #connected = false;
  #connecting = false;
  readonly #underWay = new Set<UnderWay>();
  /** What hangs, in order. */
  #held: UnderWay[] = [];
  /** The next command of this kind is carried out, and the connection breaks before its answer. */
  #losesAnswerOf: ((command: BlockCommand) => boolean) | undefined;

  constructor(options: PathOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Differs for each connection. */
  get connection(): number {
    return this.#connection;
  }

  /** To be called when the condition may have changed. */
  conditionChanged(): void {
    const condition = this.#options.condition();
    if (condition === 'down' && this.#connected) this.reset();
    else if (!this.#connected) this.#reconnect();
    else if (condition !== 'hung') {
      for (const underWay of this.#held.splice(0)) this.#arrive(underWay);
      if (condition === 'removed' || condition === 'up') this.#options.onChange();
    }
  }

  #reconnect(): void {
    if (this.#connecting || !this.#isReachable()) return;
    this.#connecting = true;
    this.#options.later(this.#options.reconnectDelayMs, () => {
      this.#connecting = false;
      if (!this.#connected && this.#isReachable()) this.connect();
    });
  }

  #isReachable(): boolean {
    const condition = this.#options.condition();
    return condition === 'up' || condition === 'removed';
  }

  /** The connection will break when the next command of this kind has been carried out, before anybody hears of that. */
  loseAnswerOf(isIt: (command: BlockCommand) => boolean): void {
    this.#losesAnswerOf = isIt;
  }

  /** Connects at once, if that is possible. */
  connect(): void {
    if (this.#connected || !this.#isReachable()) return;
    this.#connected = true;
    this.#connection += 1;
    this.#options.unit.logIn(this.#options.initiator);
    this.#options.onChange();
  }

  /** Ends the connection: whoever waits is told. */
  reset(): void {
    if (!this.#connected) return;
    this.#connected = false;
    const interrupted = [...this.#underWay];
    this.#underWay.clear();
    this.#held = [];
    for (const { answered } of interrupted)
      this.#options.later(0, () => answered(new PathError('the path broke while a command was under way')));
    this.#options.onChange();
    this.#reconnect();
  }

  /** Sends one command; it is answered later, whatever happens, if the process lives. */
  send(command: BlockCommand, answered: (answer: Answer) => void): void {
    if (!this.#connected) {
      this.#options.later(0, () => answered(new PathError('the path is down')));
      return;
    }
    const underWay = { command, answered };
    this.#underWay.add(underWay);
    this.#options.after(this.#options.latencyMs() / 2, () => {
      if (this.#options.condition() === 'hung' || this.#held.length > 0) this.#held.push(underWay);
      else this.#arrive(underWay);
    });
  }

  #arrive(underWay: UnderWay): void {
    const { unit, initiator, condition, latencyMs } = this.#options;
    if (!this.#underWay.has(underWay) || !unit.serves(initiator)) return;
    if (condition() === 'down') {
      this.#breakLater();
      return;
    }
    const answer =
      condition() === 'removed' ? new DeviceLostError('LOGICAL UNIT NOT SUPPORTED') : this.#perform(underWay);
    if (this.#losesAnswerOf?.(underWay.command)) {
      this.#losesAnswerOf = undefined;
      this.reset();
      return;
    }
    this.#options.later(latencyMs() / 2, () => {
      if (this.#underWay.delete(underWay)) underWay.answered(answer);
    });
  }

  /** A process that stood still while the path was down has not noticed: what it had sent tells it. */
  #breakLater(): void {
    const connection = this.#connection;
    this.#options.later(0, () => {
      if (this.#connection === connection) this.reset();
    });
  }

  #perform({ command }: UnderWay): Answer {
    try {
      return this.#options.unit.perform(command, this.#options.initiator);
    } catch (error) {
      if (error instanceof VmfsError) return error;
      throw error;
    }
  }
}
