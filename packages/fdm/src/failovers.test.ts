import { describe, expect, it } from 'vitest';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import { transientFaultMs } from './failover.ts';
import { Failovers } from './failovers.ts';
import type { Standing } from './orchestration.ts';
import type { FailoverTarget } from './room.ts';
import { protectedVm, published, report, runtime } from './testing.ts';
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
      // What waits is told by the wave (failover-wave.test.ts).
      if (effect.kind === 'event' && !effect.type.endsWith('InProgressEvent')) did.push(effect.type);
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

it('makes no attempt on a host whose CPUs are smaller than its reservation', () => {
  const { failovers, did } = office();
  failovers.begin(protectedVm('web', { cpuReservationMhz: 500 }), failed);
  const small = { host: 'host-1', report: { ...report(), cpuMhz: 499, cpuUnreservedMhz: 998 } };
  failovers.advance({ targets: [small], configuration, standingOf }, 0);
  failovers.advance({ targets: [small, ...targets('host-2')], configuration, standingOf }, 700_000);
  expect(did().slice(1)).toEqual(['NotEnoughResourcesToStartVmEvent', '700 s: web on host-2, attempt 1']);
});

it('counts a VM that is starting once: its host has set room for it aside already', () => {
  const { failovers, at, did } = office();
  failovers.begin(protectedVm('first', { memoryMb: 5_000, cpuReservationMhz: 6_000 }), failed);
  at(0, 'host-1');
  failovers.begin(protectedVm('second', { memoryMb: 3_000, cpuReservationMhz: 4_000 }), failed);
  const starting = { ...report(), cpuUnreservedMhz: 4_000, memoryUnreservedMb: 3_192, startingVms: ['first'] };
  failovers.advance({ targets: [{ host: 'host-1', report: starting }], configuration, standingOf }, 1_000);
  expect(did().slice(1)).toEqual(['0 s: first on host-1, attempt 1', '1 s: second on host-1, attempt 1']);
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

describe('a VM whose restart is disabled', () => {
  const lab = protectedVm('lab', { memoryMb: 100_000 });
  const disabled = {
    ...configuration,
    defaultVmSettings: { ...defaultVmSettings, restartPriority: 'disabled' as const },
  };

  it('is registered where there is no room for it, and that is no failover', () => {
    const { failovers, did } = office();
    failovers.begin(lab, { ...failed, registerOnly: true });
    failovers.advance({ targets: targets('host-1'), configuration: disabled, standingOf }, 0);
    expect(failovers.failingOver()).toEqual([]);
    failovers.result('host-1', { instanceUuid: 'lab', attempt: 0 }, 1_000);
    failovers.advance({ targets: targets('host-1'), configuration: disabled, standingOf }, 4_000);
    expect(did()).toEqual(['0 s: lab on host-1, registered']);
    expect(failovers.has('lab')).toBe(false);
  });

  it('is restarted after all when that is wished for meanwhile; the answer to the other order does not count', () => {
    const { failovers, did } = office();
    failovers.begin(web, { ...failed, registerOnly: true });
    failovers.advance({ targets: [], configuration: disabled, standingOf }, 0);
    failovers.advance({ targets: [], configuration, standingOf }, 1_000);
    expect(failovers.has('web')).toBe(false);
    failovers.begin(web, failed);
    failovers.advance({ targets: targets('host-1'), configuration, standingOf }, 2_000);
    failovers.result('host-1', { instanceUuid: 'web', attempt: 0 }, 3_000);
    expect(did().slice(1)).toEqual(['2 s: web on host-1, attempt 1']);
    expect(failovers.failingOver()).toEqual(['web']);
  });
});

describe('a new master', () => {
  const settings = { ...defaultVmSettings, restartPriority: 'high', readyCondition: 'guestHbStatusGreen' } as const;
  const gray: Standing = { kind: 'running', runtime: { ...runtime('db', 'on'), guestHeartbeat: 'gray' } };
  const startsAt = (restartPriorityTimeoutSeconds: number) => {
    const { failovers, did } = office();
    const vmSettings = new Map([['db', { ...settings, restartPriorityTimeoutSeconds }]]);
    const context = {
      targets: targets('host-1'),
      configuration: { ...configuration, vmSettings },
      standingOf: (vm: string): Standing => (vm === 'db' ? gray : { kind: 'absent' }),
    };
    failovers.awaitReadiness([protectedVm('db')], context.configuration);
    failovers.begin(web, failed);
    for (let second = 0; second <= 700; second += 100) failovers.advance(context, second * 1_000);
    return did().find((what) => what.includes('web on host-1'));
  };

  it('waits for what runs and is not ready yet, unless there would be no end to that', () => {
    expect(startsAt(600)).toBe('600 s: web on host-1, attempt 1');
    expect(startsAt(-1)).toBe('0 s: web on host-1, attempt 1');
  });
});

it('tells which VMs fail over, and which of them wait for room', () => {
  const { failovers, at } = office();
  failovers.begin(web, failed);
  failovers.begin(protectedVm('huge', { memoryMb: 100_000 }), failed);
  at(0, 'host-1');
  expect(failovers.failingOver()).toEqual(['huge', 'web']);
  expect(failovers.waitingForRoom()).toEqual(['huge']);
});

it('says that a VM which its isolated host has stopped has to be started by somebody, when all attempts have failed', () => {
  const { failovers, did } = office();
  const once = { ...configuration, options: { ...configuration.options, maxVmRestartCount: 1 } };
  failovers.begin(web, { ...failed, afterIsolation: true });
  failovers.advance({ targets: targets('host-1'), configuration: once, standingOf }, 0);
  const fault = { type: 'GenericVmConfigFault', message: '', definite: true };
  failovers.result('host-1', { instanceUuid: 'web', attempt: 1, fault }, 1_000);
  expect(did().slice(2)).toEqual([
    'VmFailoverFailed',
    'VmMaxRestartCountReached',
    'com.vmware.vc.HA.FailedRestartAfterIsolationEvent',
  ]);
});

it('stops waiting when host monitoring is disabled', () => {
  const { failovers, at } = office();
  failovers.begin(web, failed);
  at(0);
  failovers.advance(
    { targets: targets('host-1'), configuration: { ...configuration, hostMonitoring: false }, standingOf },
    1_000,
  );
  expect(failovers.has('web')).toBe(false);
});

describe('the question whether a VM could be restarted', () => {
  const big = (name: string) => protectedVm(name, { memoryMb: 5_000 });
  const ask = (name: string, second: number, given: Partial<ClusterConfiguration> = {}) => ({
    vm: big(name),
    context: { targets: targets('host-1'), configuration: { ...configuration, ...given } },
    now: second * 1_000,
  });

  it('promises the same room to one VM only, for as long as a failure takes to be seen', () => {
    const { failovers } = office();
    const answer = (name: string, second: number) => {
      const { vm, context, now } = ask(name, second);
      return failovers.canRestart(vm, context, now);
    };
    expect(answer('one', 0)).toBe(true);
    expect(answer('other', 1)).toBe(false);
    // Whoever asks again has its own promise.
    expect(answer('one', 2)).toBe(true);
    expect(answer('other', 12)).toBe(true);
  });

  it.each([
    ['host monitoring is disabled', { hostMonitoring: false }],
    ['its restart is disabled', { defaultVmSettings: { ...defaultVmSettings, restartPriority: 'disabled' } }],
    [
      'a rule forbids it',
      { vmHostRules: [{ name: 'away', vms: ['one'], hosts: ['host-1'], affine: false, mandatory: true }] },
    ],
  ] as const)('is answered with no where %s', (_why, given) => {
    const { vm, context, now } = ask('one', 0, given);
    expect(office().failovers.canRestart(vm, context, now)).toBe(false);
  });
});
