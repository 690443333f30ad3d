import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { ipv4Address, labNameArgument, wholeNumber } from './arguments.ts';

it('takes what is meant', () => {
  expect(wholeNumber(0, 65_535)('65535')).toBe(65_535);
  expect(wholeNumber(1)('1')).toBe(1);
  expect(labNameArgument('my-lab2')).toBe('my-lab2');
  expect(ipv4Address('10.10.0.9')).toBe('10.10.0.9');
});

it.each(['', '-1', '1.5', '0x10', '1e3', '65536', ' 1', '99999999999999999999'])('refuses %j as a port', (text) => {
  expect(() => wholeNumber(0, 65_535)(text)).toThrow(InvalidArgumentError);
  expect(() => wholeNumber(0, 65_535)(text)).toThrow('a whole number from 0 to 65535');
});

it('refuses a count of nothing', () => {
  expect(() => wholeNumber(1)('0')).toThrow('a whole number of at least 1');
});

it.each(['', '.', '..', '../other', 'a/b', '/etc', 'Lab', 'a'.repeat(32)])(
  'refuses %j as the name of a lab',
  (text) => {
    expect(() => labNameArgument(text)).toThrow(InvalidArgumentError);
  },
);

it.each(['', '10.10.0', '10.10.0.256', 'host', '::1'])('refuses %j as an address', (text) => {
  expect(() => ipv4Address(text)).toThrow('an IPv4 address');
});
