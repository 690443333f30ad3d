// A storm: a cluster drawn from a seed, faults drawn from the same seed for a given time, then calm. Nothing but the seed
// and the length decides what happens, so a failure is told completely by these two.
import { type Timing, timingProfiles } from '@microsphere/proto';
import { SimulatedCluster, type Violation, type VmSpecification } from './cluster.ts';
import { everyInvariant } from './invariants.ts';
import { Random } from './random.ts';
import type { Sabotage } from './world.ts';

export interface StormOptions {
  readonly seed: number;
  /** How long it storms, in published seconds. */
  readonly seconds: number;
  readonly timing?: Timing;
  readonly sabotage?: Sabotage | undefined;
}

export interface StormResult {
  readonly seed: number;
  /** Of virtual time, calm included. */
  readonly seconds: number;
  readonly faults: number;
  /** Starts of VMs by HA. */
  readonly restarts: number;
  readonly violations: readonly Violation[];
  readonly cluster: SimulatedCluster;
}

/** Between two faults, in seconds: short enough for the second to hit the handling of the first. */
const PAUSE_SECONDS = { low: 0.5, high: 45 };

type Fault = (cluster: SimulatedCluster, random: Random) => void;

const faults = {
  killHost: (cluster, random) => random.pick(cluster.hosts.filter((host) => host.alive))?.kill(),
  bootHost: (cluster, random) => random.pick(cluster.hosts.filter((host) => !host.alive))?.boot(),
  killMaster: (cluster) => cluster.hosts.find(({ status }) => status?.state === 'master')?.kill(),
  rebootHost: (cluster, random) => {
    const host = random.pick(cluster.hosts.filter(({ alive }) => alive));
    if (!host) return;
    host.kill();
    cluster.afterSeconds(random.between(0.1, 6), () => {
      if (!host.alive) host.boot();
    });
  },
  freezeHost: (cluster, random) => {
    const host = random.pick(cluster.hosts.filter(({ alive }) => alive));
    host?.freeze();
    cluster.afterSeconds(random.between(1, 40), () => host?.thaw());
  },
  divideNetwork: (cluster, random) => {
    const parts = random.integer(2, 3);
    for (const { moref } of cluster.hosts) cluster.network.move(moref, `part ${random.integer(1, parts)}`);
  },
  isolateHost: (cluster, random) => {
    const { moref } = random.pick(cluster.hosts)!;
    cluster.network.move(moref, moref);
  },
  stopNetwork: (cluster) => {
    cluster.network.down = true;
  },
  healNetwork: (cluster) => cluster.network.heal(),
  cutPath: (cluster, random) => random.pick(cluster.hosts)?.setPath(random.pick(cluster.datastores)!, false),
  mendPath: (cluster, random) => random.pick(cluster.hosts)?.setPath(random.pick(cluster.datastores)!, true),
  killArray: (cluster, random) => cluster.setArray(random.pick(cluster.datastores)!, false),
  reviveArrays: (cluster) => {
    for (const datastore of cluster.datastores) cluster.setArray(datastore, true);
  },
  vcenter: (cluster) => (cluster.vcenterAlive ? cluster.killVcenter() : cluster.startVcenter()),
  powerOff: (cluster, random) => {
    const vm = random.pick(cluster.vms())!;
    cluster.hostOf(vm.instanceUuid)?.powerOff(vm);
  },
  powerOn: (cluster, random) => {
    const vm = random.pick(cluster.vms().filter(({ cleanPowerOff }) => cleanPowerOff));
    if (!vm) return;
    // It is registered where it ran last. Only when that host is dead can it be registered elsewhere.
    const last = cluster.lastHostOf(vm.instanceUuid);
    if (last?.alive) last.powerOn(vm);
    else random.pick(cluster.hosts)?.powerOn(vm);
  },
  crashVm: (cluster, random) => {
    const vm = random.pick(cluster.vms())!;
    cluster.hostOf(vm.instanceUuid)?.crashVm(vm);
  },
} as const satisfies Record<string, Fault>;

type FaultName = keyof typeof faults;

/** How often each comes, relative to one another: what is broken is mended a little more often than it breaks. */
const weights: Readonly<Record<FaultName, number>> = {
  killHost: 4,
  bootHost: 8,
  killMaster: 2,
  rebootHost: 3,
  freezeHost: 2,
  divideNetwork: 2,
  isolateHost: 2,
  stopNetwork: 1,
  healNetwork: 6,
  cutPath: 2,
  mendPath: 4,
  killArray: 1,
  reviveArrays: 4,
  vcenter: 2,
  powerOff: 2,
  powerOn: 3,
  crashVm: 2,
};

const lottery: readonly FaultName[] = (Object.keys(weights) as FaultName[]).flatMap((name) =>
  Array.from({ length: weights[name] }, () => name),
);

function drawCluster(random: Random, timing: Timing, sabotage: Sabotage | undefined): SimulatedCluster {
  const hosts = random.integer(3, 6);
  const datastores = random.integer(1, 3);
  const unitMs = timing.fdmHeartbeatIntervalMs / 1_000;
  const vms = Array.from(
    { length: random.integer(2, 9) },
    (_, index): VmSpecification => ({
      name: `vm${index + 1}`,
      datastore: `datastore${random.integer(1, datastores)}`,
      memoryMb: random.pick([512, 1024, 2048]) ?? 512,
      host: `host-${1 + (index % hosts)}`,
      restartPriority: random.pick(['highest', 'medium', 'lowest'] as const) ?? 'medium',
    }),
  );
  return new SimulatedCluster({
    timing,
    hosts,
    // In one cluster of three the survivors may be too small.
    hostMemoryMb: random.chance(1 / 3) ? 6_144 : 32_768,
    datastores,
    heartbeatDatastores: random.integer(0, Math.min(2, datastores)),
    vms,
    random,
    networkLatencyMs: { low: unitMs, high: unitMs * random.between(2, 100) },
    lossProbability: random.pick([0, 0, 0.01, 0.05]) ?? 0,
    invariants: everyInvariant(),
    sabotage,
  });
}

export function runStorm({ seed, seconds, timing = timingProfiles.realistic, sabotage }: StormOptions): StormResult {
  const random = new Random(seed);
  const cluster = drawCluster(random, timing, sabotage);
  cluster.start();
  let count = 0;
  for (const end = cluster.seconds + seconds; cluster.seconds < end && cluster.violations.length === 0; ) {
    cluster.runUntil(Math.min(end, cluster.seconds + random.between(PAUSE_SECONDS.low, PAUSE_SECONDS.high)));
    const name = random.pick(lottery)!;
    cluster.log('storm', name);
    faults[name](cluster, random);
    count += 1;
  }
  if (cluster.violations.length === 0) calmDown(cluster, random);
  return {
    seed,
    seconds: cluster.seconds,
    faults: count,
    restarts: cluster.restarts,
    violations: cluster.violations,
    cluster,
  };
}

/** Everything is mended, except that some hosts may stay dead. */
function calmDown(cluster: SimulatedCluster, random: Random): void {
  cluster.log('storm', 'is over');
  cluster.heal();
  const dead = cluster.hosts.filter(({ alive }) => !alive);
  const survivors = cluster.hosts.length - dead.length;
  for (const host of dead) if (survivors === 0 || random.chance(0.5)) host.boot();
  // The checks begin when the news of the last fault has had its time.
  cluster.runUntil(cluster.seconds + 60);
  cluster.settle();
}
