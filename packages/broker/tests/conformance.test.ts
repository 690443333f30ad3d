// What the official client may expect of a broker: the same of ours as of the real nats-server.

import { eventually, removeTemporaryDirectories, stopAll } from '@microsphere/testkit';
import { createInbox, headers, type NatsConnection, RequestError } from 'nats';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { all, calling, closeConnections, connectTo, take, texts } from './official-client.ts';
import { onBothServers, type Server } from './servers.ts';

onBothServers((column) => {
  describe('messages', () => {
    let server: Server;
    let client: NatsConnection;
    const connect = (options = {}) => connectTo(server, options);

    beforeAll(async () => {
      server = await column.start();
    });
    afterAll(async () => {
      await stopAll();
      removeTemporaryDirectories();
    });
    afterEach(closeConnections);

    /** What `patterns` get of messages to `subjects`, each carrying its subject. */
    async function received(patterns: readonly string[], subjects: readonly string[]): Promise<string[][]> {
      client = await connect();
      const subscriptions = patterns.map((pattern) => client.subscribe(pattern));
      for (const subject of subjects) client.publish(subject, subject);
      await client.drain();
      return Promise.all(subscriptions.map(async (subscription) => texts(await all(subscription))));
    }

    it('introduces itself', async () => {
      const { info } = await connect();
      expect(info).toMatchObject({ proto: 1, headers: true, max_payload: 1024 * 1024, port: server.port });
      expect(info?.auth_required).toBeFalsy();
    });

    it('go to every subscriber, in order', async () => {
      const [publisher, first, second] = [await connect(), await connect(), await connect()];
      const subscriptions = [first, first, second].map((connection) => connection.subscribe('order'));
      await Promise.all([first.flush(), second.flush()]);
      const sent = Array.from({ length: 2_000 }, (_, index) => `${index} ${'x'.repeat((index * 37) % 900)}`);
      for (const text of sent) publisher.publish('order', text);
      for (const subscription of subscriptions) expect(texts(await take(subscription, sent.length))).toEqual(sent);
    });

    it('go to those whose subject covers theirs', async () => {
      const subjects = ['a', 'a.b', 'a.b.c', 'a.c', 'x.b', 'x.b.c.d'];
      const expected: Record<string, string[]> = {
        a: ['a'],
        'a.b': ['a.b'],
        'a.*': ['a.b', 'a.c'],
        '*.b': ['a.b', 'x.b'],
        '*': ['a'],
        'a.>': ['a.b', 'a.b.c', 'a.c'],
        '*.b.>': ['a.b.c', 'x.b.c.d'],
        'a.*.c': ['a.b.c'],
        '*.*': ['a.b', 'a.c', 'x.b'],
        'a.*.>': ['a.b.c'],
        '>': subjects,
      };
      expect(await received(Object.keys(expected), subjects)).toEqual(Object.values(expected));
    });

    it('keep subjects apart that only begin alike, in any alphabet', async () => {
      const subjects = ['host', 'host1', 'Host', 'höst', 'ホスト', 'host.1'];
      expect(await received(subjects, subjects)).toEqual(subjects.map((subject) => [subject]));
    });

    it('arrive byte for byte', async () => {
      client = await connect();
      const subscription = client.subscribe('bytes');
      const payloads = [
        Buffer.alloc(0),
        Buffer.from('PUB bytes 1\r\n\r\n'),
        Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
        Buffer.alloc(4_096, 7),
        Buffer.alloc(4_097, 8),
        Buffer.from(Array.from({ length: 1024 * 1024 }, (_, index) => (index * 31) >>> 3)),
      ];
      for (const payload of payloads) client.publish('bytes', payload);
      const messages = await take(subscription, payloads.length);
      expect(messages.map(({ data }) => Buffer.compare(data, payloads.shift() ?? Buffer.alloc(1)))).toEqual([
        0, 0, 0, 0, 0, 0,
      ]);
    });

    it('may be as large as the limit, headers included', async () => {
      client = await connect();
      const limit = client.info?.max_payload ?? 0;
      const subscription = client.subscribe('large');
      const head = headers();
      head.set('Kind', 'largest');
      const headBytes = 'NATS/1.0\r\nKind: largest\r\n\r\n'.length;
      for (let index = 0; index < 4; index++) {
        client.publish('large', Buffer.alloc(limit, index));
        client.publish('large', Buffer.alloc(limit - headBytes, index), { headers: head });
      }
      const messages = await take(subscription, 8);
      expect(messages.map(({ data }) => [data.length, data[0], data.at(-1)])).toEqual(
        [0, 1, 2, 3].flatMap((index) => [
          [limit, index, index],
          [limit - headBytes, index, index],
        ]),
      );
      expect(messages.map((message) => message.headers?.get('Kind'))).toEqual(
        Array.from({ length: 4 }, () => [undefined, 'largest']).flat(),
      );
    });

    it('carry headers', async () => {
      client = await connect();
      const subscription = client.subscribe('headers');
      const head = headers();
      head.append('Host', 'esx1');
      head.append('Host', 'esx2');
      head.set('Empty', '');
      client.publish('headers', 'text', { headers: head, reply: 'answer.here' });
      client.publish('headers', '', { headers: head });
      client.publish('headers', 'bare');
      const [full, empty, bare] = await take(subscription, 3);
      expect([full?.headers?.values('Host'), full?.headers?.get('Empty')]).toEqual([['esx1', 'esx2'], '']);
      expect([full?.string(), full?.reply]).toEqual(['text', 'answer.here']);
      expect([empty?.headers?.get('Host'), empty?.string()]).toEqual(['esx1', '']);
      expect([bare?.headers, bare?.string()]).toEqual([undefined, 'bare']);
    });

    it('go to one member of each queue group', async () => {
      const members = [await connect(), await connect(), await connect()];
      const counts = { first: [0, 0, 0], second: [0, 0, 0], plain: [0, 0, 0] };
      for (const [index, member] of members.entries()) {
        const counting = (name: keyof typeof counts) => () => {
          counts[name][index]!++;
        };
        member.subscribe('work.*', { queue: 'first', callback: counting('first') });
        member.subscribe('work.>', { queue: 'second', callback: counting('second') });
        member.subscribe('work.1', { callback: counting('plain') });
        await member.flush();
      }
      const publisher = await connect();
      for (let index = 0; index < 600; index++) publisher.publish('work.1');
      await publisher.flush();
      for (const member of members) await member.flush();
      const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
      expect([sum(counts.first), sum(counts.second), counts.plain]).toEqual([600, 600, [600, 600, 600]]);
      // Shared, not handed to one of them.
      expect(Math.min(...counts.first, ...counts.second)).toBeGreaterThan(0);
    });

    it('go to the members that a queue group still has', async () => {
      const [leaving, staying, publisher] = [await connect(), await connect(), await connect()];
      leaving.subscribe('jobs', { queue: 'workers' });
      const subscription = staying.subscribe('jobs', { queue: 'workers' });
      await Promise.all([leaving.flush(), staying.flush()]);
      await leaving.close();
      await publisher.flush();
      for (let index = 0; index < 50; index++) publisher.publish('jobs', String(index));
      expect(texts(await take(subscription, 50))).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
    });

    it('come back to who sent them, unless echo is off', async () => {
      const [silent, other] = [await connect({ noEcho: true }), await connect()];
      const subscription = silent.subscribe('echo');
      const elsewhere = other.subscribe('echo');
      await Promise.all([silent.flush(), other.flush()]);
      silent.publish('echo', 'from itself');
      await silent.flush();
      expect(texts(await take(elsewhere, 1))).toEqual(['from itself']);
      other.publish('echo', 'from another');
      expect(texts(await take(subscription, 1))).toEqual(['from another']);
    });

    it('stop after an agreed number', async () => {
      const [publisher, subscriber] = [await connect(), await connect()];
      const limited = subscriber.subscribe('limited', { max: 3 });
      const later = subscriber.subscribe('limited');
      const past = subscriber.subscribe('limited');
      await subscriber.flush();
      const publish = async (...sent: string[]) => {
        for (const text of sent) publisher.publish('limited', text);
        await publisher.flush();
        await subscriber.flush();
      };
      await publish('1', '2');
      later.unsubscribe(4);
      past.unsubscribe(1); // it has had more
      await subscriber.flush();
      await publish('3', '4', '5', '6');
      expect(texts(await all(limited))).toEqual(['1', '2', '3']);
      expect(texts(await all(later))).toEqual(['1', '2', '3', '4']);
      expect(texts(await all(past))).toEqual(['1', '2']);
    });

    it('reach whoever has flushed, and nobody who has unsubscribed', async () => {
      const [publisher, subscriber] = [await connect(), await connect()];
      for (let round = 0; round < 50; round++) {
        const subscription = subscriber.subscribe('flushed');
        await subscriber.flush();
        publisher.publish('flushed', String(round));
        expect(texts(await take(subscription, 1))).toEqual([String(round)]);
        await subscriber.flush();
      }
      await expect(publisher.request('flushed', '')).rejects.toThrow(RequestError);
    });

    it('that were taken before a drain are handled before it ends', async () => {
      const [publisher, subscriber] = [await connect(), await connect()];
      const subscription = subscriber.subscribe('drained');
      await subscriber.flush();
      for (let index = 0; index < 5_000; index++) publisher.publish('drained', String(index));
      await publisher.drain();
      await subscriber.flush();
      const draining = subscriber.drain();
      expect(await all(subscription)).toHaveLength(5_000);
      await draining;
      expect([publisher.isClosed(), subscriber.isClosed()]).toEqual([true, true]);
    });

    it('find their way among many subscriptions', async () => {
      const [publisher, subscriber] = [await connect(), await connect()];
      const count = 10_000;
      const got: string[] = [];
      const subscriptions = Array.from({ length: count }, (_, index) =>
        subscriber.subscribe(`vm.${index % 100}.${index}`, { callback: calling(({ subject }) => got.push(subject)) }),
      );
      await subscriber.flush();
      for (const [index, subscription] of subscriptions.entries()) if (index % 2 === 1) subscription.unsubscribe();
      await subscriber.flush();
      for (let index = 0; index < count; index++) publisher.publish(`vm.${index % 100}.${index}`);
      await publisher.flush();
      await subscriber.flush();
      expect(got).toEqual(Array.from({ length: count / 2 }, (_, index) => `vm.${(index * 2) % 100}.${index * 2}`));
    });

    it('fan out to many connections', async () => {
      const connections = await Promise.all(Array.from({ length: 50 }, () => connect()));
      const subscriptions = connections.map((connection) => connection.subscribe('all.>'));
      await Promise.all(connections.map((connection) => connection.flush()));
      const sent = Array.from({ length: 20 }, (_, index) => String(index));
      for (const text of sent) connections[0]!.publish('all.hosts', text);
      for (const subscription of subscriptions) expect(texts(await take(subscription, 20))).toEqual(sent);
    });

    it('pass a client that wants every operation acknowledged and checked', async () => {
      client = await connect({ verbose: true, pedantic: true });
      const subscription = client.subscribe('strict.*');
      client.publish('strict.1', 'text');
      expect(texts(await take(subscription, 1))).toEqual(['text']);
      client.subscribe('strict.question', { callback: calling((message) => message.respond('answer')) });
      expect((await client.request('strict.question')).string()).toBe('answer');
    });

    describe('that are requests', () => {
      it('are answered, many at a time', async () => {
        const [asking, answering] = [await connect(), await connect()];
        answering.subscribe('square', {
          queue: 'workers',
          callback: calling((message) => message.respond(String(Number(message.string()) ** 2))),
        });
        await answering.flush();
        const numbers = Array.from({ length: 500 }, (_, index) => index);
        const answers = await Promise.all(numbers.map((number) => asking.request('square', String(number))));
        expect(texts(answers)).toEqual(numbers.map((number) => String(number ** 2)));
        const alone = await asking.request('square', '5', { noMux: true, timeout: 10_000 });
        expect(alone.string()).toBe('25');
      });

      it('fail at once where nobody answers', async () => {
        client = await connect();
        const error = await client.request('nobody', '', { timeout: 60_000 }).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(RequestError);
        expect(error instanceof RequestError && error.isNoResponders()).toBe(true);
        // A listener with echo off does not hear itself: still nobody.
        const deaf = await connect({ noEcho: true });
        deaf.subscribe('myself');
        await expect(deaf.request('myself', '', { timeout: 60_000 })).rejects.toThrow(RequestError);
      });

      it('tell a plain subscription about it with status 503', async () => {
        client = await connect();
        const inbox = createInbox();
        const answers = client.subscribe(inbox);
        client.publish('nobody', 'anyone?', { reply: inbox });
        const [answer] = await take(answers, 1);
        expect([answer?.headers?.code, answer?.data.length, answer?.subject]).toEqual([503, 0, inbox]);
      });

      it('may have many answers', async () => {
        const [asking, ...hosts] = [await connect(), await connect(), await connect(), await connect()];
        for (const [index, host] of hosts.entries()) {
          host.subscribe('hosts', { callback: calling((message) => message.respond(`esx${index}`)) });
          host.subscribe('pages', {
            queue: 'one',
            callback: calling((message) => {
              for (const text of ['1', '2', '3', '']) message.respond(text);
            }),
          });
          await host.flush();
        }
        const counted = await asking.requestMany('hosts', '', { strategy: 'count', maxMessages: 3, maxWait: 60_000 });
        expect(texts(await all(counted)).sort()).toEqual(['esx0', 'esx1', 'esx2']);
        const ended = await asking.requestMany('pages', '', { strategy: 'sentinel', maxWait: 60_000 });
        expect(texts(await all(ended)).filter((text) => text !== '')).toEqual(['1', '2', '3']);
      });
    });
  });

  describe('a server', () => {
    afterEach(async () => {
      await closeConnections();
      await stopAll();
      removeTemporaryDirectories();
    });

    it.each(['kill', 'stop'] as const)('is found again by its clients after a %s and a start', async (end) => {
      const server = await column.start();
      const patient = { reconnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 20, reconnectJitter: 0 };
      const [publisher, subscriber] = [await connectTo(server, patient), await connectTo(server, patient)];
      const got: string[] = [];
      subscriber.subscribe('news', { callback: calling((message) => got.push(message.string())) });
      await subscriber.flush();
      await server[end]();
      await column.start({}, server.port);
      await eventually('news after the restart', async () => {
        publisher.publish('news', 'again');
        await publisher.flush().catch(() => {}); // it may still be disconnected
        return got.includes('again');
      });
    });

    it.each([
      ['user and password', { user: 'vcenter', password: 's3cret "quoted"' }],
      ['token', { token: 'only-for-hosts' }],
    ])('with %s lets in whoever knows them', async (_what, auth) => {
      const server = await column.start({ auth });
      const right = 'token' in auth ? auth : { user: auth.user, pass: auth.password };
      const wrong = 'token' in auth ? { token: 'guessed' } : { user: auth.user, pass: 'guessed' };
      const unknown = 'token' in auth ? { user: 'a', pass: auth.token } : { user: 'a', pass: auth.password };
      const client = await connectTo(server, right);
      expect(client.info?.auth_required).toBe(true);
      for (const credentials of [wrong, unknown, {}])
        await expect(connectTo(server, credentials)).rejects.toThrow('Authorization Violation');
      const subscription = client.subscribe('still.here');
      client.publish('still.here', 'yes');
      expect(texts(await take(subscription, 1))).toEqual(['yes']);
    });
  });
});
