import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { clusterSpec, inheritingSpec, type Names, noNames, splitByNames, vmSpec } from './cluster-spec.ts';
import type { ClusterHaSettings } from './settings.ts';

const names: Names = {
  host: (name) => moRef('HostSystem', `host of ${name}`),
  datastore: (name) => moRef('Datastore', `datastore of ${name}`),
};
const vm = moRef('VirtualMachine', 'vm-1');

describe('the settings of a cluster', () => {
  it('are nothing where nothing is said', () => {
    expect(clusterSpec({}, noNames)).toEqual({
      _typeName: 'ClusterConfigSpecEx',
      dasConfig: { _typeName: 'ClusterDasConfigInfo' },
    });
  });

  it('are in the places that vim25 has for them', () => {
    const spec = clusterSpec(
      {
        enabled: true,
        hostMonitoring: false,
        priority: 'high',
        ready: 'poweredOn',
        readyDelaySeconds: 5,
        vmMonitoring: 'vmAndAppMonitoring',
        sensitivity: 'low',
        heartbeatDatastores: ['d1'],
        heartbeatPolicy: 'userSelectedDs',
        options: { 'das.maxvmrestartcount': 3 },
      },
      names,
    );
    expect(spec).toEqual({
      _typeName: 'ClusterConfigSpecEx',
      dasConfig: {
        _typeName: 'ClusterDasConfigInfo',
        enabled: true,
        hostMonitoring: 'disabled',
        vmMonitoring: 'vmAndAppMonitoring',
        defaultVmSettings: {
          _typeName: 'ClusterDasVmSettings',
          restartPriority: 'high',
          vmToolsMonitoringSettings: {
            _typeName: 'ClusterVmToolsMonitoringSettings',
            failureInterval: 120,
            minUpTime: 120,
            maxFailures: 3,
            maxFailureWindow: 604_800,
          },
        },
        heartbeatDatastore: [moRef('Datastore', 'datastore of d1')],
        hBDatastoreCandidatePolicy: 'userSelectedDs',
        option: [{ _typeName: 'OptionValue', key: 'das.maxvmrestartcount', value: '3' }],
      },
      orchestration: {
        _typeName: 'ClusterOrchestrationInfo',
        defaultVmReadiness: { _typeName: 'ClusterVmReadiness', readyCondition: 'poweredOn', postReadyDelay: 5 },
      },
    });
  });

  it('turn VM component protection on with the first reaction, and off only where that is said', () => {
    const state = (settings: Parameters<typeof clusterSpec>[0]) =>
      clusterSpec(settings, noNames).dasConfig?.vmComponentProtecting;
    expect(state({ onApd: 'restartConservative' })).toBe('enabled');
    expect(state({ onApd: 'disabled', onPdl: 'disabled' })).toBeUndefined();
    expect(state({ onPdl: 'warning', vmComponentProtecting: false })).toBe('disabled');
  });

  it.each<[ClusterHaSettings, boolean, object | undefined]>([
    [{ admissionControl: 'off' }, false, undefined],
    [
      { admissionControl: 'slots', hostFailures: 2 },
      true,
      { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy', failoverLevel: 2 },
    ],
    [
      { admissionControl: 'percentage', toleratedPercent: 20 },
      true,
      {
        _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy',
        cpuFailoverResourcesPercent: 0,
        memoryFailoverResourcesPercent: 0,
        autoComputePercentages: true,
        failoverLevel: 1,
        resourceReductionToToleratePercent: 20,
      },
    ],
    [
      { admissionControl: 'percentage', cpuPercent: 30 },
      true,
      {
        _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy',
        cpuFailoverResourcesPercent: 30,
        memoryFailoverResourcesPercent: 0,
        autoComputePercentages: false,
      },
    ],
    [
      { admissionControl: 'failoverHosts', failoverHosts: ['esx03'] },
      true,
      {
        _typeName: 'ClusterFailoverHostAdmissionControlPolicy',
        failoverHosts: [moRef('HostSystem', 'host of esx03')],
        failoverLevel: 1,
      },
    ],
  ])('%j keep free what they say', (settings, enabled, policy) => {
    const { dasConfig } = clusterSpec(settings, names);
    expect(dasConfig?.admissionControlEnabled).toBe(enabled);
    expect(dasConfig?.admissionControlPolicy).toEqual(policy);
  });

  it('name hosts and datastores apart from the rest, so that a cluster can begin without any', () => {
    const named = splitByNames({
      enabled: true,
      admissionControl: 'failoverHosts',
      failoverHosts: ['esx01'],
      hostFailures: 1,
      heartbeatDatastores: ['d1'],
    });
    expect(named).toEqual({
      nameless: { enabled: true },
      named: {
        admissionControl: 'failoverHosts',
        failoverHosts: ['esx01'],
        hostFailures: 1,
        heartbeatDatastores: ['d1'],
      },
    });
    expect(splitByNames({ admissionControl: 'slots', hostFailures: 2 })).toEqual({
      nameless: { admissionControl: 'slots', hostFailures: 2 },
      named: {},
    });
    expect(() => clusterSpec({ heartbeatDatastores: ['d1'] }, noNames)).toThrow('datastore d1 is not in the inventory');
  });
});

describe('the settings of a virtual machine', () => {
  it('are its own, and say so where vim25 wants it said', () => {
    expect(
      vmSpec(vm, { priority: 'low', sensitivity: 'high', vmMonitoring: 'vmMonitoringOnly', ready: 'none' }),
    ).toEqual({
      _typeName: 'ClusterConfigSpecEx',
      dasVmConfigSpec: [
        {
          _typeName: 'ClusterDasVmConfigSpec',
          operation: 'edit',
          info: {
            _typeName: 'ClusterDasVmConfigInfo',
            key: vm,
            dasSettings: {
              _typeName: 'ClusterDasVmSettings',
              restartPriority: 'low',
              vmToolsMonitoringSettings: {
                _typeName: 'ClusterVmToolsMonitoringSettings',
                clusterSettings: false,
                vmMonitoring: 'vmMonitoringOnly',
                failureInterval: 30,
                minUpTime: 120,
                maxFailures: 3,
                maxFailureWindow: 3_600,
              },
            },
          },
        },
      ],
      vmOrchestrationSpec: [
        {
          _typeName: 'ClusterVmOrchestrationSpec',
          operation: 'edit',
          info: {
            _typeName: 'ClusterVmOrchestrationInfo',
            vm,
            vmReadiness: { _typeName: 'ClusterVmReadiness', readyCondition: 'none' },
          },
        },
      ],
    });
  });

  it('are the cluster’s again where it gives up what it has', () => {
    const removal = { operation: 'remove', removeKey: vm };
    expect(inheritingSpec(vm, { settings: true, readiness: false })).toEqual({
      _typeName: 'ClusterConfigSpecEx',
      dasVmConfigSpec: [{ _typeName: 'ClusterDasVmConfigSpec', ...removal }],
      vmOrchestrationSpec: [],
    });
  });
});
