import type { StopReason } from '@microsphere/machine';
import { expect, it } from 'vitest';
import { type AfterStop, afterStop } from './guest-stop.ts';

it.each<[what: string, reason: StopReason, askedByHa: boolean, after: AfterStop]>([
  ['starts again when its guest restarts', { kind: 'reset' }, false, { kind: 'restart' }],
  [
    'counts as failed when its machine fails',
    { kind: 'failure', message: 'no memory at 0' },
    false,
    { kind: 'halt', clean: false, because: 'failed: no memory at 0' },
  ],
  [
    'counts as failed when its guest ends with a code',
    { kind: 'powerOff', code: 3 },
    false,
    { kind: 'halt', clean: false, because: 'ended with code 3 of its guest' },
  ],
  [
    'is wanted elsewhere when vSphere HA has shut it down',
    { kind: 'powerOff', code: 0 },
    true,
    { kind: 'halt', clean: false, because: 'was shut down by its guest, because vSphere HA has asked it to' },
  ],
  [
    'is off because its user wanted that',
    { kind: 'powerOff', code: 0 },
    false,
    { kind: 'halt', clean: true, because: 'was shut down by its guest' },
  ],
])('a virtual machine %s', (_what, reason, askedByHa, after) => {
  expect(afterStop(reason, { askedByHa })).toEqual(after);
});
