import { waitFor } from '@microsphere/testkit';
import { expect, it } from 'vitest';
import { Pinger } from './pinger.ts';

it('goes on pinging while a ping is not answered, and knows of each what became of it', async () => {
  let asked = 0;
  const lost: (() => void)[] = [];
  const pinger = new Pinger(
    {
      ping: async (address) => {
        expect(address).toBe('10.10.0.11');
        asked += 1;
        if (asked !== 2) return { received: true, rttMs: 1 };
        await new Promise<void>((resolve) => lost.push(resolve));
        return { received: false };
      },
    },
    '10.10.0.11',
  );
  await waitFor('pings after the one without an answer', {
    observe: () => pinger.pings.filter(({ receivedAt }) => receivedAt !== undefined).length,
    until: (answered) => answered >= 5,
  });
  expect(pinger.pings.every(({ receivedAt }) => receivedAt !== undefined)).toBe(true);
  const stopped = pinger.stop();
  for (const lose of lost) lose();
  await stopped;
  expect(pinger.pings).toHaveLength(asked);
  expect(pinger.pings.filter(({ receivedAt }) => receivedAt === undefined)).toHaveLength(1);
});

it('says why it could not ping', async () => {
  const pinger = new Pinger({ ping: () => Promise.reject(new Error('the switch has gone')) }, '10.10.0.11');
  await waitFor('a failure', { observe: () => pinger.failure?.message, until: (text) => text !== undefined });
  await pinger.stop();
  expect(pinger.failure?.message).toBe('the switch has gone');
});
