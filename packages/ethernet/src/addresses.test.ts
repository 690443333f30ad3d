import { describe, expect, it } from 'vitest';
import {
  BROADCAST,
  formatIpv4Address,
  formatMacAddress,
  isHostOf,
  isMulticast,
  macAddressBytes,
  parseIpv4Address,
  parseMacAddress,
  readIpv4Address,
  readMacAddress,
} from './index.ts';

describe('MAC addresses', () => {
  it.each(['00:50:56:9a:00:01', 'ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00', '80:00:00:80:00:00'])('reads %s', (text) => {
    const address = parseMacAddress(text)!;
    expect(formatMacAddress(address)).toBe(text);
    expect(macAddressBytes(address).toString('hex')).toBe(text.replaceAll(':', ''));
    expect(readMacAddress(Buffer.concat([Buffer.alloc(3), macAddressBytes(address)]), 3)).toBe(address);
    expect(parseMacAddress(text.toUpperCase())).toBe(address);
  });

  it.each(['', '00:50:56:9a:00', '00:50:56:9a:00:01:02', '00-50-56-9a-00-01', '0:50:56:9a:00:01', 'gg:50:56:9a:00:01'])(
    'refuses %j',
    (text) => expect(parseMacAddress(text)).toBeUndefined(),
  );

  it.each([
    [formatMacAddress(BROADCAST), true],
    ['01:00:5e:00:00:01', true],
    ['00:50:56:9a:00:01', false],
    ['fe:ff:ff:ff:ff:ff', false],
  ])('knows whether %s is a group: %s', (text, group) => expect(isMulticast(parseMacAddress(text)!)).toBe(group));
});

describe('IPv4 addresses', () => {
  it.each(['10.10.0.1', '0.0.0.0', '255.255.255.255', '192.168.0.199'])('reads %s', (text) => {
    const address = parseIpv4Address(text)!;
    expect(formatIpv4Address(address)).toBe(text);
    expect(readIpv4Address(Buffer.from([9, ...text.split('.').map(Number)]), 1)).toBe(address);
  });

  it.each(['', '10.10.0', '10.10.0.256', '10.10.0.01', '10.10.0.1.1', ' 10.10.0.1', '::1', '1e1.0.0.1'])(
    'refuses %j',
    (text) => expect(parseIpv4Address(text)).toBeUndefined(),
  );

  it.each([
    ['10.10.0.1', true],
    ['10.10.0.254', true],
    ['10.10.0.0', false],
    ['10.10.0.255', false],
    ['10.10.1.1', false],
    ['192.168.0.1', false],
  ])('knows whether %s can be a host of 10.10.0.1/24: %s', (host, expected) => {
    const network = { address: parseIpv4Address('10.10.0.1')!, prefix: 24 };
    expect(isHostOf(network, parseIpv4Address(host)!)).toBe(expected);
  });

  it('compares addresses of the upper half as unsigned numbers', () => {
    const network = { address: parseIpv4Address('192.168.4.1')!, prefix: 22 };
    expect(isHostOf(network, parseIpv4Address('192.168.7.254')!)).toBe(true);
    expect(isHostOf(network, parseIpv4Address('192.168.7.255')!)).toBe(false);
  });
});
