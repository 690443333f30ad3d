// Is this host cut off? Who hears no other agent asks the isolation addresses: names on the management network that are
// there whatever becomes of the other hosts. One answer says that the network is there and the others are gone; no answer
// for a whole ping round says that it is this host that is gone (reference: ha.md sections 3.3, 3.4, 3.5).
//
// They are asked now and then in good times, too: an address that never answers would turn the next short silence into an
// isolation, and somebody should hear of that before.
import type { ClusterConfiguration, HostMoref } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { FdmTiming } from './timing.ts';

/** The address that every host has unless das.usedefaultisolationaddress is false: the gateway of the management network. */
export const MANAGEMENT_GATEWAY = 'gateway';

interface Address {
  readonly name: string;
  pongAt: number;
  nextPingAt: number;
  /** Of the first echo request since its last answer; undefined while none is unanswered. */
  askedAt: number | undefined;
  /** It has not answered for a ping round, and that was told. */
  failing: boolean;
}

export interface IsolationWatchOptions {
  readonly host: HostMoref;
  readonly timing: FdmTiming;
  readonly emit: Emit;
}

export class IsolationWatch {
  readonly #options: IsolationWatchOptions;
  #addresses: Address[] = [];
  #nonce = 0;

  constructor(options: IsolationWatchOptions) {
    this.#options = options;
  }

  configure({ options }: ClusterConfiguration): void {
    const names = [...(options.useDefaultIsolationAddress ? [MANAGEMENT_GATEWAY] : []), ...options.isolationAddresses];
    if (names.length === 0 && this.#addresses.length > 0)
      this.#event('com.vmware.vc.HA.HostHasNoIsolationAddrsDefined', 'this host has no isolation address');
    this.#addresses = names.map(
      (name) =>
        this.#addresses.find((known) => known.name === name) ?? {
          name,
          pongAt: Number.NEGATIVE_INFINITY,
          nextPingAt: Number.NEGATIVE_INFINITY,
          askedAt: undefined,
          failing: false,
        },
    );
  }

  /** Without any address nobody can tell whether this host is isolated: it never says so. */
  get canTell(): boolean {
    return this.#addresses.length > 0;
  }

  /** When an address answered last; -Infinity: never. */
  get pongAt(): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...this.#addresses.map(({ pongAt }) => pongAt));
  }

  ponged(name: string, now: number): void {
    const address = this.#addresses.find((known) => known.name === name);
    if (!address) return;
    address.pongAt = now;
    address.askedAt = undefined;
    if (!address.failing) return;
    address.failing = false;
    if (this.#addresses.every(({ failing }) => !failing))
      this.#event('com.vmware.vc.HA.AllIsoAddrsPingable', 'all isolation addresses answer');
  }

  /** Asks what is due: every second while it is `urgent`. */
  advance({ urgent }: { readonly urgent: boolean }, now: number): void {
    const { timing, emit } = this.#options;
    for (const address of this.#addresses) {
      if (address.askedAt !== undefined && !address.failing && now - address.askedAt >= timing.fdmPingTimeoutMs) {
        address.failing = true;
        this.#event(
          'HostIsolationIpPingFailedEvent',
          `isolation address ${address.name} does not answer`,
          address.name,
        );
      }
      if (now < this.#pingDueAt(address, urgent)) continue;
      this.#nonce += 1;
      address.askedAt ??= now;
      address.nextPingAt = now;
      emit({ kind: 'pingIsolationAddress', address: address.name, nonce: this.#nonce });
    }
  }

  #pingDueAt({ nextPingAt, askedAt, failing }: Address, urgent: boolean): number {
    const { fdmPingIntervalMs, fdmDeadPingIntervalMs } = this.#options.timing;
    // One that is silent is asked again soon, to be sure before it is told.
    const soon = urgent || (askedAt !== undefined && !failing);
    return nextPingAt + (soon ? fdmPingIntervalMs : fdmDeadPingIntervalMs);
  }

  nextDeadline({ urgent }: { readonly urgent: boolean }): number {
    const { fdmPingTimeoutMs } = this.#options.timing;
    let next = Number.POSITIVE_INFINITY;
    for (const address of this.#addresses) {
      next = Math.min(next, this.#pingDueAt(address, urgent));
      if (address.askedAt !== undefined && !address.failing) next = Math.min(next, address.askedAt + fdmPingTimeoutMs);
    }
    return next;
  }

  slept(gapMs: number): void {
    for (const address of this.#addresses) {
      address.pongAt += gapMs;
      if (address.askedAt !== undefined) address.askedAt += gapMs;
    }
  }

  #event(
    type:
      | 'HostIsolationIpPingFailedEvent'
      | 'com.vmware.vc.HA.AllIsoAddrsPingable'
      | 'com.vmware.vc.HA.HostHasNoIsolationAddrsDefined',
    text: string,
    isolationIp?: string,
  ): void {
    const { emit, host } = this.#options;
    emit({
      kind: 'event',
      type,
      message: `vSphere HA: ${text}`,
      aboutHost: host,
      ...(isolationIp === undefined ? {} : { arguments: { isolationIp } }),
    });
  }
}
