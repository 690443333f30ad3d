import { expect, it } from 'vitest';
import { aborted, pause } from './interruption.ts';

it('ends a pause and a wait when it comes, and at once when it has come', async () => {
  const abort = new AbortController();
  const waits = [pause(3_600_000, abort.signal), aborted(abort.signal)];
  abort.abort();
  await Promise.all(waits);
  await Promise.all([pause(3_600_000, abort.signal), aborted(abort.signal)]);
  expect(abort.signal.aborted).toBe(true);
});
