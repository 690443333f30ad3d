import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CoreDriver } from './core-driver.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A core that asks for two effects an event, and wants to be woken once, at `nextDeadline`. */
class TestCore {
  nextDeadline = Number.POSITIVE_INFINITY;
  readonly events: string[] = [];

  step({ kind }: { kind: string }, now: number): string[] {
    this.events.push(`${kind}@${now}`);
    if (kind === 'tick') this.nextDeadline = Number.POSITIVE_INFINITY;
    return [`${kind} 1`, `${kind} 2`];
  }
}

function driven(perform: (effect: string, tell: (kind: string) => void) => void) {
  const core = new TestCore();
  const driver: CoreDriver<{ kind: string }, string> = new CoreDriver({
    core,
    now: () => Date.now(),
    tick: { kind: 'tick' },
    later: (delayMs, action) => void setTimeout(action, Math.ceil(delayMs)),
    perform: (effect) => perform(effect, (kind) => driver.tell({ kind })),
  });
  vi.setSystemTime(1_000);
  return { core, driver };
}

it('does everything that an event asks for before the next event, also one that an effect tells', () => {
  const done: string[] = [];
  const { driver } = driven((effect, tell) => {
    done.push(effect);
    if (effect === 'a 1') tell('b');
  });
  driver.tell({ kind: 'a' });
  expect(done).toEqual(['a 1', 'a 2', 'b 1', 'b 2']);
});

it('ticks when the core wants to be woken, and not when it does not', () => {
  const { core, driver } = driven(() => {});
  core.nextDeadline = 1_500.25;
  driver.tell({ kind: 'a' });
  vi.advanceTimersByTime(500);
  expect(core.events).toEqual(['a@1000']);
  vi.advanceTimersByTime(1);
  expect(core.events).toEqual(['a@1000', 'tick@1501']);
  vi.advanceTimersByTime(60_000);
  expect(core.events).toHaveLength(2);
});

it('sets a timer again that fires before the core wants it', () => {
  const { core, driver } = driven(() => {});
  core.nextDeadline = 1_500;
  driver.tell({ kind: 'a' });
  core.nextDeadline = 2_000;
  vi.advanceTimersByTime(999);
  expect(core.events).toEqual(['a@1000']);
  vi.advanceTimersByTime(1);
  expect(core.events).toEqual(['a@1000', 'tick@2000']);
});
