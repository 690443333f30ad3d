// Isolation addresses: who on the management network answers a host that hears nobody. The network is NATS: its gateway is the
// broker, and everybody else who can be asked answers to a name.
import { subjects } from '@microsphere/proto';
import type { NatsConnection } from 'nats';

/** The isolation address that a host has without any being named (das.usedefaultisolationaddress). */
export const GATEWAY = 'gateway';
/** Echo requests that may be unanswered at a time; one more is not sent. */
export const MAX_ISOLATION_PINGS = 64;

export class IsolationPinger {
  private readonly nats: Pick<NatsConnection, 'flush' | 'request'>;
  private readonly timeoutMs: number;
  private underWay = 0;

  constructor(nats: Pick<NatsConnection, 'flush' | 'request'>, timeoutMs: number) {
    this.nats = nats;
    this.timeoutMs = timeoutMs;
  }

  /** Whether it has answered. A name that nobody can have does not. */
  async ping(address: string): Promise<boolean> {
    if (this.underWay >= MAX_ISOLATION_PINGS) return false;
    this.underWay += 1;
    try {
      if (address === GATEWAY) await this.nats.flush();
      else await this.nats.request(subjects.ping(address), undefined, { timeout: this.timeoutMs });
      return true;
    } catch {
      return false;
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Answers echo requests to a name, as the host's management address does: its HA agent is not asked. */
export function answerPings(nats: Pick<NatsConnection, 'subscribe'>, name: string): void {
  nats.subscribe(subjects.ping(name), {
    callback: (error, message) => {
      if (!error) message.respond();
    },
  });
}
