// The configuration of vSphere HA, from a client through the built vCenter process to the hosts; these are played.
import { waitFor } from '@microsphere/testkit';
import { type ExactDataObject, known, moRef, type TypedReference } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { eventTypes, faultOf, twoHosts } from './scene.ts';

type Spec = ExactDataObject<'ClusterConfigSpecEx'>;
type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;

/** Waits until what is seen has at least what is expected. */
function toSee(what: string, observe: () => unknown, expected: object): Promise<unknown> {
  const isThere = (seen: unknown) => {
    try {
      expect(seen).toMatchObject(expected);
      return true;
    } catch {
      return false;
    }
  };
  return waitFor(what, { observe, until: isThere });
}

async function scene() {
  const started = await twoHosts();
  const { client, inventory, esx01, done } = started;
  const reconfigure = (given: Partial<Spec>, modify = true) => {
    const spec = { _typeName: 'ClusterConfigSpecEx', ...given } as const;
    return done(client.call(inventory.cluster, 'ReconfigureComputeResource_Task', { spec, modify }));
  };
  const das = (given: Partial<DasConfig>) =>
    reconfigure({ dasConfig: { _typeName: 'ClusterDasConfigInfo', ...given } });
  const option = (key: string, value: string) => ({ _typeName: 'OptionValue', key, value }) as const;
  /** What the first host was told last. */
  const told = () => esx01.requests.findLast(({ method }) => method === 'fdm.configure')?.request;
  const issues = (object: TypedReference<'ClusterComputeResource' | 'HostSystem'>) => async () =>
    ((await client.property(object, 'configIssue')) ?? []).map(({ fullFormattedMessage }) => fullFormattedMessage);
  return { ...started, reconfigure, das, option, told, issues };
}

it('reaches the hosts with every inheritance resolved, and is taken back by parts', async () => {
  const { client, inventory, host1, vm, reconfigure, das, told } = await scene();
  const { instanceUuid } = (await client.property(vm, 'config')) ?? {};
  await das({
    vmMonitoring: 'vmMonitoringOnly',
    defaultVmSettings: { _typeName: 'ClusterDasVmSettings', isolationResponse: 'shutdown' },
  });
  await reconfigure({
    dasVmConfigSpec: [
      {
        _typeName: 'ClusterDasVmConfigSpec',
        operation: 'add',
        info: {
          _typeName: 'ClusterDasVmConfigInfo',
          key: vm,
          dasSettings: { _typeName: 'ClusterDasVmSettings', restartPriority: 'highest' },
        },
      },
    ],
    groupSpec: [
      {
        _typeName: 'ClusterGroupSpec',
        operation: 'add',
        info: { _typeName: 'ClusterVmGroup', name: 'all', vm: [vm] },
      },
      {
        _typeName: 'ClusterGroupSpec',
        operation: 'add',
        info: { _typeName: 'ClusterHostGroup', name: 'left', host: [host1] },
      },
    ],
    rulesSpec: [
      {
        _typeName: 'ClusterRuleSpec',
        operation: 'add',
        info: { _typeName: 'ClusterVmHostRuleInfo', name: 'r', vmGroupName: 'all', antiAffineHostGroupName: 'left' },
      },
    ],
  });
  await toSee('the host to be told', told, {
    defaultVmSettings: { restartPriority: 'medium', isolationResponse: 'shutdown', vmMonitoring: 'vmMonitoringOnly' },
    vmSettings: [{ instanceUuid, settings: { restartPriority: 'highest', isolationResponse: 'shutdown' } }],
    vmHostRules: [{ name: 'r', vms: [instanceUuid], hosts: [host1.value], affine: false, mandatory: false }],
  });
  const configuration = await client.property(inventory.cluster, 'configurationEx');
  expect(configuration).toMatchObject({
    rule: [{ name: 'r', key: 1, enabled: true }],
    group: [{ name: 'all' }, { name: 'left' }],
  });

  await reconfigure({ dasConfig: { _typeName: 'ClusterDasConfigInfo', enabled: true } }, false);
  await toSee('the host to be told of defaults', told, {
    defaultVmSettings: { isolationResponse: 'none', vmMonitoring: 'vmMonitoringDisabled' },
    vmSettings: [],
    vmHostRules: [],
  });
});

it('is refused by name where it means nothing, and nothing of it is taken over', async () => {
  const { client, inventory, das, reconfigure, vm } = await scene();
  const before = await client.property(inventory.cluster, 'configurationEx');
  expect(await faultOf(das({ vmMonitoring: 'often' }))).toBe('InvalidArgument');
  expect(await faultOf(das({ heartbeatDatastore: [moRef('Datastore', 'datastore-0')] }))).toBe(
    'InvalidDasConfigArgument',
  );
  const circle = reconfigure({
    groupSpec: [
      { _typeName: 'ClusterGroupSpec', operation: 'add', info: { _typeName: 'ClusterVmGroup', name: 'g', vm: [vm] } },
    ],
    rulesSpec: [
      {
        _typeName: 'ClusterRuleSpec',
        operation: 'add',
        info: { _typeName: 'ClusterDependencyRuleInfo', name: 'r', vmGroup: 'g', dependsOnVmGroup: 'g' },
      },
    ],
  });
  expect(await faultOf(circle)).toBe('InvalidArgument');
  expect(await client.property(inventory.cluster, 'configurationEx')).toEqual(before);
});

