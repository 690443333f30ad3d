// The VM network of this host: one virtual switch, and one uplink to the physical switch. All port groups are on that one
// virtual switch and have no VLAN, so that they are one network; the label of a port group is a name and no border.
import { formatMacAddress, parseMacAddress, Uplink, type VirtualPort, VirtualSwitch } from '@microsphere/ethernet';
import type { Logger } from '@microsphere/process';

export type { VirtualPort } from '@microsphere/ethernet';

export interface VmNetworkOptions {
  readonly hostName: string;
  /** The physical switch: "ws://127.0.0.1:8698/uplink". */
  readonly switchUrl: string;
  readonly reconnectDelayMs: number;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn'>;
}

export interface NetworkAdapterOptions {
  /** "00:50:56:9a:00:01" */
  readonly macAddress: string;
  /** Label of its port group: "VM Network". */
  readonly network: string;
  /** A frame for the adapter, to be copied by who keeps it. */
  readonly receive: (frame: Uint8Array) => void;
}

export class VmNetwork {
  private readonly log: VmNetworkOptions['log'];
  private readonly uplink: Uplink;
  private readonly virtualSwitch: VirtualSwitch;

  constructor({ hostName, switchUrl, reconnectDelayMs, log }: VmNetworkOptions) {
    this.log = log;
    this.virtualSwitch = new VirtualSwitch((frame) => this.uplink.send(frame));
    this.uplink = new Uplink({
      switchUrl,
      hostName,
      reconnectDelayMs,
      receive: (frame) => this.virtualSwitch.fromUplink(frame),
      onLinkState: (state, why) => this.linkState(state, why),
    });
  }

  get statistics() {
    return { uplink: this.uplink.statistics, virtualSwitch: this.virtualSwitch.statistics };
  }

  /** Plugs a network adapter in; the physical switch hears at once where it is now. */
  connect({ macAddress, network, receive }: NetworkAdapterOptions): VirtualPort {
    const address = parseMacAddress(macAddress);
    if (address === undefined) throw new RangeError(`not a MAC address: ${JSON.stringify(macAddress)}`);
    const port = this.virtualSwitch.connect({ macAddress: address, receive });
    this.log.debug(`${formatMacAddress(address)} is connected to ${network}`);
    return port;
  }

  close(): void {
    this.uplink.close();
  }

  private linkState(state: 'up' | 'down', why: string): void {
    if (state === 'up') {
      this.log.info(`vmnic0 is up: ${why}`);
      // Adapters may have come while it was down, and the switch may be a new one.
      this.virtualSwitch.announce();
    } else this.log.warn(`vmnic0 is down: ${why}`);
  }
}
