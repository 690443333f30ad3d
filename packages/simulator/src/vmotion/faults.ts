// What can happen to VMs that migrate. A fault is drawn whole, before anything runs: when, what, to whom, for how long; so a list of
// faults can be replayed without some of them. It strikes at a time, or with a step of a migration, a little after that has begun:
// between the steps is where it hurts.
import type { Random } from '../random.ts';
import type { VmotionCluster } from './cluster.ts';
import type { VmotionHost } from './host.ts';
import { type Migration, type Step, steps } from './world.ts';

export type Trigger =
  /** Seconds after the first migration was wished for. */
  | { readonly at: 'time'; readonly seconds: number }
  /** When a migration takes that step for the first time. */
  | { readonly at: 'step'; readonly step: Step };

/** Whom it befalls; where no migration brought it about, and for others: a host by its number, modulo how many there are. */
export type Victim = 'source' | 'destination' | 'other';

export interface VmotionFault {
  /** In order, from 1. */
  readonly number: number;
  readonly trigger: Trigger;
  /** After that. */
  readonly delayMs: number;
  readonly kind: VmotionFaultKind;
  /** Seconds. */
  readonly lasts: number;
  readonly victim: Victim;
  readonly host: number;
  /** From 0 to 1: what else there is to choose. */
  readonly dice: number;
}

interface Scene {
  readonly cluster: VmotionCluster;
  readonly fault: VmotionFault;
  readonly host: VmotionHost;
  /** When the fault ends, unless all of them have ended before. */
  readonly ends: (action: () => void) => void;
}

interface Kind {
  /** How often it comes, relative to the others. */
  readonly weight: number;
  /** Seconds. */
  readonly lasts: { readonly low: number; readonly high: number };
  /** Whether it matters whom it befalls. */
  readonly ofHost: boolean;
  readonly happen: (scene: Scene) => void;
}

const NO_TIME = { low: 0, high: 0 };

const kinds = {
  /** SIGKILL; it comes again after a while. */
  kill: {
    weight: 5,
    lasts: { low: 0.5, high: 60 },
    ofHost: true,
    happen: ({ host, ends }) => {
      if (!host.alive) return;
      host.kill();
      ends(() => {
        if (!host.alive) host.boot();
      });
    },
  },
  /** SIGSTOP, SIGCONT: before anybody misses it. */
  freeze: {
    weight: 4,
    lasts: { low: 0.05, high: 10 },
    ofHost: true,
    happen: (scene) => freeze(scene),
  },
  /** Past the lease of its locks. */
  freezeLong: {
    weight: 4,
    lasts: { low: 12, high: 60 },
    ofHost: true,
    happen: (scene) => freeze(scene),
  },
  cutVmotion: {
    weight: 5,
    lasts: { low: 0.1, high: 60 },
    ofHost: true,
    happen: ({ cluster, host, ends }) => {
      cluster.network.cut(host.moref);
      ends(() => cluster.network.mend(host.moref));
    },
  },
  resetVmotion: {
    weight: 3,
    lasts: NO_TIME,
    ofHost: true,
    happen: ({ cluster, host }) => cluster.network.reset(host.moref),
  },
  pathDown: {
    weight: 4,
    lasts: { low: 0.1, high: 60 },
    ofHost: true,
    happen: ({ host, ends }) => {
      host.setPath('down');
      ends(() => host.setPath('up'));
    },
  },
  /** What is sent waits somewhere, and arrives when nobody counts on it any more. */
  pathHangs: {
    weight: 4,
    lasts: { low: 0.1, high: 60 },
    ofHost: true,
    happen: ({ host, ends }) => {
      host.setPath('hung');
      ends(() => host.setPath('up'));
    },
  },
  /** A COMPARE AND WRITE of a lock is carried out, and nobody hears of that. */
  loseAnswer: {
    weight: 5,
    lasts: NO_TIME,
    ofHost: true,
    happen: ({ host }) => host.loseAnswer(),
  },
  arrayDown: {
    weight: 2,
    lasts: { low: 0.5, high: 150 },
    ofHost: false,
    happen: ({ cluster, ends }) => {
      cluster.setArray(false);
      ends(() => cluster.setArray(true));
    },
  },
  slowArray: {
    weight: 2,
    lasts: { low: 1, high: 30 },
    ofHost: false,
    happen: ({ cluster, fault, ends }) => {
      cluster.slowStorage(50 + 3_000 * fault.dice);
      ends(() => cluster.slowStorage(0));
    },
  },
  cutManagement: {
    weight: 2,
    lasts: { low: 0.5, high: 60 },
    ofHost: true,
    happen: ({ cluster, host, ends }) => {
      cluster.management.move(host.moref, host.moref);
      ends(() => cluster.management.rejoin(host.moref));
    },
  },
  killVcenter: {
    weight: 2,
    lasts: { low: 0.5, high: 60 },
    ofHost: false,
    happen: ({ cluster, ends }) => {
      cluster.vcenter.kill();
      ends(() => cluster.vcenter.start());
    },
  },
  cancel: {
    weight: 3,
    lasts: NO_TIME,
    ofHost: false,
    happen: ({ cluster }) => cluster.vcenter.cancel(),
  },
  guestCrashes: {
    weight: 2,
    lasts: NO_TIME,
    ofHost: true,
    happen: ({ cluster, host, fault }) => host.crashGuest(pick(cluster.vms, fault.host)),
  },
  /** HA believes that a VM is nowhere, and has this host start it. */
  mistakenRestart: {
    weight: 3,
    lasts: NO_TIME,
    ofHost: true,
    happen: ({ cluster, host }) => {
      for (const vm of cluster.vms) host.restart(vm);
    },
  },
  /** Somebody wants a VM moved that may be moving. */
  migrateAgain: {
    weight: 2,
    lasts: NO_TIME,
    ofHost: false,
    happen: ({ cluster, fault }) => {
      cluster.migrate(pick(cluster.vms, fault.host), fault.host);
    },
  },
} as const satisfies Record<string, Kind>;

