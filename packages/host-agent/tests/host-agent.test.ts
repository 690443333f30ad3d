import { createSocket } from 'node:dgram';
import {
  decodeLedgerReply,
  encodeLedgerRequest,
  GUEST,
  type LedgerReply,
  type LedgerRequest,
} from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { clearRacks, Rack } from './rack.ts';

afterEach(clearRacks);

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

it('boots a guest from the array, serves its network, and loses nothing when the host is killed and another starts the VM', async () => {
  const rack = await Rack.start({ hostNames: ['esx01', 'esx02'] });
  const { management, switchUrl } = rack;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { datastores } = await management.call('esx02', 'hostd.rescanVmfs', {});
  expect(datastores.map(({ name }) => name)).toEqual(['datastore1']);

  const vmxPath = await rack.createVm('esx01', 'web', {
    'guestinfo.ip': '10.10.0.11',
    'guestinfo.prefix': '24',
    'guestinfo.gateway': '10.10.0.1',
  });
  expect(vmxPath).toBe('[datastore1] web/web.vmx');
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

  await rack.host('esx01').kill();
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
