import { afterEach, expect, it } from 'vitest';
import { HostCables } from './host-cables.ts';

const made: HostCables[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((cables) => cables.remove()));
});

it('has a cable of its own for each host and network, and knows which are pulled', async () => {
  const cables = new HostCables();
  made.push(cables);
  await cables.layManagement(['esx01', 'esx02'], 'nats://127.0.0.1:1');
  await cables.layVmotion(['esx01', 'esx02']);
  const ends = ['esx01', 'esx02'].flatMap((host) => [
    cables.address(host, 'management'),
    cables.address(host, 'vmotion'),
  ]);
  expect(new Set(ends).size).toBe(4);
  cables.change('esx01', 'vmotion', { plugged: false });
  expect([cables.unplugged('esx01'), cables.unplugged('esx02')]).toEqual([['vmotion'], []]);
  cables.change('esx01', 'vmotion', { plugged: true });
  expect(cables.unplugged('esx01')).toEqual([]);
});

it('names what is not there', async () => {
  const cables = new HostCables();
  made.push(cables);
  await cables.layVmotion(['esx01']);
  expect(() => cables.change('esx01', 'management', { plugged: false })).toThrow(
    "esx01 has no cable to the management network of its own: the broker is not the lab's",
  );
  expect(() => cables.change('esx09', 'vmotion', { delayMs: 1 })).toThrow('esx09 has no cable to the vmotion network');
});
