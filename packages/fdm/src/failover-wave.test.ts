import { expect, it } from 'vitest';
import { type Failover, newFailover, type Progress } from './failover.ts';
import { FailoverWave } from './failover-wave.ts';
import { protectedVm } from './testing.ts';

function failover(state: Progress['state'], more: Partial<Failover> = {}): Failover {
  const host = 'host-1';
  const progress: Progress =
    state === 'ordered'
      ? { state, host, orderedAt: 0, repeatAt: 0 }
      : state === 'started'
        ? { state, host, until: 0 }
        : state === 'paused'
          ? { state, until: 0 }
          : { state };
  return { ...newFailover(protectedVm('web'), { because: 'its host has failed' }), progress, ...more };
}

/** A wave with a record of what it told: how many are being restarted, wait for their turn or a retry, wait for room. */
function wave() {
  const told: string[] = [];
  const office = new FailoverWave((effect) => {
    if (effect.kind !== 'event') return;
    const counts = effect.arguments ? Object.values(effect.arguments).join(' ') : '';
    told.push(`${effect.type.replace('com.vmware.vc.HA.ClusterFailover', '')} ${counts}`.trim());
  });
  return { office, told: () => told.splice(0) };
}

it.each([
  ['ordered', failover('ordered'), '1 0 0'],
  ['started, and not in a report yet', failover('started'), '1 0 0'],
  ['tried again because of a fault that will pass', failover('paused', { transientUntil: 9 }), '1 0 0'],
  ['about to be', failover('waiting', { transientUntil: 9 }), '1 0 0'],
  ['between attempts', failover('paused'), '0 1 0'],
  ['held back by others', failover('waiting'), '0 1 0'],
  ['without room', failover('waiting', { waitsForRoom: true }), '0 0 1'],
  ['without room, after such a fault', failover('waiting', { waitsForRoom: true, transientUntil: 9 }), '0 0 1'],
])('tells of a VM that is %s', (_what, vm, counts) => {
  const { office, told } = wave();
  expect(office.begin()).toBe(true);
  office.advance([vm]);
  expect(told()).toEqual(['ActionInitiatedEvent', `InProgressEvent ${counts}`]);
});

it('tells when other numbers wait, not when more are being restarted, and begins anew after its end', () => {
  const { office, told } = wave();
  office.advance([]);
  expect(told()).toEqual([]);
  expect([office.begin(), office.begin()]).toEqual([true, false]);
  const [ordered, paused] = [failover('ordered'), failover('paused')];
  for (const now of [[ordered], [ordered, ordered], [ordered, paused], [paused], [ordered], []]) office.advance(now);
  expect(told()).toEqual([
    'ActionInitiatedEvent',
    'InProgressEvent 1 0 0',
    'InProgressEvent 1 1 0',
    'InProgressEvent 1 0 0',
    'ActionCompletedEvent',
  ]);
  expect(office.begin()).toBe(true);
  office.advance([ordered]);
  expect(told()).toEqual(['ActionInitiatedEvent', 'InProgressEvent 1 0 0']);
});
