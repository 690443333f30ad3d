import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HostFault } from '../fault.ts';
import { ConsoleBuffer, MAX_CONSOLE_VIEWERS } from './console-buffer.ts';
import {
  type ConsoleOwner,
  Endpoint,
  MAX_CONSOLE_BACKLOG_BYTES,
  MAX_CONSOLE_INPUT_BYTES,
  MAX_TICKETS,
  TICKET_LIFETIME_MS,
} from './endpoint.ts';

let endpoint: Endpoint;
let now: number;
let typed: string;
let vm: ConsoleOwner;
const clients: WebSocket[] = [];

beforeEach(async () => {
  now = 0;
  typed = '';
  vm = {
    console: new ConsoleBuffer(),
    writeConsole: (bytes) => {
      typed += Buffer.from(bytes).toString();
    },
  };
  endpoint = await Endpoint.listen({ host: '127.0.0.1', port: 0 }, { now: () => now });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await endpoint.close();
});

function open(url: string): WebSocket {
  const client = new WebSocket(url);
  clients.push(client);
  client.on('error', () => {});
  return client;
}

/** Status of an upgrade that was refused. */
async function refusal(url: string): Promise<number> {
  const [, response] = await once(open(url), 'unexpected-response');
  return response.statusCode;
}

it('shows the console, with its past, and takes what is typed', async () => {
  vm.console.write(Buffer.from('boot\n'));
  const client = open(endpoint.ticket(vm).url);
  let text = '';
  client.on('message', (data) => {
    text += data;
  });
  await eventually('the past', () => text === 'boot\n');
  vm.console.write(Buffer.from('ready\n'));
  await eventually('the present', () => text === 'boot\nready\n');
  client.send('help\n');
  await eventually('the typing', () => typed === 'help\n');
});

it('takes a ticket once', async () => {
  const { url } = endpoint.ticket(vm);
  await once(open(url), 'open');
  expect(await refusal(url)).toBe(403);
});

it('takes a ticket in its time only', async () => {
  const [early, late] = [endpoint.ticket(vm), endpoint.ticket(vm)];
  now = TICKET_LIFETIME_MS - 1;
  await once(open(early.url), 'open');
  now = TICKET_LIFETIME_MS;
  expect(await refusal(late.url)).toBe(403);
});

it('takes nothing else', async () => {
  expect(await refusal(`${endpoint.url}/ticket/guessed`)).toBe(403);
  expect(await refusal(`${endpoint.url}/`)).toBe(403);
  const http = endpoint.url.replace('ws:', 'http:');
  expect(await (await fetch(`${http}/health`)).json()).toEqual({ status: 'ok' });
  expect((await fetch(`${http}/other`)).status).toBe(404);
});

it('has so many tickets waiting, and forgets those that are too old', () => {
  for (let count = 0; count < MAX_TICKETS; count += 1) endpoint.ticket(vm);
  expect(() => endpoint.ticket(vm)).toThrow(HostFault);
  now = TICKET_LIFETIME_MS;
  expect(() => endpoint.ticket(vm)).not.toThrow();
});

it('tells a viewer too many to come later', async () => {
  for (let count = 0; count < MAX_CONSOLE_VIEWERS; count += 1) await once(open(endpoint.ticket(vm).url), 'open');
  const [code, reason] = await once(open(endpoint.ticket(vm).url), 'close');
  expect(code).toBe(1013);
  expect(String(reason)).toMatch(/16 viewers/);
});

it('cuts off a viewer that types too much at once, and only him', async () => {
  const [loud, quiet] = [open(endpoint.ticket(vm).url), open(endpoint.ticket(vm).url)];
  await Promise.all([once(loud, 'open'), once(quiet, 'open')]);
  loud.send('x'.repeat(MAX_CONSOLE_INPUT_BYTES + 1));
  await once(loud, 'close');
  expect(typed).toBe('');
  quiet.send('y');
  await eventually('the other one to be heard', () => typed === 'y');
});

it('cuts off a viewer that does not read, and goes on with the others', async () => {
  const { url } = endpoint.ticket(vm);
  const { port, pathname } = new URL(url);
  const slow = connect(Number(port), '127.0.0.1');
  slow.on('error', () => {});
  const key = Buffer.alloc(16).toString('base64');
  slow.write(
    `GET ${pathname} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
  );
  await once(slow, 'readable');
  const fast = open(endpoint.ticket(vm).url);
  let received = 0;
  fast.on('message', (data: Buffer) => {
    received += data.length;
  });
  await once(fast, 'open');
  // The slow one's backlog, and what the system takes for it, are full at some time.
  const piece = Buffer.alloc(MAX_CONSOLE_BACKLOG_BYTES / 4, 'x');
  let written = 0;
  await eventually('the slow one to be cut off', async () => {
    vm.console.write(piece);
    written += piece.length;
    await eventually('the fast one to have read', () => received === written);
    return viewers() === 1;
  });
  slow.destroy();
});

/** How many more viewers the console takes tells how many it has. */
function viewers(): number {
  const ends: (() => void)[] = [];
  try {
    for (;;) ends.push(vm.console.view(() => {}));
  } catch {
    return MAX_CONSOLE_VIEWERS - ends.length;
  } finally {
    for (const end of ends) end();
  }
}

it('survives a client that is gone before it is answered', async () => {
  const { port } = new URL(endpoint.url);
  for (let round = 0; round < 20; round += 1) {
    const rude = connect(Number(port), '127.0.0.1');
    rude.on('error', () => {});
    await once(rude, 'connect');
    rude.write('GET /ticket/x HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
    rude.resetAndDestroy();
  }
  await once(open(endpoint.ticket(vm).url), 'open');
});
