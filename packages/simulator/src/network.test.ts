import { beforeEach, expect, it } from 'vitest';
import { Network } from './network.ts';
import { Random } from './random.ts';
import { Timeline } from './timeline.ts';

let timeline: Timeline;
let heard: string[];

function network(lossProbability = 0): Network<number> {
  const result = new Network<number>({
    timeline,
    random: new Random(1),
    latencyMs: { low: 1, high: 50 },
    lossProbability,
  });
  for (const host of ['a', 'b']) result.attach(host, (message) => heard.push(`${host} ${message}`));
  return result;
}

beforeEach(() => {
  timeline = new Timeline();
  heard = [];
});

it('delays messages, and lets none overtake another', () => {
  const net = network();
  for (let message = 0; message < 20; message += 1) net.send('a', 'b', message);
  timeline.runUntil(0.9);
  expect(heard).toEqual([]);
  timeline.runUntil(50);
  expect(heard).toEqual(Array.from({ length: 20 }, (_, message) => `b ${message}`));
});

it('loses what it is told to lose', () => {
  const net = network(0.25);
  for (let message = 0; message < 1_000; message += 1) net.send('a', 'b', message);
  timeline.runUntil(50);
  expect(heard.length).toBeGreaterThan(650);
  expect(heard.length).toBeLessThan(850);
});

it('carries nothing between segments, not even what was under way when it was divided', () => {
  const net = network();
  net.send('a', 'b', 1);
  net.move('b', 'elsewhere');
  net.send('a', 'b', 2);
  timeline.runUntil(50);
  expect(heard).toEqual([]);
  net.heal();
  net.send('a', 'b', 3);
  net.down = true;
  net.send('a', 'b', 4);
  timeline.runUntil(100);
  expect(heard).toEqual([]);
  net.heal();
  net.send('a', 'b', 5);
  timeline.runUntil(150);
  expect(heard).toEqual(['b 5']);
});
