// The physical switch of the VM network, with a gateway to the outside: hosts' uplinks, a learning bridge, and an IP host
// that publishes services of guests on this machine.
import { Bridge } from '@microsphere/ethernet';
import { formatAddress, listenAddress, runProcess } from '@microsphere/process';
import { profileNames, timingProfiles } from '@microsphere/proto';
import { z } from 'zod';
import { Gateway } from './gateway/gateway.ts';
import { GatewayPort } from './gateway/gateway-port.ts';
import { Publications } from './gateway/publications.ts';
import { HttpInterface, ipv4Address, publicationRequest } from './http-interface.ts';
import { UplinkServer } from './uplink-server.ts';

const port = z.int().min(1).max(65_535);

const configuration = z.strictObject({
  listen: listenAddress.default({ host: '127.0.0.1', port: 0 }),
  /** How hosts reach it, where that isn't the address that it listens on: "switch:8698". */
  advertise: z.string().optional(),
  timing: z.enum(profileNames).default('realistic'),
  /** The gateway's own address, and the length of the VM network's prefix. */
  gateway: z.strictObject({ address: ipv4Address, prefix: z.int().min(8).max(30) }),
  /** Services that are published from the start. */
  publish: z.array(publicationRequest).default([]),
  /** Address of this machine at which services are published. */
  publishAddress: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Ports of this machine at which services may be published; any free ones otherwise. */
  publishPortRange: z
    .strictObject({ first: port, last: port })
    .refine(({ first, last }) => first <= last, 'first must not be greater than last')
    .optional(),
});

await runProcess({
  name: 'switch',
  configuration,
  async start({ listen, advertise, timing, gateway, publish, publishAddress, publishPortRange }, { log, now, ready }) {
    const { macAgingMs, arpRetryMs, arpAgingMs, natIdleMs } = timingProfiles[timing];
    const bridge = new Bridge({ macAgingMs });
    const publications = new Publications({
      bindAddress: publishAddress,
      portRange: publishPortRange,
      log,
      receive: (service, client, payload) => gatewayPort.datagram(service, client, payload),
    });
    const gatewayPort: GatewayPort = new GatewayPort({
      gateway: new Gateway({ network: gateway, arpRetryMs, arpAgingMs, natIdleMs }),
      publications,
      now,
      transmit: (frame) => uplinks.fromGateway(frame),
    });
    const uplinks = new UplinkServer({ bridge, now, log, toGateway: (frame) => gatewayPort.receive(frame) });
    for (const service of publish) await gatewayPort.publish(service);
    const http = await HttpInterface.listen(listen, { bridge, gateway: gatewayPort, uplinks, now, log });
    const address = advertise ?? formatAddress({ host: listen.host, port: http.port });
    ready({ endpoint: `ws://${address}/uplink`, url: `http://${address}` });
    return async () => {
      uplinks.close();
      await http.close();
      await gatewayPort.close();
    };
  },
});
