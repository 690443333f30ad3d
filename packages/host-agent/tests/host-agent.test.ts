import { createSocket } from 'node:dgram';
import {
  decodeLedgerReply,
  encodeLedgerRequest,
  GUEST,
  type LedgerReply,
  type LedgerRequest,
} from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually, removeTemporaryDirectories, stopAll, TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { ManagementClient } from './management-client.ts';

// Real hosts, array, switch and broker; vCenter's part is played by the test, which shows that hosts need none.
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await stopAll();
  removeTemporaryDirectories();
});

interface Rack {
  readonly management: ManagementClient;
  readonly hosts: Map<string, TestProcess>;
  readonly switchUrl: string;
  array: TestProcess;
  /** Starts the array again where it was. */
  restartArray(): Promise<void>;
  start(name: string): Promise<TestProcess>;
}

async function rack(hostNames: readonly string[]): Promise<Rack> {
  const broker = new TestProcess('broker', { listen: '127.0.0.1:0' });
  const arrayDirectory = temporaryDirectory();
  const startArray = (listen: string) =>
    new TestProcess('shared-storage', {
      name: 'array1',
      listen,
      directory: arrayDirectory,
      luns: [{ lun: 0, name: 'datastore1', sizeBytes: 256 * 1024 * 1024 }],
    });
  const array = startArray('127.0.0.1:0');
  const physicalSwitch = new TestProcess('switch', {
    listen: '127.0.0.1:0',
    timing: 'fast',
    gateway: { address: '10.10.0.1', prefix: 24 },
    publish: [],
  });
  const [nats, storage, network] = await Promise.all([broker.ready(), array.ready(), physicalSwitch.ready()]);
  const management = await ManagementClient.connect(String(nats.url));
  closing.push(() => management.close());
  const hosts = new Map<string, TestProcess>();
  const directories = new Map(hostNames.map((name) => [name, temporaryDirectory()]));
  const start = async (name: string) => {
    const host = new TestProcess('host-agent', {
      name,
      timing: 'fast',
      natsUrl: nats.url,
      arrays: [storage.endpoint],
      switch: network.endpoint,
      hardware: { pcpuCount: 2, pcpuMhz: 20, memoryMb: 64 },
      stateDirectory: directories.get(name),
    });
    await host.ready();
    hosts.set(name, host);
    return host;
  };
  for (const name of hostNames) await start(name);
  for (const name of hostNames) await management.takeIn(name, name);
  return {
    management,
    hosts,
    switchUrl: String(network.url),
    start,
    array,
    async restartArray() {
      this.array = startArray(new URL(String(storage.endpoint).replace('ws', 'http')).host);
      await this.array.ready();
    },
  };
}

async function ask(address: { address: string; port: number }, request: LedgerRequest): Promise<LedgerReply> {
  const socket = createSocket('udp4');
  try {
    let reply: LedgerReply | undefined;
    socket.on('message', (bytes) => {
      reply = decodeLedgerReply(bytes);
    });
    return await eventually(`the ledger to answer ${request.operation}`, async () => {
      if (reply && reply.status !== 'notReady') return reply;
      socket.send(encodeLedgerRequest(request), address.port, address.address);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return undefined;
    });
  } finally {
    socket.close();
  }
}

