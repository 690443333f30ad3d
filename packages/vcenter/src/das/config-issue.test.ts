import type { HeartbeatCandidate } from '@microsphere/fdm';
import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import type { ClusterRecord } from '../inventory/records.ts';
import { clusterRecord, hostRecord } from '../testing/records.ts';
import { configIssues, eventTypeOf, latched } from './config-issue.ts';

type Event = DataObject<'Event'>;

const hosts = [
  { ...hostRecord, datastores: ['datastore-1'] },
  { ...hostRecord, id: 'host-2', name: 'esx02', datastores: [] },
];
const candidate: HeartbeatCandidate = { uuid: 'a', hosts: ['host-1'], preferred: false };

function issuesWith(options: Readonly<Record<string, string>>, change: Partial<ClusterRecord['dasConfig']> = {}) {
  const option = Object.entries(options).map(([key, value]) => ({ _typeName: 'OptionValue', key, value }) as const);
  const cluster = {
    ...clusterRecord,
    heartbeatDatastores: ['a'],
    dasConfig: { ...clusterRecord.dasConfig, option, ...change },
  };
  return configIssues({ cluster, hosts, heartbeatCandidates: [candidate], policyProblems: [] });
}

describe('what the configuration says is wrong', () => {
  it('is that hosts have one network for management, and too few datastores', () => {
    expect(issuesWith({}).map(({ about, event }) => [about.id, event])).toEqual([
      ['host-1', 'HostNoRedundantManagementNetworkEvent'],
      ['host-1', 'com.vmware.vc.HA.HeartbeatDatastoreNotSufficient'],
      ['host-2', 'HostNoRedundantManagementNetworkEvent'],
      ['host-2', 'com.vmware.vc.HA.HostHasNoMountedDatastores'],
      ['host-2', 'com.vmware.vc.HA.HeartbeatDatastoreNotSufficient'],
    ]);
    expect(issuesWith({}).map(({ message }) => message)[1]).toBe(
      'The number of vSphere HA heartbeat datastores for host esx01 in cluster c is 1, which is less than required: 2',
    );
  });

  it('is not said where options say so', () => {
    const quiet = { 'das.ignoreRedundantNetWarning': 'true', 'das.ignoreInsufficientHbDatastore': 'true' };
    expect(issuesWith(quiet).map(({ event }) => event)).toEqual(['com.vmware.vc.HA.HostHasNoMountedDatastores']);
  });

  it('is each option that is ignored, and nothing where vSphere HA is off', () => {
    const options = { 'das.nosuch': '1', 'das.maxvmrestartcount': 'many', 'das.allowNetwork0': 'x' };
    const about = issuesWith(options).filter(({ about: { type } }) => type === 'ClusterComputeResource');
    expect(about.map(({ message }) => message)).toEqual([
      'The vSphere HA advanced option das.nosuch of cluster c is ignored: no such option',
      'The vSphere HA advanced option das.maxvmrestartcount of cluster c is ignored: not a whole number from 1 to 100: "many"',
    ]);
    expect(issuesWith(options, { enabled: false })).toEqual([]);
  });
});

it('says why an admission control policy can never be kept', () => {
  const policyProblems = [
    { kind: 'tooFewHosts', failoverLevel: 96, goodHosts: 2 },
    { kind: 'everythingKept' },
    { kind: 'noFailoverHost' },
    { kind: 'unknownFailoverHost', host: 'host-9' },
  ] as const;
  const issues = configIssues({ cluster: clusterRecord, hosts: [], heartbeatCandidates: [], policyProblems });
  const begin = 'The vSphere HA admission control policy of cluster c can never be kept: ';
  expect(issues.map(({ event }) => event)).toEqual(
    policyProblems.map(() => 'com.vmware.vc.HA.InsufficientFailoverLevelEvent'),
  );
  expect(issues.map(({ message }) => message)).toEqual([
    `${begin}96 host failures are to be survived, and no more hosts than that can be counted on`,
    `${begin}all of a resource is to stay unreserved`,
    `${begin}no failover host is named`,
    `${begin}failover host host-9 is not in the cluster`,
  ]);
});

describe('what events say is wrong', () => {
  const base = { chainId: 1, createdTime: '2026-01-01T00:00:00.000Z', userName: '' };
  const host = { _typeName: 'HostEventArgument', name: 'esx01', host: moRef('HostSystem', 'host-1') } as const;
  const ping = (key: number, isolationIp: string): Event => ({
    _typeName: 'HostIsolationIpPingFailedEvent',
    key,
    ...base,
    host,
    isolationIp,
  });
  const extended = (key: number, eventTypeId: string): Event => ({
    _typeName: 'EventEx',
    key,
    ...base,
    host,
    eventTypeId,
  });
  const after = (events: readonly Event[], of: 'host' | 'cluster' = 'host') => [
    ...events.reduce((issues: ReadonlyMap<string, Event>, event) => latched(issues, event, of), new Map()).values(),
  ];

  it('is each isolation address that does not answer, until all do', () => {
    const failed = [ping(1, 'gateway'), ping(2, 'vcenter'), ping(3, 'gateway')];
    expect(
      after(failed)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([2, 3]);
    expect(after([...failed, extended(4, 'com.vmware.vc.HA.AllIsoAddrsPingable')])).toEqual([]);
  });

  it('is an agent in error, until it is healthy', () => {
    const error = extended(1, 'com.vmware.vc.HA.HostAgentErrorEvent');
    expect(after([error]).map(eventTypeOf)).toEqual(['com.vmware.vc.HA.HostAgentErrorEvent']);
    expect(after([error, extended(2, 'com.vmware.vc.HA.HostDasAgentHealthyEvent')])).toEqual([]);
    expect(after([error], 'cluster')).toEqual([]);
  });

  it('is too little left for a failover, until there is enough', () => {
    const short: Event = { _typeName: 'InsufficientFailoverResourcesEvent', key: 1, ...base };
    expect(after([short], 'cluster')).toEqual([short]);
    expect(after([short, { _typeName: 'FailoverLevelRestored', key: 2, ...base }], 'cluster')).toEqual([]);
  });

  it('changes nothing where an event says nothing of it', () => {
    const before = new Map<string, Event>();
    expect(latched(before, extended(1, 'com.vmware.vc.HA.ConnectedToMaster'), 'host')).toBe(before);
  });
});
