// Many schedules, one seed after the other, in as many threads as are wanted; each told in one line, in order. What broke something
// is made small. What a schedule is, and how it is run, differs from campaign to campaign: storms over HA, and over migrations.
import type { Violation } from './cluster.ts';
import { shrink } from './shrink.ts';

/** Of a run, as plain data: it may come from another thread. */
export interface RunSummary {
  readonly seed: number;
  /** Of virtual time. */
  readonly seconds: number;
  /** What can be counted of it, by what it is: "hosts", "restarts". */
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

/** What happens to a cluster, and all of that: plain data. */
export interface AnySchedule {
  readonly seed: number;
  readonly faults: readonly { readonly number: number }[];
}

export interface RunResult {
  readonly summary: RunSummary;
  /** The newest lines of its log. */
  readonly tail: (lines: number) => string;
}

export interface CampaignOptions<Schedule extends AnySchedule> {
  /** Mistakes that its hosts can be given, to see that the checker finds them. */
  readonly sabotages: readonly string[];
  /** Of the counts, those whose sum says something. */
  readonly totals: readonly string[];
  draw(seed: number): Schedule;
  /** @param sabotage - one of `sabotages` */
  run(schedule: Schedule, sabotage: string | undefined): RunResult;
}

/** The same, with some of its faults only. */
export function withFaults<Schedule extends AnySchedule>(schedule: Schedule, numbers: readonly number[]): Schedule {
  return { ...schedule, faults: schedule.faults.filter(({ number }) => numbers.includes(number)) };
}

export class Campaign<Schedule extends AnySchedule = AnySchedule> {
  readonly #options: CampaignOptions<Schedule>;

  constructor(options: CampaignOptions<Schedule>) {
    this.#options = options;
  }

  get sabotages(): readonly string[] {
    return this.#options.sabotages;
  }

  get totals(): readonly string[] {
    return this.#options.totals;
  }

  draw(seed: number): Schedule {
    return this.#options.draw(seed);
  }

  run(schedule: Schedule, sabotage?: string): RunResult {
    return this.#options.run(schedule, sabotage);
  }

  runSeed(seed: number, sabotage?: string): RunSummary {
    return this.run(this.draw(seed), sabotage).summary;
  }

  /** The smallest part of a schedule that breaks what the whole breaks. */
  shrink(schedule: Schedule, sabotage?: string): Schedule {
    const broken = (part: Schedule) => this.run(part, sabotage).summary.violations[0]?.invariant;
    const wanted = broken(schedule);
    const numbers = shrink(
      schedule.faults.map(({ number }) => number),
      (part) => broken(withFaults(schedule, part)) === wanted,
    );
    return withFaults(schedule, numbers);
  }
}

export function describeRun({ seed, seconds, counts, violations }: RunSummary): string {
  const what = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const verdict = violations.length === 0 ? 'ok' : violations.map(({ invariant }) => invariant).join(', ');
  return `seed ${seed}: ${what.join(', ')}, ${Math.round(seconds)} s: ${verdict}`;
}

/** What a campaign has seen. */
export class Totals {
  readonly #names: readonly string[];
  readonly #sums = new Map<string, number>();
  #schedules = 0;
  #seconds = 0;

  constructor({ totals }: Pick<Campaign, 'totals'>) {
    this.#names = totals;
  }

  add({ seconds, counts }: RunSummary): void {
    this.#schedules += 1;
    this.#seconds += seconds;
    for (const name of this.#names) this.#sums.set(name, (this.#sums.get(name) ?? 0) + (counts[name] ?? 0));
  }

  describe(tookMs: number): string {
    const perMinute = Math.round(this.#schedules / (tookMs / 60_000));
    const figures = [
      `${this.#schedules} schedules`,
      `${Math.round(this.#seconds)} cluster-seconds`,
      ...this.#names.map((name) => `${this.#sums.get(name) ?? 0} ${name}`),
      `${perMinute} schedules per minute`,
    ];
    return figures.join(', ');
  }
}
