import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../dist/main.js');

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describe('the simulator', () => {
  it('says the seed first, then what each storm was', async () => {
    const { status, stdout } = await run('--seed', '3', '--runs', '2', '--hours', '0.1');
    expect(stdout).toMatch(/^seed 3\n {2}\d+ faults, .*: ok\nseed 4\n {2}.*: ok\n2 storms, .*: nothing broken\n$/);
    expect(status).toBe(0);
  });

  it('ends a run at the first broken invariant, with the log and how to see it again', async () => {
    const { status, stdout, stderr } = await run(
      '--seed',
      '1',
      '--runs',
      '60',
      '--hours',
      '0.25',
      '--sabotage',
      'ignoresLocks',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('OneOwner is broken: ');
    const again = /again: pnpm sim (.*)\n/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect((await run(...again)).stderr).toBe(stderr);
  });

  it.each([
    [['--seed', 'x'], '--seed must be a positive number, not "x"'],
    [['--sabotage', 'sleeps'], '--sabotage must be one of ignoresLocks, '],
  ])('refuses %s', async (args, message) => {
    const { status, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
