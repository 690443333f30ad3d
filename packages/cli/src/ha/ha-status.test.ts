import { expect, it } from 'vitest';
import { type HaStatus, printHaStatus } from './ha-status.ts';

const status: HaStatus = {
  cluster: 'c',
  enabled: true,
  hostMonitoring: 'enabled',
  vmMonitoring: 'vmMonitoringDisabled',
  vmComponentProtecting: 'disabled',
  admissionControlEnabled: false,
  proactiveHa: 'off',
  master: 'esx02',
  hosts: [
    {
      name: 'esx01',
      moref: 'host-1',
      state: 'hostDown',
      stateReporter: 'esx02',
      connectionState: 'notResponding',
      inMaintenanceMode: false,
      enteringMaintenanceMode: false,
      inQuarantineMode: false,
    },
    {
      name: 'esx02',
      moref: 'host-2',
      state: 'master',
      stateReporter: 'esx02',
      connectionState: 'connected',
      inMaintenanceMode: false,
      enteringMaintenanceMode: false,
      inQuarantineMode: true,
    },
    {
      name: 'esx03',
      moref: 'host-3',
      state: '',
      stateReporter: '',
      connectionState: 'connected',
      inMaintenanceMode: true,
      enteringMaintenanceMode: false,
      inQuarantineMode: false,
    },
  ],
  heartbeatDatastores: [{ name: 'datastore1', hosts: ['esx01', 'esx02'] }],
  vms: [
    { name: 'a', host: 'esx01', powerState: 'poweredOn', dasProtected: true, failoverInProgress: true },
    { name: 'b', host: 'esx02', powerState: 'poweredOn', dasProtected: false, failoverInProgress: false },
  ],
  alarms: [{ name: 'vSphere HA host status', entity: 'esx01', status: 'red', time: 'now', acknowledgedBy: 'root' }],
};

it('says of each host who says so, and of each virtual machine what HA does for it', () => {
  expect(printHaStatus(status)).toBe(
    `vSphere HA of cluster "c" is on
  host monitoring: enabled
  VM monitoring: disabled
  component protection: disabled
  admission control: off
  proactive HA: off

HOST   STATE     SAID BY  CONNECTION     MODE
esx01  hostDown  esx02    notResponding  -
esx02  master    esx02    connected      quarantine
esx03  -         -        connected      maintenance

Heartbeat datastores: datastore1 (esx01, esx02)

VIRTUAL MACHINE  POWER      HOST   HA
a                poweredOn  esx01  failover in progress
b                poweredOn  esx02  not protected

ALARM                   ON     STATUS  SINCE
vSphere HA host status  esx01  red     now    acknowledged by root`,
  );
});

it('says when vCenter sees no master, and whom nobody can be asked about', () => {
  const [silent] = status.hosts;
  const hosts = silent ? [{ ...silent, state: 'fdmUnreachable', stateReporter: '' }] : [];
  const text = printHaStatus({ ...status, master: '', hosts, heartbeatDatastores: [], vms: [], alarms: [] });
  expect(text).toContain('esx01  fdmUnreachable  vCenter  notResponding');
  expect(text).toContain('vCenter sees no master.');
  expect(text).toContain('No alarms.');
  expect(printHaStatus({ ...status, enabled: false, master: '' })).not.toContain('no master');
});
