// A client that says and reads bytes: what the official one is too well-behaved for.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '@microsphere/testkit';
import type { Server } from './servers.ts';

const open = new Set<RawClient>();

export class RawClient {
  private readonly socket: Socket;
  private text = '';
  private size = 0;
  private ended = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.size += bytes.length;
      // Enough to see what was said last.
      this.text = `${this.text}${bytes.toString('latin1')}`.slice(-64 * 1024);
    });
    socket.on('error', () => {}); // a reset is an end too
    socket.on('close', () => {
      this.ended = true;
    });
    open.add(this);
  }

  /** Connects, and reads INFO. */
  static async connect({ host, port }: Server): Promise<RawClient> {
    const socket = connect(port, host);
    const client = new RawClient(socket);
    await once(socket, 'connect');
    await client.reads('\r\n');
    return client;
  }

  /** Connects and introduces itself as the official client does, with `options` on top. */
  static async introduced(server: Server, options: Readonly<Record<string, unknown>> = {}): Promise<RawClient> {
    const client = await RawClient.connect(server);
    client.say(`CONNECT ${JSON.stringify({ verbose: false, pedantic: false, ...options })}\r\nPING\r\n`);
    await client.reads('PONG\r\n');
    return client;
  }

  say(text: string | Uint8Array): void {
    this.socket.write(text);
  }

  /** Says something, and resolves with what it is answered up to the answer to a PING behind it. */
  async ask(text: string): Promise<string> {
    const before = this.text.length;
    this.say(`${text}PING\r\n`);
    return (await this.reads('PONG\r\n', before)).slice(before, -'PONG\r\n'.length);
  }

  /** Resolves with all that was read so far once that ends with `text`, of which nothing is older than `from`. */
  reads(text: string, from = 0): Promise<string> {
    return eventually(`${JSON.stringify(text)} from the server`, () => {
      if (this.text.slice(from).endsWith(text)) return this.text;
      if (this.ended) throw new Error(`the server closed the connection after ${JSON.stringify(this.text)}`);
      return undefined;
    });
  }

  /** Resolves with the last that was read once the server has closed the connection. */
  closed(): Promise<string> {
    return eventually('the server to close the connection', () => this.ended && { text: this.text }).then(
      ({ text }) => text,
    );
  }

  get bytesRead(): number {
    return this.size;
  }

  /** Reads no more, so that what is sent to it piles up. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Closes every connection that is left; for `afterEach`. */
export function closeRawClients(): void {
  for (const client of open) client.close();
  open.clear();
}
