import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GUEST } from './constants.ts';
import { encodeLedgerEntry } from './ledger-entry.ts';
import { decodeLedgerReply, encodeLedgerRequest, LedgerProtocolError, ledgerStatuses } from './ledger-protocol.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A reply as a guest builds it: header, then 64-bit numbers, then bytes. */
function reply(
  operation: number,
  status: number,
  count: number,
  numbers: readonly bigint[],
  rest: Uint8Array = new Uint8Array(),
) {
  const bytes = Buffer.alloc(32 + 8 * numbers.length + rest.length);
  bytes.write('MLP1', 0, 'latin1');
  bytes.writeUInt8(operation | 0x80, 4);
  bytes.writeUInt8(status, 5);
  bytes.writeUInt16LE(count, 6);
  for (const [position, value] of [42n, 3n, 10n].entries()) bytes.writeBigUInt64LE(value, 8 + 8 * position);
  for (const [position, value] of numbers.entries()) bytes.writeBigUInt64LE(value, 32 + 8 * position);
  bytes.set(rest, 32 + 8 * numbers.length);
  return bytes;
}

const head = { tag: 42n, boot: 3n, entries: 10n };

it('has the statuses that the README has', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| (\d+) +\| `(\w+)` +\| (yes|no|unknown) +\|/gm)];
  expect(rows.map(([, number, name, happened]) => ({ number: Number(number), name, happened }))).toEqual(
    ledgerStatuses.map(({ name, happened }, number) => ({ number, name, happened })),
  );
});

it('encodes requests', () => {
  const tag = 0x0102_0304_0506_0708n;
  expect(hex(encodeLedgerRequest({ operation: 'append', tag, client: 0xffn, n: 2n }))).toBe(
    '4d4c503101000000' + '0807060504030201' + 'ff00000000000000' + '0200000000000000',
  );
  expect(hex(encodeLedgerRequest({ operation: 'read', tag, from: 258n }))).toBe(
    '4d4c503102000000' + '0807060504030201' + '0201000000000000',
  );
  expect(hex(encodeLedgerRequest({ operation: 'status', tag }))).toBe('4d4c503103000000' + '0807060504030201');
});

it('decodes replies to append', () => {
  expect(decodeLedgerReply(reply(1, 0, 0, [7n, 8n, 9n, 8n]))).toEqual({
    ...head,
    operation: 'append',
    status: 'ok',
    client: 7n,
    n: 8n,
    index: 9n,
    last: 8n,
  });
  expect(decodeLedgerReply(reply(1, 3, 0, [7n, 8n, 0xffff_ffff_ffff_ffffn, 5n]))).toMatchObject({
    status: 'outOfOrder',
    index: undefined,
    last: 5n,
  });
});

it('decodes pages, and finds what is damaged in them', () => {
  const entry = (index: bigint) =>
    encodeLedgerEntry({
      index,
      boot: 1n,
      kind: 'append',
      client: 5n,
      n: index,
      uptimeMs: 9n,
      group: 1n,
      previousCrc: 77,
    });
  const damaged = entry(5n);
  damaged[20] = 1;
  const page = decodeLedgerReply(reply(2, 7, 3, [4n], Buffer.concat([entry(4n), damaged, entry(6n)])));
  if (page.operation !== 'read') throw new Error(page.operation);
  expect(page).toMatchObject({ status: 'damaged', from: 4n, count: 3, damaged: [5n] });
  expect(page.page.map(({ index }) => index)).toEqual([4n, 6n]);
  expect(page.page[0]).toMatchObject({
    boot: 1n,
    kind: 'append',
    client: 5n,
    n: 4n,
    uptimeMs: 9n,
    group: 1n,
    previousCrc: 77,
  });
});

it('decodes the status', () => {
  const text = Buffer.from('entries are damaged');
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(2, 0);
  lengths.writeUInt32LE(text.length, 4);
  expect(
    decodeLedgerReply(
      reply(3, 0, 0, [1000n, 60n, 2n, 30n, 1n, 4n, 5n], Buffer.concat([lengths, text, Buffer.alloc(50)])),
    ),
  ).toEqual({
    ...head,
    operation: 'status',
    status: 'ok',
    capacity: 1000n,
    uptimeMs: 60n,
    clients: 2n,
    groups: 30n,
    damaged: 1n,
    firstDamaged: 4n,
    dropped: 5n,
    state: 'serving',
    lastError: 'entries are damaged',
  });
});

it('decodes a refusal of every status', () => {
  for (const [number, { name }] of ledgerStatuses.entries())
    expect(decodeLedgerReply(reply(1, number, 0, []))).toEqual({ ...head, operation: 'refusal', status: name });
});

it.each([
  ['nothing', new Uint8Array()],
  ['half a header', reply(1, 0, 0, []).subarray(0, 31)],
  ['another magic', Buffer.alloc(64, 1)],
  ['an unknown status', reply(1, ledgerStatuses.length, 0, [1n, 1n, 1n, 1n])],
  ['an unknown operation', reply(9, 0, 0, [1n])],
  [
    'a request',
    Buffer.concat([encodeLedgerRequest({ operation: 'append', tag: 1n, client: 1n, n: 1n }), Buffer.alloc(32)]),
  ],
  ['half a reply to append', reply(1, 0, 0, [1n])],
  ['a page without its entries', reply(2, 0, 2, [1n], Buffer.alloc(GUEST.ledgerEntryBytes))],
  ['half a status', reply(3, 0, 0, [1n])],
  ['a status without its error', reply(3, 0, 0, [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0xffff_0000_0000n])],
])('takes %s for no reply', (_, bytes) => {
  expect(() => decodeLedgerReply(bytes)).toThrow(LedgerProtocolError);
});
