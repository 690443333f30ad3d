// The bundled broker beside the real nats-server: messages through a broker in a second, and how long a request takes. The
// load is made of bare sockets (a publisher that repeats one prepared chunk, a subscriber that counts bytes), so that the
// broker is what is measured; requests are made by the official client, as ours are. Both brokers run from the beginning
// and take turns, so that whatever else the machine does falls on both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect as openSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { locateBroker, thisMachine } from '../packages/broker/dist/index.js';
import { median } from './report.mjs';

const { connect } = createRequire(new URL('../packages/broker/package.json', import.meta.url))('nats');

export const title = 'messages through the bundled broker, and through nats-server where there is one';

/** Turns of each broker; the figures are medians. */
const ROUNDS = 5;
/** Bytes of payload that go through in one turn. */
const TURN_BYTES = { 128: 48 * 1024 * 1024, 1024: 192 * 1024 * 1024 };
const REQUESTS = 3_000;
/** Requests before those that count. */
const WARM_UP_REQUESTS = 1_000;
const START_LIMIT_MS = 10_000;
const PEER = 'nats-server';

export async function* run(tell) {
  const directory = mkdtempSync(join(tmpdir(), 'microsphere-bench-'));
  const brokers = [];
  try {
    brokers.push(await startBundled());
    const real = await startReal(directory);
    if (real) brokers.push(real);
    else tell('there is no nats-server (NATS_SERVER_BIN, PATH): no peer');

    for (const size of Object.keys(TURN_BYTES).map(Number)) {
      const metric = `publish to 1 subscriber, ${size} B`;
      yield await compared(brokers, { metric, unit: 'msgs/s', tell, measure: ({ port }) => throughput(port, size) });
    }
    const metric = 'request/reply, 1 at a time, p50';
    yield await compared(brokers, { metric, unit: 'ms', tell, measure: ({ port }) => requestReply(port) });
  } finally {
    for (const { process } of brokers) process.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

async function compared(brokers, { metric, unit, tell, measure }) {
  const values = brokers.map(() => []);
  // The first turn warms up and is thrown away.
  for (let round = 0; round <= ROUNDS; round++) {
    tell(`${metric}: ${round} of ${ROUNDS}`);
    for (const [index, broker] of brokers.entries()) {
      const value = await measure(broker);
      if (round > 0) values[index].push(value);
    }
  }
  const [value, peerValue] = values.map(median);
  return peerValue === undefined ? { metric, value, unit } : { metric, value, unit, peer: PEER, peerValue };
}

/** Messages of `size` bytes in a second, from the first byte sent to the last one received. */
async function throughput(port, size) {
  const [subscriber, publisher] = [await introduced(port), await introduced(port)];
  const message = Buffer.from(`PUB bench ${size}\r\n${'x'.repeat(size)}\r\n`);
  const perChunk = Math.ceil((64 * 1024) / message.length);
  const chunk = Buffer.concat(Array.from({ length: perChunk }, () => message));
  const chunks = Math.ceil(TURN_BYTES[size] / (perChunk * size));
  const count = chunks * perChunk;
  const expectedBytes = count * Buffer.byteLength(`MSG bench 1 ${size}\r\n${'x'.repeat(size)}\r\n`);
  subscriber.write('SUB bench 1\r\nPING\r\n');
  await until(subscriber, 'PONG\r\n');
  let received = 0;
  const done = new Promise((resolve, reject) => {
    subscriber.on('data', ({ length }) => {
      received += length;
      if (received >= expectedBytes) resolve();
    });
    for (const socket of [subscriber, publisher])
      socket.on('close', () => reject(new Error(`port ${port} closed a connection after ${received} bytes`)));
  });
  done.catch(() => {});
  const start = performance.now();
  for (let sent = 0; sent < chunks; sent++)
    if (!publisher.write(chunk)) await Promise.race([once(publisher, 'drain'), done]);
  await done;
  const seconds = (performance.now() - start) / 1_000;
  if (received !== expectedBytes) throw new Error(`${received} bytes instead of ${expectedBytes}`);
  subscriber.destroy();
  publisher.destroy();
  return count / seconds;
}

/** Milliseconds of the middle one of many requests, each sent when the one before has been answered. */
async function requestReply(port) {
  const servers = `127.0.0.1:${port}`;
  const [asking, answering] = [await connect({ servers }), await connect({ servers })];
  answering.subscribe('question', { callback: (_error, message) => message.respond(message.data) });
  await answering.flush();
  const payload = Buffer.alloc(128);
  const times = [];
  for (let index = 0; index < WARM_UP_REQUESTS + REQUESTS; index++) {
    const start = performance.now();
    await asking.request('question', payload);
    if (index >= WARM_UP_REQUESTS) times.push(performance.now() - start);
  }
  await Promise.all([asking.close(), answering.close()]);
  return median(times);
}

/** A bare socket that has said who it is. */
async function introduced(port) {
  const socket = openSocket(port, '127.0.0.1');
  await until(socket, '\r\n');
  socket.write('CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n');
  await until(socket, 'PONG\r\n');
  return socket;
}

async function until(socket, end) {
  for (let text = ''; !text.endsWith(end); ) {
    const [bytes] = await once(socket, 'data');
    text += bytes.toString('latin1');
  }
}

async function startBundled() {
  const main = fileURLToPath(new URL('../packages/broker/dist/main.js', import.meta.url));
  const process = spawn(globalThis.process.execPath, [main], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...globalThis.process.env,
      MICROSPHERE_LOG: 'warn',
      MICROSPHERE_LIFELINE: 'stdin',
      MICROSPHERE_CONFIG: '{}',
    },
  });
  for await (const line of createInterface({ input: process.stdout })) {
    if (!line.startsWith('{"ready":')) continue;
    return { process, port: Number(new URL(JSON.parse(line).ready.url).port) };
  }
  throw new Error('the bundled broker ended before it was ready');
}

async function startReal(directory) {
  const { NATS_URL: _, ...environment } = globalThis.process.env;
  const location = locateBroker({ ...thisMachine(), environment });
  if (location.kind !== 'binary') return undefined;
  const process = spawn(location.path, ['--addr', '127.0.0.1', '--port', '-1', '--ports_file_dir', directory], {
    stdio: 'ignore',
  });
  const file = join(directory, `nats-server_${process.pid}.ports`);
  for (const deadline = performance.now() + START_LIMIT_MS; performance.now() < deadline; ) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.endsWith('}')) return { process, port: Number(new URL(JSON.parse(text).nats[0]).port) };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  process.kill('SIGKILL');
  throw new Error(`${location.path} did not say where it listens`);
}
