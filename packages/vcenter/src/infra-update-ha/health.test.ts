import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { defaultInfraUpdateHaConfig, mergedInfraUpdateHaConfig } from './config.ts';
import { type HealthUpdateProvider, healthOf, remediationOf, remediations, withUpdates } from './health.ts';

function update(host: string, infoId: string, status: DataObject<'HealthUpdate'>['status'], id = '1') {
  return {
    _typeName: 'HealthUpdate',
    entity: moRef('HostSystem', host),
    healthUpdateInfoId: infoId,
    id,
    status,
    remediation: `mend ${infoId}`,
  } as const;
}

const vendor: HealthUpdateProvider = {
  name: 'vendor',
  infos: [],
  monitored: ['host-1', 'host-2'],
  updates: [update('host-1', 'fan', 'yellow'), update('host-1', 'power', 'red'), update('host-2', 'fan', 'green')],
  filters: {},
};

describe('the health of a host', () => {
  it('is the worst of what its providers said, filtered conditions left out', () => {
    expect([healthOf('host-1', [vendor]), healthOf('host-2', [vendor])]).toEqual(['red', 'green']);
    const filter = { name: 'known', infoIds: ['power'], entities: ['host-1'] };
    const filtered = { ...vendor, filters: { f: filter } };
    expect([healthOf('host-1', [filtered]), remediations('host-1', [filtered])]).toEqual(['yellow', ['mend fan']]);
    expect(remediations('host-1', [vendor])).toEqual(['mend fan', 'mend power']);
    const ofAnother = { ...vendor, filters: { f: { ...filter, entities: ['host-2'] } } };
    expect(healthOf('host-1', [ofAnother])).toBe('red');
  });

  it('is unknown while nobody watches, or has said anything', () => {
    expect([healthOf('host-1', []), healthOf('host-1', [{ ...vendor, monitored: [] }])]).toEqual(['gray', 'gray']);
    expect(healthOf('host-3', [{ ...vendor, monitored: ['host-3'] }])).toBe('gray');
  });

  it('is what was said last of each condition', () => {
    const updates = withUpdates(vendor.updates, [update('host-1', 'power', 'green', '2')]);
    expect(updates.map(({ id, healthUpdateInfoId }) => [healthUpdateInfoId, id])).toEqual([
      ['fan', '1'],
      ['power', '2'],
      ['fan', '1'],
    ]);
    expect(healthOf('host-1', [{ ...vendor, updates }])).toBe('yellow');
  });
});

describe('what is done about it', () => {
  const mixed = {
    ...defaultInfraUpdateHaConfig,
    enabled: true,
    behavior: 'Automated',
    severeRemediation: 'MaintenanceMode',
    providers: ['p'],
  };

  it.each([
    [mixed, 'green', 'none'],
    [mixed, 'gray', 'none'],
    [mixed, 'yellow', 'QuarantineMode'],
    [mixed, 'red', 'MaintenanceMode'],
    [{ ...mixed, behavior: 'Manual' }, 'red', 'none'],
    [{ ...mixed, enabled: false }, 'red', 'none'],
    [{ ...mixed, providers: [] }, 'red', 'none'],
  ] as const)('is what the cluster says', (config, health, remediation) => {
    expect(remediationOf(config, health)).toBe(remediation);
  });
});

describe('the settings of proactive HA', () => {
  const isProvider = (id: string) => id === 'p';
  const merged = (given: object, modify = true) =>
    mergedInfraUpdateHaConfig(
      { ...defaultInfraUpdateHaConfig, enabled: true, providers: ['p'] },
      { _typeName: 'ClusterInfraUpdateHaConfigInfo', ...given },
      { modify, isProvider },
    );

  it('change in what is given; what is not given stays, or goes back to its default', () => {
    expect(merged({ behavior: 'Automated' })).toMatchObject({ enabled: true, behavior: 'Automated', providers: ['p'] });
    expect(merged({ providers: [''] }).providers).toEqual([]);
    expect(merged({ enabled: undefined }).enabled).toBe(true);
    expect(merged({ behavior: 'Automated' }, false)).toMatchObject({ enabled: false, providers: [] });
  });

  it.each([
    [{ moderateRemediation: 'MaintenanceMode', severeRemediation: 'QuarantineMode' }, 'severeRemediation'],
    [{ moderateRemediation: 'MaintenanceMode' }, 'severeRemediation'],
    [{ behavior: 'Sometimes' }, 'behavior'],
    [{ severeRemediation: 'PowerOff' }, 'severeRemediation'],
    [{ providers: ['q'] }, 'providers'],
  ])('are refused where they make no sense: %o', (given, property) => {
    expect(() => merged(given)).toThrow(`infraUpdateHaConfig.${property}`);
  });
});
