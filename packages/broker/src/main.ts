// The broker process: opens its listeners, says where, and closes them again.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { formatAddress, listenError, runProcess } from '@microsphere/process';
import { Broker } from './broker.ts';
import { brokerConfiguration } from './configuration.ts';
import { startMonitor } from './monitor.ts';

await runProcess({
  name: 'broker',
  configuration: brokerConfiguration,
  async start({ listen, monitor, auth, ...limits }, shell) {
    const broker = new Broker(
      { listen, authorization: auth, limits },
      { log: shell.log, now: shell.now, wallClock: shell.wallClock, random: Math.random },
    );
    const address = await broker.start().catch((cause) => {
      throw listenError('listen', listen, cause);
    });
    const pages =
      monitor &&
      (await startMonitor(broker, monitor).catch((cause) => {
        throw listenError('monitor', monitor, cause);
      }));
    const facts: Record<string, string> = { url: `nats://${formatAddress(address)}` };
    if (monitor && pages)
      facts.monitorUrl = `http://${formatAddress({ host: monitor.host, port: (pages.address() as AddressInfo).port })}`;
    shell.log.info(facts, 'serving');
    shell.ready(facts);
    return async () => {
      if (pages) {
        pages.close();
        pages.closeAllConnections();
        await once(pages, 'close');
      }
      await broker.stop();
    };
  },
});
