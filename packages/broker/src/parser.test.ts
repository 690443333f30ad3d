import { describe, expect, it } from 'vitest';
import { type Operation, ProtocolError } from './operations.ts';
import { Parser } from './parser.ts';

const limits = { maxControlLineBytes: 256, maxPayloadBytes: 1024 };

function parse(...chunks: Buffer[]): Operation[] {
  const parser = new Parser(limits);
  const operations: Operation[] = [];
  for (const chunk of chunks) {
    parser.parse(chunk, (operation) =>
      operations.push(
        operation.kind === 'publish' ? { ...operation, payload: Buffer.from(operation.payload) } : operation,
      ),
    );
    // What a socket's buffer is used for next must not matter to what is still arriving.
    chunk.fill(0xee);
  }
  return operations;
}

const script = [
  'CONNECT {"verbose":false,"name":"häuschen"}\r\n',
  'PING\r\n',
  'SUB a.* 1\r\n',
  'sub \t a.>   workers  2\r\n',
  'PUB a.b 5\r\nhello\r\n',
  'PUB a.b inbox 0\r\n\r\n',
  'PUB a.b 9\r\nPUB a 1\r\n\r\n',
  'HPUB a.b 12 17\r\nNATS/1.0\r\n\r\nhello\r\n',
  'HPUB a.b inbox 12 12\r\nNATS/1.0\r\n\r\n\r\n',
  'UNSUB 1\r\n',
  'UNSUB 2 10\n',
  'PUB h\xc3\xa4 1\r\n!\r\n',
  'pong\r\n',
].join('');

const expected: Operation[] = [
  { kind: 'connect', json: '{"verbose":false,"name":"häuschen"}' },
  { kind: 'ping' },
  { kind: 'subscribe', subject: 'a.*', queue: undefined, sid: '1' },
  { kind: 'subscribe', subject: 'a.>', queue: 'workers', sid: '2' },
  { kind: 'publish', subject: 'a.b', reply: undefined, headerBytes: undefined, payload: Buffer.from('hello') },
  { kind: 'publish', subject: 'a.b', reply: 'inbox', headerBytes: undefined, payload: Buffer.alloc(0) },
  { kind: 'publish', subject: 'a.b', reply: undefined, headerBytes: undefined, payload: Buffer.from('PUB a 1\r\n') },
  {
    kind: 'publish',
    subject: 'a.b',
    reply: undefined,
    headerBytes: 12,
    payload: Buffer.from('NATS/1.0\r\n\r\nhello'),
  },
  { kind: 'publish', subject: 'a.b', reply: 'inbox', headerBytes: 12, payload: Buffer.from('NATS/1.0\r\n\r\n') },
  { kind: 'unsubscribe', sid: '1', maxMessages: undefined },
  { kind: 'unsubscribe', sid: '2', maxMessages: 10 },
  { kind: 'publish', subject: 'h\xc3\xa4', reply: undefined, headerBytes: undefined, payload: Buffer.from('!') },
  { kind: 'pong' },
];

/** The name has an umlaut in UTF-8, the subject two bytes beyond ASCII. */
function scriptBytes(): Buffer {
  return Buffer.concat([Buffer.from(script.slice(0, 45), 'utf8'), Buffer.from(script.slice(45), 'latin1')]);
}

function generator(seed: number) {
  return (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    return ((seed >>> 8) / 2 ** 24) * below;
  };
}

