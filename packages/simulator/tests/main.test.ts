import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../dist/main.js');

/** At the lowest priority: the tests beside it have processes that must be heard of in time, and this one has time. */
function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const { pid } = execFile(
      process.execPath,
      [program, ...args],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  });
}

/** Storms that every run of the tests is put through; `pnpm sim` does as many as one likes. */
const STORMS = 2_000;
/** Those of the enumeration, each step of a migration with each fault, and some more. */
const MIGRATIONS = 2_500;
const MOVES = 400;

describe('the simulator', () => {
  it(`breaks nothing in ${STORMS} storms`, { timeout: 600_000 }, async () => {
    const { status, stdout, stderr } = await run('--seed', '1', '--runs', String(STORMS), '--jobs', '2');
    expect(stderr).toBe('');
    expect(status, stdout.slice(-20_000)).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, -1).map((line) => Number(/^seed (\d+): .*: ok$/.exec(line)?.[1]))).toEqual(
      Array.from({ length: STORMS }, (_, index) => index + 1),
    );
    const [, schedules, seconds, restarts] =
      /^(\d+) schedules, (\d+) cluster-seconds, (\d+) restarts, .* per minute: nothing broken$/.exec(
        lines.at(-1) ?? '',
      ) ?? [];
    expect(Number(schedules)).toBe(STORMS);
    // The storms are about something: HA had much to do.
    expect(Number(seconds)).toBeGreaterThan(100 * STORMS);
    expect(Number(restarts)).toBeGreaterThan(STORMS);
  });

  it(`breaks nothing in ${MIGRATIONS} storms over migrations`, { timeout: 600_000 }, async () => {
    const { status, stdout, stderr } = await run(
      '--vmotion',
      '--seed',
      '1',
      '--runs',
      String(MIGRATIONS),
      '--jobs',
      '2',
    );
    expect(stderr).toBe('');
    expect(status, stdout.slice(-20_000)).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, -1).map((line) => Number(/^seed (\d+): .*: ok$/.exec(line)?.[1]))).toEqual(
      Array.from({ length: MIGRATIONS }, (_, index) => index + 1),
    );
    const [, migrated, failed] = / (\d+) migrated, (\d+) failed, .*: nothing broken$/.exec(lines.at(-1) ?? '') ?? [];
    expect(Number(migrated)).toBeGreaterThan(MIGRATIONS);
    expect(Number(failed)).toBeGreaterThan(MIGRATIONS / 20);
  });

  it(`breaks nothing in ${MOVES} storms over Storage vMotions`, { timeout: 600_000 }, async () => {
    const { status, stdout, stderr } = await run(
      '--svmotion',
      '--seed',
      '1001',
      '--runs',
      String(MOVES),
      '--jobs',
      '2',
    );
    expect(stderr).toBe('');
    expect(status, stdout.slice(-20_000)).toBe(0);
    const [, moved, failed, restarts] =
      / (\d+) moved, (\d+) failed, (\d+) restarts, .*: nothing broken$/.exec(stdout.trimEnd()) ?? [];
    expect(Number(moved)).toBeGreaterThan(MOVES);
    expect(Number(failed)).toBeGreaterThan(MOVES / 20);
    expect(Number(restarts)).toBeGreaterThan(MOVES);
  });

  it('repeats a storm over migrations by its seed', async () => {
    const { status, stdout, stderr } = await run(
      '--vmotion',
      '--seed',
      '1',
      '--runs',
      '9',
      '--sabotage',
      'forgetsPages',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('SamePages is broken: ');
    const again = /again: pnpm sim (--vmotion .*)\n/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect((await run(...again)).stderr).toBe(stderr);
  });

  it('ends at the first broken invariant, with the log of what it takes and how to see that again', async () => {
    const { status, stdout, stderr } = await run('--seed', '1', '--runs', '200', '--sabotage', 'ignoresLocks');
    expect(status).toBe(1);
    expect(stdout).toContain('OneOwner is broken: ');
    expect(stdout).toMatch(/broken, continue with --seed \d+\n$/);
    const again = /again: pnpm sim (.*)\n/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect((await run(...again)).stderr).toBe(stderr);
  });

  it.each([
    [['--seed', 'x'], '--seed must be a positive number, not "x"'],
    [['--only', '1,b'], '--only must be a positive number, not "b"'],
    [['--jobs', '65'], '--jobs must be at most 64'],
    [['--sabotage', 'sleeps'], '--sabotage must be one of ignoresLocks, '],
    [['--vmotion', '--sabotage', 'ignoresLocks'], '--sabotage must be one of resumesUnasked, '],
    [['--vmotion', '--svmotion'], '--vmotion and --svmotion are two campaigns'],
  ])('refuses %s', async (args, message) => {
    const { status, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
