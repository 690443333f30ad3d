// What this machine carries from one process to another without any migration: over a ws connection, and over a bare TCP one. The
// sender is this process, the receiver another one that counts bytes and throws them away.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const { WebSocket } = createRequire(new URL('../../packages/host-agent/package.json', import.meta.url))('ws');

/** Bytes of one message or write: as many as a vMotion sends at once. */
const MESSAGE_BYTES = 256 * 1024;
/** Messages that are on their way at a time. */
const WINDOW = 4;

/** Bytes a second of both, for so many bytes. */
export async function rawRates(bytes) {
  const sink = fork(fileURLToPath(new URL('./sink.mjs', import.meta.url)), [String(bytes)]);
  try {
    const [{ wsPort, tcpPort }] = await once(sink, 'message');
    return { ws: await overWs(wsPort, bytes), tcp: await overTcp(tcpPort, bytes) };
  } finally {
    sink.kill();
  }
}

async function overWs(port, bytes) {
  // As microsphere's own links: the key that browsers need costs two passes over every byte.
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, {
    perMessageDeflate: false,
    generateMask: (mask) => mask.fill(0),
  });
  await once(socket, 'open');
  const received = once(socket, 'message');
  const rate = await timed(bytes, received, (message, sent) => socket.send(message, sent));
  socket.terminate();
  return rate;
}

async function overTcp(port, bytes) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const received = once(socket, 'data');
  const rate = await timed(bytes, received, (message, sent) => socket.write(message, sent));
  socket.destroy();
  return rate;
}

/** From the first byte to the receiver's word that it has the last one. */
async function timed(bytes, received, send) {
  const message = Buffer.alloc(MESSAGE_BYTES, 0x5a);
  let left = bytes / MESSAGE_BYTES;
  const startedAt = performance.now();
  const next = () => {
    if (left === 0) return;
    left -= 1;
    send(message, next);
  };
  for (let index = 0; index < WINDOW; index += 1) next();
  await received;
  return (bytes * 1_000) / (performance.now() - startedAt);
}
