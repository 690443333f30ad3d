// Proactive HA: a provider says how healthy hosts are, and the cluster avoids or leaves the degraded ones. The hosts are played.
import { eventually } from '@microsphere/testkit';
import { HealthProvider } from '@microsphere/testkit/cluster';
import type { TypedReference } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { createVm } from './laboratory.ts';
import { eventTypes, faultOf, twoHosts } from './scene.ts';

it('quarantines a degraded host in an automated cluster, and lets it back when it is well', async () => {
  const { laboratory, client, esx02, host1, host2, inventory, vm, done } = await twoHosts();
  const provider = await HealthProvider.register(client, [host1, host2]);
  const { manager, id: providerId } = provider;
  const spec = (infraUpdateHaConfig: object) => ({
    spec: {
      _typeName: 'ClusterConfigSpecEx' as const,
      infraUpdateHaConfig: { _typeName: 'ClusterInfraUpdateHaConfigInfo' as const, ...infraUpdateHaConfig },
    },
    modify: true,
  });
  const reconfigure = (config: object) =>
    done(client.call(inventory.cluster, 'ReconfigureComputeResource_Task', spec(config)));
  expect(
    await faultOf(reconfigure({ moderateRemediation: 'MaintenanceMode', severeRemediation: 'QuarantineMode' })),
  ).toBe('InvalidArgument');
  expect(await faultOf(reconfigure({ providers: ['nobody'] }))).toBe('InvalidArgument');

  await provider.post(host1, 'yellow');
  await reconfigure({ enabled: true, providers: [providerId] });
  const inQuarantine = async (host: TypedReference<'HostSystem'>) =>
    (await client.property(host, 'runtime')).inQuarantineMode;
  // A manual cluster only says it.
  expect(await inQuarantine(host1)).toBe(false);
  expect(await eventTypes(client)).toContain('com.vmware.vc.infraUpdateHa.YellowHealthEvent');
  await reconfigure({ behavior: 'Automated' });
  expect(await inQuarantine(host1)).toBe(true);
  await eventually('esx02 to be told', () => {
    esx02.heartbeat();
    const told = esx02.requests.filter(({ method }) => method === 'fdm.configure').at(-1)?.request;
    return (told?.quarantinedHosts as string[] | undefined)?.join() === host1.value;
  });
  expect(await faultOf(client.call(manager, 'UnregisterHealthUpdateProvider', { providerId }))).toBe('ResourceInUse');

  // It is avoided: for a VM that is registered there, and for a new one.
  expect((await client.property(vm, 'runtime')).host).toEqual(host1);
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  expect((await client.property(vm, 'runtime')).host).toEqual(host2);
  const second = await createVm(client, inventory, 'second');
  expect((await client.property(second, 'runtime')).host).toEqual(host2);

  await laboratory.restartVcenter();
  expect(await inQuarantine(host1)).toBe(true);
  expect(await client.call(manager, 'QueryHealthUpdates', { providerId })).toMatchObject([{ status: 'yellow' }]);
  await provider.post(host1, 'green');
  expect(await inQuarantine(host1)).toBe(false);
  const types = (await eventTypes(client)).filter((type) => type.startsWith('com.vmware.vc.infraUpdateHa'));
  expect(types.map((type) => type.split('.').at(-1))).toEqual([
    'PostYellowHealthUpdateEvent',
    'YellowHealthEvent',
    'QuarantineEvent',
    'PostGreenHealthUpdateEvent',
    'GreenHealthEvent',
    'QuarantineRemovedEvent',
  ]);
});

it('leaves a severely degraded host when the cluster says so, and listens to filters', async () => {
  const { client, host1, host2, inventory, vm, done } = await twoHosts();
  const provider = await HealthProvider.register(client, [host1]);
  const { manager, id: providerId } = provider;
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  expect(await client.call(manager, 'QueryUnmonitoredHosts', { providerId, cluster: inventory.cluster })).toEqual([
    host2,
  ]);
  expect(await faultOf(provider.post(host2, 'red'))).toBe('InvalidArgument');
  const infraUpdateHaConfig = {
    _typeName: 'ClusterInfraUpdateHaConfigInfo',
    enabled: true,
    behavior: 'Automated',
    severeRemediation: 'MaintenanceMode',
    providers: [providerId],
  } as const;
  const spec = { _typeName: 'ClusterConfigSpecEx', infraUpdateHaConfig } as const;
  await done(client.call(inventory.cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }));

  const filterId = await client.call(manager, 'AddFilter', { providerId, filterName: 'noisy', infoIds: ['fan'] });
  await client.call(manager, 'AddFilterEntities', { filterId, entities: [host1] });
  await provider.post(host1, 'red');
  expect((await client.property(host1, 'runtime')).inMaintenanceMode).toBe(false);
  await client.call(manager, 'RemoveFilter', { filterId });
  // It is well again before its virtual machine has left it: nobody leaves it then.
  await provider.post(host1, 'green');
  await eventually('that to be given up', async () =>
    (await eventTypes(client)).includes('CanceledHostOperationEvent'),
  );
  await provider.post(host1, 'red');
  await done(client.call(vm, 'PowerOffVM_Task', {}));
  await eventually('the host to be left', async () => (await client.property(host1, 'runtime')).inMaintenanceMode);
  await provider.post(host1, 'green');
  // Somebody has repaired it, and says so.
  expect((await client.property(host1, 'runtime')).inMaintenanceMode).toBe(true);
});
