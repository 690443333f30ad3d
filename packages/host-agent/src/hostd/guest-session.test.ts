import { pb } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { ConsoleBuffer, MAX_CONSOLE_HISTORY_BYTES } from './console-buffer.ts';
import { MAX_MOVED_CONSOLE_BYTES, restoreSession, sessionOf } from './guest-session.ts';
import { GuestTools } from './guest-tools.ts';

const TIMEOUT_MS = 6_000;

function guest() {
  const sent: string[] = [];
  const tools = new GuestTools({
    info: () => undefined,
    send: (bytes) => void sent.push(Buffer.from(bytes).toString('latin1')),
    heartbeatIntervalMs: 200,
    heartbeatTimeoutMs: TIMEOUT_MS,
  });
  const say = (text: string, now = 0) => tools.receive(Buffer.from(text, 'latin1'), now);
  return { parts: { tools, ioOperations: 0 }, say, sent, console: new ConsoleBuffer() };
}

/** Moves at `now` of its source, to a host whose clock is at `there`. */
function moved(source: ReturnType<typeof guest>, now: number, there = 1_000_000) {
  const times = { bootTime: 1_700_000_000_000, upTimeMs: 1234.5 };
  const session = sessionOf(source.parts, times, source.console, now);
  const received = pb.GuestSession.decode(pb.GuestSession.encode(session).finish());
  const destination = guest();
  restoreSession(destination.parts, received, destination.console, there);
  return { destination, received };
}

describe('the session of a guest', () => {
  it('goes with it: what its tools and its application have said, its console, its times', () => {
    const source = guest();
    source.say('1 tools.hello\n2 info-set guestinfo.ip 10.10.0.5\n3 GuestAppMonitor.Cmd.Enable\n');
    source.say('4 GuestAppMonitor.Cmd.PostAppState appStateNeedReset\n');
    source.parts.ioOperations = 77;
    source.console.write(Buffer.from('hello'));
    const { destination, received } = moved(source, 10);
    const { tools, ioOperations } = destination.parts;
    expect(received).toMatchObject({ bootTime: 1_700_000_000_000, upTimeMs: 1234.5 });
    expect(tools.running).toBe(true);
    expect(ioOperations).toBe(77);
    expect([...tools.guestInfo]).toEqual([['guestinfo.ip', '10.10.0.5']]);
    expect(tools.application.state).toBe('appStateNeedReset');
    expect(tools.applicationStatus(1_000_000)).toBe('green');
    expect(Buffer.from(destination.console.history()).toString()).toBe('hello');
  });

  it.each([
    ['green', 10],
    ['yellow', TIMEOUT_MS],
    ['red', 2 * TIMEOUT_MS],
  ] as const)('keeps a heartbeat that is %s, whatever the other host’s clock says', (status, now) => {
    const source = guest();
    source.say('1 tools.hello\n');
    const { tools } = moved(source, now).destination.parts;
    expect(tools.heartbeatStatus(1_000_000)).toBe(status);
    expect(tools.heartbeatStatus(1_000_000 + 2 * TIMEOUT_MS)).toBe('red');
  });

  it('is empty where nobody has spoken', () => {
    const { tools } = moved(guest(), 0).destination.parts;
    expect(tools.heartbeatStatus(1_000_000)).toBe('gray');
    expect(tools.applicationStatus(1_000_000)).toBe('gray');
  });

  it('has the line that the guest is in the middle of, and one that is too long already', () => {
    const source = guest();
    source.say('7 info-set guestinfo.half a');
    const { destination } = moved(source, 0);
    destination.say('nd whole\n', 1_000_000);
    expect(destination.parts.tools.guestInfo.get('guestinfo.half')).toBe('and whole');
    const endless = guest();
    endless.say('8 '.padEnd(2_000, 'x'));
    const after = moved(endless, 0).destination;
    after.say('9 tools.hello\n', 1_000_000);
    expect(after.sent).toEqual([]);
    after.say('9 tools.hello\n', 1_000_000);
    expect(after.sent).toHaveLength(1);
  });

  it('has the end of a console that is longer than there is room for', () => {
    const source = guest();
    source.console.write(new Uint8Array(MAX_CONSOLE_HISTORY_BYTES).fill(65));
    source.console.write(Buffer.from('end'));
    const history = moved(source, 0).destination.console.history();
    expect(history).toHaveLength(MAX_MOVED_CONSOLE_BYTES);
    expect(Buffer.from(history.subarray(-3)).toString()).toBe('end');
  });

  it('is refused where no host can have sent it', () => {
    const { parts, console } = guest();
    for (const session of [{ guestHeartbeatStatus: 99 }, { applicationState: 'well' }])
      expect(() => restoreSession(parts, pb.GuestSession.create(session), console, 0)).toThrow(RangeError);
  });
});
