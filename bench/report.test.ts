import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { median, record, table } from './report.mjs';

it('takes the middle', () => {
  expect([median([3]), median([10, 1, 2]), median([4, 1, 2, 100])]).toEqual([3, 2, 3]);
  expect(() => median([])).toThrow('the median of nothing');
});

it('puts the peer and the ratio into a record, where there is a peer', () => {
  expect(record('broker', { metric: 'requests', value: 1234.56, unit: 'req/s' })).toEqual({
    bench: 'broker',
    metric: 'requests',
    value: 1235,
    unit: 'req/s',
  });
  expect(record('a', { metric: 'b', value: 1, unit: 'ms', peer: 'other', peerValue: 3 })).toEqual({
    bench: 'a',
    metric: 'b',
    value: 1,
    unit: 'ms',
    peer: 'other',
    peerValue: 3,
    ratio: 0.3333,
  });
  expect(() => record('a', { metric: 'b', value: Number.NaN, unit: 'ms' })).toThrow('a: b is NaN');
});

it('says how far a promised figure was missed, and whether that is far', () => {
  const of = (value: number) =>
    record('ha', { metric: 'dead', value, unit: 's', peer: 'published', peerValue: 18, tolerance: 1 });
  expect(of(17.25)).toEqual({
    bench: 'ha',
    metric: 'dead',
    value: 17.25,
    unit: 's',
    peer: 'published',
    peerValue: 18,
    difference: -0.75,
    within: true,
  });
  expect(table([of(17.25), of(20)]).split('\n')).toEqual([
    'metric  value  unit  peer value  peer       difference  within',
    'dead    17.25  s             18  published       -0.75  yes',
    'dead       20  s             18  published           2  NO',
  ]);
});

it('makes a table of records', () => {
  const records = [
    record('a', { metric: 'speed', value: 1_000_000, unit: 'msgs/s', peer: 'nats-server', peerValue: 2_000_000 }),
    record('a', { metric: 'delay', value: 0.5, unit: 'ms' }),
  ];
  expect(table(records).split('\n')).toEqual([
    'metric      value  unit    peer value  peer         ratio',
    'speed   1,000,000  msgs/s   2,000,000  nats-server  0.5 x',
    'delay         0.5  ms',
  ]);
  expect(table(records.slice(1)).split('\n')).toEqual(['metric  value  unit', 'delay     0.5  ms']);
});

it('knows its benches, and says so when it is asked for another', () => {
  const main = fileURLToPath(new URL('main.mjs', import.meta.url));
  const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  expect(run('nothing')).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no bench "nothing"') });
  expect(run('--quick')).toMatchObject({ status: 2, stderr: expect.stringContaining('--quick') });
  expect(run('nothing').stderr).toMatch(/^benches: .*\bbroker\b/m);
});
