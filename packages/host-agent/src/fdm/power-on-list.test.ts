import { expect, it } from 'vitest';
import { formatPowerOnList, parsePowerOnList, powerOnFile } from './power-on-list.ts';

it.each([
  { isolated: false, vms: [] },
  { isolated: true, vms: ['uuid of web', 'uuid of db'] },
])('is read as it was written: %o', (list) => {
  expect(parsePowerOnList(formatPowerOnList(list))).toEqual(list);
});

it('has its host in its name, and the flag in its first line', () => {
  expect(powerOnFile('host-12')).toBe('host-12-poweron');
  expect(Buffer.from(formatPowerOnList({ isolated: true, vms: ['a'] })).toString()).toBe('1\na\n.\n');
});

it.each(['', '0', '0\n', '2\n.\n', '1\na\n', '1\n\n.\n', '1\na\n.', '{"version":1}'])('refuses %j', (text) => {
  expect(() => parsePowerOnList(Buffer.from(text))).toThrow('no poweron list');
});
