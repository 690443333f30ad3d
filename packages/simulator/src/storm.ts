// A storm: a cluster drawn from a seed, faults drawn from the same seed for a while, then calm. Nothing but the seed decides
// what happens, and which of its faults are left out; so a failure is told completely by these.
import { type Timing, timingProfiles } from '@microsphere/proto';
import { SimulatedCluster, type Violation } from './cluster.ts';
import { describeFault, drawFaults, type Fault, happen } from './faults.ts';
import { everyInvariant } from './invariants.ts';
import { Random } from './random.ts';
import { drawCluster } from './shape.ts';
import type { Sabotage } from './world.ts';

/** How long faults begin, in published seconds. */
const STORM_SECONDS = 100;
const FAULTS = { low: 2, high: 10 };
/**
 * In how many published seconds a part of the network has its master, whatever the part was before: the slaves notice (10), elect
 * (15) and, where the one that would have won has died meanwhile, wait for it in vain (3); two masters that meet, or a slave
 * that has gone to another one, take a few heartbeats more, some of which are lost.
 */
export const STILL_SECONDS = 60;

export interface StormOptions {
  readonly seed: number;
  /** Numbers of the faults that happen, from 1; all of them where there is none. */
  readonly only?: readonly number[] | undefined;
  readonly timing?: Timing;
  readonly sabotage?: Sabotage | undefined;
}

export interface StormResult {
  readonly seed: number;
  readonly hosts: number;
  readonly vms: number;
  /** Of virtual time, calm included, in published seconds. */
  readonly seconds: number;
  /** How many there are, those that were left out included. */
  readonly faults: number;
  /** Starts of VMs by HA. */
  readonly restarts: number;
  /** Isolations that hosts have declared. */
  readonly isolations: number;
  readonly violations: readonly Violation[];
  readonly cluster: SimulatedCluster;
}

export function runStorm({ seed, only, timing = timingProfiles.realistic, sabotage }: StormOptions): StormResult {
  const random = new Random(seed);
  const shape = drawCluster(random, timing);
  const faults = drawFaults(random, random.integer(FAULTS.low, FAULTS.high), STORM_SECONDS);
  const standsStill = random.chance(1 / 3);
  const stayDead = random.chance(1 / 4);
  const cluster = new SimulatedCluster({
    ...shape,
    // What messages do must not change what the storm is.
    random: new Random(seed ^ 0x5eed),
    invariants: everyInvariant(),
    sabotage,
  });
  cluster.start();
  let over = false;
  const begin = cluster.seconds;
  for (const [index, fault] of faults.entries()) {
    if (only && !only.includes(index + 1)) continue;
    cluster.runUntil(begin + fault.seconds);
    if (cluster.violations.length > 0) break;
    cluster.log('storm', `fault ${index + 1}: ${describeFault(cluster, fault)}`);
    happen(cluster, fault, (end) =>
      cluster.afterSeconds(fault.lasts, () => {
        if (over) return;
        cluster.log('storm', `fault ${index + 1} ends`);
        end();
      }),
    );
  }
  cluster.runUntil(Math.max(cluster.seconds, begin + lastSecond(faults, only)));
  over = true;
  if (cluster.violations.length === 0) calmDown(cluster, { standsStill, stayDead });
  return {
    seed,
    hosts: shape.hosts,
    vms: shape.vms.length,
    seconds: cluster.seconds,
    faults: faults.length,
    restarts: cluster.restarts,
    isolations: cluster.isolations,
    violations: cluster.violations,
    cluster,
  };
}

/** When the storm is over: with the last fault that happens, and a little time to make something of it. */
function lastSecond(faults: readonly Fault[], only: readonly number[] | undefined): number {
  const happening = faults.filter((_, index) => !only || only.includes(index + 1));
  return Math.max(only ? 0 : STORM_SECONDS, ...happening.map(({ seconds, lasts }) => seconds + Math.min(lasts, 20)));
}

/** Everything is mended, except that some hosts may stay dead. Before that a divided network may stay as it is for a while. */
function calmDown(
  cluster: SimulatedCluster,
  { standsStill, stayDead }: { readonly standsStill: boolean; readonly stayDead: boolean },
): void {
  if (standsStill) {
    cluster.log('storm', 'stands still');
    for (const host of cluster.hosts) host.thaw();
    cluster.network.calm();
    cluster.runUntil(cluster.seconds + STILL_SECONDS);
    cluster.judgeStill();
    if (cluster.violations.length > 0) return;
  }
  cluster.log('storm', 'is over');
  cluster.heal();
  cluster.startVcenter();
  const dead = cluster.hosts.filter(({ alive }) => !alive);
  const survivors = cluster.hosts.length - dead.length;
  for (const host of dead) if (survivors === 0 || !stayDead) host.boot();
  // The checks begin when the news of the last fault has had its time.
  cluster.runUntil(cluster.seconds + STILL_SECONDS);
  cluster.settle();
}
