// Proactive HA among real hosts: a health provider says that the hardware of one is degraded, vCenter puts it into quarantine or
// maintenance mode, and vSphere HA restarts nothing there that another host can take.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, HealthProvider, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { configuredByVcenter } from './variants.ts';

/** More than half of a host's memory. */
const LARGE_MB = 36;

let cluster: TestCluster;
let provider: HealthProvider;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'], vcenter: true });
  const { vcenter } = cluster;
  provider = await HealthProvider.register(
    vcenter.client,
    cluster.hosts.map(({ name }) => vcenter.host(name)),
  );
  await vcenter.reconfigure({
    _typeName: 'ClusterConfigSpecEx',
    infraUpdateHaConfig: {
      _typeName: 'ClusterInfraUpdateHaConfigInfo',
      enabled: true,
      behavior: 'Automated',
      moderateRemediation: 'QuarantineMode',
      severeRemediation: 'MaintenanceMode',
      providers: [provider.id],
    },
  });
});
afterAll(clearClusters);
afterEach(async () => {
  await cluster.restore();
  await cluster.removeVms();
});

const runtime = ({ name }: ClusterHost) => cluster.vcenter.client.property(cluster.vcenter.host(name), 'runtime');
const post = ({ name }: ClusterHost, status: 'green' | 'yellow' | 'red') =>
  provider.post(cluster.vcenter.host(name), status);

/** One that is to fail, one whose hardware is to be degraded, with most room, and the master, with little. */
async function threeHosts(): Promise<Record<'failing' | 'degraded' | 'sound', ClusterHost>> {
  const sound = await cluster.settled();
  const [failing, degraded] = cluster.hosts.filter((host) => host !== sound);
  if (!failing || !degraded) throw new Error('three hosts were started');
  await cluster.runVm('filler', { host: sound.name, memoryMb: LARGE_MB });
  await cluster.runVm('kept', { host: degraded.name });
  await cluster.runVm('web', { host: failing.name });
  return { failing, degraded, sound };
}

it.each(configuredByVcenter)(
  '$name: a host in quarantine keeps what it runs, and takes only what no other host can',
  async ({ vcenterDies }) => {
    const { failing, degraded, sound } = await threeHosts();
    await cluster.runVm('large', { host: failing.name, memoryMb: LARGE_MB });
    // The small one first: it would go where most room is, and the large one leaves none.
    await cluster.configure({ vmSettings: { large: { restartPriority: 'low' } } });
    await post(degraded, 'yellow');
    await eventually('the host to be in quarantine', async () => (await runtime(degraded)).inQuarantineMode);
    await cluster.vcenter.hostsAreTold();
    if (vcenterDies) await cluster.vcenter.kill();
    await cluster.kill(failing);
    expect((await cluster.restarted('web', failing)).name).toBe(sound.name);
    expect((await cluster.restarted('large', failing)).name).toBe(degraded.name);
    await cluster.runsOnlyOn('kept', degraded);
    if (vcenterDies) await cluster.vcenter.revive();
    await post(degraded, 'green');
    await eventually('the host to be out of quarantine', async () => !(await runtime(degraded)).inQuarantineMode);
  },
);

it('a severely degraded host is emptied by vMotion, in maintenance mode, and takes nothing', async () => {
  const { failing, degraded, sound } = await threeHosts();
  const { client } = cluster.vcenter;
  await post(degraded, 'red');
  await eventually('the host to be in maintenance mode', async () => (await runtime(degraded)).inMaintenanceMode);
  await cluster.vcenter.hostsAreTold();
  await cluster.statesUntil((states) => states[degraded.moref] === undefined);
  const kept = await client.property(cluster.vcenter.vm('kept'), 'runtime');
  expect(kept.powerState).toBe('poweredOn');
  expect(kept.host).not.toEqual(cluster.vcenter.host(degraded.name));
  await cluster.kill(failing);
  expect((await cluster.restarted('web', failing)).name).toBe(sound.name);
  // Somebody has repaired it, and says so.
  await post(degraded, 'green');
  const host = cluster.vcenter.host(degraded.name);
  await client.waitForTask(await client.call(host, 'ExitMaintenanceMode_Task', { timeout: 0 }));
});
