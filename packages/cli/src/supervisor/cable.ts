// The cable between a host and the management network: a TCP forwarder in the supervisor, so that it can be pulled out and
// plugged in again while both ends live. What is on its way when it is pulled is lost.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Connections through one cable: a host has one to the broker, and one more for a moment while it reconnects. */
export const MAX_CONNECTIONS = 16;

export class Cable {
  private readonly broker: URL;
  private readonly server: Server;
  private readonly ends = new Set<Socket>();
  private plugged = true;

  private constructor(broker: URL) {
    this.broker = broker;
    this.server = createServer((host) => this.accept(host));
    this.server.maxConnections = MAX_CONNECTIONS;
  }

  /** A cable to the broker at this URL. */
  static async lay(brokerUrl: string): Promise<Cable> {
    const cable = new Cable(new URL(brokerUrl));
    await new Promise<void>((resolve, reject) => {
      cable.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return cable;
  }

  /** Where the host finds the broker. */
  get url(): string {
    return `nats://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get isPlugged(): boolean {
    return this.plugged;
  }

  private accept(host: Socket): void {
    if (!this.plugged) {
      host.destroy();
      return;
    }
    const broker = connect(Number(this.broker.port), this.broker.hostname);
    for (const [end, other] of [
      [host, broker],
      [broker, host],
    ] as const) {
      this.ends.add(end);
      end.setNoDelay(true);
      // An end that fails is closed next, and takes the other one with it.
      end.on('error', () => {});
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }

  /** Both ends find that the other one has gone; nobody gets through any more. */
  pull(): void {
    this.plugged = false;
    for (const end of this.ends) end.destroy();
  }

  plug(): void {
    this.plugged = true;
  }

  async remove(): Promise<void> {
    this.pull();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