describe('parser', () => {
  it('reads every operation', () => {
    expect(parse(scriptBytes())).toEqual(expected);
  });

  it('reads the same wherever the bytes are cut in two', () => {
    const length = scriptBytes().length;
    for (let cut = 0; cut <= length; cut++) {
      const bytes = scriptBytes();
      expect(parse(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).toEqual(expected);
    }
  });

  it('reads the same byte by byte, and in random pieces', () => {
    const bytes = scriptBytes();
    expect(parse(...Array.from({ length: bytes.length }, (_, index) => bytes.subarray(index, index + 1)))).toEqual(
      expected,
    );
    const random = generator(7);
    for (let round = 0; round < 200; round++) {
      const rest = scriptBytes();
      const pieces: Buffer[] = [];
      for (let at = 0; at < rest.length; ) {
        const size = 1 + Math.floor(random(20));
        pieces.push(rest.subarray(at, at + size));
        at += size;
      }
      expect(parse(...pieces)).toEqual(expected);
    }
  });

  it('does not copy a payload that arrived whole', () => {
    const chunk = Buffer.from('PUB a 5\r\nhello\r\n');
    new Parser(limits).parse(chunk, (operation) => {
      expect(operation.kind === 'publish' && operation.payload.buffer === chunk.buffer).toBe(true);
    });
  });

  it.each([
    ['an operation that is none', 'HELLO\r\n', 'unknownOperation'],
    ['an empty line', '\r\n', 'unknownOperation'],
    ['HTTP', 'GET / HTTP/1.1\r\n', 'unknownOperation'],
    ['PUB without arguments', 'PUB\r\n', 'parser'],
    ['PUB with too many', 'PUB a b c 1\r\n', 'parser'],
    ['a size that is no number', 'PUB a x\r\n', 'parser'],
    ['a negative size', 'PUB a -1\r\n', 'parser'],
    ['a fractional size', 'PUB a 1.5\r\n', 'parser'],
    ['a size beyond all numbers', 'PUB a 99999999999999999999\r\n', 'parser'],
    ['a payload that is too long', 'PUB a 1\r\nxyz\r\n', 'parser'],
    ['headers longer than the message', 'HPUB a 13 12\r\n', 'parser'],
    ['HPUB without header size', 'HPUB a 12\r\n', 'parser'],
    ['SUB without sid', 'SUB a\r\n', 'parser'],
    ['UNSUB without sid', 'UNSUB\r\n', 'parser'],
    ['UNSUB with a bad number', 'UNSUB 1 x\r\n', 'parser'],
    ['a payload over the limit', `PUB a ${limits.maxPayloadBytes + 1}\r\n`, 'maxPayload'],
    ['a control line over the limit', `SUB ${'a'.repeat(limits.maxControlLineBytes)} 1\r\n`, 'maxControlLine'],
    ['a control line without end', 'a'.repeat(limits.maxControlLineBytes + 1), 'maxControlLine'],
  ])('refuses %s', (_what, text, violation) => {
    const whole = new Parser(limits);
    expect(() => whole.parse(Buffer.from(text), () => {})).toThrow(expect.objectContaining({ violation }));
    const pieces = new Parser(limits);
    expect(() => {
      for (const byte of Buffer.from(text)) pieces.parse(Buffer.from([byte]), () => {});
    }).toThrow(expect.objectContaining({ violation }));
  });

  it('takes a payload of exactly the limit', () => {
    const [operation] = parse(
      Buffer.from(`PUB a ${limits.maxPayloadBytes}\r\n${'x'.repeat(limits.maxPayloadBytes)}\r\n`),
    );
    expect(operation?.kind === 'publish' && operation.payload.length).toBe(limits.maxPayloadBytes);
  });

  it('reads or refuses garbage, and never fails otherwise', () => {
    const random = generator(11);
    const alphabet = Buffer.from('PUBSHNOCETIG ab.*>019{}"\r\n\r\n\t\0\xff', 'latin1');
    let refused = 0;
    let read = 0;
    for (let round = 0; round < 5_000; round++) {
      // Half of them are noise, half a valid script with a few bytes changed.
      const bytes =
        round % 2 === 0
          ? Buffer.from(Array.from({ length: 1 + random(80) }, () => alphabet[Math.floor(random(alphabet.length))]!))
          : scriptBytes();
      if (round % 2 === 1)
        for (let change = 0; change < 3; change++) bytes[Math.floor(random(bytes.length))] = Math.floor(random(256));
      try {
        read += parse(bytes).length;
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1_000);
    expect(read).toBeGreaterThan(1_000);
  });
});
