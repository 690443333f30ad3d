// A storm: a schedule that is run. Faults for a while, then calm, then the question whether everything is back. Nothing but the
// schedule decides what happens.
import { defaultAdvancedOptions } from '@microsphere/fdm';
import { type Timing, timingProfiles } from '@microsphere/proto';
import { SimulatedCluster, type Violation } from './cluster.ts';
import { describeFault, happen } from './faults.ts';
import { everyInvariant } from './invariants.ts';
import { Random } from './random.ts';
import { type Schedule, STORM_SECONDS } from './schedule.ts';
import { leadsTo } from './shape.ts';
import type { Sabotage } from './world.ts';

/**
 * In how many published seconds a part of the network has its master, whatever the part was before: the slaves notice (10), elect
 * (15) and, where the one that would have won has died meanwhile, wait for it in vain (3); two masters that meet, or a slave
 * that has gone to another one, take a few heartbeats more, some of which are lost.
 */
export const STILL_SECONDS = 60;
/** When everything is mended, before it is asked whether everything is back: what is wrong shows itself by then. */
const CALM_SECONDS = 30;
/** After the last fault, before it is over. */
const LAST_SECONDS = 20;

export interface StormOptions {
  readonly timing?: Timing | undefined;
  readonly sabotage?: Sabotage | undefined;
}

export interface StormResult {
  /** Of virtual time, calm included, in published seconds. */
  readonly seconds: number;
  /** Starts of VMs by HA. */
  readonly restarts: number;
  /** Isolations that hosts have declared. */
  readonly isolations: number;
  readonly violations: readonly Violation[];
  readonly cluster: SimulatedCluster;
}

function makeCluster({ shape, seed }: Schedule, { timing = timingProfiles.realistic, sabotage }: StormOptions) {
  const ms = timing.publishedSecondMs / 1_000;
  const { networkLatencyMs, storageLatencyMs, configuration, options, folders, zoned } = shape;
  return new SimulatedCluster({
    ...shape,
    timing,
    networkLatencyMs: { low: ms * networkLatencyMs.low, high: ms * networkLatencyMs.high },
    storageLatencyMs: ms * storageLatencyMs,
    configuration: { ...configuration, options: { ...defaultAdvancedOptions, ...options } },
    folders: Array.from({ length: folders }, (_, index) => `vm${index + 1}`),
    leadsTo: zoned ? leadsTo(shape.hosts) : () => true,
    // What messages do must not change what the storm is.
    random: new Random(seed ^ 0x5eed),
    invariants: everyInvariant(),
    sabotage,
  });
}

export function runStorm(schedule: Schedule, options: StormOptions = {}): StormResult {
  const cluster = makeCluster(schedule, options);
  try {
    cluster.start();
    storm(cluster, schedule);
  } catch (error) {
    // An assertion of a core, or of a shell: what stops a process.
    cluster.broken('NothingThrows', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { seconds, restarts, isolations, violations } = cluster;
  return { seconds, restarts, isolations, violations, cluster };
}

function storm(cluster: SimulatedCluster, schedule: Schedule): void {
  const { faults } = schedule;
  let over = false;
  const begin = cluster.seconds;
  for (const fault of faults) {
    cluster.runUntil(begin + fault.seconds);
    if (cluster.violations.length > 0) break;
    cluster.log('storm', describeFault(cluster, fault));
    cluster.noteIsolation();
    happen(cluster, fault, (end) =>
      cluster.afterSeconds(fault.lasts, () => {
        if (over) return;
        cluster.log('storm', `fault ${fault.number} ends`);
        cluster.noteIsolation();
        end();
      }),
    );
  }
  if (cluster.violations.length === 0) {
    const last = Math.max(0, ...faults.map(({ seconds, lasts }) => seconds + Math.min(lasts, LAST_SECONDS)));
    cluster.runUntil(Math.max(cluster.seconds, begin + Math.max(STORM_SECONDS, last)));
  }
  over = true;
  if (cluster.violations.length === 0) calmDown(cluster, schedule);
}

/** Everything is mended, and nobody works on it any more, except that some hosts may stay dead. Before that a divided network may stay as it is for a while. */
function calmDown(cluster: SimulatedCluster, { standsStill, stayDead }: Schedule): void {
  if (standsStill) {
    cluster.log('storm', 'stands still');
    cluster.noteIsolation();
    for (const host of cluster.hosts) host.thaw();
    cluster.network.calm();
    cluster.runUntil(cluster.seconds + STILL_SECONDS);
    cluster.judgeStill();
    if (cluster.violations.length > 0) return;
  }
  cluster.log('storm', 'is over');
  cluster.heal();
  cluster.startVcenter();
  cluster.endWork();
  const dead = cluster.hosts.filter(({ alive }) => !alive);
  const survivors = cluster.hosts.length - dead.length;
  for (const host of dead) if (survivors === 0 || !stayDead) host.boot();
  cluster.runUntil(cluster.seconds + CALM_SECONDS);
  cluster.settle();
}
