// The cables of a lab's hosts, one to each network that can be taken away from a host while it runs: management (to the broker)
// and vMotion (to its vMotion adapter, where other hosts reach it).
import { Cable } from './cable.ts';
import { PERFECT } from './cable-direction.ts';

/** Networks to which each host of a lab has a cable of its own. */
export const cabledNetworks = ['management', 'vmotion'] as const;
export type CabledNetwork = (typeof cabledNetworks)[number];

/** What becomes of a cable; what is not said stays. */
export interface CableChange {
  readonly plugged?: boolean | undefined;
  /** What a byte needs to the other end. */
  readonly delayMs?: number | undefined;
  /** In each direction of each connection; 0: as fast as this machine can. */
  readonly megabitsPerSecond?: number | undefined;
}

/** A port where nobody listens: an adapter that has not said yet where it is. */
const NOWHERE = 'ws://127.0.0.1:1';
const BYTES_PER_MEGABIT = 125_000;

export class HostCables {
  private readonly cables = new Map<CabledNetwork, Map<string, Cable>>();

  /** To the broker at this URL, for each host. */
  async layManagement(hosts: readonly string[], brokerUrl: string): Promise<void> {
    await this.lay('management', hosts, brokerUrl);
  }

  /** To the vMotion adapter of each host, which says where it is when it has started: `lead`. */
  async layVmotion(hosts: readonly string[]): Promise<void> {
    await this.lay('vmotion', hosts, NOWHERE);
  }

  private async lay(network: CabledNetwork, hosts: readonly string[], farUrl: string): Promise<void> {
    const cables = new Map<string, Cable>();
    this.cables.set(network, cables);
    for (const host of hosts) cables.set(host, await Cable.lay(farUrl));
  }

  /** Near end of a cable: "127.0.0.1:40123"; undefined where the host has none of its own. */
  address(host: string, network: CabledNetwork): string | undefined {
    return this.cables.get(network)?.get(host)?.address;
  }

  /** The adapter of a host listens there from now on. */
  leadVmotion(host: string, url: string): void {
    this.cables.get('vmotion')?.get(host)?.lead(url);
  }

  /** Throws RangeError where the host has no such cable. */
  change(host: string, network: CabledNetwork, { plugged, delayMs, megabitsPerSecond }: CableChange): void {
    const cable = this.cables.get(network)?.get(host);
    if (!cable) {
      const why = network === 'management' ? ": the broker is not the lab's" : '';
      throw new RangeError(`${host} has no cable to the ${network} network of its own${why}`);
    }
    const { quality } = cable;
    cable.quality = {
      delayMs: delayMs ?? quality.delayMs,
      bytesPerSecond:
        megabitsPerSecond === undefined
          ? quality.bytesPerSecond
          : megabitsPerSecond * BYTES_PER_MEGABIT || PERFECT.bytesPerSecond,
    };
    if (plugged === true) cable.plug();
    else if (plugged === false) cable.pull();
  }

  /** Networks whose cables to this host are pulled. */
  unplugged(host: string): CabledNetwork[] {
    return cabledNetworks.filter((network) => this.cables.get(network)?.get(host)?.isPlugged === false);
  }

  async remove(): Promise<void> {
    await Promise.all(
      [...this.cables.values()].flatMap((cables) => [...cables.values()].map((cable) => cable.remove())),
    );
  }
}
