// Admission control of a real lab: it refuses power-ons, it shows its figures, and it is not in the way of vSphere HA.
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome, waitFor } from '../../testkit/src/index.ts';
import { Vim25Client } from '../../vim25/src/index.ts';

/** Two hosts of 100 MHz; one VM reserves 50, so that a slot has 50, and a host two slots. */
const lab = {
  ...smallLab,
  hosts: ['esx01', 'esx02'].map((name) => ({ name, cpus: 1, mhz: 100 })),
  vms: smallLab.vms.map((vm, index) => (index === 0 ? { ...vm, cpuReservationMhz: 50 } : vm)),
};

interface Capacity {
  readonly enforced: boolean;
  readonly satisfied: boolean;
  readonly arithmetic: { readonly currentFailoverLevel: number; readonly unreservedSlots: number };
  readonly problems: readonly unknown[];
}

interface Vm {
  readonly name: string;
  readonly host: string;
  readonly powerState: string;
  readonly dasProtected: boolean;
}

let home: TestHome;
const capacity = async () => (await home.json('ha', 'capacity')) as Capacity;
const vms = async () => (await home.json('vm', 'ls')) as Vm[];

beforeAll(async () => {
  home = new TestHome();
  await home.up(lab);
});

it('keeps the room that a host failure needs, and HA uses it', async () => {
  const { vcenter } = home.state(lab.name) ?? {};
  if (!vcenter) throw new Error('the lab has no vCenter');
  const client = new Vim25Client({ url: vcenter.url });
  await client.login(vcenter.userName, vcenter.password);
  const [cluster] = await client.retrieve('ClusterComputeResource', ['name']);
  if (!cluster) throw new Error('the lab has no cluster');
  // Where nobody says anything: the percentage that one host failure takes, of two equal hosts half.
  expect(await capacity()).toMatchObject({ enforced: true, satisfied: true, policy: { kind: 'resourcePercentage' } });
  const admissionControlPolicy = {
    _typeName: 'ClusterFailoverLevelAdmissionControlPolicy',
    failoverLevel: 1,
  } as const;
  const dasConfig = {
    _typeName: 'ClusterDasConfigInfo',
    admissionControlEnabled: true,
    admissionControlPolicy,
  } as const;
  const spec = { _typeName: 'ClusterConfigSpecEx', dasConfig } as const;
  await client.waitForTask(await client.call(cluster.obj, 'ReconfigureComputeResource_Task', { spec, modify: true }));

  // Two slots are left when a host fails, and two are used.
  expect(await capacity()).toMatchObject({
    enforced: true,
    satisfied: true,
    problems: [],
    arithmetic: { slot: { cpuMhz: 50 }, totalSlots: 4, usedSlots: 2, unreservedSlots: 0, currentFailoverLevel: 1 },
  });
  await waitFor('vCenter to show the same', {
    observe: () => client.property(cluster.obj, 'summary'),
    until: (summary) => JSON.stringify(summary).includes('"currentFailoverLevel":1'),
  });
  await home.json('vm', 'create', 'extra', '--datastore', 'datastore1');
  const refused = await home.run(['vm', 'on', 'extra']);
  expect(refused.code).toBe(1);
  expect(refused.log).toMatch(/^microsphere: extra: InsufficientFailoverResourcesFault: .*3 slots are needed .*\n$/);
  expect((await capacity()).arithmetic.unreservedSlots).toBe(0);

  // A host is lost: nothing could be powered on any more, and what it ran runs again.
  const before = (await vms()).find(({ name }) => name === 'vm1');
  await waitFor('its protection', {
    observe: vms,
    until: (all) => all.filter(({ name }) => name !== 'extra').every(({ dasProtected }) => dasProtected),
  });
  await home.json('kill', before?.host ?? '');
  await waitFor('vm1 to run on the other host', {
    observe: vms,
    until: (all) =>
      all.some(({ name, host, powerState }) => name === 'vm1' && host !== before?.host && powerState === 'poweredOn'),
  });
  expect(await capacity()).toMatchObject({
    enforced: true,
    satisfied: false,
    problems: [{ kind: 'tooFewHosts', failoverLevel: 1, goodHosts: 1 }],
    failure: { withoutRoom: ['vm1', 'vm2'] },
  });
  const { output } = await home.run(['events', '-n', '0']);
  expect(output).toContain('InsufficientFailoverResourcesEvent');
  expect(output).toContain('com.vmware.vc.ha.VmRestartedByHAEvent');
  await client.logout();
});
