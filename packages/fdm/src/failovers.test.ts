import { describe, expect, it } from 'vitest';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import { transientFaultMs } from './failover.ts';
import { Failovers } from './failovers.ts';
import type { Standing } from './orchestration.ts';
import type { FailoverTarget } from './room.ts';
import { protectedVm, published, report } from './testing.ts';
import { defaultVmSettings } from './vm-settings.ts';

const configuration: ClusterConfiguration = {
  ...defaultConfiguration,
  cluster: 'c',
  version: 1,
  dasEnabled: true,
  vmSettings: new Map([['db', { ...defaultVmSettings, restartPriority: 'high' }]]),
};
const web = protectedVm('web');
const failed = { because: 'host-2 has failed' };
const standingOf = (): Standing => ({ kind: 'absent' });
const targets = (...hosts: string[]): FailoverTarget[] => hosts.map((host) => ({ host, report: report() }));

/** Failovers with a record of what they did. */
function office() {
  const did: string[] = [];
  const failovers = new Failovers({
    nameOf: (host) => host,
    timing: published,
    emit: (effect: FdmEffect) => {
      if (effect.kind === 'event') did.push(effect.type);
    },
    order: (host, { instanceUuid, attempt, registerOnly }, now) => {
      const what = registerOnly ? 'registered' : `attempt ${attempt}`;
      did.push(`${now / 1_000} s: ${instanceUuid} on ${host}, ${what}`);
    },
    onStarted: (uuid, host) => did.push(`${uuid} started on ${host}`),
    onWantedOff: (uuid) => did.push(`${uuid} is wanted off`),
  });
  return {
    failovers,
    at: (seconds: number, ...hosts: string[]) =>
      failovers.advance({ targets: targets(...hosts), configuration, standingOf }, seconds * 1_000),
    fault: (seconds: number, type: string, attempt = 1, host = 'host-1') =>
      failovers.result(
        host,
        { instanceUuid: 'web', attempt, fault: { type, message: '', definite: true } },
        seconds * 1_000,
      ),
    /** What has been done since the last call. */
    did: () => did.splice(0),
  };
}

