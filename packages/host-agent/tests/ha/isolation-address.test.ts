// Isolation addresses on a real broker.
import { Link, stopAll, TestProcess } from '@microsphere/testkit';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerPings, IsolationPinger, MAX_ISOLATION_PINGS } from '../../src/fdm/isolation-address.ts';

let asked: NatsConnection;
let asking: NatsConnection;
let link: Link;

beforeAll(async () => {
  const { url } = await new TestProcess('broker', { listen: '127.0.0.1:0' }).ready();
  link = await Link.open(String(url));
  asked = await connect({ servers: String(url) });
  answerPings(asked, 'esx02.example.org');
  await asked.flush();
  asking = await connect({ servers: link.url, maxReconnectAttempts: -1, reconnectTimeWait: 10 });
});
afterAll(async () => {
  await Promise.all([asked.close(), asking.close()]);
  link.close();
  await stopAll();
});

it('the gateway is the broker, and a host answers to its name; nobody else does', async () => {
  const pinger = new IsolationPinger(asking, 5_000);
  expect(await pinger.ping('gateway')).toBe(true);
  expect(await pinger.ping('esx02.example.org')).toBe(true);
  expect(await pinger.ping('esx03')).toBe(false);
  expect(await pinger.ping('no:name')).toBe(false);
});

it('none answers over a link that is cut, and all do again when it is whole', async () => {
  const pinger = new IsolationPinger(asking, 50);
  const unanswered = pinger.ping('gateway');
  link.hold();
  const held = pinger.ping('gateway');
  link.pull();
  link.letGo();
  await Promise.all([unanswered, held]);
  expect(await pinger.ping('esx02.example.org')).toBe(false);
  link.plug();
  for (const address of ['gateway', 'esx02.example.org'])
    await expect.poll(() => pinger.ping(address), { timeout: 10_000 }).toBe(true);
});

it('asks no more than so many at a time', async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const pinger = new IsolationPinger({ flush: () => answered, request: () => Promise.reject(new Error()) }, 50);
  const pings = Array.from({ length: MAX_ISOLATION_PINGS }, () => pinger.ping('gateway'));
  expect(await pinger.ping('gateway')).toBe(false);
  answer();
  expect(await Promise.all(pings)).not.toContain(false);
});
