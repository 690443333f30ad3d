import { timingProfiles } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { SimulatedCluster } from './cluster.ts';
import { type ClusterSpecification, settlingSeconds } from './cluster-specification.ts';
import { everyInvariant } from './invariants.ts';
import { MAX_LOG_LINES } from './log.ts';

const specification: ClusterSpecification = {
  timing: timingProfiles.realistic,
  hosts: 3,
  hostMemoryMb: 4_096,
  datastores: 2,
  heartbeatDatastores: 2,
  vms: [{ name: 'web', datastore: 'datastore1', memoryMb: 1_024, host: 'host-1' }],
  invariants: everyInvariant(),
};

function started(): SimulatedCluster {
  const cluster = new SimulatedCluster(specification);
  cluster.start();
  return cluster;
}

describe('a cluster', () => {
  it('comes up: one master, VMs running and protected', () => {
    const cluster = started();
    expect(cluster.host('host-3').status).toMatchObject({ state: 'master', protectedVms: ['web'] });
    expect(cluster.hostOf('web')?.moref).toBe('host-1');
    cluster.settle();
    expect(cluster.violations).toEqual([]);
  });

  it('has VMs protected and unprotected by its vCenter, if that lives', () => {
    const cluster = started();
    cluster.killVcenter();
    cluster.hostOf('web')?.powerOff(cluster.vm('web'));
    cluster.runUntil(cluster.seconds + 10);
    expect(cluster.isProtected('web')).toBe(true);
    cluster.startVcenter();
    expect(cluster.runUntilTrue(() => !cluster.isProtected('web'), 5)).toBe(true);
    cluster.host('host-2').powerOn(cluster.vm('web'));
    expect(cluster.runUntilTrue(() => cluster.isProtected('web'), 5)).toBe(true);
  });

  it('says what is missing: a VM that nobody can restart in time', () => {
    const cluster = started();
    cluster.hostOf('web')?.kill();
    cluster.runUntil(cluster.seconds + 5);
    const missing = everyInvariant().flatMap((invariant) => invariant.settled?.(cluster) ?? []);
    expect(missing).toEqual(['protected and not running: [datastore1] web/web.vmx (host-2,host-3 could take it)']);
  });

  it('knows how long a VM may be down at most', () => {
    expect(settlingSeconds(timingProfiles.realistic)).toBe(50 + 1_800 + 5 * 82);
    expect(settlingSeconds(timingProfiles.fast)).toBe(settlingSeconds(timingProfiles.realistic));
  });

  it(`keeps the newest ${MAX_LOG_LINES} lines of its log`, () => {
    const cluster = new SimulatedCluster(specification);
    for (let line = 0; line <= 2 * MAX_LOG_LINES; line += 1) cluster.log('test', `line ${line}`);
    expect(cluster.lines).toHaveLength(MAX_LOG_LINES);
    expect(cluster.lines.at(-1)?.text).toBe(`line ${2 * MAX_LOG_LINES}`);
  });
});

describe('a host that is to enter maintenance mode', () => {
  const members = ({ vcenter }: SimulatedCluster) => vcenter.configuration.hosts.map(({ moref }) => moref);
  const stateOf = (cluster: SimulatedCluster, host: string) => cluster.host(host).status?.state;

  it('leaves the cluster when nothing runs there, and is one of its hosts again afterwards', () => {
    const cluster = started();
    cluster.vcenter.enterMaintenanceMode(cluster.host('host-1'));
    cluster.runUntil(cluster.seconds + 30);
    expect(members(cluster)).toEqual(['host-1', 'host-2', 'host-3']);
    cluster.powerOff(cluster.vm('web'));
    expect(cluster.runUntilTrue(() => stateOf(cluster, 'host-1') === 'uninitialized', 30)).toBe(true);
    expect(members(cluster)).toEqual(['host-2', 'host-3']);
    cluster.powerOn(cluster.vm('web'), cluster.host('host-1'));
    expect(cluster.tail(1)).toContain('does not power web on: host-1 is in maintenance mode');
    // Two masters of their own would be one too many; one out of service is none.
    cluster.judgeStill();
    cluster.vcenter.exitMaintenanceMode(cluster.host('host-1'));
    expect(cluster.runUntilTrue(() => stateOf(cluster, 'host-1') === 'connectedToMaster', 60)).toBe(true);
    expect([members(cluster).length, cluster.violations]).toEqual([3, []]);
  });

  it('stays as it is while vCenter is dead, until everybody is back from work', () => {
    const cluster = started();
    cluster.vcenter.enterMaintenanceMode(cluster.host('host-3'));
    cluster.setHostMonitoring(false);
    expect(cluster.runUntilTrue(() => stateOf(cluster, 'host-2') === 'master', 60)).toBe(true);
    cluster.killVcenter();
    cluster.endWork();
    cluster.runUntil(cluster.seconds + 60);
    expect([members(cluster), cluster.vcenter.configuration.hostMonitoring]).toEqual([['host-1', 'host-2'], false]);
    cluster.startVcenter();
    cluster.endWork();
    cluster.runUntil(cluster.seconds + 60);
    cluster.settle();
    expect([members(cluster).length, cluster.vcenter.configuration.hostMonitoring]).toEqual([3, true]);
    expect(cluster.violations).toEqual([]);
  });
});

it('asks admission control before a user powers a VM on, while vCenter lives', () => {
  const vms = ['web', 'db', 'mail'].map((name, index) => ({
    name,
    datastore: 'datastore1',
    memoryMb: 3_072,
    host: `host-${index + 1}`,
  }));
  const admissionPolicy = { kind: 'slots', failoverLevel: 1, fixedSlot: undefined } as const;
  const cluster = new SimulatedCluster({ ...specification, vms, admissionPolicy });
  cluster.start();
  cluster.powerOff(cluster.vm('mail'));
  cluster.runUntil(cluster.seconds + 10);
  const mail = cluster.vm('mail');
  cluster.powerOn(mail, cluster.host('host-3'));
  cluster.runUntil(cluster.seconds + 10);
  expect(cluster.hostOf('mail')).toBeUndefined();
  expect(cluster.tail(50)).toContain('does not power mail on: 3 slots are needed');
  cluster.killVcenter();
  cluster.powerOn(mail, cluster.host('host-3'));
  cluster.runUntil(cluster.seconds + 10);
  expect(cluster.hostOf('mail')?.moref).toBe('host-3');
});