/** A VM with the ledger, running on esx01, and where its ledger answers. */
async function ledgerVm({ management, switchUrl }: Rack) {
  const { vmxPath } = await management.call('esx01', 'hostd.createVm', {
    name: 'web',
    instanceUuid: '5027e0ab-0000-4000-8000-000000000001',
    biosUuid: '4227e0ab-0000-4000-8000-000000000001',
    datastore: 'datastore1',
    numCpu: 1,
    memoryMb: 4,
    image: 'ledger',
    diskBytes: 4 * 1024 * 1024,
    adapters: [{ macAddress: '00:50:56:00:00:01', network: 'VM Network' }],
    extraConfig: { 'guestinfo.ip': '10.10.0.11', 'guestinfo.prefix': '24', 'guestinfo.gateway': '10.10.0.1' },
  });
  await management.call('esx01', 'hostd.registerVm', { vmxPath });
  await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  await eventually('the guest to report its address', () =>
    management.heartbeats
      .get('esx01')
      ?.vms?.some(
        ({ ipAddress, guestHeartbeatStatus }) =>
          ipAddress === '10.10.0.11' && guestHeartbeatStatus === pb.EntityStatus.green,
      ),
  );

  const published = await (
    await fetch(`${switchUrl}/publications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: '10.10.0.11', port: GUEST.ledgerUdpPort }),
    })
  ).json();
  const ledger = { address: published.localAddress, port: published.localPort };
  return { vmxPath, ledger };
}

it('boots a guest from the array, serves its network, and loses nothing when the host is killed and another starts the VM', async () => {
  const lab = await rack(['esx01', 'esx02']);
  const { management, hosts, switchUrl } = lab;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { datastores } = await management.call('esx02', 'hostd.rescanVmfs', {});
  expect(datastores.map(({ name }) => name)).toEqual(['datastore1']);

  const { vmxPath, ledger } = await ledgerVm(lab);
  expect(vmxPath).toBe('[datastore1] web/web.vmx');
  expect(await ask(ledger, { operation: 'append', tag: 1n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    boot: 1n,
    index: 1n,
  });
  const ping = await (await fetch(`${switchUrl}/ping?address=10.10.0.11`)).json();
  expect(ping).toMatchObject({ received: true });

  // While its owner lives, nobody else gets the VM.
  await management.call('esx02', 'hostd.registerVm', { vmxPath });
  await expect(management.call('esx02', 'hostd.powerOnVm', { vmxPath })).rejects.toMatchObject({ type: 'FileLocked' });

  await hosts.get('esx01')?.kill();
  await eventually('the lease of the dead host to end', async () => {
    try {
      await management.call('esx02', 'hostd.powerOnVm', { vmxPath });
      return true;
    } catch (error) {
      expect(error).toMatchObject({ type: 'FileLocked' });
      return false;
    }
  });
  expect(await ask(ledger, { operation: 'append', tag: 2n, client: 7n, n: 2n })).toMatchObject({
    status: 'ok',
    boot: 2n,
    index: 3n,
  });
  expect(await ask(ledger, { operation: 'append', tag: 3n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    index: 1n,
  });
});

it('stuns its guests while the array is away for longer than the lease, and lets them go on where they were', async () => {
  const lab = await rack(['esx01']);
  await lab.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { ledger } = await ledgerVm(lab);
  const host = lab.hosts.get('esx01') as TestProcess;
  const answers = async () => (await (await fetch(`${lab.switchUrl}/ping?address=10.10.0.11`)).json()).received;
  expect(await ask(ledger, { operation: 'append', tag: 1n, client: 7n, n: 1n })).toMatchObject({ status: 'ok' });
  expect(await answers()).toBe(true);

  await lab.array.kill();
  const appended = ask(ledger, { operation: 'append', tag: 2n, client: 7n, n: 2n });
  await eventually('the heartbeat to time out', () => host.log.includes('esx.problem.vmfs.heartbeat.timedout'));
  await eventually('the guest to stand still', async () => !(await answers()));
  await lab.restartArray();
  // The same boot of the same guest: nothing was restarted.
  expect(await appended).toMatchObject({ status: 'ok', boot: 1n });
  expect(host.log).toContain('esx.problem.vmfs.heartbeat.recovered');
  expect(host.log).not.toContain('esx.problem.vmfs.heartbeat.unrecoverable');
  expect(await answers()).toBe(true);
  expect(await ask(ledger, { operation: 'append', tag: 3n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    index: 1n,
  });
});

it('stops in order though the array is away', async () => {
  const lab = await rack(['esx01']);
  await lab.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await ledgerVm(lab);
  const host = lab.hosts.get('esx01') as TestProcess;
  await lab.array.kill();
  await eventually('the path to be down', () => host.log.includes('the path to the array is down'));
  await host.stop();
  expect(await host.exited).toEqual({ code: 0, signal: null });
});
