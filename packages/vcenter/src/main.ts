// vCenter Server: the inventory of the datacenter, its tasks and events, and the API that everybody else uses. Hosts run
// without it; this process may be killed at any moment. This file wires the parts and decides nothing.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { formatAddress, listenError, runProcess } from '@microsphere/process';
import { subjects, timingProfiles } from '@microsphere/proto';
import { connect } from 'nats';
import { vcenterConfiguration } from './configuration.ts';
import { jsonApi } from './vapi/json-api.ts';
import { Database } from './vcdb/database.ts';
import { Vcenter } from './vpxd/vcenter.ts';

const SESSION_ID_BYTES = 24;

await runProcess({
  name: 'vcenter',
  configuration: vcenterConfiguration,
  async start({ listen, advertise, natsUrl, databasePath, timing: profile, users }, shell) {
    const { log, now, wallClock, ready, fatal } = shell;
    const timing = timingProfiles[profile];
    mkdirSync(dirname(databasePath), { recursive: true });
    const database = new Database(databasePath, (error) => fatal(error.message, error));
    log.info({ natsUrl }, 'connecting to the management network');
    const nats = await connect({
      servers: natsUrl.split(','),
      name: 'vcenter',
      maxReconnectAttempts: -1,
      reconnectTimeWait: timing.reconnectDelayMs,
      waitOnFirstConnect: true,
    });
    const vcenter = new Vcenter({
      store: database,
      nats,
      timing,
      users,
      now,
      wallClock,
      newUuid: randomUUID,
      newSessionId: () => randomBytes(SESSION_ID_BYTES).toString('hex'),
      log,
      broken: (error) => fatal(`broken assumption: ${String(error)}`, error),
    });
    const api = jsonApi(vcenter.services, log);
    await api.listen({ host: listen.host, port: listen.port }).catch((cause) => {
      throw listenError('listen', listen, cause);
    });
    const { port } = api.server.address() as AddressInfo;

    nats.subscribe(subjects.heartbeats, {
      callback: (error, message) => (error ? fatal('heartbeats', error) : vcenter.monitor.heartbeat(message.data)),
    });
    nats.subscribe(subjects.events, {
      callback: (error, message) => (error ? fatal('events', error) : vcenter.monitor.event(message.data)),
    });
    // Its management address, which may be an isolation address of hosts.
    nats.subscribe(subjects.ping('vcenter'), {
      callback: (error, message) => void (error ? fatal('pings', error) : message.respond()),
    });
    const timer = setInterval(() => vcenter.tick(), timing.hostHeartbeatIntervalMs);
    ready({ url: `http://${advertise ?? formatAddress({ host: listen.host, port })}` });
    return async () => {
      clearInterval(timer);
      await api.close();
      await nats.close();
      database.close();
    };
  },
});
