// What can happen while files of VMs move. A fault is drawn whole, before anything runs: when, what, to whom, for how long; so a list of faults
// can be replayed without some of them. It strikes at a time, or with a step of a move, a little after that has begun.
import type { Datastore } from '../datastore.ts';
import type { Random } from '../random.ts';
import type { SvmotionCluster } from './cluster.ts';
import type { SvmotionHost } from './host.ts';
import { placeOf } from './place.ts';
import { type Move, type Step, steps } from './world.ts';

export type Trigger =
  /** Seconds after the first move was wished for. */
  | { readonly at: 'time'; readonly seconds: number }
  /** When a move takes that step for the first time. */
  | { readonly at: 'step'; readonly step: Step };

/** Whom it befalls: the host that moves, at either datastore, or another one. */
export type Victim = 'source' | 'destination' | 'other';

export interface SvmotionFault {
  /** In order, from 1. */
  readonly number: number;
  readonly trigger: Trigger;
  /** After that. */
  readonly delayMs: number;
  readonly kind: SvmotionFaultKind;
  /** Seconds. */
  readonly lasts: number;
  readonly victim: Victim;
  /** A number that is taken modulo how many hosts, VMs, or datastores there are. */
  readonly choice: number;
}

interface Scene {
  readonly cluster: SvmotionCluster;
  readonly fault: SvmotionFault;
  readonly host: SvmotionHost;
  readonly datastore: Datastore;
  /** When the fault ends, unless all of them have ended before. */
  readonly ends: (action: () => void) => void;
}

interface Kind {
  /** How often it comes, relative to the others. */
  readonly weight: number;
  /** Seconds. */
  readonly lasts: { readonly low: number; readonly high: number };
  /** What it befalls: of a datastore, it matters which end; of a host, whether it is the one that moves. */
  readonly of: 'host' | 'datastore' | 'nothing';
  readonly happen: (scene: Scene) => void;
}

const NO_TIME = { low: 0, high: 0 };
const MAX_DELAY_MS = 3_000;

const kinds = {
  /** SIGKILL; it comes again after a while. */
  kill: {
    weight: 6,
    lasts: { low: 0.5, high: 60 },
    of: 'host',
    happen: ({ host, ends }) => {
      if (!host.alive) return;
      host.kill();
      ends(() => {
        if (!host.alive) host.boot();
      });
    },
  },
  /** SIGSTOP, SIGCONT: before anybody misses it. */
  freeze: { weight: 3, lasts: { low: 0.05, high: 10 }, of: 'host', happen: freeze },
  /** Past the lease of its locks. */
  freezeLong: { weight: 5, lasts: { low: 12, high: 60 }, of: 'host', happen: freeze },
  pathDown: {
    weight: 5,
    lasts: { low: 0.1, high: 60 },
    of: 'datastore',
    happen: ({ host, datastore: { name }, ends }) => {
      host.setPath(name, 'down');
      ends(() => host.setPath(name, 'up'));
    },
  },
  /** What is sent waits somewhere, and arrives when nobody counts on it any more. */
  pathHangs: {
    weight: 5,
    lasts: { low: 0.1, high: 60 },
    of: 'datastore',
    happen: ({ host, datastore: { name }, ends }) => {
      host.setPath(name, 'hung');
      ends(() => host.setPath(name, 'up'));
    },
  },
  /** A COMPARE AND WRITE of a lock is carried out, and nobody hears of that. */
  loseAnswer: {
    weight: 5,
    lasts: NO_TIME,
    of: 'datastore',
    happen: ({ host, datastore }) => host.loseAnswer(datastore.name),
  },
  arrayDown: {
    weight: 3,
    lasts: { low: 0.5, high: 150 },
    of: 'datastore',
    happen: ({ cluster, datastore, ends }) => {
      cluster.setArray(datastore, false);
      ends(() => cluster.setArray(datastore, true));
    },
  },
  slowArrays: {
    weight: 2,
    lasts: { low: 1, high: 30 },
    of: 'nothing',
    happen: ({ cluster, fault, ends }) => {
      cluster.slowStorage(50 + (fault.choice % MAX_DELAY_MS));
      ends(() => cluster.slowStorage(0));
    },
  },
  /** Nobody learns of new places, and HA goes by the old ones. */
  killVcenter: {
    weight: 4,
    lasts: { low: 0.5, high: 60 },
    of: 'nothing',
    happen: ({ cluster, ends }) => {
      cluster.vcenterUp = false;
      ends(() => {
        cluster.vcenterUp = true;
      });
    },
  },
  cancel: {
    weight: 3,
    lasts: NO_TIME,
    of: 'nothing',
    happen: ({ cluster }) => {
      for (const host of cluster.hosts) host.cancel();
    },
  },
  guestCrashes: {
    weight: 3,
    lasts: NO_TIME,
    of: 'nothing',
    happen: ({ cluster, fault }) => {
      const vm = pick(cluster.vms, fault.choice);
      cluster.ownerOf(vm)?.crashGuest(vm);
    },
  },
  /** HA believes that a VM is nowhere, and has this host start it by the path that it knows. */
  mistakenRestart: {
    weight: 3,
    lasts: NO_TIME,
    of: 'host',
    happen: ({ cluster, host }) => {
      for (const vm of cluster.vms) host.restart(vm, cluster.protectedPath(vm));
    },
  },
  /** Somebody finds a .vmx on a datastore, and has this host start what it says. */
  foundFile: {
    weight: 3,
    lasts: NO_TIME,
    of: 'datastore',
    happen: ({ cluster, host, datastore }) => {
      for (const vm of cluster.vms)
        for (const folder of datastore.list('/'))
          if (folder === vm.instanceUuid || folder.startsWith(`${vm.instanceUuid}_`))
            host.restart(vm, `[${datastore.name}] ${folder}/${vm.instanceUuid}.vmx`);
    },
  },
  /** Somebody wants a VM moved that may be moving. */
  moveAgain: {
    weight: 2,
    lasts: NO_TIME,
    of: 'nothing',
    happen: ({ cluster, fault }) => {
      cluster.move(pick(cluster.vms, fault.choice), fault.choice);
    },
  },
} as const satisfies Record<string, Kind>;