export type VmotionFaultKind = keyof typeof kinds;

function freeze({ host, ends }: Scene): void {
  host.freeze();
  ends(() => host.thaw());
}

function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('one of none');
  return item;
}

function victimOf(
  cluster: VmotionCluster,
  { victim, host }: VmotionFault,
  migration: Migration | undefined,
): VmotionHost {
  if (migration && victim !== 'other') return cluster.host(migration[victim]);
  const others = cluster.hosts.filter(({ moref }) => moref !== migration?.source && moref !== migration?.destination);
  return pick(others.length > 0 ? others : cluster.hosts, host);
}

/** Lets a fault loose; `migration`: the one whose step has brought it about. */
export function happen(
  cluster: VmotionCluster,
  fault: VmotionFault,
  { migration, ends }: { readonly migration: Migration | undefined; readonly ends: Scene['ends'] },
): void {
  const host = victimOf(cluster, fault, migration);
  cluster.log('storm', describeFault(fault, host));
  kinds[fault.kind].happen({ cluster, fault, host, ends });
}

/** "fault 2: freeze (host-2) for 20.1 s" */
function describeFault({ number, kind, lasts }: VmotionFault, host: VmotionHost): string {
  const whom = kinds[kind].ofHost ? ` (${host.moref})` : '';
  return `fault ${number}: ${kind}${whom}${lasts > 0 ? ` for ${lasts.toFixed(1)} s` : ''}`;
}

const names = Object.keys(kinds) as VmotionFaultKind[];
const lottery: readonly VmotionFaultKind[] = names.flatMap((kind) =>
  Array.from({ length: kinds[kind].weight }, () => kind),
);

/** Numbers that are taken modulo how many hosts or VMs there are. */
const MANY = 2_520;
/** Steps take from nothing to some round trips, or some slices of a guest. */
const DELAYS_MS = [0, 5, 50, 1_000] as const;

function drawDelay(random: Random, upToMs: number): number {
  return upToMs === 0 ? 0 : random.between(0, upToMs);
}

/** So many, of which some wait for a step that is perhaps never taken. */
export function drawVmotionFaults(random: Random, count: number, seconds: number): VmotionFault[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = random.pick(lottery)!;
    const { low, high } = kinds[kind].lasts;
    const atTime = random.chance(0.25);
    return {
      number: index + 1,
      trigger: atTime ? { at: 'time', seconds: random.between(0, seconds) } : { at: 'step', step: random.pick(steps)! },
      delayMs: drawDelay(random, random.pick(DELAYS_MS)!),
      kind,
      lasts: random.between(low, high),
      victim: random.pick<Victim>(['source', 'destination', 'source', 'destination', 'other'])!,
      host: random.integer(0, MANY),
      dice: random.next(),
    };
  });
}

/** Steps that a migration takes that nothing disturbs. */
const undisturbed: readonly Step[] = steps.filter((step) => !['reassert', 'resume', 'discard'].includes(step));

interface Enumerated {
  readonly step: Step;
  readonly kind: VmotionFaultKind;
  readonly victim: Victim;
  readonly delayMs: number;
}

/** Each step of a migration with each fault, of each of those whom it may befall, at once, soon, and later. */
const enumerated: readonly Enumerated[] = undisturbed.flatMap((step) =>
  names.flatMap((kind) =>
    (kinds[kind].ofHost ? (['source', 'destination', 'other'] as const) : (['other'] as const)).flatMap((victim) =>
      DELAYS_MS.map((delayMs) => ({ step, kind, victim, delayMs })),
    ),
  ),
);

export const ENUMERATED = enumerated.length;

/** The fault of that number, from 0, and what of it is left to chance. */
export function enumeratedFault(random: Random, index: number): VmotionFault {
  const { step, kind, victim, delayMs } = pick(enumerated, index);
  const { low, high } = kinds[kind].lasts;
  return {
    number: 1,
    trigger: { at: 'step', step },
    delayMs: drawDelay(random, delayMs),
    kind,
    lasts: random.between(low, high),
    victim,
    host: random.integer(0, MANY),
    dice: random.next(),
  };
}
