// The gateway at work: feeds the core with frames, datagrams and time, and carries out its effects. One timer stands for
// the deadline that is next.
import { formatIpv4Address, type Ipv4Address } from '@microsphere/ethernet';
import { RefusedError } from '../errors.ts';
import { type Gateway, type GatewayEffect, MAX_PINGS, type PingRequest } from './gateway.ts';
import type { UdpClient, UdpService } from './nat.ts';
import type { Publication, PublicationRequest, Publications } from './publications.ts';

export type PingResult = { readonly received: true; readonly rttMs: number } | { readonly received: false };

export interface GatewayPortOptions {
  readonly gateway: Gateway;
  readonly publications: Publications;
  readonly now: () => number;
  /** Sends a frame into the VM network. */
  readonly transmit: (frame: Uint8Array) => void;
}

export class GatewayPort {
  private readonly options: GatewayPortOptions;
  private readonly pings = new Map<number, (result: PingResult) => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(options: GatewayPortOptions) {
    this.options = options;
  }

  get statistics() {
    return {
      ...this.options.gateway.statistics,
      droppedDatagrams: this.options.publications.droppedDatagrams,
    };
  }

  /** A frame from the VM network. */
  receive(frame: Uint8Array): void {
    this.apply(this.options.gateway.receive(frame, this.options.now()));
  }

  /** A datagram from outside. */
  datagram(service: UdpService, client: UdpClient, payload: Uint8Array): void {
    this.apply(this.options.gateway.datagram(service, client, payload, this.options.now()));
  }

  /** Asks a guest for an echo. Throws `RefusedError`. */
  ping(request: PingRequest): Promise<PingResult> {
    const { gateway, now } = this.options;
    this.expectGuestAddress(request.address);
    const started = gateway.ping(request, now());
    if (started === undefined) throw new RefusedError('tooMany', `${MAX_PINGS} pings are under way already`);
    const ended = new Promise<PingResult>((resolve) => this.pings.set(started.sequence, resolve));
    this.apply(started.effects);
    return ended;
  }

  /** Publishes a service of a guest. Throws `RefusedError`. */
  async publish(request: PublicationRequest): Promise<Publication> {
    this.expectGuestAddress(request.address);
    return this.options.publications.publish(request);
  }

  /** Whether it was published. */
  async unpublish(service: UdpService): Promise<boolean> {
    const published = await this.options.publications.unpublish(service);
    this.options.gateway.unpublish(service);
    return published;
  }

  list(): Publication[] {
    return this.options.publications.list();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.options.publications.close();
  }

  private expectGuestAddress(address: Ipv4Address): void {
    if (!this.options.gateway.isGuestAddress(address))
      throw new RefusedError('badRequest', `${formatIpv4Address(address)} is no guest's address on the VM network`);
  }

  private apply(effects: readonly GatewayEffect[]): void {
    for (const effect of effects) this.perform(effect);
    this.schedule();
  }

  private perform(effect: GatewayEffect): void {
    switch (effect.kind) {
      case 'transmit':
        this.options.transmit(effect.frame);
        break;
      case 'deliver':
        this.options.publications.deliver(effect.service, effect.client, effect.payload);
        break;
      case 'pingEnded': {
        const end = this.pings.get(effect.sequence);
        this.pings.delete(effect.sequence);
        // To the microsecond: what is finer is noise.
        const { rttMs } = effect;
        end?.(rttMs === undefined ? { received: false } : { received: true, rttMs: Number(rttMs.toFixed(3)) });
        break;
      }
      default:
        effect satisfies never;
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { gateway, now } = this.options;
    const { deadline } = gateway;
    if (deadline === undefined) return;
    // Rounded up: a timer that comes early finds nothing to do.
    this.timer = setTimeout(() => this.apply(gateway.tick(now())), Math.ceil(Math.max(0, deadline - now())));
  }
}
