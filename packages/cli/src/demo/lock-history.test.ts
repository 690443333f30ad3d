import { expect, it } from 'vitest';
import { answersWithoutLock, type GuestAnswer, LockHistory } from './lock-history.ts';

function history(...looks: readonly (readonly [time: number, host: string, generation: number])[]): LockHistory {
  const seen = new LockHistory();
  for (const [now, hostName, generation] of looks) seen.look({ hostName, ownerUuid: hostName, generation }, now);
  return seen;
}

const answer = (boot: number, sentAt: number, receivedAt: number): GuestAnswer => ({
  boot: BigInt(boot),
  sentAt,
  receivedAt,
});

const failover = history([0, 'esx01', 7], [100, 'esx01', 7], [500, 'esx02', 8], [600, 'esx02', 8]);

it('keeps one holding for each generation', () => {
  expect(failover.holdings.map(({ hostName, seenAt }) => [hostName, seenAt])).toEqual([
    ['esx01', 0],
    ['esx02', 500],
  ]);
  expect(failover.lastHolder).toBe('esx02');
});

it('refuses a generation with two owners', () => {
  expect(() => history([0, 'esx01', 7], [1, 'esx02', 7])).toThrow('generation 7 has two owners: esx01 and esx02');
});

it('finds nothing wrong with a boot for each holder', () => {
  expect(answersWithoutLock([answer(1, 10, 20), answer(1, 480, 520), answer(2, 510, 530)], failover)).toEqual([]);
});

it('finds an answer of a boot whose lock another host had taken before it was asked', () => {
  expect(answersWithoutLock([answer(1, 10, 20), answer(2, 510, 530), answer(1, 540, 550)], failover)).toEqual([
    'boot 1, begun under the lock of esx01, answered a request that was sent after esx02 had taken it',
  ]);
});

it('does not blame an answer that was on its way when the lock changed', () => {
  expect(answersWithoutLock([answer(1, 10, 20), answer(1, 499, 700)], failover)).toEqual([]);
});
