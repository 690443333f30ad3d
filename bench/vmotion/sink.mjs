// The receiving process of raw.mjs: counts what comes over a ws and over a TCP connection, and says when all of it is there.

import { createRequire } from 'node:module';
import { createServer } from 'node:net';

const { WebSocketServer } = createRequire(new URL('../../packages/host-agent/package.json', import.meta.url))('ws');
const expected = Number(process.argv[2]);

function counter(done) {
  let received = 0;
  return ({ length }) => {
    received += length;
    if (received === expected) done();
  };
}

const ws = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
ws.on('connection', (socket) =>
  socket.on(
    'message',
    counter(() => socket.send('all')),
  ),
);
const tcp = createServer((socket) =>
  socket
    .on(
      'data',
      counter(() => socket.write('all')),
    )
    .on('error', () => {}),
);
tcp.listen(0, '127.0.0.1', () => process.send({ wsPort: ws.address().port, tcpPort: tcp.address().port }));
process.on('disconnect', () => process.exit());
