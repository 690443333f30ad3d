// A client of the ledger in a guest: appends without a pause, remembers what was acknowledged, and reads what is there.
import { createSocket } from 'node:dgram';
import {
  decodeLedgerReply,
  encodeLedgerRequest,
  GUEST,
  type LedgerReply,
  type LedgerRequest,
} from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import type { Rack } from './rack.ts';

/** Pause before a request without an answer is sent again. */
const REPEAT_MS = 50;

export interface LedgerAddress {
  readonly address: string;
  readonly port: number;
}

/** Asks until the ledger answers, and is ready. */
export async function ask(ledger: LedgerAddress, request: LedgerRequest): Promise<LedgerReply> {
  const socket = createSocket('udp4');
  try {
    let reply: LedgerReply | undefined;
    socket.on('message', (bytes) => {
      reply = decodeLedgerReply(bytes);
    });
    return await eventually(`the ledger to answer ${request.operation}`, async () => {
      if (reply && reply.status !== 'notReady') return reply;
      socket.send(encodeLedgerRequest(request), ledger.port, ledger.address);
      await new Promise((resolve) => setTimeout(resolve, REPEAT_MS));
      return undefined;
    });
  } finally {
    socket.close();
  }
}

/** The settings of a guest at an address, for its extraConfig. */
export function guestAt(address: string): Readonly<Record<string, string>> {
  return { 'guestinfo.ip': address, 'guestinfo.prefix': '24', 'guestinfo.gateway': '10.10.0.1' };
}

/** Waits for a guest that was powered on, and publishes its ledger. */
export async function ledgerOf(rack: Rack, host: string, vmxPath: string, address: string): Promise<LedgerAddress> {
  await eventually('the guest to report its address', () => {
    const { ipAddress, guestHeartbeatStatus } = rack.runtime(host, vmxPath) ?? {};
    return ipAddress === address && guestHeartbeatStatus === pb.EntityStatus.green;
  });
  return await rack.publish(address, GUEST.ledgerUdpPort);
}

export class LedgerLoad {
  /** n of the last append that was acknowledged: those before were, too. */
  acknowledged = 0n;
  /** What the ledger has answered last. */
  last: LedgerReply | undefined;
  /** How often the append that waits for its answer was sent. */
  private sent = 0;
  private readonly ledger: LedgerAddress;
  private readonly client: bigint;
  private readonly socket = createSocket('udp4');
  private going = true;
  private readonly done: Promise<void>;

  constructor(ledger: LedgerAddress, client = 7n) {
    this.ledger = ledger;
    this.client = client;
    this.done = this.run();
    // A test that fails has other news.
    this.done.catch(() => undefined);
  }

  private async run(): Promise<void> {
    let replied = () => {};
    this.socket.on('message', (bytes) => {
      this.last = decodeLedgerReply(bytes);
      replied();
    });
    while (this.going) {
      const n = this.acknowledged + 1n;
      this.sent = 0;
      const request = encodeLedgerRequest({ operation: 'append', tag: n, client: this.client, n });
      // Nobody knows what became of an append that met an I/O error: repeated, it is there once.
      while (this.last?.tag !== n || this.last.status === 'notReady' || this.last.status === 'diskError') {
        if (!this.going) return;
        this.socket.send(request, this.ledger.port, this.ledger.address);
        this.sent += 1;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, REPEAT_MS);
          replied = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (this.last.status !== 'ok' && this.last.status !== 'forgotten')
        throw new Error(`append ${n}: ${this.last.status}`);
      this.acknowledged = n;
    }
  }

  /** Resolves when so many more were acknowledged. */
  async more(count: number): Promise<void> {
    const target = this.acknowledged + BigInt(count);
    await eventually(`${count} more appends`, () => this.acknowledged >= target);
  }

  /** Resolves when an append was repeated in vain: the guest has it, and waits for its disk. */
  async stalled(): Promise<void> {
    await eventually('an append to be repeated', () => this.sent > 3);
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.done.finally(() => this.socket.close());
  }
}

/** The n of every append of a client that the ledger has, in order. */
export async function readAppends(ledger: LedgerAddress, client = 7n): Promise<bigint[]> {
  const found: bigint[] = [];
  for (let from = 0n; ; ) {
    const reply = await ask(ledger, { operation: 'read', tag: from, from });
    if (reply.operation !== 'read' || reply.status !== 'ok') throw new Error(`read from ${from}: ${reply.status}`);
    for (const entry of reply.page) if (entry.kind === 'append' && entry.client === client) found.push(entry.n);
    if (reply.count === 0) return found;
    from += BigInt(reply.count);
  }
}
