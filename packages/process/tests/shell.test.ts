import { fileURLToPath } from 'node:url';
import { eventually, stopAll, TestProcess } from '@microsphere/testkit';
import { afterEach, describe, expect, it } from 'vitest';

afterEach(stopAll);

const worker = fileURLToPath(new URL('programs/worker.mjs', import.meta.url));

function start(configuration: unknown, environment: Readonly<Record<string, string>> = {}): TestProcess {
  return new TestProcess('worker', configuration, environment, worker);
}

interface Line {
  readonly level: number;
  readonly name: string;
  readonly msg: string;
  readonly err?: { readonly message: string; readonly stack: string };
}

const FATAL = 60;

/** What it logged: each line is one JSON object. */
function lines(process: TestProcess): Line[] {
  return process.log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** Ends by itself with this status, after one fatal line. */
async function expectFatal(process: TestProcess, status: number, message: string | RegExp): Promise<Line> {
  expect(await process.exited).toEqual({ code: status, signal: null });
  const fatal = lines(process).filter(({ level }) => level === FATAL);
  expect(fatal).toHaveLength(1);
  expect(fatal[0]).toMatchObject({ name: 'worker', msg: expect.stringMatching(message) });
  return fatal[0]!;
}

describe('a configuration that cannot be used is status 2 and one line', () => {
  it.each([
    ['none', undefined, {}, /^no configuration: give --config FILE or set MICROSPHERE_CONFIG$/],
    ['no JSON', undefined, { MICROSPHERE_CONFIG: '{' }, /^MICROSPHERE_CONFIG is not JSON/],
    ['a wrong value', { behaviour: 'dance' }, {}, /^MICROSPHERE_CONFIG: .*, at behaviour$/],
    ['two mistakes', { extra: 1 }, {}, /^MICROSPHERE_CONFIG: [^\n]*, at behaviour; [^\n]*"extra"$/],
    ['an unknown log level', { behaviour: 'serve' }, { MICROSPHERE_LOG: 'loud' }, /^MICROSPHERE_LOG: .*"loud"$/],
  ])('%s', async (_what, configuration, environment: Readonly<Record<string, string>>, message) => {
    const process = start(configuration, environment);
    await expectFatal(process, 2, message);
    expect(process.output).toBe('');
    await expect(process.ready()).rejects.toThrow('worker ended (2): {');
  });
});

describe('a process that serves', () => {
  it('says so in one line, with facts', async () => {
    const process = start({ behaviour: 'serve' });
    expect(await process.ready()).toEqual({ behaviour: 'serve', pid: process.pid });
    expect(process.output).toBe(`{"ready":{"behaviour":"serve","pid":${process.pid}}}\n`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops on %s', async (signal) => {
    const process = start({ behaviour: 'serve' });
    await process.ready();
    process.signal(signal);
    expect(await process.exited).toEqual({ code: 0, signal: null });
    expect(process.output).toMatch(/\nstopped\n$/);
    expect(lines(process).map(({ msg }) => msg)).toEqual([`stopping: ${signal}`]);
  });

  it('stops when its supervisor is gone', async () => {
    const process = start({ behaviour: 'serve' });
    await process.ready();
    process.cutLifeline();
    expect(await process.exited).toEqual({ code: 0, signal: null });
    expect(process.output).toMatch(/\nstopped\n$/);
    expect(lines(process).map(({ msg }) => msg)).toEqual(['stopping: the supervisor is gone']);
  });

  it('has no lifeline unless it was given one', async () => {
    const process = start({ behaviour: 'serve' }, { MICROSPHERE_LIFELINE: '' });
    await process.ready();
    process.cutLifeline();
    process.signal('SIGTERM');
    await process.exited;
    expect(lines(process).map(({ msg }) => msg)).toEqual(['stopping: SIGTERM']);
  });

  it('stops once, however often it is told', async () => {
    const process = start({ behaviour: 'serve' });
    await process.ready();
    process.cutLifeline();
    process.signal('SIGTERM');
    process.signal('SIGINT');
    expect((await process.exited).code).toBe(0);
    expect(process.output.match(/stopped/g)).toHaveLength(1);
  });

  it('can be told to stop before it has started', async () => {
    const process = start({ behaviour: 'startForever' });
    await eventually('the start', () => process.output.includes('starting'));
    expect(await process.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('a failure is status 1 and one line', () => {
  it.each([
    ['of the start', 'failToStart', "can't start: the disk is missing", 'the disk is missing'],
    ['that nobody caught', 'throwLater', 'broken assumption: two masters', 'two masters'],
    ['of a promise that nobody handled', 'rejectLater', 'broken assumption: a lost promise', 'a lost promise'],
    ['that the process declares', 'callFatal', 'the lock is gone', 'reservation conflict'],
  ])('%s', async (_what, behaviour, message, cause) => {
    const line = await expectFatal(start({ behaviour }), 1, message);
    expect(line.err?.message).toBe(cause);
    expect(line.err?.stack).toContain('worker.mjs');
  });

  it.each([
    ['of the stop', 'failToStop', 'broken assumption: the log is full'],
    ['to stop in time', 'neverStop', 'did not stop in time'],
  ])('%s', async (_what, behaviour, message) => {
    const process = start({ behaviour });
    await process.ready();
    process.signal('SIGTERM');
    await expectFatal(process, 1, message);
  });
});
