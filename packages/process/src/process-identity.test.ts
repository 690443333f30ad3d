import { eventually, stopAll, TestProgram } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { gone, identify, isAlive, type ProcessIdentity, signal } from './process-identity.ts';

afterEach(stopAll);

async function idler(): Promise<{ program: TestProgram; identity: ProcessIdentity }> {
  const program = new TestProgram({
    name: 'idler',
    command: process.execPath,
    args: ['--eval', 'setInterval(() => {}, 1000); console.log("up")'],
  });
  await eventually('a start', () => program.output.includes('up'));
  const identity = identify(program.pid);
  if (!identity) throw new Error('a living process has no identity');
  return { program, identity };
}

it('knows a living process, and when it has gone', async () => {
  const { program, identity } = await idler();
  expect(isAlive(identity)).toBe(true);
  expect(identify(identity.pid)).toEqual(identity);
  expect(signal(identity, 'SIGKILL')).toBe(true);
  await gone(identity);
  expect(isAlive(identity)).toBe(false);
  expect(signal(identity, 'SIGKILL')).toBe(false);
  expect((await program.exited).signal).toBe('SIGKILL');
});

it('never signals another process that has the pid now', async () => {
  const { program, identity } = await idler();
  const former = { ...identity, startTime: `${identity.startTime}0` };
  expect(isAlive(former)).toBe(false);
  expect(signal(former, 'SIGKILL')).toBe(false);
  await gone(former);
  expect(isAlive(identity)).toBe(true);
  await program.kill();
});

it('has two start times for two processes', async () => {
  const [one, two] = [await idler(), await idler()];
  expect(one.identity).not.toEqual(two.identity);
});

it.runIf(process.platform === 'linux')('tells the same start of two boots of the machine apart', () => {
  expect(identify(process.pid)?.startTime).toMatch(/^[0-9a-f-]{36}\/\d+$/);
});
