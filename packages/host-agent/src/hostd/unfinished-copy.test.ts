import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS, pauseBefore, UnfinishedCopy } from './unfinished-copy.ts';

const timing = { vmfsLeaseMs: 16_000 };

/** A virtual machine with a copy that can't be removed until somebody lets it. */
function unfinished() {
  const planned: { readonly delayMs: number; readonly action: () => void }[] = [];
  const seen = { there: true, removals: 0, warnings: [] as unknown[] };
  let remove = async (): Promise<void> => {};
  const copy = new UnfinishedCopy({
    timing,
    isThere: () => seen.there,
    remove: () => {
      seen.removals += 1;
      return remove();
    },
    later: (delayMs, action) => void planned.push({ delayMs, action }),
    warn: (error) => void seen.warnings.push(error),
  });
  /** What was planned happens; resolves when what comes of it is planned. */
  const next = async () => {
    const pauseMs = planned[0]?.delayMs;
    planned.shift()?.action();
    await new Promise((resolve) => setImmediate(resolve));
    return pauseMs;
  };
  const whenRemoved = (what: typeof remove) => {
    remove = what;
  };
  return { copy, planned, seen, next, whenRemoved };
}

describe('a copy that was not finished', () => {
  it('is removed once the lease of the dead host is over', async () => {
    const { copy, planned, seen, next, whenRemoved } = unfinished();
    whenRemoved(async () => {
      seen.there = false;
    });
    copy.watch();
    expect(await next()).toBe(timing.vmfsLeaseMs);
    expect(seen.removals).toBe(1);
    expect(planned).toEqual([]);
  });

  it(`is tried ${MAX_ATTEMPTS} times, less and less often, whatever is said of it`, async () => {
    const { copy, planned, seen, next, whenRemoved } = unfinished();
    whenRemoved(() => Promise.reject(new Error('it waits for an answer')));
    copy.watch();
    const pauses: (number | undefined)[] = [];
    while (planned.length > 0) pauses.push(await next());
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128].map((leases) => leases * timing.vmfsLeaseMs));
    expect(seen.removals).toBe(MAX_ATTEMPTS);
    expect(seen.warnings).toHaveLength(MAX_ATTEMPTS);
    expect(pauseBefore(MAX_ATTEMPTS + 1, timing)).toBeUndefined();
  });

  it('is nobody’s business where there is none, or none any more', async () => {
    const { copy, planned, seen, next } = unfinished();
    seen.there = false;
    copy.watch();
    expect(planned).toEqual([]);
    seen.there = true;
    copy.watch();
    seen.there = false;
    await next();
    expect(seen.removals).toBe(0);
  });

  it('is begun anew when the virtual machine is started again: what was planned before is not done', async () => {
    const { copy, planned, seen, next } = unfinished();
    copy.watch();
    copy.watch();
    expect(planned).toHaveLength(2);
    await next();
    expect(seen.removals).toBe(0);
    await next();
    expect(seen.removals).toBe(1);
  });
});
