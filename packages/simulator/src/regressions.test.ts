// Schedules that broke something once, and were kept (`pnpm sim --keep NAME`): none of them may do so again.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSchedule, type Schedule } from './schedule.ts';
import { runStorm } from './storm.ts';

const folder = join(import.meta.dirname, '../regressions');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Regression {
  /** What it broke. */
  readonly why: string;
  readonly schedule: Schedule;
}

function regression(name: string): Regression {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

describe('a schedule that broke something', () => {
  it.each(names)('%s', (name) => {
    const { why, schedule } = regression(name);
    const { violations, cluster } = runStorm(schedule);
    expect(violations, `${why}\n${violations.length > 0 ? cluster.tail(200) : ''}`).toEqual([]);
  });

  it('is the same when it has been in a file', () => {
    const schedule = drawSchedule(11);
    const kept: Schedule = JSON.parse(JSON.stringify(schedule));
    expect(runStorm(kept).cluster.tail(10_000)).toBe(runStorm(schedule).cluster.tail(10_000));
  });
});
