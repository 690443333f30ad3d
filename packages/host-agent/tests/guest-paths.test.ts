// A guest that writes while its host's paths to the array are cut, one or both, and while its LUN is taken away.
import { createSocket } from 'node:dgram';
import { decodeLedgerReply, encodeLedgerRequest, GUEST, type LedgerReply } from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { clearRacks, Rack, vmRequest } from './rack.ts';

afterEach(clearRacks);

/** How long an append may be unanswered before it is sent again, in milliseconds: datagrams get lost, also here. */
const RESEND_MS = 50;

/** A client of a VM's ledger that appends without a pause. */
class Appender {
  n = 0n;
  /** The reply to the last append. */
  last: LedgerReply | undefined;
  private readonly socket = createSocket('udp4');
  private readonly address: { readonly address: string; readonly port: number };
  private readonly done: Promise<void>;
  private stopped = false;

  constructor(address: { readonly address: string; readonly port: number }) {
    this.address = address;
    this.done = this.appendForEver();
  }

  private async appendForEver(): Promise<void> {
    let reply: LedgerReply | undefined;
    let replied = () => {};
    this.socket.on('message', (bytes) => {
      reply = decodeLedgerReply(bytes);
      replied();
    });
    while (!this.stopped) {
      const n = this.n + 1n;
      const request = encodeLedgerRequest({ operation: 'append', tag: n, client: 7n, n });
      while (reply?.tag !== n || reply.status === 'notReady') {
        if (this.stopped) return;
        this.socket.send(request, this.address.port, this.address.address);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, RESEND_MS);
          replied = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      this.last = reply;
      this.n = n;
    }
  }

  async progress(): Promise<void> {
    const before = this.n;
    await eventually('appends', () => this.n > before + 20n);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
    this.socket.close();
  }
}

/** esx01 with two paths, and a VM with a ledger, to which is appended. */
async function loadedRack() {
  const rack = await Rack.start({ hostNames: ['esx01'], paths: 2 });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const vmxPath = await rack.createVm('esx01', 'web', {
    'guestinfo.ip': '10.10.0.11',
    'guestinfo.prefix': '24',
    'guestinfo.gateway': '10.10.0.1',
  });
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  await eventually('the guest to report its address', () => {
    const { ipAddress, guestHeartbeatStatus } = rack.runtime('esx01', vmxPath) ?? {};
    return ipAddress === '10.10.0.11' && guestHeartbeatStatus === pb.EntityStatus.green;
  });
  const [first, second] = rack.links;
  if (!first || !second) throw new Error('there are two links');
  const appender = new Appender(await rack.publish('10.10.0.11', GUEST.ledgerUdpPort));
  await appender.progress();
  /** The host has said it so many times. */
  const said = (event: string, times = 1) =>
    eventually(`${times} times ${event}`, () => rack.host('esx01').log.split(`"${event}"`).length > times);
  const datastoreIs = (wanted: 'accessible' | 'inaccessible') =>
    eventually(`the datastore to be ${wanted}`, () =>
      rack.management.heartbeats
        .get('esx01')
        ?.datastores.every(({ accessible }) => accessible === (wanted === 'accessible')),
    );
  return { rack, vmxPath, first, second, appender, said, datastoreIs };
}

it('notices nothing of a path that is cut', async () => {
  const { rack, first, second, appender, said } = await loadedRack();
  let cuts = 0;
  for (const link of [first, second, first]) {
    cuts += 1;
    link.pull();
    await said('esx.problem.storage.redundancy.lost', cuts);
    await appender.progress();
    link.plug();
    await said('esx.clear.storage.redundancy.restored', cuts);
    await appender.progress();
  }
  await appender.stop();
  // Every append is there, and once.
  expect(appender.last).toMatchObject({ status: 'ok', boot: 1n, index: appender.n });
  const { log } = rack.host('esx01');
  for (const event of ['esx.problem.storage.apd.start', 'esx.problem.vmfs.heartbeat.timedout', 'disk write failed'])
    expect(log).not.toContain(event);
});

it('goes on where it was when all paths were down, and are back', async () => {
  const { first, second, appender, said, datastoreIs } = await loadedRack();
  for (const link of [first, second]) link.pull();
  await said('esx.problem.storage.apd.start');
  await datastoreIs('inaccessible');
  for (const link of [first, second]) link.plug();
  await said('esx.clear.storage.apd.exit');
  await datastoreIs('accessible');
  await appender.progress();
  await appender.stop();
  expect(appender.last).toMatchObject({ status: 'ok', boot: 1n, index: appender.n });
});

it('gets errors at once when its LUN is gone for good, and can be switched off', async () => {
  const { rack, vmxPath, appender, said, datastoreIs } = await loadedRack();
  const portal = String(rack.portals[0]).replace('ws', 'http');
  expect((await fetch(`${portal}/luns/datastore1/unmap`, { method: 'POST' })).status).toBe(200);
  await said('esx.problem.scsi.device.state.permanentloss');
  await eventually('a write to fail', () => /"disk (write|flush) failed"/.test(rack.host('esx01').log));
  await datastoreIs('inaccessible');
  await appender.stop();
  const { management } = rack;
  await expect(management.call('esx01', 'hostd.createVm', vmRequest('other'))).rejects.toMatchObject({
    type: 'CannotAccessFile',
  });
  const answer = management.call('esx01', 'hostd.powerOffVm', { vmxPath });
  await expect(answer).rejects.toMatchObject({ type: 'CannotAccessFile' });
  await eventually('the VM to be off', () => rack.runtime('esx01', vmxPath)?.powerState === pb.PowerState.poweredOff);

  // The datastore is mounted anew, and the lock that could not be let go is of the mount before.
  expect((await fetch(`${portal}/luns/datastore1/map`, { method: 'POST' })).status).toBe(200);
  await said('esx.clear.scsi.device.state.permanentloss.deviceonline');
  await datastoreIs('accessible');
  await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  await rack.guestIsUp('esx01', vmxPath);
});
