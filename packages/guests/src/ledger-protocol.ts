// The ledger's UDP protocol: requests and replies as values and as bytes (README.md has the tables; the other side is
// os/service.c). Pure: sending, waiting and repeating are the client's.
import { GUEST } from './constants.ts';
import { decodeLedgerEntry, type LedgerEntry } from './ledger-entry.ts';

export type LedgerRequest =
  /** `client` is not 0; its `n` count 1, 2, 3, ... */
  | { readonly operation: 'append'; readonly tag: bigint; readonly client: bigint; readonly n: bigint }
  /** A page of entries that begins with index `from`. */
  | { readonly operation: 'read'; readonly tag: bigint; readonly from: bigint }
  | { readonly operation: 'status'; readonly tag: bigint };

/**
 * The status of a reply, in the order of its numbers. `happened` says what a client may conclude about its append: it is in
 * the ledger durably, it is not and will not be through this request, or nobody knows until a repeat is answered.
 */
export const ledgerStatuses = [
  { name: 'ok', happened: 'yes', message: 'done' },
  { name: 'malformed', happened: 'no', message: 'the request has the wrong length, or its client or n is 0' },
  { name: 'unknownOperation', happened: 'no', message: 'the guest does not know this operation' },
  { name: 'outOfOrder', happened: 'no', message: 'n is not the one after the last n of this client' },
  { name: 'full', happened: 'no', message: 'the ledger is full' },
  { name: 'tooManyClients', happened: 'no', message: 'the ledger knows as many clients as it can' },
  { name: 'diskError', happened: 'unknown', message: 'the disk failed; the guest repeats the write' },
  { name: 'damaged', happened: 'no', message: 'an entry is damaged: the ledger can be read only' },
  { name: 'forgotten', happened: 'yes', message: 'it is in the ledger, but too long ago for its index to be at hand' },
  { name: 'busy', happened: 'no', message: 'too many requests at once' },
  { name: 'notReady', happened: 'no', message: 'the ledger is opening, has failed to open or is shutting down' },
] as const;
export type LedgerStatus = (typeof ledgerStatuses)[number]['name'];

interface ReplyHead {
  readonly tag: bigint;
  readonly status: LedgerStatus;
  /** The boot of the guest that answers. */
  readonly boot: bigint;
  /** Durable entries, boot records among them. */
  readonly entries: bigint;
}

export interface LedgerAppendReply extends ReplyHead {
  readonly operation: 'append';
  readonly client: bigint;
  readonly n: bigint;
  /** Where the entry is; undefined unless the status is `ok`. */
  readonly index: bigint | undefined;
  /** The client's last durable n: after `outOfOrder`, the next one to send is last + 1 (or later ones are on their way). */
  readonly last: bigint;
}

export interface LedgerReadReply extends ReplyHead {
  readonly operation: 'read';
  readonly from: bigint;
  /** Entries in the page, damaged ones among them; 0 behind the end. The next page begins at from + count. */
  readonly count: number;
  readonly page: readonly LedgerEntry[];
  /** Indices of entries of the page that are damaged; the status is `damaged` then. */
  readonly damaged: readonly bigint[];
}

const states = ['closed', 'opening', 'serving', 'failed'] as const;

export interface LedgerStatusReply extends ReplyHead {
  readonly operation: 'status';
  readonly state: (typeof states)[number];
  /** Entries for which the disk has room. */
  readonly capacity: bigint;
  readonly uptimeMs: bigint;
  readonly clients: bigint;
  /** Group commits since boot. */
  readonly groups: bigint;
  readonly damaged: bigint;
  /** Index of the first damaged entry, when there are any. */
  readonly firstDamaged: bigint | undefined;
  /** Entries, at most, that recovery dropped at this boot because their write was unfinished. */
  readonly dropped: bigint;
  /** "" when nothing went wrong since boot. */
  readonly lastError: string;
}

/** A request that was not even looked into; there is no more to say than the status. */
export interface LedgerRefusal extends ReplyHead {
  readonly operation: 'refusal';
}

export type LedgerReply = LedgerAppendReply | LedgerReadReply | LedgerStatusReply | LedgerRefusal;

/** Bytes that are no reply of a ledger. */
export class LedgerProtocolError extends Error {
  override readonly name = 'LedgerProtocolError';
}

/** "MLP1" */
const PROTOCOL_MAGIC = 0x3150_4c4d;
const REPLY = 0x80;
const REQUEST_HEADER_BYTES = 16;
const REPLY_HEADER_BYTES = 32;
const APPEND_REPLY_BYTES = 32;
const STATUS_ERROR_OFFSET = 64;
const NO_INDEX = 0xffff_ffff_ffff_ffffn;
const operations = { append: 1, read: 2, status: 3 } as const;

