import { expect, it } from 'vitest';
import { COPY_LIMIT_BYTES, OUTPUT_BUFFER_BYTES } from './limits.ts';
import { Output, type Sink } from './output.ts';

/** A socket that keeps what it is given until the client takes it. */
function sink() {
  const waiting: { readonly bytes: Uint8Array; readonly done: () => void }[] = [];
  let taken = '';
  const socket: Sink = {
    cork() {},
    uncork() {},
    write: (bytes, done) => waiting.push({ bytes, done }),
  };
  return {
    socket,
    waiting,
    /** The client reads everything. */
    take(): string {
      for (const { bytes, done } of waiting.splice(0)) {
        taken += Buffer.from(bytes).toString('latin1');
        done();
      }
      return taken;
    },
  };
}

it('sends what it was given, in order, and once', () => {
  const client = sink();
  const output = new Output(client.socket, () => 0);
  let expected = '';
  const say = (text: string) => {
    expected += text;
    output.text(text);
  };
  const send = (bytes: Buffer) => {
    expected += bytes.toString('latin1');
    output.bytes(bytes);
  };
  for (let round = 0; round < 5; round++) {
    say(`MSG a ${round}\r\n`);
    send(Buffer.alloc(round * 100, 0x61 + round));
    send(Buffer.alloc(COPY_LIMIT_BYTES + round, 0x41 + round));
    say('\xff\r\n');
    for (let filled = 0; filled < OUTPUT_BUFFER_BYTES; filled += 1_000) say('x'.repeat(1_000));
    if (round % 2 === 0) output.flush();
  }
  output.flush();
  output.flush();
  expect(client.take()).toBe(expected);
  expect(output.pendingBytes).toBe(0);
});

it('copies small pieces, and sends large ones from where they are', () => {
  const client = sink();
  const output = new Output(client.socket, () => 0);
  const [small, large] = [Buffer.alloc(COPY_LIMIT_BYTES, 1), Buffer.alloc(COPY_LIMIT_BYTES + 1, 2)];
  output.bytes(small);
  output.bytes(large);
  small.fill(9);
  output.flush();
  expect(client.waiting.map(({ bytes }) => bytes[0])).toEqual([1, 2]);
  expect(client.waiting[1]?.bytes).toBe(large);
});

it('knows what has not been taken, and for how long', () => {
  let now = 1_000;
  const client = sink();
  const output = new Output(client.socket, () => now);
  expect([output.pendingBytes, output.stalledMs(now)]).toEqual([0, 0]);
  output.text('12345');
  now += 40;
  output.flush();
  output.text('678');
  now += 60;
  expect([output.pendingBytes, output.stalledMs(now)]).toEqual([8, 100]);
  client.take();
  now += 5;
  expect([output.pendingBytes, output.stalledMs(now)]).toEqual([3, 5]);
  output.flush();
  client.take();
  expect([output.pendingBytes, output.stalledMs(now)]).toEqual([0, 0]);
});
