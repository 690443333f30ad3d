import { expect, it } from 'vitest';
import { formatAddress, listenAddress, listenError } from './index.ts';

it.each([
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['localhost:4222', { host: 'localhost', port: 4222 }],
  ['[::1]:65535', { host: '::1', port: 65535 }],
])('reads and writes %s', (text, address) => {
  expect(listenAddress.parse(text)).toEqual(address);
  expect(formatAddress(address)).toBe(text);
});

it.each(['', '4222', '127.0.0.1', '127.0.0.1:', ':4222', 'a:b', '::1:4222', '127.0.0.1:65536', 'a b:1'])(
  'refuses %j',
  (text) => {
    expect(() => listenAddress.parse(text)).toThrow(/not HOST:PORT/);
  },
);

it('says who is in the way', () => {
  const cause = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
  expect(listenError('listen', { host: '127.0.0.1', port: 4222 }, cause).message).toBe(
    'listen 127.0.0.1:4222: another process has this port',
  );
});
