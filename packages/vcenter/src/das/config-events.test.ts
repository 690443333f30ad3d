import { describe, expect, it } from 'vitest';
import { dasConfigEvents } from './config-events.ts';

const base = {
  _typeName: 'ClusterDasConfigInfo',
  enabled: true,
  hostMonitoring: 'enabled',
  vmMonitoring: 'vmMonitoringDisabled',
  admissionControlEnabled: false,
} as const;

const types = (change: object, before: object = {}) =>
  dasConfigEvents('c', { ...base, ...before }, { ...base, ...change }).map((event) =>
    event.type === 'EventEx' ? event.eventTypeId : event.type,
  );

describe('a change of the settings of vSphere HA', () => {
  it.each([
    [{}, []],
    [{ enabled: false }, ['DasDisabledEvent']],
    [{ admissionControlEnabled: true }, ['DasAdmissionControlEnabledEvent']],
    [
      { hostMonitoring: 'disabled' },
      ['HostMonitoringStateChangedEvent', 'com.vmware.vc.HA.DasHostMonitoringDisabledEvent'],
    ],
    [{ vmMonitoring: 'vmMonitoringOnly' }, ['VmHealthMonitoringStateChangedEvent']],
  ])('%o is said', (change, expected) => {
    expect(types(change)).toEqual(expected);
  });

  it('says from what to what', () => {
    const [event] = dasConfigEvents('c', { ...base, hostMonitoring: 'disabled' }, base);
    expect(event).toMatchObject({ state: 'enabled', prevState: 'disabled' });
    expect(types({}, { enabled: false })).toEqual(['DasEnabledEvent']);
    expect(types({}, { admissionControlEnabled: true })).toEqual(['DasAdmissionControlDisabledEvent']);
  });
});
