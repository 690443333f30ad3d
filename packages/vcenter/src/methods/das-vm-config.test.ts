import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { defaultVmReadiness, mergedDefaultReadiness, mergedVmConfig, mergedVmReadiness } from './das-vm-config.ts';

const key = moRef('VirtualMachine', 'vm-1');
const view = { clusterName: 'c', vmExists: (id: string) => id === 'vm-1' };

type Operation = 'add' | 'edit';
type Info = ExactDataObject<'ClusterDasVmConfigInfo'>;
type Settings = ExactDataObject<'ClusterDasVmSettings'>;

const set = (operation: Operation, info: Partial<Info>) =>
  ({
    _typeName: 'ClusterDasVmConfigSpec',
    operation,
    info: { _typeName: 'ClusterDasVmConfigInfo', key, ...info },
  }) as const;
const settings = (change: Partial<Settings>): Partial<Info> => ({
  dasSettings: { _typeName: 'ClusterDasVmSettings', ...change },
});
const removal = { _typeName: 'ClusterDasVmConfigSpec', operation: 'remove', removeKey: key } as const;

describe('settings of single virtual machines', () => {
  it('are added, edited field by field, and removed', () => {
    const added = mergedVmConfig({}, [set('add', settings({ restartPriority: 'high' }))], view);
    expect(added).toEqual({ 'vm-1': { _typeName: 'ClusterDasVmSettings', restartPriority: 'high' } });
    const edited = mergedVmConfig(added, [set('edit', settings({ isolationResponse: 'shutdown' }))], view);
    expect(edited['vm-1']).toMatchObject({ restartPriority: 'high', isolationResponse: 'shutdown' });
    const replaced = mergedVmConfig(edited, [set('add', settings({ restartPriority: 'low' }))], view);
    expect(replaced['vm-1']).toEqual({ _typeName: 'ClusterDasVmSettings', restartPriority: 'low' });
    expect(mergedVmConfig(replaced, [removal], view)).toEqual({});
  });

  it('are taken from clients of old, and from what they say beside', () => {
    const old = { restartPriority: 'low', powerOffOnIsolation: true } as const;
    expect(mergedVmConfig({}, [set('add', old)], view)['vm-1']).toMatchObject({
      restartPriority: 'low',
      isolationResponse: 'powerOff',
    });
    const both = { ...old, ...settings({ restartPriority: 'highest' }) };
    expect(mergedVmConfig({}, [set('add', both)], view)['vm-1']?.restartPriority).toBe('highest');
  });

  it('may say that they are what the cluster has', () => {
    const inherited = settings({
      restartPriority: 'clusterRestartPriority',
      restartPriorityTimeout: -1,
      isolationResponse: 'clusterIsolationResponse',
      vmComponentProtectionSettings: {
        _typeName: 'ClusterVmComponentProtectionSettings',
        vmStorageProtectionForAPD: 'clusterDefault',
        vmTerminateDelayForAPDSec: -1,
        vmReactionOnAPDCleared: 'useClusterDefault',
      },
    });
    expect(mergedVmConfig({}, [set('add', inherited)], view)['vm-1']).toMatchObject(inherited.dasSettings ?? {});
  });

  it('are refused where there is no such machine, or no such value', () => {
    const refused = expect.objectContaining({
      type: 'InvalidDasConfigArgument',
      fault: expect.objectContaining({ entry: 'vmConfig', clusterName: 'c' }),
    });
    const nobody = { ...view, vmExists: () => false };
    expect(() => mergedVmConfig({}, [removal], nobody)).toThrow(refused);
    expect(() => mergedVmConfig({}, [set('add', {})], nobody)).toThrow('no such virtual machine: vm-1');
    expect(() => mergedVmConfig({}, [set('add', settings({ restartPriority: 'urgent' }))], view)).toThrow(refused);
    // Figures of VM monitoring are inherited as a whole (clusterSettings).
    const vmToolsMonitoringSettings = { _typeName: 'ClusterVmToolsMonitoringSettings', failureInterval: -1 } as const;
    const monitoring = settings({ vmToolsMonitoringSettings });
    expect(() => mergedVmConfig({}, [set('add', monitoring)], view)).toThrow('failureInterval: -1 is less than 1');
  });
});

describe('when virtual machines are ready', () => {
  const readiness = (change: Partial<ExactDataObject<'ClusterVmReadiness'>>) =>
    ({ _typeName: 'ClusterVmReadiness', ...change }) as const;
  const ready = (operation: Operation, change: Partial<ExactDataObject<'ClusterVmReadiness'>>) =>
    ({
      _typeName: 'ClusterVmOrchestrationSpec',
      operation,
      info: { _typeName: 'ClusterVmOrchestrationInfo', vm: key, vmReadiness: readiness(change) },
    }) as const;

  it('is said for the cluster and for single ones', () => {
    const given = {
      _typeName: 'ClusterOrchestrationInfo',
      defaultVmReadiness: readiness({ readyCondition: 'poweredOn' }),
    } as const;
    const merged = mergedDefaultReadiness(readiness({ postReadyDelay: 5 }), given, true);
    expect(merged).toEqual(readiness({ readyCondition: 'poweredOn', postReadyDelay: 5 }));
    expect(mergedDefaultReadiness(merged, undefined, false)).toEqual(defaultVmReadiness);
    const added = mergedVmReadiness({}, [ready('add', { readyCondition: 'guestHbStatusGreen' })], view);
    const edited = mergedVmReadiness(added, [ready('edit', { postReadyDelay: 30 })], view);
    expect(edited['vm-1']).toEqual(readiness({ readyCondition: 'guestHbStatusGreen', postReadyDelay: 30 }));
  });

  it('is refused where it means nothing', () => {
    const given = (change: Partial<ExactDataObject<'ClusterVmReadiness'>>) =>
      ({ _typeName: 'ClusterOrchestrationInfo', defaultVmReadiness: readiness(change) }) as const;
    const invalid = expect.objectContaining({ type: 'InvalidArgument' });
    expect(() => mergedDefaultReadiness(defaultVmReadiness, given({ readyCondition: 'soon' }), true)).toThrow(invalid);
    expect(() =>
      mergedDefaultReadiness(defaultVmReadiness, given({ readyCondition: 'useClusterDefault' }), true),
    ).toThrow(invalid);
    expect(() => mergedVmReadiness({}, [ready('add', { postReadyDelay: -2 })], view)).toThrow('-2 is less than 0');
    expect(mergedVmReadiness({}, [ready('add', { postReadyDelay: -1 })], view)['vm-1']?.postReadyDelay).toBe(-1);
  });
});
