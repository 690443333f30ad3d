import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, MAX_KEPT_CHARACTERS, stopAll, TestProcess, TestProgram } from './index.ts';
import { CHILD_VARIABLE, expectNoLeftovers, leftovers } from './leftovers.ts';

afterEach(stopAll);

function script(text: string, environment: Readonly<Record<string, string>> = {}): TestProgram {
  return new TestProgram({ name: 'script', command: process.execPath, args: ['--eval', text], environment });
}

/** Ends when it is killed, never by itself. */
const forever = 'setInterval(() => {}, 1000); console.log("up")';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a program', () => {
  it('tells how it ended and what it said', async () => {
    const program = script('console.log(process.env.NAME); console.error("oh"); process.exitCode = 3', { NAME: 'x' });
    expect(await program.exited).toEqual({ code: 3, signal: null });
    expect([program.output, program.log]).toEqual(['x\n', 'oh\n']);
  });

  it('tells every line that it logs as it does', async () => {
    const program = script('console.error("one"); console.error("two")');
    const lines: string[] = [];
    program.onLogLine((line) => lines.push(line));
    await program.exited;
    expect(lines).toEqual(['one', 'two']);
  });

  it('keeps the end of what it said', async () => {
    const program = script(`process.stdout.write('a'.repeat(${MAX_KEPT_CHARACTERS}) + 'z')`);
    await program.exited;
    expect(program.output.length).toBe(MAX_KEPT_CHARACTERS);
    expect(program.output.endsWith('az')).toBe(true);
  });

  it('that is not there is an error for whoever waits for it', async () => {
    const program = new TestProgram({ name: 'ghost', command: '/nonexistent/ghost' });
    await expect(program.exited).rejects.toThrow("ghost can't be started");
    expect(() => program.pid).toThrow('no pid');
  });

  it('is killed with all others, also when it is frozen', async () => {
    const programs = [script(forever), script(forever)];
    for (const program of programs) await eventually('a start', () => program.output.includes('up'));
    programs[0]!.signal('SIGSTOP');
    await stopAll();
    expect(await Promise.all(programs.map((program) => program.exited))).toEqual([
      { code: null, signal: 'SIGKILL' },
      { code: null, signal: 'SIGKILL' },
    ]);
    expect(programs.some((program) => isAlive(program.pid))).toBe(false);
  });

  it('stops on SIGTERM, and reads the end of its lifeline', async () => {
    expect(await script(forever).stop()).toEqual({ code: null, signal: 'SIGTERM' });
    const reader = script('process.stdin.resume().on("end", () => process.exit(4))');
    reader.cutLifeline();
    expect((await reader.exited).code).toBe(4);
  });
});

it('names the script that has not been built', () => {
  expect(() => new TestProcess('nothing', {})).toThrow(/nothing.dist.main\.js is not there: build first/);
});

describe.runIf(process.platform === 'linux')('leftovers', () => {
  it('are named, killed, and fail the run', async () => {
    const run = randomUUID();
    await expectNoLeftovers(run);
    const program = script(forever, { [CHILD_VARIABLE]: run });
    await eventually('a start', () => program.output.includes('up'));
    expect(leftovers(run).map(({ pid }) => pid)).toEqual([program.pid]);
    await expect(expectNoLeftovers(run, 30)).rejects.toThrow(`left processes behind, killed now: ${program.pid} (`);
    expect((await program.exited).signal).toBe('SIGKILL');
    await expectNoLeftovers(run);
  });

  it('are looked for among what the tests of this run start', async () => {
    const program = script(forever);
    await eventually('a start', () => program.output.includes('up'));
    const run = process.env[CHILD_VARIABLE];
    expect(run).toBeDefined();
    expect(leftovers(run ?? '').map(({ pid }) => pid)).toContain(program.pid);
    // The test runner and its workers are not leftovers.
    expect(leftovers(run ?? '').map(({ pid }) => pid)).not.toContain(process.pid);
  });
});