it('warns of options that nobody knows, once, and disables nothing; the warning outlives vCenter and ends with its cause', async () => {
  const { client, laboratory, inventory, das, option, told, issues } = await scene();
  const ofCluster = issues(inventory.cluster);
  await das({ option: [option('das.nosuch', '1'), option('das.maxvmrestartcount', '3')] });
  const warning = 'The vSphere HA advanced option das.nosuch of cluster c is ignored: no such option';
  await toSee('the warning', ofCluster, [warning]);
  expect(await client.property(inventory.cluster, 'configStatus')).toBe('yellow');
  await toSee('the host to be told', told, {
    dasEnabled: true,
    options: [{ key: 'das.nosuch' }, { key: 'das.maxvmrestartcount' }],
  });
  await laboratory.restartVcenter();
  const again = await laboratory.client();
  const still = async () =>
    (await again.property(inventory.cluster, 'configIssue'))?.map((event) => event.fullFormattedMessage);
  await toSee('the warning to be there again', still, [warning]);
  const ids = await eventTypes(again);
  expect(ids.filter((id) => id === 'com.microsphere.HA.AdvancedOptionIgnored')).toHaveLength(1);
  const spec = {
    _typeName: 'ClusterConfigSpecEx',
    dasConfig: { _typeName: 'ClusterDasConfigInfo', option: [option('das.nosuch', '')] },
  } as const;
  await again.waitForTask(
    await again.call(inventory.cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }),
  );
  await toSee('the warning to end', still, []);
});

it('chooses the heartbeat datastores that the user selects, and says so of each host', async () => {
  const { client, inventory, host1, das, option, told, issues } = await scene();
  const [chosen] = await client.retrieve('Datastore', ['name', 'info']);
  if (!chosen) throw new Error('there is no datastore');
  const info = async () => client.call(inventory.cluster, 'RetrieveDasAdvancedRuntimeInfo', {});
  expect((await info())?.heartbeatDatastoreInfo).toHaveLength(2);
  await das({ heartbeatDatastore: [chosen.obj], hBDatastoreCandidatePolicy: 'userSelectedDs' });
  const uuid =
    chosen.properties.info?._typeName === 'VmfsDatastoreInfo' ? chosen.properties.info.vmfs?.uuid : undefined;
  await toSee('the host to be told', told, { heartbeatDatastores: [uuid] });
  expect((await info())?.heartbeatDatastoreInfo?.map(({ datastore }) => datastore)).toEqual([chosen.obj]);
  const tooFew =
    'The number of vSphere HA heartbeat datastores for host esx01 in cluster c is 1, which is less than required: 2';
  await waitFor('the warning', { observe: issues(host1), until: (seen) => seen.includes(tooFew) });
  await das({
    option: [option('das.ignoreInsufficientHbDatastore', 'true'), option('das.ignoreRedundantNetWarning', 'true')],
  });
  await toSee('the warnings to end', issues(host1), []);
  expect(await eventTypes(client)).toContain('com.vmware.vc.HA.HeartbeatDatastoreChanged');
});

it('is given to one host again, or says why it can not be', async () => {
  const { client, host1, esx01, das, done } = await scene();
  const configured = () => esx01.requests.filter(({ method }) => method === 'fdm.configure').length;
  const before = configured();
  await done(client.call(host1, 'ReconfigureHostForDAS_Task', {}));
  expect(configured()).toBe(before + 1);
  expect(await eventTypes(client)).toContain('HostDasEnablingEvent');
  await das({ enabled: false });
  expect(await faultOf(done(client.call(known(host1, 'HostSystem'), 'ReconfigureHostForDAS_Task', {})))).toBe(
    'DasConfigFault',
  );
});

it('warns where the policy can never be kept, and of an isolation address that does not answer', async () => {
  const { inventory, host1, esx01, das, told, issues } = await scene();
  const impossible = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 96 } as const;
  await das({ admissionControlEnabled: true, admissionControlPolicy: impossible });
  const ofCluster = issues(inventory.cluster);
  const isTold = (seen: readonly (string | undefined)[]) =>
    seen.some((text) => /can never be kept: 96 host failures/.test(text ?? ''));
  await waitFor('the warning', { observe: ofCluster, until: isTold });
  await toSee('the host to be protected all the same', told, { dasEnabled: true, hostMonitoring: true });
  await das({ admissionControlEnabled: false });
  await waitFor('the warning to end', { observe: ofCluster, until: (seen) => !isTold(seen) });

  const message = 'vSphere HA agent on host esx01 could not reach isolation address: nowhere';
  esx01.event({ type: 'HostIsolationIpPingFailedEvent', message, arguments: { isolationIp: 'nowhere' } });
  await waitFor('the warning', { observe: issues(host1), until: (seen) => seen.includes(message) });
  esx01.event({ type: 'com.vmware.vc.HA.AllIsoAddrsPingable', message: 'all isolation addresses answer' });
  await waitFor('the warning to end', { observe: issues(host1), until: (seen) => !seen.includes(message) });
});

it('is refused by a host: that is an error of its agent, until the host takes it', async () => {
  const { client, host1, esx01, das, done, issues } = await scene();
  esx01.refused.add('fdm.configure');
  await das({ hostMonitoring: 'disabled' });
  const refused = 'vSphere HA agent on esx01 could not be configured: esx01: fdm.configure is refused';
  await waitFor('the error', {
    observe: async () => {
      esx01.heartbeat();
      return issues(host1)();
    },
    until: (seen) => seen.includes(refused),
  });
  expect((await client.property(host1, 'runtime')).dasHostState).toMatchObject({ state: 'initializationError' });
  const again = () => done(client.call(host1, 'ReconfigureHostForDAS_Task', {}));
  expect(await faultOf(again())).toBe('DasConfigFault');
  esx01.refused.clear();
  await again();
  await waitFor('the error to end', { observe: issues(host1), until: (seen) => !seen.includes(refused) });
});
