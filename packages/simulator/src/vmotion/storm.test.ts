import { describe, expect, it } from 'vitest';
import { vmotionCampaign } from './campaign.ts';
import { ENUMERATED, type Victim, type VmotionFault, type VmotionFaultKind } from './faults.ts';
import { drawVmotionSchedule, type VmotionSchedule } from './schedule.ts';
import { runVmotionStorm } from './storm.ts';
import { type Step, steps, type VmotionSabotage } from './world.ts';

function storm(schedule: VmotionSchedule, sabotage?: VmotionSabotage) {
  const result = runVmotionStorm(schedule, { sabotage });
  const log = result.violations.length > 0 ? result.cluster.tail(200) : '';
  return { ...result, name: `seed ${schedule.seed}\n${log}` };
}

/** What strikes with a step, so much later, for so long. */
type Strike = readonly [step: Step, kind: VmotionFaultKind, victim: Victim, delayMs: number, seconds: number];

/** The cluster of a seed with one VM, which is moved once, and what happens to that. */
function told(seed: number, ...strikes: readonly Strike[]): VmotionSchedule {
  const faults = strikes.map(
    ([step, kind, victim, delayMs, lasts], index): VmotionFault => ({
      number: index + 1,
      trigger: { at: 'step', step },
      delayMs,
      kind,
      lasts,
      victim,
      host: 0,
      dice: 0.5,
    }),
  );
  const drawn = drawVmotionSchedule(seed);
  return { ...drawn, shape: { ...drawn.shape, vms: 1 }, wishes: [{ seconds: 0, vm: 0, places: 0 }], faults };
}

const SEEDS = Array.from({ length: 10 }, (_, index) => ENUMERATED + 1 + index);

describe('storms over migrations', () => {
  // Many more are run by tests/main.test.ts.
  it('break no invariant', () => {
    for (let seed = ENUMERATED + 1_001; seed <= ENUMERATED + 1_100; seed += 1) {
      const { violations, name } = storm(drawVmotionSchedule(seed));
      expect(violations, name).toEqual([]);
    }
  });

  it('are decided by their seed alone', () => {
    const log = (seed: number) => storm(drawVmotionSchedule(seed)).cluster.tail(10_000);
    expect(log(ENUMERATED + 7)).toBe(log(ENUMERATED + 7));
    expect(log(ENUMERATED + 7)).not.toBe(log(ENUMERATED + 8));
  });

  it('take every step of a migration', () => {
    const taken = new Set<string>();
    for (let seed = ENUMERATED + 1; taken.size < steps.length && seed <= ENUMERATED + 200; seed += 1)
      for (const [, step] of storm(drawVmotionSchedule(seed))
        .cluster.tail(10_000)
        .matchAll(/migration \d+: (\w+)$/gm))
        if (step) taken.add(step);
    expect([...steps].filter((step) => !taken.has(step))).toEqual([]);
  });
});

