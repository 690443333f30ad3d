// A cable between two processes, which a test can pull out, plug in again, lead elsewhere, and hold up: what was sent into a
// link that is held up arrives when it is let go, in its order, though the sender be gone by then.
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One connection through the link, in one direction. */
class Direction {
  private readonly to: Socket;
  private readonly held: (Buffer | 'end')[] = [];
  private holding = false;

  /** @param onBytes - told of what comes, before it is passed on */
  constructor(from: Socket, to: Socket, holding: boolean, onBytes: (bytes: number) => void = () => {}) {
    this.to = to;
    this.holding = holding;
    from.on('data', (bytes) => {
      onBytes(bytes.length);
      this.pass(bytes as Buffer);
    });
    from.on('close', () => this.pass('end'));
    from.on('error', () => {});
  }

  private pass(what: Buffer | 'end'): void {
    if (this.holding) this.held.push(what);
    else if (what === 'end') this.to.end();
    else this.to.write(what);
  }

  hold(holding: boolean): void {
    this.holding = holding;
    if (!holding) for (const what of this.held.splice(0)) this.pass(what);
  }
}

const links = new Set<Link>();

export class Link {
  private target: URL;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly directions = new Set<Direction>();
  private connected = true;
  private holding = false;
  /** What may still pass towards the target until it is held up. */
  private passes = Number.POSITIVE_INFINITY;
  private bytesPerMs = Number.POSITIVE_INFINITY;

  private constructor(target: string) {
    this.target = new URL(target);
    this.server = createServer((from) => this.accept(from));
  }

  /** A link to the host and port of a URL, on a port of the system's. */
  static async open(target: string): Promise<Link> {
    const link = new Link(target);
    await new Promise<void>((resolve) => link.server.listen(0, '127.0.0.1', resolve));
    links.add(link);
    return link;
  }

  /** Where the near end is, under the scheme of the far one. */
  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the link is closed');
    return `${this.target.protocol}//127.0.0.1:${address.port}`;
  }

  private accept(from: Socket): void {
    if (!this.connected) {
      from.destroy();
      return;
    }
    const to = connect(Number(this.target.port), this.target.hostname);
    for (const socket of [from, to]) {
      this.sockets.add(socket);
      // A cable has no Nagle algorithm.
      socket.setNoDelay(true);
      socket.on('close', () => this.sockets.delete(socket));
    }
    const count = (bytes: number) => {
      this.count(bytes);
      this.pace(from, bytes);
    };
    this.directions.add(new Direction(from, to, this.holding, count)).add(new Direction(to, from, this.holding));
  }

  /** What is on its way is lost, and whoever connects is turned away. */
  pull(): void {
    this.connected = false;
    for (const socket of this.sockets) socket.destroy();
  }

  plug(): void {
    this.connected = true;
  }

  /** From now on it leads to another place; whoever was connected has to connect again. */
  lead(target: string): void {
    this.target = new URL(target);
    for (const socket of this.sockets) socket.destroy();
  }

  /** Nothing arrives any more, and nobody is told. */
  hold(): void {
    this.holding = true;
    for (const direction of this.directions) direction.hold(true);
  }

  /** It is held up in the middle of something: when so many bytes have gone towards the target. */
  holdAfter(bytes: number): void {
    this.passes = bytes;
  }

  private count(bytes: number): void {
    this.passes -= bytes;
    if (this.passes <= 0) this.hold();
  }

  /** Towards the target it carries no more than this. */
  throttle(bytesPerSecond: number): void {
    this.bytesPerMs = bytesPerSecond / 1_000;
  }

  private pace(from: Socket, bytes: number): void {
    if (this.bytesPerMs === Number.POSITIVE_INFINITY) return;
    from.pause();
    setTimeout(() => from.resume(), bytes / this.bytesPerMs);
  }

  letGo(): void {
    this.holding = false;
    this.bytesPerMs = Number.POSITIVE_INFINITY;
    this.passes = Number.POSITIVE_INFINITY;
    for (const direction of this.directions) direction.hold(false);
  }

  close(): void {
    this.pull();
    this.server.close();
    links.delete(this);
  }
}

/** For `afterEach`. */
export function closeLinks(): void {
  for (const link of [...links]) link.close();
}
