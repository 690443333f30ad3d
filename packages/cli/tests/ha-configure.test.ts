// vSphere HA of a real lab is configured as its file says, and changed from the command line while everything runs.
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome, waitFor } from '../../testkit/src/index.ts';

const lab = {
  ...smallLab,
  cluster: {
    ha: {
      isolationResponse: 'shutdown',
      admissionControl: 'failoverHosts',
      failoverHosts: [smallLab.hosts[0]?.name ?? ''],
      heartbeatDatastores: [smallLab.datastores[0]?.name ?? ''],
      options: { 'das.nosuch': 1, 'das.ignoreRedundantNetWarning': true },
    },
  },
};
const [vm = ''] = smallLab.vms.map(({ name }) => name);

interface Settings {
  readonly version: number;
  readonly configIssues: readonly { readonly object: string; readonly message: string }[];
}

let home: TestHome;
const show = async () => (await home.json('ha', 'show')) as Settings;

beforeAll(async () => {
  home = new TestHome();
  await home.up(lab);
});

it('begins as the lab file says, and warns of what it does not know', async () => {
  expect(await show()).toMatchObject({
    failoverHosts: lab.cluster.ha.failoverHosts,
    preferredDatastores: lab.cluster.ha.heartbeatDatastores,
    dasConfig: { enabled: true, admissionControlEnabled: true, defaultVmSettings: { isolationResponse: 'shutdown' } },
    options: [
      { key: 'das.vmCpuMinMHz', value: '1', remark: '' },
      { key: 'das.nosuch', value: '1', remark: 'ignored: no such option' },
      { key: 'das.ignoreRedundantNetWarning', value: 'true', remark: '' },
    ],
  });
  await waitFor('the warning', {
    observe: show,
    until: ({ configIssues }) => configIssues.some(({ message }) => /das\.nosuch/.test(message)),
  });
});

it('is changed while it runs, for all and for one, and refuses what means nothing', async () => {
  const { version } = await show();
  const changed = await home.json('ha', 'configure', '--on-pdl', 'restartAggressive', '--option', 'das.nosuch=');
  expect(changed).toMatchObject({
    dasConfig: {
      vmComponentProtecting: 'enabled',
      defaultVmSettings: {
        isolationResponse: 'shutdown',
        vmComponentProtectionSettings: { vmStorageProtectionForPDL: 'restartAggressive' },
      },
    },
    options: [{ key: 'das.vmCpuMinMHz' }, { key: 'das.ignoreRedundantNetWarning' }],
  });
  await home.json('ha', 'configure', '--vm', vm, '--priority', 'lowest', '--ready', 'poweredOn');
  expect(await show()).toMatchObject({
    overrides: expect.arrayContaining([
      { vm, settings: expect.objectContaining({ restartPriority: 'lowest' }), readiness: expect.anything() },
    ]),
  });
  await waitFor('hosts to be told', { observe: show, until: (now) => now.version > version });
  const ofCluster = await home.run(['ha', 'configure', '--vm', vm, '--host-monitoring', 'off']);
  expect([ofCluster.code, ofCluster.log]).toEqual([
    2,
    'microsphere: --host-monitoring is a setting of the whole cluster, not of a virtual machine\n',
  ]);
  await home.json('ha', 'configure', '--vm', vm, '--inherit');
  expect(JSON.stringify(await show())).not.toContain('lowest');
});

it('has rules, and none that goes round in a circle', async () => {
  const other = smallLab.vms[1]?.name ?? '';
  expect(await home.json('ha', 'rule', 'add', 'order', '--vms', vm, '--after', other)).toEqual([
    `order: ${vm} after ${other}`,
  ]);
  const circle = await home.run(['ha', 'rule', 'add', 'back', '--vms', other, '--after', vm]);
  expect(circle.code).toBe(1);
  expect(circle.log).toMatch(/InvalidArgument: rulesSpec: dependencies go round in a circle/);
  expect(await home.json('ha', 'rule', 'remove', 'order')).toEqual([]);
});
