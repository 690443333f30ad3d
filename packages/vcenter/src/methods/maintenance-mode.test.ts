import { expect, it } from 'vitest';
import { isActiveForDas } from '../inventory/records.ts';
import { hostRecord } from '../testing/records.ts';
import { evacuationProgress, takesVms } from './maintenance-mode.ts';

it.each([
  [3, 3, 0],
  [3, 2, 25],
  [3, 1, 50],
  [1, 1, 0],
  [0, 0, 0],
  // More have come than there were.
  [1, 3, 0],
])('of %i virtual machines %i are left: %i per cent', (initial, left, percent) => {
  expect(evacuationProgress(initial, left)).toBe(percent);
});

it.each([
  [{}, true, true],
  [{ connectionState: 'notResponding' }, false, true],
  [{ connectionState: 'disconnected' }, false, false],
  [{ inMaintenanceMode: true }, false, false],
  [{ inQuarantineMode: true }, true, true],
] as const)('a host that is %o takes virtual machines: %s, is a member of vSphere HA: %s', (state, takes, isMember) => {
  const host = { ...hostRecord, ...state };
  expect([takesVms({ entering: new Map() }, host), isActiveForDas(host)]).toEqual([takes, isMember]);
});