describe('a migration', () => {
  it.each(SEEDS)('that nothing disturbs succeeds, and nothing is restarted (seed %d)', (seed) => {
    const { violations, counts, name } = storm(told(seed));
    expect(violations, name).toEqual([]);
    // The one that was wished for, and the last one; the first start is from disk.
    expect(counts).toEqual({ migrated: 2, failed: 0, lost: 0, restarts: 1 });
  });

  it.each<[string, readonly Strike[], { readonly failed: number; readonly restarts: number }]>([
    [
      'whose destination is killed while it copies leaves the guest where it is',
      [['sendPages', 'kill', 'destination', 5, 1]],
      { failed: 1, restarts: 0 },
    ],
    [
      'whose destination is killed after the hand-over is taken back',
      [['restoreState', 'kill', 'destination', 0, 1]],
      { failed: 1, restarts: 0 },
    ],
    [
      'whose source is killed while it copies is restarted',
      [['sendPages', 'kill', 'source', 5, 1]],
      { failed: 0, restarts: 1 },
    ],
    [
      'whose source is killed after the hand-over goes on at the destination',
      [['restoreState', 'kill', 'source', 0, 1]],
      { failed: 0, restarts: 0 },
    ],
    [
      'whose destination loses the answer of the disk goes on there',
      [['takeLock', 'loseAnswer', 'destination', 0, 0]],
      { failed: 0, restarts: 0 },
    ],
    [
      'that is cut off after the hand-over goes on at the destination, which has the lock',
      [['restoreState', 'cutVmotion', 'destination', 0, 50]],
      { failed: 0, restarts: 0 },
    ],
    [
      'that is cut off while the destination does not reach its disk is taken back',
      [
        ['restoreState', 'pathHangs', 'destination', 0, 10],
        ['restoreState', 'resetVmotion', 'destination', 0, 0],
      ],
      { failed: 1, restarts: 0 },
    ],
    [
      'that is taken back, the answer being lost, is taken back',
      [
        ['restoreState', 'pathHangs', 'destination', 0, 10],
        ['restoreState', 'resetVmotion', 'destination', 0, 0],
        ['reassert', 'loseAnswer', 'source', 0, 0],
      ],
      { failed: 1, restarts: 0 },
    ],
    ['that is cancelled while it copies fails', [['sendPages', 'cancel', 'other', 0, 0]], { failed: 1, restarts: 0 }],
    ['whose vCenter dies ends without it', [['sendPages', 'killVcenter', 'other', 0, 50]], { failed: 0, restarts: 0 }],
  ])('%s', (_what, strikes, { failed, restarts }) => {
    for (const seed of SEEDS) {
      const { violations, counts, name } = storm(told(seed, ...strikes));
      expect(violations, name).toEqual([]);
      // The first start is from disk, too.
      expect({ failed: counts.failed, restarts: counts.restarts - 1 }, name).toEqual({ failed, restarts });
    }
  });
});

it('what throws in a storm is a broken invariant like any other', () => {
  const schedule = told(1);
  const { violations } = storm({ ...schedule, shape: { ...schedule.shape, clocks: [] } });
  expect(violations).toMatchObject([{ invariant: 'NothingThrows', text: expect.stringContaining('did not come up') }]);
});

describe('the checker finds', () => {
  it.each<[VmotionSabotage, string, number]>([
    ['forgetsPages', 'SamePages', 1],
    ['doesNotDrain', 'SamePages', 265],
    ['answersEarly', 'LedgerKept', 2_700],
    ['givesUpLate', 'NothingRestarted', 1],
    ['keepsDiskLocks', 'EveryoneRuns', 600],
    ['resumesUnasked', 'OneCopy', 900],
  ])('a host that %s: %s, and the few faults that it takes', (sabotage, invariant, from) => {
    let schedule: VmotionSchedule | undefined;
    for (let seed = from; !schedule && seed < from + 200; seed += 1) {
      const drawn = drawVmotionSchedule(seed);
      if (storm(drawn, sabotage).violations[0]?.invariant === invariant) schedule = drawn;
    }
    const small = vmotionCampaign.shrink(schedule!, sabotage);
    expect(small.faults.length).toBeLessThanOrEqual(schedule!.faults.length);
    expect(storm(small, sabotage).violations[0]?.invariant).toBe(invariant);
    expect(storm(small).violations).toEqual([]);
  });

  it('a host that takes a lock that was let go, after its VM went on elsewhere', () => {
    // The destination reaches its disk again when the guest has gone on at the source, and has crashed there.
    const late = (seed: number, seconds: number) =>
      told(
        seed,
        ['takeLock', 'pathDown', 'destination', 0, seconds],
        ['takeLock', 'resetVmotion', 'destination', 0, 0],
        ['resume', 'guestCrashes', 'source', 1, 0],
      );
    const schedules = SEEDS.flatMap((seed) => [0.5, 1, 2].map((seconds) => late(seed, seconds)));
    const found = schedules.flatMap((schedule) => storm(schedule, 'takesFreeLocks').violations.slice(0, 1));
    expect(found.map(({ invariant }) => invariant)).toContain('OneOutcome');
    for (const schedule of schedules) {
      const { violations, name } = storm(schedule);
      expect(violations, name).toEqual([]);
    }
  });
});
