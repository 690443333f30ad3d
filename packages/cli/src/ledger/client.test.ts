import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, it } from 'vitest';
import { LedgerClient } from './client.ts';

// The far end here is a socket that answers as the test says: what is tested is how the client asks.
const open: { close(): void }[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

interface Asked {
  readonly operation: number;
  readonly tag: bigint;
  readonly n: bigint;
  answer(status: number, index: bigint): void;
}

/** A port on which `onRequest` gets every datagram. */
async function farEnd(onRequest: (asked: Asked) => void): Promise<{ address: string; port: number }> {
  const socket: Socket = createSocket('udp4');
  open.push(socket);
  socket.on('message', (bytes, from) => {
    const tag = bytes.readBigUInt64LE(8);
    const n = bytes.length >= 32 ? bytes.readBigUInt64LE(24) : 0n;
    onRequest({
      operation: bytes.readUInt8(4),
      tag,
      n,
      answer(status, index) {
        const reply = Buffer.alloc(64);
        bytes.copy(reply, 0, 0, 4);
        reply.writeUInt8(bytes.readUInt8(4) | 0x80, 4);
        reply.writeUInt8(status, 5);
        reply.writeBigUInt64LE(tag, 8);
        reply.writeBigUInt64LE(3n, 16);
        bytes.copy(reply, 32, 16, 32);
        reply.writeBigUInt64LE(index, 48);
        socket.send(reply, from.port, from.address);
      },
    });
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: '127.0.0.1', port: socket.address().port };
}

async function client(address: { address: string; port: number }): Promise<LedgerClient> {
  const opened = await LedgerClient.open(address, 77n);
  open.push(opened);
  return opened;
}

it('counts its appends and says where each one went', async () => {
  let index = 4n;
  const ledger = await client(
    await farEnd((asked) => {
      index += 1n;
      asked.answer(0, index);
    }),
  );
  expect(await ledger.append()).toMatchObject({ client: 77n, n: 1n, index: 5n, boot: 3n });
  expect(await ledger.append()).toMatchObject({ client: 77n, n: 2n, index: 6n });
});

it('repeats an unanswered append under the same n and a new tag, and knows which one was answered', async () => {
  const tags: bigint[] = [];
  const times: number[] = [];
  const ledger = await client(
    await farEnd((asked) => {
      tags.push(asked.tag);
      times.push(performance.now());
      expect(asked.n).toBe(1n);
      if (tags.length === 3) asked.answer(0, 9n);
    }),
  );
  const { sentAt } = await ledger.append();
  expect(new Set(tags).size).toBe(3);
  expect(sentAt).toBeGreaterThan(times[1] as number);
});

it('asks again while the guest is not ready, and gives up when it refuses', async () => {
  const answers = [10, 9, 0, 4];
  const ledger = await client(await farEnd((asked) => asked.answer(answers.shift() ?? 4, 1n)));
  expect(await ledger.append()).toMatchObject({ n: 1n });
  await expect(ledger.append()).rejects.toThrow('append 2: the ledger is full');
});

it('ends with its signal', async () => {
  const abort = new AbortController();
  const ledger = await client(await farEnd(() => abort.abort()));
  const appended = ledger.append(abort.signal);
  await expect(appended).rejects.toThrow('no answer');
});