/** The payload of the datagram that asks this. */
export function encodeLedgerRequest(request: LedgerRequest): Uint8Array {
  const body =
    request.operation === 'append' ? [request.client, request.n] : request.operation === 'read' ? [request.from] : [];
  const bytes = new Uint8Array(REQUEST_HEADER_BYTES + 8 * body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, PROTOCOL_MAGIC, true);
  view.setUint8(4, operations[request.operation]);
  view.setBigUint64(8, request.tag, true);
  for (const [position, value] of body.entries()) view.setBigUint64(REQUEST_HEADER_BYTES + 8 * position, value, true);
  return bytes;
}

/** The reply in the payload of a datagram. Throws LedgerProtocolError where there is none. */
export function decodeLedgerReply(bytes: Uint8Array): LedgerReply {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < REPLY_HEADER_BYTES || view.getUint32(0, true) !== PROTOCOL_MAGIC)
    throw new LedgerProtocolError(`${bytes.length} bytes that are no reply of a ledger`);
  const status = ledgerStatuses[view.getUint8(5)];
  if (!status) throw new LedgerProtocolError(`a reply with the unknown status ${view.getUint8(5)}`);
  const head: ReplyHead = {
    tag: view.getBigUint64(8, true),
    status: status.name,
    boot: view.getBigUint64(16, true),
    entries: view.getBigUint64(24, true),
  };
  if (bytes.length === REPLY_HEADER_BYTES) return { ...head, operation: 'refusal' };
  const body = bytes.subarray(REPLY_HEADER_BYTES);
  switch (view.getUint8(4) ^ REPLY) {
    case operations.append:
      return { ...head, ...appendReply(body) };
    case operations.read:
      return { ...head, ...readReply(body, view.getUint16(6, true)) };
    case operations.status:
      return { ...head, ...statusReply(body) };
    default:
      throw new LedgerProtocolError(`a reply to the unknown operation ${view.getUint8(4)}`);
  }
}

function viewOf(body: Uint8Array, atLeastBytes: number, what: string): DataView {
  if (body.length < atLeastBytes)
    throw new LedgerProtocolError(`a reply to ${what} of ${body.length} bytes is too short`);
  return new DataView(body.buffer, body.byteOffset, body.byteLength);
}

function appendReply(body: Uint8Array): Omit<LedgerAppendReply, keyof ReplyHead> {
  const view = viewOf(body, APPEND_REPLY_BYTES, 'append');
  const index = view.getBigUint64(16, true);
  return {
    operation: 'append',
    client: view.getBigUint64(0, true),
    n: view.getBigUint64(8, true),
    index: index === NO_INDEX ? undefined : index,
    last: view.getBigUint64(24, true),
  };
}

function readReply(body: Uint8Array, count: number): Omit<LedgerReadReply, keyof ReplyHead> {
  const view = viewOf(body, 8 + count * GUEST.ledgerEntryBytes, 'read');
  const from = view.getBigUint64(0, true);
  const page: LedgerEntry[] = [];
  const damaged: bigint[] = [];
  for (let position = 0; position < count; position += 1) {
    const index = from + BigInt(position);
    const entry = decodeLedgerEntry(body.subarray(8 + position * GUEST.ledgerEntryBytes), index);
    if (entry) page.push(entry);
    else damaged.push(index);
  }
  return { operation: 'read', from, count, page, damaged };
}

function statusReply(body: Uint8Array): Omit<LedgerStatusReply, keyof ReplyHead> {
  const view = viewOf(body, STATUS_ERROR_OFFSET, 'status');
  const errorBytes = view.getUint32(60, true);
  viewOf(body, STATUS_ERROR_OFFSET + errorBytes, 'status');
  const damaged = view.getBigUint64(32, true);
  return {
    operation: 'status',
    capacity: view.getBigUint64(0, true),
    uptimeMs: view.getBigUint64(8, true),
    clients: view.getBigUint64(16, true),
    groups: view.getBigUint64(24, true),
    damaged,
    firstDamaged: damaged === 0n ? undefined : view.getBigUint64(40, true),
    dropped: view.getBigUint64(48, true),
    state: states[view.getUint32(56, true)] ?? 'failed',
    lastError: Buffer.from(body.subarray(STATUS_ERROR_OFFSET, STATUS_ERROR_OFFSET + errorBytes)).toString('latin1'),
  };
}
