import { beforeEach, expect, it } from 'vitest';
import { GuestTools, MAX_GUEST_INFO_BYTES, MAX_GUEST_INFO_KEYS, MAX_TOOLS_LINE_BYTES } from './guest-tools.ts';

let sent: string[];
let tools: GuestTools;

beforeEach(() => {
  sent = [];
  tools = new GuestTools({
    info: (key) => (key === 'guestinfo.ip' ? '10.10.0.11/24,10.10.0.1' : undefined),
    send: (bytes) => sent.push(Buffer.from(bytes).toString('latin1')),
    heartbeatIntervalMs: 1_000,
    heartbeatTimeoutMs: 30_000,
  });
});

const receive = (text: string, now = 0) => tools.receive(Buffer.from(text, 'latin1'), now);

it('answers a hello with the intervals of heartbeats', () => {
  receive('1 tools.hello 1.0\n');
  expect(sent).toEqual(['1 1 heartbeatMs=1000 markActiveMs=30000\n']);
  expect(tools.running).toBe(true);
});

it('takes lines in any pieces', () => {
  for (const character of '7 info-get guestinfo.ip\n8 info-get guestinfo.colour\n') receive(character);
  expect(sent).toEqual(['7 1 10.10.0.11/24,10.10.0.1\n', '8 0 No value found\n']);
});

it('keeps what the guest sets, and only guestinfo', () => {
  receive('1 info-set guestinfo.ip 10.10.0.11\n2 info-set secret x\n');
  expect(tools.guestInfo.get('guestinfo.ip')).toBe('10.10.0.11');
  expect(sent).toEqual(['1 1 \n', '2 0 only guestinfo.* can be set\n']);
});

it('is gray, green, yellow, red as the heartbeat ages', () => {
  expect(tools.heartbeatStatus(0)).toBe('gray');
  receive('1 tools.heartbeat 5000 3\n', 0);
  expect(tools.bootCount).toBe(3);
  expect([0, 29_999, 30_000, 60_000].map((now) => tools.heartbeatStatus(now))).toEqual([
    'green',
    'green',
    'yellow',
    'red',
  ]);
});

it('takes no time in which the host keeps the guest from running for its silence', () => {
  receive('1 tools.hello 1\n2 GuestAppMonitor.Cmd.Enable\n', 0);
  tools.pause(10_000);
  tools.pause(20_000);
  expect(tools.heartbeatStatus(99_000)).toBe('green');
  expect(tools.applicationStatus(99_000)).toBe('green');
  tools.resume(100_000);
  expect([119_999, 120_000, 150_000].map((now) => tools.heartbeatStatus(now))).toEqual(['green', 'yellow', 'red']);
  receive('3 tools.heartbeat 1 1\n', 150_000);
  expect([179_999, 180_000].map((now) => tools.heartbeatStatus(now))).toEqual(['green', 'yellow']);
});

it('knows an application only while the guest is up', () => {
  receive('1 GuestAppMonitor.Cmd.Enable\n', 0);
  expect(tools.applicationStatus(0)).toBe('gray');
  receive('2 tools.hello 1\n3 GuestAppMonitor.Cmd.MarkActive\n', 1_000);
  expect([30_999, 31_000].map((now) => tools.applicationStatus(now))).toEqual(['green', 'red']);
  receive('4 tools.halted\n', 31_000);
  expect(tools.applicationStatus(31_000)).toBe('gray');
  expect(sent.map((line) => line.trim())).toEqual(['1 1 0', '2 1 heartbeatMs=1000 markActiveMs=30000', '3 1 0', '4 1']);
});

it('drops an overlong line and goes on with the next', () => {
  receive(`1 info-set guestinfo.a ${'x'.repeat(MAX_TOOLS_LINE_BYTES)}`);
  receive('y'.repeat(10_000));
  receive('\n2 tools.hello 1\n');
  expect(sent).toEqual(['2 1 heartbeatMs=1000 markActiveMs=30000\n']);
});

it('limits the keys of a guest', () => {
  for (let key = 0; key <= MAX_GUEST_INFO_KEYS; key += 1) receive(`1 info-set guestinfo.k${key} v\n`);
  expect(tools.guestInfo.size).toBe(MAX_GUEST_INFO_KEYS);
  expect(sent.at(-1)).toMatch(/^1 0 more than/);
});

it('limits the bytes of a guest, all keys together; a value can be replaced', () => {
  const quarter = 'x'.repeat(MAX_GUEST_INFO_BYTES / 4 - 'guestinfo.a'.length);
  for (const key of ['a', 'b', 'c', 'd']) receive(`1 info-set guestinfo.${key} ${quarter}\n`);
  receive(`2 info-set guestinfo.e\n3 info-set guestinfo.a ${quarter}\n`);
  expect(sent.map((line) => line.slice(0, 3))).toEqual(['1 1', '1 1', '1 1', '1 1', '2 0', '3 1']);
});
