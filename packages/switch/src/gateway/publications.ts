// Published services: one UDP socket of this machine for each. Publishing a service again gives the socket that it has.
import { createSocket, type Socket } from 'node:dgram';
import { type Logger, listenError } from '@microsphere/process';
import { RefusedError } from '../errors.ts';
import { formatService, type UdpClient, type UdpService } from './nat.ts';

/** Services published at once. */
export const MAX_PUBLICATIONS = 256;
/** Bytes that wait to be sent to clients of one service; further datagrams are lost. */
export const MAX_SEND_QUEUE_BYTES = 1024 * 1024;

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface PublicationsOptions {
  /** Address of this machine that the sockets are bound to. */
  readonly bindAddress: string;
  /** The ports that may be used; without it the system chooses. */
  readonly portRange: PortRange | undefined;
  readonly log: Pick<Logger, 'warn'>;
  readonly receive: (service: UdpService, client: UdpClient, payload: Uint8Array) => void;
}

export interface PublicationRequest extends UdpService {
  /** The port of this machine that it is wanted at; any free one otherwise. */
  readonly localPort?: number | undefined;
}

export interface Publication {
  readonly service: UdpService;
  /** Where clients send to. */
  readonly localAddress: string;
  readonly localPort: number;
}

/** Bound to every address, it is reached at the loopback address among others. */
function reachableAddress(bindAddress: string): string {
  if (bindAddress === '0.0.0.0') return '127.0.0.1';
  return bindAddress === '::' ? '::1' : bindAddress;
}

function bind(bindAddress: string, port: number): Promise<Socket> {
  const socket = createSocket(bindAddress.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address: bindAddress, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

export class Publications {
  private readonly options: PublicationsOptions;
  /** By `formatService`, from the first request on: who asks meanwhile waits for the same socket. */
  private readonly opening = new Map<string, Promise<Publication>>();
  private readonly open = new Map<string, { readonly socket: Socket; readonly publication: Publication }>();
  private droppedDatagrams_ = 0;

  constructor(options: PublicationsOptions) {
    this.options = options;
  }

  /** Datagrams for clients that were lost here. */
  get droppedDatagrams(): number {
    return this.droppedDatagrams_;
  }

  list(): Publication[] {
    return [...this.open.values()].map(({ publication }) => publication);
  }

  /** Idempotent. Throws `RefusedError`: tooMany, badRequest (a port outside of the range), conflict (port taken). */
  async publish(request: PublicationRequest): Promise<Publication> {
    const key = formatService(request);
    let opening = this.opening.get(key);
    if (opening === undefined) {
      if (this.opening.size >= MAX_PUBLICATIONS)
        throw new RefusedError('tooMany', `${MAX_PUBLICATIONS} services are published already`);
      opening = this.openSocket(request);
      this.opening.set(key, opening);
      opening.catch(() => this.opening.delete(key));
    }
    const publication = await opening;
    if (request.localPort !== undefined && request.localPort !== publication.localPort)
      throw new RefusedError('conflict', `${key} is published at port ${publication.localPort} already`);
    return publication;
  }

  /** Whether it was published. */
  async unpublish(service: UdpService): Promise<boolean> {
    const key = formatService(service);
    const published = this.open.get(key);
    if (published === undefined) return false;
    this.open.delete(key);
    this.opening.delete(key);
    await new Promise<void>((resolve) => published.socket.close(resolve));
    return true;
  }

  /** A datagram of a service to its client; lost when it is published no longer. */
  deliver(service: UdpService, client: UdpClient, payload: Uint8Array): void {
    const socket = this.open.get(formatService(service))?.socket;
    if (socket === undefined || socket.getSendQueueSize() > MAX_SEND_QUEUE_BYTES) {
      this.droppedDatagrams_ += 1;
      return;
    }
    socket.send(payload, client.port, client.address, (error) => {
      if (error) this.droppedDatagrams_ += 1;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map(({ service }) => this.unpublish(service)));
  }

  private async openSocket(request: PublicationRequest): Promise<Publication> {
    const service = { address: request.address, port: request.port };
    const key = formatService(service);
    const { bindAddress, receive, log } = this.options;
    const socket = await this.bindSocket(request);
    socket.on('message', (payload, { address, port }) => receive(service, { address, port }, payload));
    socket.on('error', (error) => log.warn({ err: error, service: key }, 'a published port failed'));
    const publication = {
      service,
      localAddress: reachableAddress(bindAddress),
      localPort: socket.address().port,
    };
    this.open.set(key, { socket, publication });
    return publication;
  }

  private async bindSocket({ address, port, localPort }: PublicationRequest): Promise<Socket> {
    const { bindAddress, portRange } = this.options;
    const what = `publish ${formatService({ address, port })} at`;
    if (localPort !== undefined && portRange && (localPort < portRange.first || localPort > portRange.last))
      throw new RefusedError('badRequest', `${what} ${localPort}: only ${portRange.first} to ${portRange.last} may be`);
    if (localPort !== undefined || portRange === undefined)
      try {
        return await bind(bindAddress, localPort ?? 0);
      } catch (cause) {
        const { message } = listenError(what, { host: bindAddress, port: localPort ?? 0 }, cause);
        throw new RefusedError('conflict', message, { cause });
      }
    for (let candidate = portRange.first; candidate <= portRange.last; candidate += 1)
      try {
        return await bind(bindAddress, candidate);
      } catch (cause) {
        const error = listenError(what, { host: bindAddress, port: candidate }, cause);
        if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE')
          throw new RefusedError('conflict', error.message, { cause });
      }
    throw new RefusedError('conflict', `${what} ${portRange.first} to ${portRange.last}: all ports are taken`);
  }
}
