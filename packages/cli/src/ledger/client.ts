// A client of a ledger: one UDP socket to one guest, requests that are repeated until they are answered. An append is
// finished when the guest says that its entry is durable; until then nobody knows, so it is asked again and again, under
// the same client and n, across any failover.
import { createSocket, type Socket } from 'node:dgram';
import {
  decodeLedgerReply,
  encodeLedgerRequest,
  type LedgerEntry,
  LedgerProtocolError,
  type LedgerReply,
  type LedgerRequest,
  type LedgerStatusReply,
  ledgerStatuses,
} from '@microsphere/guests';
import type { Acknowledgement } from './audit.ts';

/** Pause before an unanswered request is sent again, in milliseconds. */
const REPEAT_INTERVAL_MS = 100;
/** Pages of one `read` that are asked for at once. */
const MAX_READS_IN_FLIGHT = 8;

/** The guest answered that it won't, or nobody answered in time. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

type WithoutTag<T> = T extends unknown ? Omit<T, 'tag'> : never;
type Question = WithoutTag<LedgerRequest>;

interface Answer {
  readonly reply: LedgerReply;
  /** Monotonic milliseconds: when the very datagram that was answered was sent, and when the answer came. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

export interface LedgerAddress {
  readonly address: string;
  readonly port: number;
}

export class LedgerClient {
  /** Names this client in the ledger; not 0. */
  readonly client: bigint;
  private readonly socket: Socket;
  /** What waits for an answer, by the tags of its datagrams: each repetition has one of its own. */
  private readonly waiting = new Map<bigint, (reply: LedgerReply) => void>();
  private lastTag = 0n;
  private lastN = 0n;
  private closed = false;

  private constructor(socket: Socket, client: bigint) {
    this.socket = socket;
    this.client = client;
    socket.on('message', (bytes) => this.receive(bytes));
    // A port that nobody has (the switch is down) is a guest that does not answer.
    socket.on('error', () => {});
  }

  static async open({ address, port }: LedgerAddress, client: bigint): Promise<LedgerClient> {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, address, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return new LedgerClient(socket, client);
  }

  /** Appends the next entry of this client; resolves when the guest has acknowledged it. Rejects with LedgerError. */
  async append(signal?: AbortSignal): Promise<Acknowledgement> {
    const n = this.lastN + 1n;
    for (;;) {
      const { reply, sentAt, receivedAt } = await this.ask({ operation: 'append', client: this.client, n }, signal);
      if (reply.operation === 'append' && reply.status === 'ok' && reply.index !== undefined) {
        this.lastN = n;
        return { client: this.client, n, index: reply.index, boot: reply.boot, sentAt, receivedAt };
      }
      if (!transient.has(reply.status)) throw refused(reply, `append ${n}`);
      await this.pause(signal);
    }
  }

  async status(signal?: AbortSignal): Promise<LedgerStatusReply> {
    const { reply } = await this.ask({ operation: 'status' }, signal);
    if (reply.operation !== 'status') throw refused(reply, 'status');
    return reply;
  }

  /** Every entry from index `from` on, as the guest reads it from its disk now. Rejects with LedgerError for damaged ones. */
  async read(from = 0n, signal?: AbortSignal): Promise<LedgerEntry[]> {
    const entries: LedgerEntry[] = [];
    const first = await this.page(from, signal);
    entries.push(...first.page);
    const size = BigInt(first.count);
    if (size === 0n) return entries;
    for (let next = from + size; next < first.entries; next += size * BigInt(MAX_READS_IN_FLIGHT)) {
      const starts = Array.from({ length: MAX_READS_IN_FLIGHT }, (_, index) => next + size * BigInt(index));
      const pages = await Promise.all(
        starts.filter((start) => start < first.entries).map((start) => this.page(start, signal)),
      );
      for (const { page } of pages) entries.push(...page);
    }
    return entries;
  }

  private async page(from: bigint, signal?: AbortSignal) {
    for (;;) {
      const { reply } = await this.ask({ operation: 'read', from }, signal);
      if (reply.operation === 'read' && reply.status === 'ok') return reply;
      if (reply.operation === 'read' && reply.damaged.length > 0)
        throw new LedgerError(`entries ${reply.damaged.join(', ')} are damaged`);
      if (!transient.has(reply.status)) throw refused(reply, `read from ${from}`);
      await this.pause(signal);
    }
  }

  /** Sends until somebody answers. */
  private ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const tags: bigint[] = [];
      let timer: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(timer);
        for (const tag of tags) this.waiting.delete(tag);
        signal?.removeEventListener('abort', abort);
      };
      const abort = () => {
        end();
        reject(new LedgerError('no answer', { cause: signal?.reason }));
      };
      const send = () => {
        if (this.closed || signal?.aborted) return abort();
        this.lastTag += 1n;
        const tag = this.lastTag;
        const sentAt = performance.now();
        tags.push(tag);
        this.waiting.set(tag, (reply) => {
          end();
          resolve({ reply, sentAt, receivedAt: performance.now() });
        });
        this.socket.send(encodeLedgerRequest({ ...question, tag }), () => {});
        timer = setTimeout(send, REPEAT_INTERVAL_MS);
      };
      signal?.addEventListener('abort', abort);
      send();
    });
  }

  private receive(bytes: Uint8Array): void {
    let reply: LedgerReply;
    try {
      reply = decodeLedgerReply(bytes);
    } catch (error) {
      if (error instanceof LedgerProtocolError) return;
      throw error;
    }
    this.waiting.get(reply.tag)?.(reply);
  }

  private pause(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, REPEAT_INTERVAL_MS);
      signal?.addEventListener('abort', end);
    });
  }

  close(): void {
    this.closed = true;
    this.socket.close();
  }
}

/** A guest that says so is asked again: it is booting, busy, or its disk is away for the moment. */
const transient: ReadonlySet<string> = new Set(['busy', 'notReady', 'diskError']);

function refused(reply: LedgerReply, what: string): LedgerError {
  const status = ledgerStatuses.find(({ name }) => name === reply.status);
  return new LedgerError(`${what}: ${status?.message ?? reply.status}`);
}
