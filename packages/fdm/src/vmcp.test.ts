import { describe, expect, it } from 'vitest';
import type { DatastoreCondition } from './vm.ts';
import { defaultVmSettings, type StorageProtectionSettings } from './vm-settings.ts';
import { type ProtectionRules, StorageExposure } from './vmcp.ts';

const SECOND = 1_000;
const WATCHED = 1_000;

function rulesOf(settings: Partial<StorageProtectionSettings>, restarts = true): ProtectionRules {
  return {
    settings: { ...defaultVmSettings.storageProtection, ...settings },
    restarts,
    publishedSecondMs: SECOND,
    askIntervalMs: 3 * SECOND,
    answerTimeoutMs: 10 * SECOND,
  };
}

const conservative = rulesOf({ onApd: 'restartConservative' });
const aggressive = rulesOf({ onApd: 'restartAggressive', onPdl: 'restartAggressive' });

/** All paths down from second 0 on: the host waits for 140 s. */
const apd = (second: number): DatastoreCondition => (second < 140 ? 'apd' : 'apdTimeout');
const pdl = (): DatastoreCondition => 'pdl';

/** What the master says in a second; undefined: nothing, `nobody`: there is no master. */
type Answers = (second: number) => boolean | undefined | 'nobody';

/** What becomes of a VM: the seconds in which the master is asked first, and it is terminated or left alone. */
function fateOf(condition: (second: number) => DatastoreCondition, rules: ProtectionRules, answers: Answers): string[] {
  const exposure = new StorageExposure();
  const fate: string[] = [];
  const said = (what: string, second: number) => {
    if (!fate.some((line) => line.endsWith(what))) fate.push(`${second} ${what}`);
  };
  for (let second = 0; second < WATCHED; second += 1) {
    const now = second * SECOND;
    exposure.observe(condition(second), now);
    let reaction = exposure.reaction(rules, now);
    if (reaction === 'ask') {
      said('ask', second);
      const answer = answers(second);
      exposure.asked(rules, { somebody: answer !== 'nobody' }, now);
      if (typeof answer === 'boolean') exposure.answered(answer);
      reaction = exposure.reaction(rules, now);
    }
    if (reaction === 'terminate' || reaction === 'leave') said(reaction, second);
    if (reaction === 'terminate') break;
  }
  return fate;
}

describe('a VM whose storage is gone', () => {
  const yes = () => true;
  const no = () => false;
  const silence = () => undefined;
  const nobody = () => 'nobody' as const;
  const yesFrom = (first: number) => (second: number) => second >= first;

  it.each<[string, (second: number) => DatastoreCondition, ProtectionRules, Answers, string[]]>([
    ['APD, conservative, room', apd, conservative, yes, ['320 ask', '320 terminate']],
    ['APD, conservative, no room', apd, conservative, no, ['320 ask', '320 leave']],
    ['APD, conservative, room later', apd, conservative, yesFrom(400), ['320 ask', '320 leave', '401 terminate']],
    ['APD, conservative, no answer', apd, conservative, silence, ['320 ask', '330 leave']],
    ['APD, conservative, nobody to ask', apd, conservative, nobody, ['320 ask', '320 leave']],
    ['APD, aggressive, room', apd, aggressive, yes, ['320 ask', '320 terminate']],
    ['APD, aggressive, no room', apd, aggressive, no, ['320 ask', '320 leave']],
    ['APD, aggressive, no answer', apd, aggressive, silence, ['320 ask', '330 terminate']],
    ['APD, aggressive, nobody to ask', apd, aggressive, nobody, ['320 ask', '320 terminate']],
    [
      'APD, another delay',
      apd,
      rulesOf({ onApd: 'restartAggressive', terminateDelayForApdSeconds: 0 }),
      yes,
      ['140 ask', '140 terminate'],
    ],
    ['APD, a warning', apd, rulesOf({ onApd: 'warning' }), yes, []],
    ['APD, disabled', apd, rulesOf({}), yes, []],
    ['APD, but HA would not restart it', apd, rulesOf({ onApd: 'restartAggressive' }, false), yes, []],
    ['APD that ends before the timeout', (second) => (second < 139 ? 'apd' : 'accessible'), aggressive, yes, []],
    ['APD that ends before the delay', (second) => (second < 319 ? apd(second) : 'accessible'), aggressive, yes, []],
    ['PDL', pdl, aggressive, nobody, ['0 terminate']],
    ['PDL, a warning', pdl, rulesOf({ onPdl: 'warning' }), yes, []],
    ['PDL, disabled', pdl, rulesOf({ onApd: 'restartAggressive' }), yes, []],
    ['PDL, but HA would not restart it', pdl, rulesOf({ onPdl: 'restartAggressive' }, false), yes, []],
  ])('%s', (_what, condition, rules, answers, expected) => {
    expect(fateOf(condition, rules, answers)).toEqual(expected);
  });

  it('says what has changed', () => {
    const exposure = new StorageExposure();
    const seen = (
      [
        'accessible',
        'apd',
        'accessible',
        'apd',
        'apdTimeout',
        'apdTimeout',
        'accessible',
        'pdl',
        'apd',
        'accessible',
      ] as const
    ).map((condition) => exposure.observe(condition, 0));
    expect(seen.map((change) => (change ? `${change.kind} ${change.failure}` : ''))).toEqual([
      '',
      '',
      '',
      '',
      'detected APD',
      '',
      'cleared APD',
      'detected PDL',
      '',
      'cleared PDL',
    ]);
  });

  it('says when it is to be looked at', () => {
    const exposure = new StorageExposure();
    expect(exposure.nextDeadline(conservative)).toBe(Number.POSITIVE_INFINITY);
    exposure.observe('apdTimeout', 140 * SECOND);
    expect(exposure.nextDeadline(conservative)).toBe(320 * SECOND);
    exposure.slept(SECOND);
    expect(exposure.nextDeadline(conservative)).toBe(321 * SECOND);
    exposure.asked(conservative, { somebody: true }, 321 * SECOND);
    expect(exposure.nextDeadline(conservative)).toBe(324 * SECOND);
    expect(exposure.nextDeadline(rulesOf({ onApd: 'warning' }))).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not terminated by an answer to a question of another time', () => {
    const exposure = new StorageExposure();
    exposure.observe('apdTimeout', 0);
    exposure.answered(true);
    expect(exposure.reaction(conservative, 180 * SECOND)).toBe('ask');
  });
});
