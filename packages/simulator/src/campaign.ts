// Many storms, one seed after the other, in as many threads as are wanted; each told in one line, in order. What broke
// something is made small, and kept if that is wanted.
import type { Violation } from './cluster.ts';
import { drawSchedule, type Schedule, withFaults } from './schedule.ts';
import { shrink } from './shrink.ts';
import { runStorm } from './storm.ts';
import type { Sabotage } from './world.ts';

/** Of a storm, as plain data: it may come from another thread. */
export interface RunSummary {
  readonly seed: number;
  readonly hosts: number;
  readonly vms: number;
  readonly faults: number;
  readonly restarts: number;
  readonly isolations: number;
  readonly seconds: number;
  readonly violations: readonly Violation[];
}

export function runSchedule(schedule: Schedule, sabotage: Sabotage | undefined): RunSummary {
  const { seed, shape, faults } = schedule;
  const { restarts, isolations, seconds, violations } = runStorm(schedule, { sabotage });
  return {
    seed,
    hosts: shape.hosts,
    vms: shape.vms.length,
    faults: faults.length,
    restarts,
    isolations,
    seconds,
    violations,
  };
}

export function runSeed(seed: number, sabotage: Sabotage | undefined): RunSummary {
  return runSchedule(drawSchedule(seed), sabotage);
}

export function describeRun(run: RunSummary): string {
  const what = `${run.hosts} hosts, ${run.vms} VMs, ${run.faults} faults, ${run.restarts} restarts, ${run.isolations} isolations`;
  const verdict = run.violations.length === 0 ? 'ok' : run.violations.map(({ invariant }) => invariant).join(', ');
  return `seed ${run.seed}: ${what}, ${Math.round(run.seconds)} s: ${verdict}`;
}

/** The smallest part of a schedule that breaks what the whole breaks. */
export function shrinkSchedule(schedule: Schedule, sabotage: Sabotage | undefined): Schedule {
  const broken = (part: Schedule) => runStorm(part, { sabotage }).violations[0]?.invariant;
  const wanted = broken(schedule);
  const numbers = shrink(
    schedule.faults.map(({ number }) => number),
    (part) => broken(withFaults(schedule, part)) === wanted,
  );
  return withFaults(schedule, numbers);
}

/** What a campaign has seen. */
export class Totals {
  #schedules = 0;
  #seconds = 0;
  #restarts = 0;
  #isolations = 0;

  add({ seconds, restarts, isolations }: RunSummary): void {
    this.#schedules += 1;
    this.#seconds += seconds;
    this.#restarts += restarts;
    this.#isolations += isolations;
  }

  describe(tookMs: number): string {
    const perMinute = Math.round(this.#schedules / (tookMs / 60_000));
    const figures = [
      `${this.#schedules} schedules`,
      `${Math.round(this.#seconds)} cluster-seconds`,
      `${this.#restarts} restarts`,
      `${this.#isolations} isolations`,
      `${perMinute} schedules per minute`,
    ];
    return figures.join(', ');
  }
}
