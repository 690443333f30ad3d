// The virtual switch of a host (vSwitch): one port for each network adapter of its VMs, and one uplink. It has nothing to
// learn, since it is told the MAC address of every port: a frame for a port goes there, any other unicast frame leaves by
// the uplink, and what came by the uplink never goes back. Port groups without VLANs are one network.
import { encodeAnnouncement } from './arp.ts';
import { isFrameLength } from './ethernet-frame.ts';
import { isMulticast, MAC_ADDRESS_BYTES, type MacAddress, readMacAddress } from './mac-address.ts';

/** Ports of one virtual switch. */
export const MAX_VIRTUAL_PORTS = 1024;

export interface VirtualPortOptions {
  readonly macAddress: MacAddress;
  /** A frame for the adapter. It may be a view of a message: to be copied by who keeps it. */
  readonly receive: (frame: Uint8Array) => void;
}

/** A network adapter that is plugged in. */
export interface VirtualPort {
  /** A frame of the guest; it must not change until the end of this tick. */
  send(frame: Uint8Array): void;
  /** Nothing comes in or goes out any more. */
  disconnect(): void;
}

export interface VirtualSwitchStatistics {
  /** Frames between ports of this switch and to the uplink. */
  readonly sentFrames: number;
  /** Malformed frames, and frames with another source address than their port's: forged transmits are rejected. */
  readonly rejectedFrames: number;
}

export class VirtualSwitch {
  private readonly transmit: (frame: Uint8Array) => void;
  private readonly ports = new Set<VirtualPortOptions>();
  private readonly counters = { sentFrames: 0, rejectedFrames: 0 };

  /** @param transmit - sends a frame by the uplink */
  constructor(transmit: (frame: Uint8Array) => void) {
    this.transmit = transmit;
  }

  get statistics(): VirtualSwitchStatistics {
    return { ...this.counters };
  }

  /** Plugs an adapter in and announces it to the physical switch. */
  connect(options: VirtualPortOptions): VirtualPort {
    if (this.ports.size >= MAX_VIRTUAL_PORTS)
      throw new Error(`the virtual switch has no free port: all ${MAX_VIRTUAL_PORTS} are connected`);
    const port = { ...options };
    this.ports.add(port);
    this.transmit(encodeAnnouncement(port.macAddress));
    return {
      send: (frame) => this.fromPort(port, frame),
      disconnect: () => this.ports.delete(port),
    };
  }

  /** The uplink has come up: the physical switch may know none of the ports, or know them elsewhere. */
  announce(): void {
    for (const { macAddress } of this.ports) this.transmit(encodeAnnouncement(macAddress));
  }

  /** A frame that came by the uplink. */
  fromUplink(frame: Uint8Array): void {
    if (isFrameLength(frame.length)) this.deliver(readMacAddress(frame, 0), frame);
    else this.counters.rejectedFrames += 1;
  }

  private fromPort(port: VirtualPortOptions, frame: Uint8Array): void {
    if (!this.ports.has(port)) return;
    if (!isFrameLength(frame.length) || readMacAddress(frame, MAC_ADDRESS_BYTES) !== port.macAddress) {
      this.counters.rejectedFrames += 1;
      return;
    }
    this.counters.sentFrames += 1;
    const destination = readMacAddress(frame, 0);
    const local = this.deliver(destination, frame, port);
    if (!local || isMulticast(destination)) this.transmit(frame);
  }

  /** To every port that it is for, but the one that it is from; whether there was one. */
  private deliver(destination: MacAddress, frame: Uint8Array, from?: VirtualPortOptions): boolean {
    const toAll = isMulticast(destination);
    let delivered = false;
    for (const port of this.ports) {
      if (port === from || !(toAll || port.macAddress === destination)) continue;
      port.receive(frame);
      delivered = true;
    }
    return delivered;
  }
}
