// A schedule of Storage vMotions that is run: wishes and faults for a while, then calm, then the question whether each VM runs where its files
// are; after that each is moved once more, which must succeed, as must every move that nothing has disturbed, and nothing may be left over.
import type { Violation } from '../cluster.ts';
import { Strikes, settle } from '../strikes.ts';
import { EveryoneRuns } from '../vmotion/invariants.ts';
import { SvmotionCluster } from './cluster.ts';
import { happen, type SvmotionFault } from './faults.ts';
import { everySvmotionInvariant } from './invariants.ts';
import { SVMOTION_STORM_SECONDS, type SvmotionSchedule } from './schedule.ts';
import type { Move, Step, SvmotionSabotage } from './world.ts';

/** For vCenter to learn of it, and what it has done about that. */
const NEWS_SECONDS = 10;
/** How long a move takes at most that nothing disturbs: the slowest array. */
const MOVE_SECONDS = 120;

export interface SvmotionStormResult {
  /** Of virtual time. */
  readonly seconds: number;
  readonly violations: readonly Violation[];
  readonly counts: SvmotionCluster['counts'];
  readonly cluster: SvmotionCluster;
}

class SvmotionStorm {
  readonly cluster: SvmotionCluster;
  readonly #schedule: SvmotionSchedule;
  readonly #strikes: Strikes<Step, SvmotionFault, Move>;
  readonly #everyoneRuns = new EveryoneRuns();

  constructor(schedule: SvmotionSchedule, sabotage: SvmotionSabotage | undefined) {
    const { shape, faults } = schedule;
    this.#schedule = schedule;
    this.#strikes = new Strikes(faults, (fault, { move, ends }) => happen(this.cluster, fault, { move, ends }));
    this.cluster = new SvmotionCluster({
      shape,
      sabotage,
      invariants: everySvmotionInvariant(),
      onStep: (move, step) => this.#strikes.reached(this.cluster, move, step),
    });
  }

  run(): void {
    const { cluster } = this;
    cluster.start();
    const begin = cluster.seconds;
    this.#strikes.begin(cluster);
    for (const { seconds, vm, places } of this.#schedule.wishes) {
      cluster.runUntil(begin + seconds);
      const wanted = cluster.vms[vm % cluster.vms.length];
      if (wanted) cluster.move(wanted, places);
    }
    const faultless = this.#schedule.faults.length === 0;
    if (faultless) this.#settle(MOVE_SECONDS);
    else cluster.runUntil(begin + SVMOTION_STORM_SECONDS);
    if (faultless && cluster.counts.failed > 0)
      cluster.broken('UndisturbedSucceeds', 'a move failed that nothing had disturbed');
    this.#calmDown();
  }

  #isCalm(): boolean {
    return this.#everyoneRuns.settled(this.cluster) === undefined;
  }

  #settle(limitSeconds: number): void {
    settle(this.cluster, () => this.#isCalm(), { limitSeconds, newsSeconds: NEWS_SECONDS });
  }

  #calmDown(): void {
    const { cluster } = this;
    if (cluster.violations.length > 0) return;
    this.#strikes.end();
    cluster.log('storm', 'is over');
    cluster.heal();
    const { vmfsLeaseMs, apdTimeoutMs, publishedSecondMs } = cluster.timing;
    // A lock that is broken at each end, and a move that waits for its longest.
    this.#settle((4 * vmfsLeaseMs + apdTimeoutMs) / publishedSecondMs + MOVE_SECONDS);
    cluster.judge((invariant) => invariant.settled?.(cluster));
    if (cluster.violations.length === 0) this.#moveOnceMore();
    if (cluster.violations.length > 0) return;
    cluster.judge((invariant) => invariant.audited?.(cluster));
    cluster.counts.leftovers = cluster.vms.flatMap((vm) => cluster.leftovers(vm)).length;
  }

  #moveOnceMore(): void {
    const { cluster } = this;
    for (const vm of cluster.vms) {
      const { restarts } = cluster.counts;
      const move = cluster.move(vm, 0);
      const arrived = () => move !== undefined && cluster.protectedPath(vm).startsWith(`[${move.to}]`);
      // A move begins with the end of what the one before has left: so nothing of that is left either.
      const done = () => arrived() && this.#isCalm() && cluster.isTidy(vm);
      cluster.runUntilTrue(done, MOVE_SECONDS);
      if (cluster.violations.length > 0) return;
      if (!done() || cluster.counts.restarts > restarts)
        cluster.broken('UndisturbedSucceeds', `${vm.instanceUuid} did not move, though nothing disturbed it`);
    }
  }
}

export function runSvmotionStorm(
  schedule: SvmotionSchedule,
  { sabotage }: { readonly sabotage?: SvmotionSabotage | undefined } = {},
): SvmotionStormResult {
  const storm = new SvmotionStorm(schedule, sabotage);
  const { cluster } = storm;
  try {
    storm.run();
  } catch (error) {
    // An assertion of a core, or of a shell: what stops a process.
    cluster.broken('NothingThrows', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { seconds, violations, counts } = cluster;
  return { seconds, violations, counts, cluster };
}