describe('a failover', () => {
  it('is ordered, started, and over when the report shows it', () => {
    const { failovers, at, did } = office();
    failovers.begin(web, { because: 'host-2 has failed' });
    at(0, 'host-1');
    failovers.result('host-1', { instanceUuid: 'web', attempt: 1 }, 1_000);
    failovers.running('web', 'host-1');
    at(1, 'host-1');
    expect(did()).toEqual([
      'com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent',
      '0 s: web on host-1, attempt 1',
      'com.vmware.vc.ha.VmRestartedByHAEvent',
      'web started on host-1',
      'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent',
    ]);
    expect(failovers.has('web')).toBe(false);
  });

  it('is repeated while unanswered, times out, and accepts an answer that is late', () => {
    const { failovers, at, did } = office();
    failovers.begin(web, failed);
    at(0, 'host-1');
    at(2, 'host-1');
    at(3, 'host-1');
    // It is not repeated to a host that does not speak.
    at(6);
    at(59, 'host-1');
    at(60, 'host-1');
    expect(did().slice(1)).toEqual([
      '0 s: web on host-1, attempt 1',
      '3 s: web on host-1, attempt 1',
      '59 s: web on host-1, attempt 1',
      'VmFailoverFailed',
    ]);
    failovers.result('host-1', { instanceUuid: 'web', attempt: 1 }, 61_000);
    at(62, 'host-1', 'host-3');
    expect(did()).toEqual(['com.vmware.vc.ha.VmRestartedByHAEvent', 'web started on host-1']);
  });

  it('makes five attempts with the published pauses, each on another host, then gives up', () => {
    const { failovers, at, fault, did } = office();
    failovers.begin(web, failed);
    const hosts = ['host-1', 'host-2', 'host-3', 'host-4', 'host-5'];
    const minutes = [0, 2, 6, 14, 30];
    for (const [index, minute] of minutes.entries()) {
      // Not a second early.
      if (minute > 0) at(60 * minute - 1, ...hosts);
      at(60 * minute, ...hosts);
      fault(60 * minute, 'GenericVmConfigFault', index + 1, hosts[index]);
    }
    at(7_200, ...hosts);
    const event = 'VmFailoverFailed';
    expect(did().slice(1)).toEqual([
      ...minutes.flatMap((minute, index) => [`${60 * minute} s: web on ${hosts[index]}, attempt ${index + 1}`, event]),
      'VmMaxRestartCountReached',
      'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent',
    ]);
    // A host dies: the lock that stood in the way may have been its own.
    failovers.hostLost('host-9');
    at(7_201, ...hosts);
    expect(did()).toContain('7201 s: web on host-1, attempt 1');
  });

  it.each(['FileLocked', 'CannotAccessFile'])(
    'tries %s again at heartbeat pace for as long as a dead lease lasts',
    (type) => {
      const { failovers, at, fault, did } = office();
      failovers.begin(web, failed);
      expect(transientFaultMs(published)).toBe(22_000);
      for (let second = 0; second <= 22; second += 1) {
        at(second, 'host-1');
        fault(second, type);
      }
      at(100, 'host-1');
      const orders = Array.from({ length: 23 }, (_, second) => `${second} s: web on host-1, attempt 1`);
      expect(did().slice(1)).toEqual([...orders, 'VmFailoverFailed']);
      at(22 + 120, 'host-1');
      expect(did()).toEqual(['142 s: web on host-1, attempt 2']);
    },
  );

  it('ends when the disk says that somebody wanted the VM off', () => {
    const { failovers, at, fault, did } = office();
    failovers.begin(web, failed);
    at(0, 'host-1');
    fault(0.1, 'InvalidPowerState');
    expect(did()).toContain('web is wanted off');
    expect(failovers.has('web')).toBe(false);
  });

  it('begins anew at no cost when its target dies', () => {
    const { failovers, at, did } = office();
    failovers.begin(web, failed);
    at(0, 'host-1');
    failovers.hostLost('host-1');
    at(1, 'host-3');
    expect(did().at(-1)).toBe('1 s: web on host-3, attempt 1');
  });

  it('ignores the faults of earlier attempts and of other hosts', () => {
    const { failovers, at, fault, did } = office();
    failovers.begin(web, failed);
    at(0, 'host-1');
    did();
    fault(1, 'SystemError', 1, 'host-7');
    fault(1, 'SystemError', 2);
    expect(did()).toEqual([]);
  });

  it('claims no restart that was not its own', () => {
    const { failovers, at, did } = office();
    failovers.begin(web, failed);
    at(0, 'host-1');
    did();
    failovers.running('web', 'host-2');
    expect(did()).toEqual([]);
    expect(failovers.has('web')).toBe(false);
  });
});

it('waits for room without using up attempts, and says so once', () => {
  const { failovers, at, did } = office();
  failovers.begin(protectedVm('web', { memoryMb: 100_000 }), failed);
  at(0, 'host-1');
  at(600, 'host-1');
  expect(did().filter((what) => what === 'NotEnoughResourcesToStartVmEvent')).toHaveLength(1);
  const roomy = [{ host: 'host-2', report: { ...report(), memoryUnreservedMb: 100_000 } }];
  failovers.advance({ targets: roomy, configuration, standingOf }, 700_000);
  expect(did()).toEqual(['700 s: web on host-2, attempt 1']);
});

it('spreads a wave, in restart order', () => {
  const { failovers, at, did } = office();
  for (const vm of [web, protectedVm('app'), protectedVm('db')]) failovers.begin(vm, failed);
  at(0, 'host-1', 'host-2');
  expect(did().slice(1)).toEqual([
    '0 s: db on host-1, attempt 1',
    '0 s: app on host-2, attempt 1',
    '0 s: web on host-1, attempt 1',
  ]);
});
