import { describe, expect, it } from 'vitest';
import { svmotionCampaign } from './campaign.ts';
import { ENUMERATED, type SvmotionFault, type SvmotionFaultKind, type Victim } from './faults.ts';
import { drawSvmotionSchedule, type SvmotionSchedule } from './schedule.ts';
import { runSvmotionStorm } from './storm.ts';
import { type Step, type SvmotionSabotage, steps } from './world.ts';

function storm(schedule: SvmotionSchedule, sabotage?: SvmotionSabotage) {
  const result = runSvmotionStorm(schedule, { sabotage });
  const log = result.violations.length > 0 ? result.cluster.tail(200) : '';
  return { ...result, name: `seed ${schedule.seed}\n${log}` };
}

/** What strikes with a step, so much later, for so long. */
type Strike = readonly [step: Step, kind: SvmotionFaultKind, victim: Victim, delayMs: number, seconds: number];

/** The cluster of a seed with one VM, which is moved once, and what happens to that. */
function told(seed: number, ...strikes: readonly Strike[]): SvmotionSchedule {
  const faults = strikes.map(
    ([step, kind, victim, delayMs, lasts], index): SvmotionFault => ({
      number: index + 1,
      trigger: { at: 'step', step },
      delayMs,
      kind,
      lasts,
      victim,
      choice: 0,
    }),
  );
  const drawn = drawSvmotionSchedule(seed);
  return { ...drawn, shape: { ...drawn.shape, vms: 1 }, wishes: [{ seconds: 0, vm: 0, places: 0 }], faults };
}

const SEEDS = Array.from({ length: 5 }, (_, index) => ENUMERATED + 1 + index);

describe('storms over Storage vMotions', () => {
  // Many more are run by tests/main.test.ts.
  it('break no invariant', () => {
    for (let seed = ENUMERATED + 1_001; seed <= ENUMERATED + 1_020; seed += 1) {
      const { violations, name } = storm(drawSvmotionSchedule(seed));
      expect(violations, name).toEqual([]);
    }
  });

  it('are decided by their seed alone', () => {
    const log = (seed: number) => storm(drawSvmotionSchedule(seed)).cluster.tail(10_000);
    expect(log(ENUMERATED + 7)).toBe(log(ENUMERATED + 7));
    expect(log(ENUMERATED + 7)).not.toBe(log(ENUMERATED + 8));
  });

  it('take every step of a move', () => {
    const taken = new Set<string>();
    for (let seed = ENUMERATED + 1; taken.size < steps.length && seed <= ENUMERATED + 200; seed += 1)
      for (const [, step] of storm(drawSvmotionSchedule(seed))
        .cluster.tail(10_000)
        .matchAll(/move \d+: (\w+)$/gm))
        if (step) taken.add(step);
    expect([...steps].filter((step) => !taken.has(step))).toEqual([]);
  });
});

describe('a move', () => {
  it.each(SEEDS)('that nothing disturbs succeeds, the guest running, and nothing is left (seed %d)', (seed) => {
    const { violations, counts, name } = storm(told(seed));
    expect(violations, name).toEqual([]);
    // The one that was wished for, and the last one; the first start is from disk.
    expect(counts).toEqual({ moved: 2, failed: 0, restarts: 1, leftovers: 0 });
  });

  it.each<[string, readonly Strike[], { readonly failed: number; readonly restarts: number }]>([
    [
      'whose host is killed before the commit leaves the VM where it was: HA restarts it there',
      [['inSync', 'kill', 'source', 0, 1]],
      { failed: 0, restarts: 1 },
    ],
    [
      'whose host is killed after the commit, vCenter being dead: HA comes by the old path, and follows it',
      [
        ['mirror', 'killVcenter', 'other', 0, 55],
        ['committed', 'kill', 'source', 0, 1],
      ],
      { failed: 0, restarts: 1 },
    ],
    [
      'whose commit is not answered is done: the disk is asked',
      [['commit', 'loseAnswer', 'source', 0, 0]],
      { failed: 0, restarts: 0 },
    ],
    [
      'whose destination is gone is given up, and costs the guest nothing',
      [['mirror', 'arrayDown', 'destination', 1, 50]],
      { failed: 1, restarts: 0 },
    ],
    [
      'that is cancelled before the commit leaves nothing, and costs the guest nothing',
      [['lockCopy', 'cancel', 'other', 0, 0]],
      { failed: 1, restarts: 0 },
    ],
    [
      'whose host is frozen past its lease is ended by whoever has broken its lock',
      [['inSync', 'freezeLong', 'source', 0, 50]],
      { failed: 1, restarts: 1 },
    ],
    [
      'whose unfinished copy somebody finds goes on: nobody takes that for the VM',
      [['mirror', 'foundFile', 'destination', 0, 0]],
      { failed: 0, restarts: 0 },
    ],
  ])('%s', (_what, strikes, { failed, restarts }) => {
    for (const seed of SEEDS) {
      const { violations, counts, name, cluster } = storm(told(seed, ...strikes));
      expect(violations, name).toEqual([]);
      // The first start is from disk, too.
      expect({ failed: counts.failed, restarts: counts.restarts - 1 }, cluster.tail(100)).toEqual({ failed, restarts });
    }
  });
});

it('what throws in a storm is a broken invariant like any other', () => {
  const schedule = told(1);
  const { violations } = storm({ ...schedule, shape: { ...schedule.shape, clocks: [] } });
  expect(violations).toMatchObject([{ invariant: 'NothingThrows', text: expect.stringContaining('did not come up') }]);
});

describe('the checker finds', () => {
  it.each<[SvmotionSabotage, string, number]>([
    ['commitsUnsynchronised', 'LedgerKept', 1],
    ['mirrorsNothing', 'LedgerKept', 1],
    ['trustsCopies', 'LedgerKept', 1_300],
    ['forgetsMoves', 'EveryoneRuns', 1_305],
  ])('a host that %s: %s, and the few faults that it takes', (sabotage, invariant, from) => {
    let schedule: SvmotionSchedule | undefined;
    for (let seed = from; !schedule && seed < from + 20; seed += 1) {
      const drawn = drawSvmotionSchedule(seed);
      if (storm(drawn, sabotage).violations[0]?.invariant === invariant) schedule = drawn;
    }
    const small = svmotionCampaign.shrink(schedule!, sabotage);
    expect(small.faults.length).toBeLessThanOrEqual(schedule!.faults.length);
    expect(storm(small, sabotage).violations[0]?.invariant).toBe(invariant);
    expect(storm(small).violations).toEqual([]);
  });
});
