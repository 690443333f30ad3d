import { delimiter, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BrokerLocationError, brokerCommand, locateBroker, type Machine, thisMachine } from './locate.ts';

function machine(
  environment: Record<string, string>,
  files: Record<string, 'executable' | 'file' | 'folder'> = {},
  platform: NodeJS.Platform = 'linux',
): Machine {
  const resolved = new Map(Object.entries(files).map(([path, kind]) => [resolve(path), kind]));
  return { environment, platform, examine: (path) => resolved.get(resolve(path)) ?? 'nothing' };
}

const installed = { '/opt/nats-server': 'executable', '/bin/nats-server': 'executable' } as const;

describe('locateBroker', () => {
  it('takes NATS_URL before anything else', () => {
    const environment = { NATS_URL: 'nats://a:4222, b:4223', NATS_SERVER_BIN: '/opt/nats-server', PATH: '/bin' };
    expect(locateBroker(machine(environment, installed))).toEqual({
      kind: 'url',
      servers: ['nats://a:4222', 'nats://b:4223'],
    });
  });

  it('takes NATS_SERVER_BIN before PATH', () => {
    expect(locateBroker(machine({ NATS_SERVER_BIN: '/opt/nats-server', PATH: '/bin' }, installed))).toEqual({
      kind: 'binary',
      path: resolve('/opt/nats-server'),
      source: 'NATS_SERVER_BIN',
    });
  });

  it('takes the first on PATH that can be run', () => {
    const files = { '/a/nats-server': 'file', '/b/nats-server': 'folder', '/c/nats-server': 'executable' } as const;
    const environment = { PATH: ['', '/a', '/b', '/c', '/d'].join(delimiter) };
    expect(locateBroker(machine(environment, files))).toEqual({
      kind: 'binary',
      path: resolve('/c/nats-server'),
      source: 'PATH',
    });
  });

  it('looks for the name that the system uses', () => {
    const folder = join('tools', 'nats');
    const files = { [join(folder, 'nats-server.exe')]: 'executable' } as const;
    expect(locateBroker(machine({ Path: folder }, files, 'win32'))).toMatchObject({ kind: 'binary', source: 'PATH' });
    expect(locateBroker(machine({ PATH: folder }, files, 'linux')).kind).toBe('bundled');
  });

  it('falls back on the bundled broker, also when variables are set but empty', () => {
    expect(locateBroker(machine({}))).toMatchObject({ kind: 'bundled', path: expect.stringMatching(/dist.main\.js$/) });
    expect(locateBroker(machine({ NATS_URL: '', NATS_SERVER_BIN: '' })).kind).toBe('bundled');
  });

  it.each([
    [{ NATS_SERVER_BIN: '/opt/nothing' }, /NATS_SERVER_BIN: .*nothing does not exist/],
    [{ NATS_SERVER_BIN: '/opt/text' }, /NATS_SERVER_BIN: .*text is not executable/],
    [{ NATS_SERVER_BIN: '/opt' }, /NATS_SERVER_BIN: .*opt is a folder/],
    [{ NATS_URL: 'http://a' }, /NATS_URL: not nats:\/\/HOST:PORT: "http:\/\/a"/],
    [{ NATS_URL: 'nats://a:99999' }, /NATS_URL: not a URL: "nats:\/\/a:99999"/],
    [{ NATS_URL: 'nats://a,,b' }, /NATS_URL: /],
  ])('says what is wrong with %j', (environment, message) => {
    const bad = machine({ ...environment, PATH: '/bin' }, { ...installed, '/opt': 'folder', '/opt/text': 'file' });
    expect(() => locateBroker(bad)).toThrow(BrokerLocationError);
    expect(() => locateBroker(bad)).toThrow(message);
  });

  it('sees this machine', () => {
    expect(thisMachine().examine(process.execPath)).toBe('executable');
    expect(thisMachine().examine(import.meta.dirname)).toBe('folder');
    expect(thisMachine().examine(join(import.meta.dirname, 'nothing'))).toBe('nothing');
  });
});

describe('brokerCommand', () => {
  it('starts either kind on a given address', () => {
    expect(
      brokerCommand({ kind: 'binary', path: '/bin/nats-server', source: 'PATH' }, { host: '127.0.0.1', port: 4222 }),
    ).toEqual({
      command: '/bin/nats-server',
      args: ['--addr', '127.0.0.1', '--port', '4222'],
      environment: {},
      saysReady: false,
    });
    expect(brokerCommand({ kind: 'bundled', path: 'main.js' }, { host: '::1', port: 4222 })).toEqual({
      command: process.execPath,
      args: ['main.js'],
      environment: { MICROSPHERE_CONFIG: '{"listen":"[::1]:4222"}' },
      saysReady: true,
    });
  });
});
