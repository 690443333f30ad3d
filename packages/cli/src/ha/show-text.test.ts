import { expect, it } from 'vitest';
import type { HaSettings } from './show.ts';
import { printHaSettings } from './show-text.ts';

const settings: HaSettings = {
  cluster: 'c',
  version: 7,
  dasConfig: {
    _typeName: 'ClusterDasConfigInfo',
    enabled: true,
    hostMonitoring: 'enabled',
    vmMonitoring: 'vmMonitoringOnly',
    vmComponentProtecting: 'enabled',
    admissionControlEnabled: true,
    defaultVmSettings: {
      _typeName: 'ClusterDasVmSettings',
      restartPriority: 'low',
      restartPriorityTimeout: 60,
      isolationResponse: 'shutdown',
      vmComponentProtectionSettings: {
        _typeName: 'ClusterVmComponentProtectionSettings',
        vmStorageProtectionForAPD: 'restartConservative',
        vmTerminateDelayForAPDSec: 30,
      },
    },
    hBDatastoreCandidatePolicy: 'userSelectedDs',
  },
  preferredDatastores: ['d1'],
  failoverHosts: [],
  defaultVmReadiness: { _typeName: 'ClusterVmReadiness', readyCondition: 'poweredOn', postReadyDelay: 5 },
  overrides: [
    {
      vm: 'web',
      settings: { _typeName: 'ClusterDasVmSettings', restartPriority: 'high', restartPriorityTimeout: -1 },
      readiness: { _typeName: 'ClusterVmReadiness', readyCondition: 'useClusterDefault' },
    },
    { vm: 'db', settings: undefined, readiness: undefined },
  ],
  rules: ['order: web after db'],
  options: [
    { key: 'das.nosuch', value: '1', remark: 'ignored: no such option' },
    { key: 'das.maxvmrestartcount', value: '3', remark: '' },
  ],
  heartbeatDatastores: [{ datastore: 'd1', hosts: ['esx01', 'esx02'] }],
  configIssues: [{ object: 'esx01', message: 'isolation address nowhere does not answer' }],
};

it('says what happens when', () => {
  expect(printHaSettings(settings)).toBe(`vSphere HA of cluster "c" is on; hosts are told version 7 of its configuration

WHAT                     SETTING
host monitoring          enabled
restart priority         low; the next priority starts at poweredOn and 5 s, after 60 s at the latest
isolation response       shutdown
VM monitoring            vmMonitoringOnly: reset after 30 s of silence, 3 times in all, from 120 s after power-on
VM component protection  APD: restartConservative 30 s after the timeout (on a return before: none); PDL: disabled
admission control        a percentage, for 1 host failure

VIRTUAL MACHINE  ITS OWN
web              restart priority high
db               nothing

RULE
order: web after db

OPTION                 VALUE
das.nosuch             1      ignored: no such option
das.maxvmrestartcount  3

Heartbeat datastores (userSelectedDs; preferred: d1)
DATASTORE  HOSTS
d1         esx01, esx02

OF     WARNING
esx01  isolation address nowhere does not answer`);
});

it('says what is off, and leaves out what there is none of', () => {
  const dasConfig = { _typeName: 'ClusterDasConfigInfo', enabled: false, hostMonitoring: 'disabled' } as const;
  const none = { defaultVmReadiness: undefined, overrides: [], rules: [], options: [], configIssues: [] };
  expect(
    printHaSettings({ ...settings, ...none, dasConfig }),
  ).toBe(`vSphere HA of cluster "c" is off; hosts are told version 7 of its configuration

WHAT                     SETTING
host monitoring          disabled: nothing is restarted
restart priority         medium; the next priority starts when a host was found
isolation response       none
VM monitoring            disabled
VM component protection  disabled
admission control        off`);
});
