// Pings a guest at a steady rate, whether it answers or not: each ping is on its own, so one that is lost holds up none that
// follows. What it sees is what anybody on the network would.
import type { SwitchClient } from '../switch-client.ts';

/** Pings a second. */
export const PING_RATE = 100;
/** A ping that has no answer after this time is lost, in milliseconds: with pings that are in time, the gateway has 256 under way. */
const PING_TIMEOUT_MS = 1_000;

export interface Ping {
  /** Monotonic milliseconds. */
  readonly sentAt: number;
  /** Undefined for one without an answer. */
  readonly receivedAt: number | undefined;
}

export class Pinger {
  /** Of which it is known what became of them, in the order in which that was known. */
  readonly pings: Ping[] = [];
  private readonly gateway: Pick<SwitchClient, 'ping'>;
  private readonly address: string;
  private readonly timer: NodeJS.Timeout;
  private readonly underWay = new Set<Promise<void>>();
  private readonly startedAt = performance.now();
  private sent = 0;
  /** Why a ping could not be sent. */
  failure: Error | undefined;

  constructor(gateway: Pick<SwitchClient, 'ping'>, address: string) {
    this.gateway = gateway;
    this.address = address;
    this.timer = setInterval(() => this.sendDue(), 1_000 / PING_RATE);
  }

  /** A timer that comes late sends what it has missed: the rate stays. */
  private sendDue(): void {
    const due = Math.floor(((performance.now() - this.startedAt) * PING_RATE) / 1_000);
    for (; this.sent < due; this.sent += 1) {
      const ping = this.ping().finally(() => this.underWay.delete(ping));
      this.underWay.add(ping);
    }
  }

  private async ping(): Promise<void> {
    const sentAt = performance.now();
    try {
      const { received } = await this.gateway.ping(this.address, PING_TIMEOUT_MS);
      this.pings.push({ sentAt, receivedAt: received ? performance.now() : undefined });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.failure ??= error;
    }
  }

  /** Resolves when it is known of every ping what became of it. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }
}
