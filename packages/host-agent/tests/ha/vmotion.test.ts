// vSphere HA and vMotion among real hosts: a VM that moves is never one that has failed, and one that is lost over a move is
// restarted. The lock of the .vmx decides both.
import { randomUUID } from 'node:crypto';
import { GUEST } from '@microsphere/guests';
import { eventually, waitFor } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { guestAt, LedgerLoad } from '../ledger-load.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
/** Towards a destination: past the handshake, and into the first round. */
const INTO_PRE_COPY_BYTES = 20_000;
/** Of a guest that somebody asks. */
const ADDRESS = '10.10.0.11';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'], datastores: ['datastore1'] });
});
afterAll(clearClusters);
afterEach(async () => {
  for (const host of cluster.hosts) for (const link of host.storage.values()) link.letGo();
  await cluster.restore();
  await cluster.removeVms();
});

/** Hosts that are not the master. */
const slaves = (): [ClusterHost, ClusterHost] => {
  const [one, other] = cluster.hosts.filter((host) => host !== cluster.master);
  if (!one || !other) throw new Error('the cluster has no two slaves');
  return [one, other];
};

async function prepare(vm: string, destination: ClusterHost) {
  const { vmxPath, instanceUuid, memoryMb } = cluster.vm(vm);
  const migrationId = randomUUID();
  const { url, key } = await cluster.client.call(destination.moref, 'vmotion.prepareDestination', {
    migrationId,
    vmxPath,
    instanceUuid,
    sourceHost: '',
    memoryMb,
    cpuReservationMhz: 0,
    encrypted: false,
  });
  return { migrationId, vmxPath, url, key, destinationHost: destination.name, encrypted: false, verify: false };
}

function send(source: ClusterHost, prepared: Awaited<ReturnType<typeof prepare>>): Promise<unknown> {
  const answered = cluster.client.call(source.moref, 'vmotion.initiateSource', prepared);
  answered.catch(() => undefined);
  return answered;
}

const inPhase = (vm: string, source: ClusterHost, phase: string) =>
  waitFor(`the migration of ${vm} to be in phase ${phase}`, {
    observe: () =>
      cluster.heartbeat(source)?.vms.find(({ vmxPath }) => vmxPath === cluster.vm(vm).vmxPath)?.migration?.phase,
    until: (seen) => seen === phase,
  });

it('a VM that moves has not failed, and is restarted from where it went', async () => {
  const since = Date.now();
  const [one, other] = slaves();
  const { master } = cluster;
  if (!master) throw new Error('the cluster has no master');
  await cluster.runVm('web', { host: one.name });
  let source = one;
  for (const destination of [other, master, one, other]) {
    await send(source, await prepare('web', destination));
    await cluster.runsOnlyOn('web', destination);
    source = destination;
  }
  // Long enough for a master to conclude that it has failed.
  const judged = Date.now() + 2 * cluster.timing.fdmUnknownStateMonitorMs;
  await eventually('the master to have judged', () => Date.now() > judged);
  expect(cluster.log.filter(({ event, time }) => time >= since && /Failover|Restarted/.test(event ?? ''))).toEqual([]);
  await cluster.kill(other);
  await cluster.event(RESTARTED, { since, vm: 'web' });
  await cluster.restarted('web', other);
});

it('one whose source dies while pages are sent is restarted', async () => {
  const [source, destination] = slaves();
  await cluster.runVm('web', { host: source.name });
  destination.vmotion.holdAfter(INTO_PRE_COPY_BYTES);
  void send(source, await prepare('web', destination));
  await inPhase('web', source, 'preCopy');
  const since = await cluster.kill(source);
  destination.vmotion.letGo();
  await cluster.event(RESTARTED, { since, vm: 'web' });
  await cluster.restarted('web', source);
});

it('one whose destination dies with the lock, unheard by the source, is restarted', async () => {
  const [source, destination] = slaves();
  await cluster.runVm('web', { host: source.name, extraConfig: guestAt(ADDRESS) });
  const load = new LedgerLoad(await cluster.physicalSwitch.publish(ADDRESS, GUEST.ledgerUdpPort));
  const prepared = await prepare('web', destination);
  // Its last write is held up; by then the destination has read all but the lock.
  source.storageLink('datastore1').hold();
  await load.stalled().finally(() => load.stop());
  void send(source, prepared);
  await inPhase('web', source, 'stunned');
  destination.storageLink('datastore1').hold();
  source.storageLink('datastore1').letGo();
  await inPhase('web', source, 'switchover');
  destination.vmotion.hold();
  destination.storageLink('datastore1').letGo();
  await eventually('it to run there', () => cluster.runsOn('web').includes(destination.name));
  const since = await cluster.kill(destination);
  await cluster.event(RESTARTED, { since, vm: 'web' });
  await eventually('it to run once', () => cluster.runsOn('web').length === 1);
});
