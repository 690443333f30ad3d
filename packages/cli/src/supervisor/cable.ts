// The cable between a host and a network: a TCP forwarder in the supervisor, so that it can be pulled out and plugged in again,
// and be slow or long, while both ends live. What is on its way when it is pulled is lost.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { CableDirection, type CableQuality, PERFECT } from './cable-direction.ts';

/** Connections through one cable: to a broker a host has one, and one more for a moment; of vMotions it has eight at most. */
export const MAX_CONNECTIONS = 16;

export class Cable {
  private farEnd: URL;
  private readonly server: Server;
  private readonly ends = new Set<Socket>();
  private readonly directions = new Set<CableDirection>();
  private plugged = true;
  private quality_ = PERFECT;

  private constructor(farEnd: URL) {
    this.farEnd = farEnd;
    this.server = createServer((near) => this.accept(near));
    this.server.maxConnections = MAX_CONNECTIONS;
  }

  /** A cable to host and port of this URL. */
  static async lay(farUrl: string): Promise<Cable> {
    const cable = new Cable(new URL(farUrl));
    await new Promise<void>((resolve, reject) => {
      cable.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return cable;
  }

  /** Where the near end is: "127.0.0.1:40123". */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get isPlugged(): boolean {
    return this.plugged;
  }

  get quality(): CableQuality {
    return this.quality_;
  }

  /** For what is sent from now on. */
  set quality(quality: CableQuality) {
    this.quality_ = quality;
    for (const direction of this.directions) direction.quality = quality;
  }

  /** From now on the far end is there. */
  lead(farUrl: string): void {
    this.farEnd = new URL(farUrl);
  }

  private accept(near: Socket): void {
    if (!this.plugged) {
      near.destroy();
      return;
    }
    const far = connect(Number(this.farEnd.port), this.farEnd.hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      const direction = new CableDirection(end, other, this.quality_);
      this.ends.add(end);
      this.directions.add(direction);
      end.setNoDelay(true);
      // An end that fails is closed next, and takes the other one with it.
      end.on('error', () => {});
      end.on('close', () => {
        this.ends.delete(end);
        // What it sent last arrives nevertheless, but nothing reaches it any more.
        direction.end(() => {
          this.directions.delete(direction);
          other.destroy();
        });
      });
    }
  }

  /** Both ends find that the other one has gone; nobody gets through any more. */
  pull(): void {
    this.plugged = false;
    for (const direction of this.directions) direction.cut();
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
