import { expect, it } from 'vitest';
import { type DeviceEvent, type DeviceState, deadline, newDevice, step } from './device-state.ts';

const timing = { apdTimeoutMs: 140_000 };
const START = 'esx.problem.storage.apd.start';
const TIMEOUT = 'esx.problem.storage.apd.timeout';
const EXIT = 'esx.clear.storage.apd.exit';
const LOSS = 'esx.problem.scsi.device.state.permanentloss';
const ONLINE = 'esx.clear.scsi.device.state.permanentloss.deviceonline';
const REDUNDANCY_LOST = 'esx.problem.storage.redundancy.lost';
const REDUNDANCY_RESTORED = 'esx.clear.storage.redundancy.restored';

const paths = (alive: number): DeviceEvent => ({ kind: 'paths', alive });
const loss: DeviceEvent = { kind: 'permanentLoss' };
const answered: DeviceEvent = { kind: 'answered' };
const time: DeviceEvent = { kind: 'time' };

/** When, what happens, and what becomes of it. */
type Line = readonly [number, DeviceEvent, DeviceState, ...string[]];
const stories: Readonly<Record<string, readonly Line[]>> = {
  'a path that breaks and comes back': [
    [0, paths(1), 'on'],
    [10, paths(0), 'apd', START],
    [20, time, 'apd'],
    [140_009, time, 'apd'],
    [140_009, paths(1), 'on', EXIT],
    [140_010, time, 'on'],
  ],
  'all paths down for too long': [
    [0, paths(1), 'on'],
    [10, paths(0), 'apd', START],
    [140_010, time, 'apdTimeout', TIMEOUT],
    [500_000, time, 'apdTimeout'],
    [500_000, paths(0), 'apdTimeout'],
    [500_001, paths(1), 'on', EXIT],
    [500_002, paths(0), 'apd', START],
    [640_001, time, 'apd'],
    [640_002, time, 'apdTimeout', TIMEOUT],
  ],
  'one of two paths, then both': [
    [0, paths(1), 'on'],
    [0, paths(2), 'on'],
    [1, paths(1), 'on', REDUNDANCY_LOST],
    [2, paths(1), 'on'],
    [3, paths(2), 'on', REDUNDANCY_RESTORED],
    [4, paths(1), 'on', REDUNDANCY_LOST],
    [5, paths(0), 'apd', START],
    [6, paths(1), 'on', EXIT],
    [7, paths(2), 'on', REDUNDANCY_RESTORED],
  ],
  'both paths at once': [
    [0, paths(2), 'on'],
    [1, paths(0), 'apd', REDUNDANCY_LOST, START],
    [2, paths(2), 'on', EXIT, REDUNDANCY_RESTORED],
  ],
  'a device that the array has no longer': [
    [0, paths(1), 'on'],
    [1, loss, 'pdl', LOSS],
    [2, loss, 'pdl'],
    [3, time, 'pdl'],
    [4, paths(0), 'pdl'],
    [200_000, time, 'pdl'],
    [200_001, paths(1), 'pdl'],
    [200_002, answered, 'on', ONLINE],
    [200_003, answered, 'on'],
  ],
  'a device that is gone when its paths come back': [
    [0, paths(1), 'on'],
    [1, paths(0), 'apd', START],
    [2, paths(1), 'on', EXIT],
    [3, loss, 'pdl', LOSS],
  ],
};

it.each(Object.entries(stories))('%s', (_name, lines) => {
  let status = newDevice;
  for (const [now, event, state, ...expected] of lines) {
    const { status: next, observations } = step(status, event, now, timing);
    expect([now, next.state, ...observations]).toEqual([now, state, ...expected]);
    status = next;
  }
});

it('asks to be stepped when all paths have been down for the timeout, and else not', () => {
  const up = step(newDevice, paths(1), 0, timing).status;
  expect(deadline(up, timing)).toBeUndefined();
  const down = step(up, paths(0), 10, timing).status;
  expect(deadline(down, timing)).toBe(140_010);
  expect(deadline(step(down, time, 140_010, timing).status, timing)).toBeUndefined();
});
