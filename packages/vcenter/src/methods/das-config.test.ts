// The settings of vSphere HA that clients ask for: taken, defaulted, or refused by name.
import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { checkDasConfig, defaultDasConfig, MAX_OPTIONS, mergedDasConfig } from './das-config.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type VmSettings = ExactDataObject<'ClusterDasVmSettings'>;

const given = (change: Partial<DasConfig>): DasConfig => ({ _typeName: 'ClusterDasConfigInfo', ...change });
const vmSettings = (change: Partial<VmSettings>): DasConfig =>
  given({ defaultVmSettings: { _typeName: 'ClusterDasVmSettings', ...change } });
const monitoring = (change: Partial<ExactDataObject<'ClusterVmToolsMonitoringSettings'>>): DasConfig =>
  vmSettings({ vmToolsMonitoringSettings: { _typeName: 'ClusterVmToolsMonitoringSettings', ...change } });
const protection = (change: Partial<ExactDataObject<'ClusterVmComponentProtectionSettings'>>): DasConfig =>
  vmSettings({ vmComponentProtectionSettings: { _typeName: 'ClusterVmComponentProtectionSettings', ...change } });
const option = (key: string, value?: unknown) => ({ _typeName: 'OptionValue', key, value }) as const;

describe('the settings of a cluster', () => {
  it('keep what is not given when they are modified, and lose it when they are replaced', () => {
    const before = mergedDasConfig(defaultDasConfig, given({ enabled: true, hostMonitoring: 'disabled' }), true);
    expect(mergedDasConfig(before, given({ hostMonitoring: 'enabled' }), true).enabled).toBe(true);
    expect(mergedDasConfig(before, given({ hostMonitoring: 'enabled' }), false).enabled).toBe(false);
    expect(mergedDasConfig(before, undefined, true)).toBe(before);
    expect(mergedDasConfig(before, undefined, false)).toBe(defaultDasConfig);
  });

  it('have admission control on with vSphere HA, unless somebody does not want it', () => {
    const enabled = mergedDasConfig(defaultDasConfig, given({ enabled: true }), true);
    expect(enabled.admissionControlEnabled).toBe(true);
    const off = mergedDasConfig(enabled, given({ admissionControlEnabled: false }), true);
    expect(mergedDasConfig(off, given({ hostMonitoring: 'disabled' }), true).admissionControlEnabled).toBe(false);
    expect(mergedDasConfig(off, given({ enabled: true }), false).admissionControlEnabled).toBe(true);
  });

  it('are merged field by field also in their parts, but for a policy, which is one thing', () => {
    const slots = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 2 } as const;
    let config = mergedDasConfig(defaultDasConfig, monitoring({ failureInterval: 60 }), true);
    config = mergedDasConfig(config, protection({ vmStorageProtectionForPDL: 'restartAggressive' }), true);
    config = mergedDasConfig(config, monitoring({ maxFailures: 5 }), true);
    config = mergedDasConfig(config, given({ admissionControlPolicy: slots }), true);
    expect(config.defaultVmSettings).toMatchObject({
      restartPriority: 'medium',
      vmToolsMonitoringSettings: { failureInterval: 60, minUpTime: 120, maxFailures: 5 },
      vmComponentProtectionSettings: {
        vmStorageProtectionForAPD: 'disabled',
        vmStorageProtectionForPDL: 'restartAggressive',
      },
    });
    const percents = { cpuFailoverResourcesPercent: 25, memoryFailoverResourcesPercent: 25 };
    const share = { _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy', ...percents } as const;
    expect(mergedDasConfig(config, given({ admissionControlPolicy: share }), true).admissionControlPolicy).toBe(share);
  });

  it('have each option once, whatever its case; one without a value is removed', () => {
    const before = mergedDasConfig(
      defaultDasConfig,
      given({ option: [option('das.a', 1), option('das.b', '2')] }),
      true,
    );
    const after = mergedDasConfig(before, given({ option: [option('DAS.A', 'three'), option('das.b', '')] }), true);
    expect(after.option).toEqual([option('DAS.A', 'three')]);
    expect(mergedDasConfig(after, given({}), true).option).toEqual([option('DAS.A', 'three')]);
    expect(mergedDasConfig(after, given({}), false).option).toEqual([]);
    const many = Array.from({ length: MAX_OPTIONS + 1 }, (_, index) => option(`das.${index}`, 1));
    expect(() => mergedDasConfig(defaultDasConfig, given({ option: many }), true)).toThrow('more than 256 options');
    expect(mergedDasConfig(defaultDasConfig, given({ option: many.slice(1) }), true).option).toHaveLength(MAX_OPTIONS);
  });

  const view = { name: 'c', hostExists: () => true, hasDatastore: (id: string) => id === 'datastore-1' };
  const negative = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: -1 } as const;

  it.each<[string, DasConfig, string, string]>([
    ['a policy', given({ admissionControlPolicy: negative }), 'InvalidDasConfigArgument', 'failoverLevel: -1'],
    [
      'a datastore that no host has',
      given({ heartbeatDatastore: [moRef('Datastore', 'datastore-1'), moRef('Datastore', 'datastore-9')] }),
      'InvalidDasConfigArgument',
      'no host of c has datastore-9 mounted',
    ],
    ['VM monitoring', given({ vmMonitoring: 'a bit' }), 'InvalidArgument', 'dasConfig.vmMonitoring: "a bit"'],
    ['host monitoring', given({ hostMonitoring: 'perhaps' }), 'InvalidArgument', 'dasConfig.hostMonitoring'],
    ['VMCP', given({ vmComponentProtecting: 'yes' }), 'InvalidArgument', 'none of disabled, enabled'],
    ['a candidate policy', given({ hBDatastoreCandidatePolicy: 'any' }), 'InvalidArgument', 'userSelectedDs'],
    ['a failover level', given({ failoverLevel: -1 }), 'InvalidArgument', 'dasConfig.failoverLevel: -1'],
    ['an option without a name', given({ option: [option('', '1')] }), 'InvalidArgument', 'not the name of an option'],
    ['a response', vmSettings({ isolationResponse: 'panic' }), 'InvalidArgument', 'isolationResponse: "panic"'],
    ['a priority', vmSettings({ restartPriority: 'urgent' }), 'InvalidArgument', 'restartPriority: "urgent"'],
    [
      'a priority that there is nothing to inherit from',
      vmSettings({ restartPriority: 'clusterRestartPriority' }),
      'InvalidArgument',
      'clusterRestartPriority',
    ],
    [
      'a timeout that there is nothing to inherit from',
      vmSettings({ restartPriorityTimeout: -1 }),
      'InvalidArgument',
      '-1 is less than 0',
    ],
    ['an interval of nothing', monitoring({ failureInterval: 0 }), 'InvalidArgument', 'failureInterval: 0'],
    ['a window of nothing', monitoring({ maxFailureWindow: 0 }), 'InvalidArgument', 'neither -1 (no window)'],
    [
      'a conservative reaction to the loss of a device, where there is nothing to wait for',
      protection({ vmStorageProtectionForPDL: 'restartConservative' }),
      'InvalidArgument',
      'vmStorageProtectionForPDL: "restartConservative"',
    ],
    ['a reaction', protection({ vmReactionOnAPDCleared: 'dance' }), 'InvalidArgument', 'none of none, reset'],
  ])('are refused where they mean nothing: %s', (_what, settings, type, message) => {
    expect(() => checkDasConfig(settings, view)).toThrow(expect.objectContaining({ type }));
    expect(() => checkDasConfig(settings, view)).toThrow(message);
  });

  it('are taken with options that nobody knows: those are warned of', () => {
    expect(() => checkDasConfig(given({ option: [option('das.nosuch', '1')] }), view)).not.toThrow();
  });
});
