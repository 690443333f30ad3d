// Ethernet as the virtual machines see it: packet formats, the bridge, the host's virtual switch and its uplink.
export * from './arp.ts';
export * from './bridge.ts';
export * from './checksum.ts';
export * from './ethernet-frame.ts';
export * from './frame-batch.ts';
export * from './icmp-echo.ts';
export * from './ipv4.ts';
export * from './ipv4-address.ts';
export * from './mac-address.ts';
export * from './transmit-queue.ts';
export * from './udp.ts';
export * from './uplink.ts';
export * from './virtual-switch.ts';
