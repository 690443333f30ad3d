import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, signal } from '@microsphere/process/identity';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { Child, type ChildOptions, MAX_LOG_BYTES, reasonOf, StartError } from './child.ts';

const children: Child[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.identity) signal(child.identity, 'SIGKILL');
    await child.exited;
  }
  removeTemporaryDirectories();
});

/** A program that says that it is ready, and stays as long as its lifeline. */
const servant = 'console.log("hello"); console.log(JSON.stringify({ready: {url: "ws://x", port: 1}}));';
const stays = 'process.stdin.resume().on("end", () => process.exit(0));';

function start(script: string, options: Partial<ChildOptions> = {}): Child {
  const logFile = join(temporaryDirectory(), 'log');
  const child = new Child({
    name: 'servant',
    command: process.execPath,
    args: ['--eval', script],
    logFile,
    ...options,
  });
  children.push(child);
  return child;
}

it('learns the facts of a process that is ready, and stops it', async () => {
  const child = start(servant + stays);
  expect(await child.ready).toEqual({ url: 'ws://x', port: 1 });
  if (!child.identity) throw new Error('no identity');
  expect(isAlive(child.identity)).toBe(true);
  await child.stop(3_600_000);
  expect(await child.exited).toEqual({ how: 'SIGTERM', complaint: undefined });
  expect(isAlive(child.identity)).toBe(false);
});

it('kills one that does not stop, also when it is frozen', async () => {
  const child = start(`process.on("SIGTERM", () => {}); ${servant} ${stays}`);
  await child.ready;
  if (child.identity) signal(child.identity, 'SIGSTOP');
  await child.stop(20);
  expect((await child.exited).how).toBe('SIGKILL');
});

it('gives each process a group of its own, so that Ctrl-C is for the supervisor only', async () => {
  const child = start(servant + stays);
  await child.ready;
  // The group has the pid of its first process.
  expect(process.kill(-(child.identity?.pid ?? 0), 0)).toBe(true);
});

it.each([
  ['a fatal line', 'console.error(JSON.stringify({level: 60, msg: "the port is taken"}))', 'the port is taken'],
  ['the last of two errors', 'for (const msg of ["a", "b"]) console.error(JSON.stringify({level: 50, msg}))', 'b'],
  ['an error that nobody caught', 'throw new RangeError("too far")', 'RangeError: too far'],
  ['nats-server', 'console.error("[7] 2026/01/01 [FTL] Error listening on port")', 'Error listening on port'],
  [
    'no complaint',
    'console.error(JSON.stringify({level: 30, msg: "stopping"})); console.error("so long")',
    'ended with status 7',
  ],
])('says why a process ended before it was ready: %s', async (_what, script, reason) => {
  const child = start(`process.exitCode = 7; ${script}`);
  await expect(child.ready).rejects.toThrow(StartError);
  await expect(child.ready).rejects.toThrow(`servant: ${reason}`);
  expect(reasonOf(await child.exited)).toBe(reason);
});

it('does not take the complaint of an earlier run for one of this', async () => {
  const logFile = join(temporaryDirectory(), 'log');
  writeFileSync(logFile, `${JSON.stringify({ level: 60, msg: 'long ago' })}\n`);
  await expect(start('', { logFile }).ready).rejects.toThrow('servant: ended with status 0');
});

it('names a program that is not there', async () => {
  const child = start('', { command: '/nonexistent/server', args: [] });
  expect(child.identity).toBeUndefined();
  await expect(child.ready).rejects.toThrow('servant: spawn /nonexistent/server ENOENT');
  await child.stop(1);
});

it('adds to the log of earlier runs, and puts one aside that has grown too large', async () => {
  const logFile = join(temporaryDirectory(), 'log');
  writeFileSync(logFile, 'x'.repeat(MAX_LOG_BYTES));
  await start('console.error("more")', { logFile }).exited;
  expect(statSync(logFile).size).toBe(MAX_LOG_BYTES + 'more\n'.length);
  expect(existsSync(`${logFile}.old`)).toBe(false);
  await start('console.error("new")', { logFile }).exited;
  expect(readFileSync(logFile, 'utf8')).toBe('new\n');
  expect(statSync(`${logFile}.old`).size).toBe(MAX_LOG_BYTES + 'more\n'.length);
});
