// What happens to clients that break the protocol, the limits or the patience of a broker, byte by byte: the same at ours as
// at the real nats-server. Where that one closes a connection without a word, ours may say why.

import { eventually, removeTemporaryDirectories, stopAll, waitFor } from '@microsphere/testkit';
import type { NatsConnection } from 'nats';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeConnections, connectTo, take, texts } from './official-client.ts';
import { closeRawClients, RawClient } from './raw-client.ts';
import { onBothServers, type Server, type ServerOptions } from './servers.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

async function slowConsumers({ monitorUrl }: Server): Promise<number> {
  const answer = await fetch(`${monitorUrl}/varz`);
  return ((await answer.json()) as { slow_consumers: number }).slow_consumers;
}

onBothServers((column) => {
  /** Others get their messages as if nothing had happened. */
  async function expectOthersUnharmed(client: NatsConnection): Promise<void> {
    const subscription = client.subscribe('others');
    client.publish('others', 'unharmed');
    expect(texts(await take(subscription, 1))).toEqual(['unharmed']);
  }

  describe('the protocol', () => {
    let server: Server;
    beforeAll(async () => {
      server = await column.start();
    });
    afterAll(async () => {
      await stopAll();
      removeTemporaryDirectories();
    });
    afterEach(async () => {
      closeRawClients();
      await closeConnections();
    });

    it('begins with INFO', async () => {
      const client = await RawClient.connect(server);
      const [, json] = /^INFO (\{.*\}) ?\r\n$/.exec(await client.reads('\r\n')) ?? [];
      expect(JSON.parse(json ?? '')).toMatchObject({
        server_id: expect.any(String),
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        proto: 1,
        host: server.host,
        port: server.port,
        headers: true,
        max_payload: MIB,
        client_id: expect.any(Number),
      });
    });

    it('acknowledges what a verbose client says, from the beginning', async () => {
      const client = await RawClient.connect(server);
      expect(await client.ask('SUB a 1\r\n')).toBe('+OK\r\n');
      expect(await client.ask('PUB a 2\r\nhi\r\n')).toBe('+OK\r\nMSG a 1 2\r\nhi\r\n');
      expect(await client.ask('UNSUB 1\r\nUNSUB 99\r\n')).toBe('+OK\r\n+OK\r\n');
      expect(await client.ask('CONNECT {"verbose":false,"pedantic":false}\r\nSUB a 1\r\n')).toBe('');
    });

    it('is lenient about case, blanks, line ends and null', async () => {
      const client = await RawClient.connect(server);
      expect(await client.ask('connect {"verbose":false,"name":null,"user":null}\r\n')).toBe('');
      expect(await client.ask('sub  a \t 1\nPub\ta   1\r\nx\r\n')).toBe('MSG a 1 1\r\nx\r\n');
      expect(await client.ask('+OK\r\nINFO {}\r\nPONG\r\nping \n')).toBe('PONG\r\n');
    });

    it('keeps the first subscription of an id', async () => {
      const client = await RawClient.introduced(server);
      expect(await client.ask('SUB a 1\r\nSUB b 1\r\nPUB b 1\r\nx\r\nPUB a 1\r\ny\r\n')).toBe('MSG a 1 1\r\ny\r\n');
    });

    it('takes headers from those who have them, and off for those who have none', async () => {
      const modern = await RawClient.introduced(server, { headers: true });
      const old = await RawClient.introduced(server, { headers: false });
      await old.ask('SUB mixed 1\r\n');
      await modern.ask('HPUB mixed answer 12 14\r\nNATS/1.0\r\n\r\nhi\r\n');
      await modern.ask('SUB mixed 1\r\n');
      expect(await modern.ask('HPUB mixed 12 14\r\nNATS/1.0\r\n\r\nhi\r\n')).toBe(
        'HMSG mixed 1 12 14\r\nNATS/1.0\r\n\r\nhi\r\n',
      );
      expect((await old.ask('')).length).toBe(0);
      await old.reads('MSG mixed 1 answer 2\r\nhi\r\nMSG mixed 1 2\r\nhi\r\nPONG\r\n');
      old.say('HPUB mixed 12 14\r\nNATS/1.0\r\n\r\nhi\r\n');
      await old.closed();
    });

    it('answers for nobody only those who asked for that', async () => {
      const asking = await RawClient.introduced(server, { headers: true, no_responders: true });
      expect(await asking.ask('SUB inbox 7\r\nPUB nobody inbox 0\r\n\r\n')).toBe(
        'HMSG inbox 7 16 16\r\nNATS/1.0 503\r\n\r\n\r\n',
      );
      const other = await RawClient.introduced(server, { headers: true });
      expect(await other.ask('SUB inbox2 7\r\nPUB nobody inbox2 0\r\n\r\n')).toBe('');
    });

    it.each(['a..b', '.a', 'a.', 'a.>.b', '>.a'])('refuses a subscription to %s, and goes on', async (subject) => {
      const client = await RawClient.introduced(server);
      expect(await client.ask(`SUB ${subject} 1\r\n`)).toBe("-ERR 'Invalid Subject'\r\n");
      expect(await client.ask('SUB a 1\r\nPUB a 1\r\nx\r\n')).toBe('MSG a 1 1\r\nx\r\n');
    });

    it('tells pedantic clients of subjects that are none', async () => {
      const pedantic = await RawClient.introduced(server, { pedantic: true });
      for (const subject of ['a.*', '>', 'a..b'])
        expect(await pedantic.ask(`PUB ${subject} 1\r\nx\r\n`)).toBe("-ERR 'Invalid Publish Subject'\r\n");
      const client = await RawClient.introduced(server);
      expect(await client.ask('SUB > 1\r\nPUB a..b 1\r\nx\r\nPUB a.* 1\r\ny\r\n')).toBe('MSG a.* 1 1\r\ny\r\n');
    });

    it('may be cut anywhere', async () => {
      const client = await RawClient.introduced(server);
      const script = Buffer.from('SUB cut 1\r\nPUB cut reply 5\r\nhello\r\nPUB cut 0\r\n\r\nPING\r\n');
      for (const byte of script) client.say(Uint8Array.of(byte));
      await client.reads('MSG cut 1 reply 5\r\nhello\r\nMSG cut 1 0\r\n\r\nPONG\r\n');
    });

    describe('when it is broken ends that connection and no other', () => {
      const connect = 'CONNECT {"verbose":false,"headers":true}\r\n';
      it.each([
        ['an operation that is none', 'HELLO\r\n', "-ERR 'Unknown Protocol Operation'\r\n"],
        ['an empty line', '\r\n', "-ERR 'Unknown Protocol Operation'\r\n"],
        ['HTTP', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', "-ERR 'Unknown Protocol Operation'\r\n"],
        ['noise', Buffer.from('\x16\x03\x01\0\xff\xfe\r\n', 'latin1'), "-ERR 'Unknown Protocol Operation'\r\n"],
        ['a payload over the limit', `PUB a ${MIB + 1}\r\n`, "-ERR 'Maximum Payload Violation'\r\n"],
        // Who is still sending may be told of the reset before he can read why.
        ['a payload over the limit, sent', `PUB a ${2 * MIB}\r\n${'x'.repeat(2 * MIB)}\r\n`, ''],
        ['a control line over the limit', `SUB ${'a'.repeat(5_000)} 1\r\n`, "-ERR 'maximum control line exceeded'\r\n"],
        ['503 without headers', 'CONNECT {"no_responders":true}\r\n', "-ERR 'no responders requires headers support'"],
        ['PUB without a size', 'PUB a\r\n', ''],
        ['PUB with too many words', 'PUB a b c 1\r\n', ''],
        ['a size that is no number', 'PUB a x\r\n', ''],
        ['a negative size', 'PUB a -1\r\n', ''],
        ['a size beyond all numbers', 'PUB a 99999999999999999999\r\n', ''],
        ['a payload that is longer than it says', 'PUB a 1\r\nxyz\r\n', ''],
        ['headers longer than the message', `${connect}HPUB a 13 12\r\n`, ''],
        ['SUB without an id', 'SUB a\r\n', ''],
        ['SUB with too many words', 'SUB a q w 1\r\n', ''],
        ['UNSUB without an id', 'UNSUB\r\n', ''],
        ['options that are no JSON', 'CONNECT {\r\n', ''],
        ['options of the wrong type', 'CONNECT {"verbose":1}\r\n', ''],
      ])('%s', async (_what, text, complaint) => {
        const bystander = await connectTo(server);
        const client = await RawClient.connect(server);
        client.say(text);
        expect(await client.closed()).toContain(complaint);
        await expectOthersUnharmed(bystander);
      });

      it('a connection that is reset in the middle of a message', async () => {
        const bystander = await connectTo(server);
        const client = await RawClient.introduced(server);
        client.say(`PUB others ${KIB}\r\nhalf`);
        client.close();
        await expectOthersUnharmed(bystander);
      });
    });
  });

  describe('the limit', () => {
    let server: Server;
    afterEach(async () => {
      closeRawClients();
      await closeConnections();
      await stopAll();
      removeTemporaryDirectories();
    });

    const start = async (options: ServerOptions) => {
      server = await column.start(options);
    };

    it('of a payload', async () => {
      await start({ maxPayloadBytes: 100 });
      const client = await RawClient.introduced(server);
      expect(await client.ask(`SUB a 1\r\nPUB a 100\r\n${'x'.repeat(100)}\r\n`)).toContain('MSG a 1 100\r\n');
      client.say(`PUB a 101\r\n${'x'.repeat(101)}\r\n`);
      expect(await client.closed()).toContain("-ERR 'Maximum Payload Violation'\r\n");
      const official = await connectTo(server);
      expect(official.info?.max_payload).toBe(100);
      await expectOthersUnharmed(official);
    });

    it('of a control line', async () => {
      await start({ maxControlLineBytes: 256 });
      const client = await RawClient.introduced(server);
      expect(await client.ask(`SUB ${'a'.repeat(200)} 1\r\n`)).toBe('');
      client.say(`SUB ${'a'.repeat(300)} 1\r\n`);
      expect(await client.closed()).toContain("-ERR 'maximum control line exceeded'\r\n");
    });

    it('of connections', async () => {
      await start({ maxConnections: 2 });
      const [first] = [await RawClient.introduced(server), await RawClient.introduced(server)];
      const third = await RawClient.connect(server);
      expect(await third.closed()).toContain("-ERR 'maximum connections exceeded'\r\n");
      first?.close();
      await eventually('a place', async () => {
        const next = await RawClient.connect(server);
        const said = await next.ask('CONNECT {"verbose":false}\r\n').catch(() => 'closed');
        return said === '';
      });
    });

    it('of subscriptions', async () => {
      await start({ maxSubscriptions: 3 });
      const client = await RawClient.introduced(server);
      expect(await client.ask('SUB a 1\r\nSUB b 2\r\nSUB c 3\r\n')).toBe('');
      expect(await client.ask('SUB d 4\r\n')).toBe("-ERR 'maximum subscriptions exceeded'\r\n");
      expect(await client.ask('UNSUB 1\r\nSUB d 4\r\nPUB d 1\r\nx\r\n')).toBe('MSG d 4 1\r\nx\r\n');
    });

    it('of silence: whoever answers no PING is stale', async () => {
      await start({ pingIntervalMs: 100, maxOutstandingPings: 2 });
      const [official, silent] = [await connectTo(server), await RawClient.introduced(server)];
      const said = await silent.closed();
      expect(said).toContain('PING\r\n');
      expect(said).toContain("-ERR 'Stale Connection'\r\n");
      await expectOthersUnharmed(official);
    });

    it('of a login', async () => {
      await start({ auth: { token: 'secret' }, authorizationTimeoutMs: 200 });
      const client = await RawClient.connect(server);
      expect(await client.closed()).toContain("-ERR 'Authentication Timeout'\r\n");
      const hasty = await RawClient.connect(server);
      hasty.say('SUB > 1\r\n');
      expect(await hasty.closed()).toContain("-ERR 'Authorization Violation'\r\n");
    });

    it.each([
      ['of what may wait for a client', { maxPendingBytes: 2 * MIB }],
      ['of the time in which a client must take something', { writeDeadlineMs: 200 }],
    ])('%s: a slow consumer is cut off, others go on', async (_what, options) => {
      await start(options);
      const slow = await RawClient.introduced(server);
      await slow.ask('SUB flood 1\r\n');
      slow.pause();
      const [publisher, quick] = [await connectTo(server), await connectTo(server)];
      const subscription = quick.subscribe('flood');
      await quick.flush();
      // Far more than the system's socket buffers take.
      const payload = Buffer.alloc(MIB, 1);
      const count = 32;
      for (let index = 0; index < count; index++) {
        publisher.publish('flood', payload);
        await publisher.flush();
      }
      expect(await take(subscription, count)).toHaveLength(count);
      await waitFor('a slow consumer', { observe: () => slowConsumers(server), until: (cut) => cut >= 1 });
      slow.resume();
      await slow.closed();
      expect(slow.bytesRead).toBeLessThan(count * payload.length);
      await expectOthersUnharmed(publisher);
    });
  });
});
