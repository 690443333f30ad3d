import type { ExactDataObject } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import type { ClusterRecord } from '../inventory/records.ts';
import { clusterRecord } from '../testing/records.ts';
import { resolvedVmSettings } from './vm-settings.ts';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;
type Settings = ExactDataObject<'ClusterDasVmSettings'>;

const settings = (change: Partial<Settings>): Settings => ({ _typeName: 'ClusterDasVmSettings', ...change });
const monitoring = (change: Partial<ExactDataObject<'ClusterVmToolsMonitoringSettings'>>) =>
  settings({ vmToolsMonitoringSettings: { _typeName: 'ClusterVmToolsMonitoringSettings', ...change } });
const protection = (change: Partial<ExactDataObject<'ClusterVmComponentProtectionSettings'>>) =>
  settings({ vmComponentProtectionSettings: { _typeName: 'ClusterVmComponentProtectionSettings', ...change } });

function resolved(dasConfig: Partial<DasConfig>, own?: Settings, more: Partial<ClusterRecord> = {}) {
  const cluster: ClusterRecord = {
    ...clusterRecord,
    ...more,
    dasConfig: { ...clusterRecord.dasConfig, ...dasConfig },
    dasVmConfig: own ? { 'vm-1': own } : {},
  };
  return resolvedVmSettings(cluster, 'vm-1');
}

describe('the settings of a virtual machine', () => {
  it("are vSphere's where nobody says anything", () => {
    expect(resolvedVmSettings(clusterRecord)).toEqual({
      restartPriority: 'medium',
      restartPriorityTimeoutSeconds: 600,
      isolationResponse: 'none',
      readyCondition: 'none',
      postReadyDelaySeconds: 0,
      vmMonitoring: 'vmMonitoringDisabled',
      failureIntervalSeconds: 30,
      minUpTimeSeconds: 120,
      maxFailures: 3,
      maxFailureWindowSeconds: -1,
      onApd: 'disabled',
      onPdl: 'disabled',
      terminateDelayForApdSeconds: 180,
      onApdCleared: 'none',
    });
  });

  it("are the cluster's, field by field, where it says nothing itself or says so", () => {
    const defaultVmSettings = settings({
      restartPriority: 'low',
      restartPriorityTimeout: 60,
      isolationResponse: 'shutdown',
    });
    const own = settings({
      restartPriority: 'clusterRestartPriority',
      restartPriorityTimeout: -1,
      isolationResponse: 'powerOff',
    });
    expect(resolved({ defaultVmSettings }, own)).toMatchObject({
      restartPriority: 'low',
      restartPriorityTimeoutSeconds: 60,
      isolationResponse: 'powerOff',
    });
  });

  it('say when it is ready', () => {
    const defaultVmReadiness = {
      _typeName: 'ClusterVmReadiness',
      readyCondition: 'poweredOn',
      postReadyDelay: 10,
    } as const;
    const own = { _typeName: 'ClusterVmReadiness', readyCondition: 'useClusterDefault', postReadyDelay: 0 } as const;
    const orchestration = { _typeName: 'ClusterOrchestrationInfo', defaultVmReadiness } as const;
    expect(resolved({}, undefined, { orchestration, vmOrchestration: { 'vm-1': own } })).toMatchObject({
      readyCondition: 'poweredOn',
      postReadyDelaySeconds: 0,
    });
  });

  it.each<[string, Partial<DasConfig>, Settings | undefined, object]>([
    ['level of the cluster', { vmMonitoring: 'vmMonitoringOnly' }, undefined, { vmMonitoring: 'vmMonitoringOnly' }],
    [
      'level of the cluster, however much a machine wants',
      { vmMonitoring: 'vmMonitoringOnly' },
      monitoring({ clusterSettings: false, vmMonitoring: 'vmAndAppMonitoring' }),
      { vmMonitoring: 'vmMonitoringOnly' },
    ],
    [
      'lower level of a machine',
      { vmMonitoring: 'vmAndAppMonitoring' },
      monitoring({ clusterSettings: false, vmMonitoring: 'vmMonitoringDisabled' }),
      { vmMonitoring: 'vmMonitoringDisabled' },
    ],
    [
      'figures of a machine that has its own',
      { defaultVmSettings: monitoring({ failureInterval: 60, maxFailures: 9 }) },
      monitoring({ clusterSettings: false, failureInterval: 10 }),
      { failureIntervalSeconds: 10, maxFailures: 9 },
    ],
    [
      'figures of the cluster, unless a machine says that it has its own',
      { defaultVmSettings: monitoring({ failureInterval: 60 }) },
      monitoring({ failureInterval: 10 }),
      { failureIntervalSeconds: 60 },
    ],
  ])('monitor it with the %s', (_what, dasConfig, own, expected) => {
    expect(resolved(dasConfig, own)).toMatchObject(expected);
  });

  it('protect it from the loss of storage only where the cluster does', () => {
    const defaultVmSettings = protection({
      vmStorageProtectionForAPD: 'restartConservative',
      vmStorageProtectionForPDL: 'restartAggressive',
      vmTerminateDelayForAPDSec: 60,
    });
    const own = protection({ vmStorageProtectionForPDL: 'warning', vmReactionOnAPDCleared: 'reset' });
    expect(resolved({ defaultVmSettings }, own)).toMatchObject({ onApd: 'disabled', onPdl: 'disabled' });
    expect(resolved({ defaultVmSettings, vmComponentProtecting: 'enabled' }, own)).toMatchObject({
      onApd: 'restartConservative',
      onPdl: 'warning',
      terminateDelayForApdSeconds: 60,
      onApdCleared: 'reset',
    });
  });
});