export type SvmotionFaultKind = keyof typeof kinds;

function freeze({ host, ends }: Scene): void {
  host.freeze();
  ends(() => host.thaw());
}

function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('one of none');
  return item;
}

function hostOf({ hosts }: SvmotionCluster, { kind, victim, choice }: SvmotionFault, move: Move | undefined) {
  const others = hosts.filter(({ moref }) => moref !== move?.host);
  // Of a datastore: the path to it of the host that moves, except when it is another that is meant.
  const mover = move && (victim !== 'other' || kinds[kind].of === 'nothing');
  return mover
    ? pick(
        hosts,
        hosts.findIndex(({ moref }) => moref === move.host),
      )
    : pick(others, choice);
}

function datastoreOf(cluster: SvmotionCluster, { victim, choice }: SvmotionFault, move: Move | undefined): Datastore {
  if (!move || victim === 'other') return pick(cluster.datastores, choice);
  return cluster.datastore(victim === 'source' ? placeOf(move.from).datastore : move.to);
}

/** Lets a fault loose; `move`: the one whose step has brought it about. */
export function happen(
  cluster: SvmotionCluster,
  fault: SvmotionFault,
  { move, ends }: { readonly move: Move | undefined; readonly ends: Scene['ends'] },
): void {
  const host = hostOf(cluster, fault, move);
  const datastore = datastoreOf(cluster, fault, move);
  const { number, kind, lasts } = fault;
  const whom = { host: ` (${host.moref})`, datastore: ` (${host.moref}, ${datastore.name})`, nothing: '' }[
    kinds[kind].of
  ];
  cluster.log('storm', `fault ${number}: ${kind}${whom}${lasts > 0 ? ` for ${lasts.toFixed(1)} s` : ''}`);
  kinds[kind].happen({ cluster, fault, host, datastore, ends });
}

const names = Object.keys(kinds) as SvmotionFaultKind[];
const lottery: readonly SvmotionFaultKind[] = names.flatMap((kind) =>
  Array.from({ length: kinds[kind].weight }, () => kind),
);

/** From which numbers are drawn that are taken modulo something. */
const MANY = 2_520;
/** Steps take from nothing to some round trips, or the copying of some regions. */
const DELAYS_MS = [0, 5, 50, 1_000] as const;

function drawDelay(random: Random, upToMs: number): number {
  return upToMs === 0 ? 0 : random.between(0, upToMs);
}

/** So many, of which some wait for a step that is perhaps never taken. */
export function drawSvmotionFaults(random: Random, count: number, seconds: number): SvmotionFault[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = random.pick(lottery)!;
    const { low, high } = kinds[kind].lasts;
    return {
      number: index + 1,
      trigger: random.chance(0.25)
        ? { at: 'time', seconds: random.between(0, seconds) }
        : { at: 'step', step: random.pick(steps)! },
      delayMs: drawDelay(random, random.pick(DELAYS_MS)!),
      kind,
      lasts: random.between(low, high),
      victim: random.pick<Victim>(['source', 'destination', 'source', 'destination', 'other'])!,
      choice: random.integer(0, MANY),
    };
  });
}

/** Each step that an undisturbed move takes with each fault, of each of those whom it may befall, at once, soon, and later. */
const enumerated = steps
  .filter((step) => step !== 'giveUp' && step !== 'discard')
  .flatMap((step) =>
    names.flatMap((kind) =>
      victimsOf(kind).flatMap((victim) => DELAYS_MS.map((delayMs) => ({ step, kind, victim, delayMs }))),
    ),
  );

function victimsOf(kind: SvmotionFaultKind): readonly Victim[] {
  return {
    host: ['source', 'other'] as const,
    datastore: ['source', 'destination'] as const,
    nothing: ['other'] as const,
  }[kinds[kind].of];
}

export const ENUMERATED = enumerated.length;

/** The fault of that number, from 0, and what of it is left to chance. */
export function enumeratedFault(random: Random, index: number): SvmotionFault {
  const { step, kind, victim, delayMs } = pick(enumerated, index);
  const { low, high } = kinds[kind].lasts;
  return {
    number: 1,
    trigger: { at: 'step', step },
    delayMs: drawDelay(random, delayMs),
    kind,
    lasts: random.between(low, high),
    victim,
    choice: random.integer(0, MANY),
  };
}
