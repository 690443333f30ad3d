// A schedule of migrations that is run: wishes and faults for a while, then calm, then the question whether each VM runs where its
// lock is; after that each is moved once more, which must succeed, as must every migration that nothing has disturbed.
import type { Violation } from '../cluster.ts';
import { Strikes, settle } from '../strikes.ts';
import { VmotionCluster } from './cluster.ts';
import { happen, type VmotionFault } from './faults.ts';
import { EveryoneRuns, everyVmotionInvariant } from './invariants.ts';
import { VMOTION_STORM_SECONDS, type VmotionSchedule } from './schedule.ts';
import type { Migration, Step, VmotionSabotage } from './world.ts';

/** For a request and its answer, over the management network. */
const NEWS_SECONDS = 2;
/** How long a migration takes at most that nothing disturbs: the slowest link and the hottest guest. */
const MIGRATION_SECONDS = 120;

export interface VmotionStormResult {
  /** Of virtual time. */
  readonly seconds: number;
  readonly violations: readonly Violation[];
  readonly counts: VmotionCluster['counts'];
  readonly cluster: VmotionCluster;
}

class VmotionStorm {
  readonly cluster: VmotionCluster;
  readonly #schedule: VmotionSchedule;
  readonly #strikes: Strikes<Step, VmotionFault, Migration>;
  readonly #everyoneRuns = new EveryoneRuns();

  constructor(schedule: VmotionSchedule, sabotage: VmotionSabotage | undefined) {
    const { seed, shape, faults } = schedule;
    this.#schedule = schedule;
    this.#strikes = new Strikes(faults, (fault, { move, ends }) =>
      happen(this.cluster, fault, { migration: move, ends }),
    );
    this.cluster = new VmotionCluster({
      seed,
      shape,
      sabotage,
      invariants: everyVmotionInvariant(),
      onStep: (migration, step) => this.#strikes.reached(this.cluster, migration, step),
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
      if (wanted) cluster.migrate(wanted, places);
    }
    const faultless = this.#schedule.faults.length === 0;
    if (faultless) this.#settle(MIGRATION_SECONDS);
    else cluster.runUntil(begin + VMOTION_STORM_SECONDS);
    if (faultless && (cluster.counts.failed > 0 || cluster.counts.lost > 0))
      cluster.broken('UndisturbedSucceeds', 'a migration failed that nothing had disturbed');
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
    const { vmfsLeaseMs, vmotionMaxSwitchoverMs, vmotionPreparationMs, vmotionSilenceMs, publishedSecondMs } =
      cluster.timing;
    // A lock that is broken, a migration that waits for its longest, and the same of one that was wished for last.
    const patienceMs = 2 * (2 * vmfsLeaseMs + vmotionMaxSwitchoverMs + vmotionPreparationMs + vmotionSilenceMs);
    this.#settle(patienceMs / publishedSecondMs);
    cluster.judge((invariant) => invariant.settled?.(cluster));
    if (cluster.violations.length === 0) this.#moveOnceMore();
    if (cluster.violations.length === 0) cluster.judge((invariant) => invariant.audited?.(cluster));
  }

  #moveOnceMore(): void {
    const { cluster } = this;
    for (const vm of cluster.vms) {
      const migration = cluster.migrate(vm, 0);
      const arrived = () => migration !== undefined && cluster.ownerOf(vm)?.moref === migration.destination;
      const { restarts } = cluster.counts;
      cluster.runUntilTrue(() => arrived() && this.#isCalm(), MIGRATION_SECONDS);
      if (cluster.violations.length > 0) return;
      if (!arrived() || !this.#isCalm() || cluster.counts.restarts > restarts)
        cluster.broken('UndisturbedSucceeds', `${vm.instanceUuid} did not move, though nothing disturbed it`);
    }
  }
}

export function runVmotionStorm(
  schedule: VmotionSchedule,
  { sabotage }: { readonly sabotage?: VmotionSabotage | undefined } = {},
): VmotionStormResult {
  const storm = new VmotionStorm(schedule, sabotage);
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
