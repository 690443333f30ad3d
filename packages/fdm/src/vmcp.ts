// VM Component Protection (reference: ha.md section 7): what becomes of a VM that runs on this host while its datastore is
// not reached from here. All paths down (APD) counts from the host's APD timeout on, and then a delay; permanent device loss
// (PDL) counts at once. Whoever is conservative kills only what the master says could run elsewhere; the aggressive also kill
// when nobody can say. Neither kills a VM that is known to find no room.
import type { DatastoreCondition } from './vm.ts';
import type { StorageProtectionSettings } from './vm-settings.ts';

export type StorageFailure = 'APD' | 'PDL';

/** What one VM is protected by. */
export interface ProtectionRules {
  readonly settings: StorageProtectionSettings;
  /** Host monitoring is on, and the VM's restart priority is not disabled: a VM that is killed is restarted. */
  readonly restarts: boolean;
  readonly publishedSecondMs: number;
  /** A question is asked again after this. */
  readonly askIntervalMs: number;
  /** Who has not been answered for so long has nobody who answers. */
  readonly answerTimeoutMs: number;
}

/** `ask` the master whether the VM could be restarted elsewhere; `leave` it alone, for now. */
export type Reaction = 'none' | 'ask' | 'terminate' | 'leave';

export type Change = { readonly kind: 'detected' | 'cleared'; readonly failure: StorageFailure };

/** The datastore of one VM that is powered on. */
export class StorageExposure {
  #failure: StorageFailure | undefined;
  #since = 0;
  #firstAskedAt: number | undefined;
  #askedAt = 0;
  #answer: boolean | undefined;

  /** What is wrong; undefined while nothing is, or may pass by itself. */
  get failure(): StorageFailure | undefined {
    return this.#failure;
  }

  /** Returns what has changed by that. */
  observe(condition: DatastoreCondition, now: number): Change | undefined {
    const failure = failures[condition] === 'passing' ? this.#failure : failures[condition];
    const before = this.#failure;
    if (failure === before) return undefined;
    this.#failure = failure;
    this.#since = now;
    this.#firstAskedAt = undefined;
    this.#answer = undefined;
    if (failure) return { kind: 'detected', failure };
    return before && { kind: 'cleared', failure: before };
  }

  slept(gapMs: number): void {
    this.#since += gapMs;
    if (this.#firstAskedAt !== undefined) this.#firstAskedAt += gapMs;
    this.#askedAt += gapMs;
  }

  reaction(rules: ProtectionRules, now: number): Reaction {
    const { settings, answerTimeoutMs, askIntervalMs } = rules;
    if (!this.#failure || !isActive(rules, this.#failure) || now < this.#dueAt(rules)) return 'none';
    if (this.#failure === 'PDL' || this.#answer) return 'terminate';
    const unanswered = this.#firstAskedAt !== undefined && now >= this.#firstAskedAt + answerTimeoutMs;
    if (this.#answer === undefined && unanswered && settings.onApd === 'restartAggressive') return 'terminate';
    if (this.#firstAskedAt === undefined || now >= this.#askedAt + askIntervalMs) return 'ask';
    return this.#answer === false || unanswered ? 'leave' : 'none';
  }

  /** The question is on its way; or nobody is there who could be asked, which is as good as no answer. */
  asked(rules: ProtectionRules, { somebody }: { readonly somebody: boolean }, now: number): void {
    this.#askedAt = now;
    this.#firstAskedAt ??= now;
    if (somebody) return;
    this.#firstAskedAt = now - rules.answerTimeoutMs;
    this.#answer = undefined;
  }

  answered(possible: boolean): void {
    if (this.#firstAskedAt !== undefined) this.#answer = possible;
  }

  /** When `reaction` is to be asked again, if nothing is seen before; Infinity: not at all. */
  nextDeadline(rules: ProtectionRules): number {
    if (!this.#failure || !isActive(rules, this.#failure)) return Number.POSITIVE_INFINITY;
    return this.#firstAskedAt === undefined ? this.#dueAt(rules) : this.#askedAt + rules.askIntervalMs;
  }

  #dueAt({ settings, publishedSecondMs }: ProtectionRules): number {
    const delaySeconds = this.#failure === 'APD' ? settings.terminateDelayForApdSeconds : 0;
    return this.#since + delaySeconds * publishedSecondMs;
  }
}

/** `apd` may pass before the timeout; and what was more stays what it was. */
const failures: Readonly<Record<DatastoreCondition, StorageFailure | 'passing' | undefined>> = {
  accessible: undefined,
  apd: 'passing',
  apdTimeout: 'APD',
  pdl: 'PDL',
};

/** Whether such a failure ends in a termination at all. */
export function isActive({ settings, restarts }: ProtectionRules, failure: StorageFailure): boolean {
  const response = failure === 'APD' ? settings.onApd : settings.onPdl;
  return restarts && (response === 'restartConservative' || response === 'restartAggressive');
}

/** Whether such a failure is told of: `disabled` says nothing. */
export function isTold({ settings }: ProtectionRules, failure: StorageFailure): boolean {
  return (failure === 'APD' ? settings.onApd : settings.onPdl) !== 'disabled';
}
