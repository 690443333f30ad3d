// Enhanced vMotion Compatibility among real hosts, whose processors are of two generations: a guest that was started on the newer one
// may be using what the older one lacks, and can't go there; under EVC it never found it, and can.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { known, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LOWER = 'riscv-rv64ima';
const HIGHER = 'riscv-rv64imab';

let cluster: TestCluster;
let newer: ClusterHost;
let older: ClusterHost;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02'], olderHosts: ['esx02'], vcenter: true });
  newer = cluster.host('esx01');
  older = cluster.host('esx02');
});
afterAll(clearClusters);

const client = () => cluster.vcenter.client;
const reference = ({ name }: ClusterHost) => cluster.vcenter.host(name);

async function theCluster(): Promise<TypedReference<'ClusterComputeResource'>> {
  const [found] = await client().retrieve('ClusterComputeResource', ['name']);
  return known(found?.obj, 'ClusterComputeResource');
}

async function evcManager(): Promise<TypedReference<'ClusterEVCManager'>> {
  return known(await client().call(await theCluster(), 'EvcManager', {}), 'ClusterEVCManager');
}

/** The task's fault; "done" where it has none. */
async function outcome(begun: Promise<unknown>): Promise<string> {
  try {
    await client().waitForTask(known((await begun) as TypedReference<'Task'>, 'Task'));
    return 'done';
  } catch (error) {
    if (error instanceof Vim25Fault) return error.type;
    throw error;
  }
}

const configure = async (evcModeKey: string) =>
  outcome(client().call(await evcManager(), 'ConfigureEvcMode_Task', { evcModeKey }));
const migrate = (to: ClusterHost) =>
  outcome(
    client().call(cluster.vcenter.vm('web'), 'MigrateVM_Task', { host: reference(to), priority: 'defaultPriority' }),
  );
const power = (verb: 'PowerOffVM_Task' | 'PowerOnVM_Task') =>
  outcome(client().call(cluster.vcenter.vm('web'), verb, {}));

const currentMode = async () => (await client().property(await evcManager(), 'evcState')).currentEVCModeKey;
const requiredMode = async () => (await client().property(cluster.vcenter.vm('web'), 'runtime')).minRequiredEVCModeKey;
const modeOf = async (host: ClusterHost) => (await client().property(reference(host), 'summary')).currentEVCModeKey;

it('a guest goes to the older host thanks to EVC, and not without it', async () => {
  await cluster.runVm('web', { host: 'esx01' });
  expect((await client().property(reference(newer), 'summary')).maxEVCModeKey).toBe(HIGHER);
  expect((await client().property(reference(older), 'summary')).maxEVCModeKey).toBe(LOWER);
  await eventually('what its guest found to be known', async () => (await requiredMode()) === HIGHER);
  expect(await migrate(older)).toBe('FeatureRequirementsNotMet');

  // What it found can't be taken from it, nor can a processor be given more than it has.
  expect(await configure(LOWER)).toBe('ActiveVMsBlockingEVC');
  expect(await configure(HIGHER)).toBe('EVCModeUnsupportedByHosts');
  expect(await currentMode()).toBeUndefined();
  const { supportedEVCMode } = await client().property(await evcManager(), 'evcState');
  expect(supportedEVCMode.map(({ key }) => key)).toEqual([LOWER]);

  expect(await power('PowerOffVM_Task')).toBe('done');
  expect(await configure(LOWER)).toBe('done');
  expect(await currentMode()).toBe(LOWER);
  expect(await power('PowerOnVM_Task')).toBe('done');
  await eventually('what its guest found to be known', async () => (await requiredMode()) === LOWER);
  for (const host of [older, newer]) {
    if ((await client().property(cluster.vcenter.vm('web'), 'runtime')).host?.value === host.moref) continue;
    expect(await migrate(host)).toBe('done');
    await cluster.runsOnlyOn('web', host);
  }
  expect(await requiredMode()).toBe(LOWER);
});

it('the mode outlives vCenter and hosts, and ends when it is taken off', async () => {
  await cluster.vcenter.kill();
  await cluster.vcenter.revive();
  expect(await currentMode()).toBe(LOWER);
  for (const host of [newer, older])
    await eventually(`${host.name} to keep it`, async () => (await modeOf(host)) === LOWER);
  expect(await outcome(client().call(await evcManager(), 'DisableEvcMode_Task', {}))).toBe('done');
  expect(await currentMode()).toBeUndefined();
  for (const host of [newer, older])
    await eventually(`${host.name} to keep none`, async () => (await modeOf(host)) === undefined);
  // The guest that runs keeps what it found.
  expect(await requiredMode()).toBe(LOWER);
});
