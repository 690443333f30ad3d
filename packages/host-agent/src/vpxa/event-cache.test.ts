import { pb } from '@microsphere/proto';
import { expect, it } from 'vitest';
import { EventCache, MAX_EVENT_MESSAGE_CHARACTERS, MAX_KEPT_EVENTS } from './event-cache.ts';
import { MAX_REPLY_BYTES } from './request-server.ts';

const numbers = (events: readonly pb.IHostEvent[]) => events.map(({ sequence }) => sequence);

it('counts events from 1, and gives those after a number', () => {
  const cache = new EventCache('boot-2');
  expect(cache.sequence).toBe(0);
  for (const type of ['VmPoweredOnEvent', 'VmPoweredOffEvent', 'VmPoweredOnEvent'])
    cache.add({ type, message: type }, 1_000);
  expect(cache.sequence).toBe(3);
  expect(numbers(cache.after({ bootUuid: 'boot-2', afterSequence: 1 }))).toEqual([2, 3]);
  expect(cache.after({ bootUuid: 'boot-2', afterSequence: 3 })).toEqual([]);
});

it('gives all to who has only seen an earlier boot', () => {
  const cache = new EventCache('boot-2');
  cache.add({ type: 'VmPoweredOnEvent', message: 'on' }, 1_000);
  expect(numbers(cache.after({ bootUuid: 'boot-1', afterSequence: 500 }))).toEqual([1]);
});

it('keeps the last ones, and the longest of them fit into one answer', () => {
  const cache = new EventCache('b'.repeat(36));
  const vmxPath = `[datastore1] ${'x'.repeat(80)}/${'x'.repeat(80)}.vmx`;
  for (let count = 0; count < MAX_KEPT_EVENTS + 5; count += 1)
    cache.add(
      {
        type: 'esx.problem.vmfs.heartbeat.unrecoverable',
        message: 'm'.repeat(10_000),
        vmxPath,
        instanceUuid: 'u'.repeat(36),
      },
      1_700_000_000_000,
    );
  const events = cache.after({ bootUuid: '', afterSequence: 0 });
  expect(events).toHaveLength(MAX_KEPT_EVENTS);
  expect(events[0]).toMatchObject({ sequence: 6 });
  expect(events[0]?.message).toHaveLength(MAX_EVENT_MESSAGE_CHARACTERS);
  expect(pb.ReadEventsResponse.encode({ events }).finish().length).toBeLessThan(MAX_REPLY_BYTES);
});
