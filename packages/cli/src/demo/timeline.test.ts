import { expect, it } from 'vitest';
import { timelineOf } from './timeline.ts';

const epoch = Date.parse('2026-01-01T00:00:00.000Z');
const ack = (receivedAt: number) => ({ client: 1n, n: 1n, index: 1n, boot: 1n, sentAt: receivedAt, receivedAt });
const event = (ms: number, type: string, about: { readonly vm: string } | { readonly host: string }) => ({
  key: ms,
  time: new Date(epoch + ms).toISOString(),
  type,
  message: '',
  ...about,
});

// The monotonic clock says 1000 when it is `epoch`; the kill comes 500 ms later.
const input = {
  killedAt: epoch + 500,
  killedHosts: ['esx02'],
  clock: { monotonic: 1000, wall: epoch },
  events: [
    event(100, 'VmPoweredOnEvent', { vm: 'web' }),
    event(400, 'DasHostFailedEvent', { host: 'esx02' }),
    event(4000, 'DasHostFailedEvent', { host: 'esx01' }),
    event(4100, 'DasHostFailedEvent', { host: 'esx02' }),
    event(4300, 'VmPoweredOnEvent', { vm: 'web' }),
  ],
};

it('tells declaration, power-on and the silence that its clients saw, in milliseconds after the kill', () => {
  const vms = [{ name: 'web', affected: true, acknowledgements: [1400, 1490.4, 5600, 5610].map(ack) }];
  expect(timelineOf({ ...input, vms })).toEqual({
    declaredDeadMs: 3600,
    vms: [{ vm: 'web', affected: true, lastAckMs: -10, poweredOnMs: 3800, firstAckMs: 4100, longestGapMs: 4110 }],
  });
});

it('takes a gap from before the kill for no part of the story', () => {
  const vms = [{ name: 'db', affected: false, acknowledgements: [100, 1400, 1510, 1530].map(ack) }];
  expect(timelineOf({ ...input, vms }).vms[0]).toMatchObject({ lastAckMs: -100, firstAckMs: 10, longestGapMs: 110 });
});

it('says nothing of what did not happen', () => {
  const vms = [{ name: 'db', affected: true, acknowledgements: [] }];
  expect(timelineOf({ ...input, events: [], vms })).toEqual({
    declaredDeadMs: undefined,
    vms: [
      {
        vm: 'db',
        affected: true,
        lastAckMs: undefined,
        poweredOnMs: undefined,
        firstAckMs: undefined,
        longestGapMs: 0,
      },
    ],
  });
});
