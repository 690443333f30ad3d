import { beforeEach, describe, expect, it } from 'vitest';
import { FdmAgent } from './agent.ts';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import type { FdmEffect, FdmEffectKind, FdmEffectOf } from './effect.ts';
import type { FdmEvent } from './event.ts';
import type { FdmBody } from './message.ts';
import { protectedVm, published, runtime } from './testing.ts';
import type { VmRuntime } from './vm.ts';
import { defaultVmSettings } from './vm-settings.ts';

const HOSTS = ['host-1', 'host-2', 'host-3'];
const configuration: ClusterConfiguration = {
  ...defaultConfiguration,
  cluster: 'c',
  version: 1,
  dasEnabled: true,
  hosts: HOSTS.map((moref) => ({ moref, hostName: moref })),
};
const web = protectedVm('web');

let agent: FdmAgent;
let now: number;

function step(event: FdmEvent): FdmEffect[] {
  const effects = agent.step(event, now);
  // Nothing may be due at once, for ever.
  agent.step({ kind: 'tick' }, now);
  expect(agent.nextDeadline).toBeGreaterThan(now);
  return effects;
}

function local(...vms: VmRuntime[]): FdmEvent {
  return {
    kind: 'localVms',
    vms: vms.map((vm) => ({ ...vm, upTimeMs: 0, ioOperations: 0, appNeedsReset: false })),
    datastores: { ds1: 'accessible' },
    cpuMhz: 1_000,
    cpuUnreservedMhz: 1_000,
    memoryUnreservedMb: 8_192,
    accessibleDatastores: ['ds1'],
    startingVms: [],
  };
}

function hear(from: string, body: FdmBody, bootUuid = `${from} boot`): FdmEffect[] {
  return step({ kind: 'message', message: { from, bootUuid, body } });
}

function only<K extends FdmEffectKind>(kind: K, effects: readonly FdmEffect[]): FdmEffectOf<K>[] {
  return effects.filter((effect): effect is FdmEffectOf<K> => effect.kind === kind);
}

/** Lets time pass, deadline by deadline. `meanwhile` is called at each. */
function pass(ms: number, meanwhile: () => FdmEffect[] = () => []): FdmEffect[] {
  const effects: FdmEffect[] = [];
  for (const end = now + ms; now < end; ) {
    now = Math.min(end, agent.nextDeadline);
    effects.push(...meanwhile(), ...step({ kind: 'tick' }));
  }
  return effects;
}

const heartbeat = { kind: 'masterHeartbeat', sequence: 1, clusterVersion: 1 } as const;
const candidacy = (datastores: number, master = false) => ({ kind: 'election', datastores, master }) as const;
const order = { kind: 'powerOn', instanceUuid: 'web', vmxPath: web.vmxPath, attempt: 1, registerOnly: false } as const;
let sequence = 0;
const slaveReport = (...vms: VmRuntime[]): FdmBody => {
  sequence += 1;
  const capacity = {
    cpuMhz: 1_000,
    cpuUnreservedMhz: 1_000,
    memoryUnreservedMb: 8_192,
    accessibleDatastores: ['ds1'],
    startingVms: [],
  };
  return { kind: 'slaveHeartbeat', sequence, clusterVersion: 1, vms, ...capacity };
};

beforeEach(() => {
  now = 0;
  agent = new FdmAgent({ host: 'host-2', bootUuid: 'boot', timing: published });
});

function slave(): void {
  step(local());
  step({ kind: 'configured', configuration });
  hear('host-3', heartbeat);
}

/** Master of three hosts, web on the list, running on host-1. */
function master(): void {
  step(local());
  step({ kind: 'configured', configuration });
  pass(15_000, () => hear('host-1', candidacy(1)));
  step({ kind: 'protectedListLocked', datastore: 'ds1', vms: [web] });
  hear('host-1', slaveReport(runtime('web', 'on')));
  hear('host-3', slaveReport());
  const speak = () => [...hear('host-1', slaveReport(runtime('web', 'on'))), ...hear('host-3', slaveReport())];
  pass(15_000, speak);
  expect(agent.status()).toMatchObject({ state: 'master', protectedVms: ['web'] });
}

describe('taking part', () => {
  it('begins with a configuration that has this host and HA enabled, and ends with one that has not', () => {
    step({ kind: 'configured', configuration: { ...configuration, dasEnabled: false } });
    expect(agent.status().state).toBe('uninitialized');
    expect(agent.nextDeadline).toBe(Number.POSITIVE_INFINITY);
    step({ kind: 'configured', configuration: { ...configuration, version: 2 } });
    expect(agent.status().state).toBe('election');
    const hosts = configuration.hosts.filter(({ moref }) => moref !== 'host-2');
    step({ kind: 'configured', configuration: { ...configuration, version: 3, hosts } });
    expect(agent.status().state).toBe('uninitialized');
  });

  it('ignores an older configuration', () => {
    step({ kind: 'configured', configuration: { ...configuration, version: 2 } });
    step({ kind: 'configured', configuration: { ...configuration, dasEnabled: false } });
    expect(agent.status().state).toBe('election');
  });

  it('does not accept time that runs backwards', () => {
    now = 10;
    step({ kind: 'tick' });
    expect(() => agent.step({ kind: 'tick' }, 9)).toThrow('time ran backwards by 1 ms at 9');
  });
});

describe('an election', () => {
  it('is won alone after 15 s, and lost to a master that is heard', () => {
    step({ kind: 'configured', configuration });
    pass(14_999);
    expect(agent.status().state).toBe('election');
    pass(1);
    expect(agent.status().state).toBe('master');
    hear('host-3', candidacy(1, true));
    expect(agent.status()).toMatchObject({ state: 'connectedToMaster', master: 'host-3' });
  });

  it('is lost to a better candidate', () => {
    step({ kind: 'configured', configuration });
    pass(20_000, () => hear('host-3', candidacy(0)));
    expect(agent.status().state).toBe('election');
  });
});

describe('a slave', () => {
  beforeEach(slave);

  it('reports every second, and at once when a VM changes', () => {
    const reports = only(
      'send',
      pass(3_000, () => hear('host-3', heartbeat)),
    );
    expect(reports.map(({ body }) => body.kind)).toEqual(['slaveHeartbeat', 'slaveHeartbeat', 'slaveHeartbeat']);
    now += 100;
    expect(only('send', step(local(runtime('web', 'on'))))).toMatchObject([
      { to: 'host-3', body: { vms: [{ instanceUuid: 'web' }] } },
    ]);
    expect(only('send', step(local(runtime('web', 'on'))))).toEqual([]);
  });

  it('says nothing before the shell has said what runs', () => {
    agent = new FdmAgent({ host: 'host-2', bootUuid: 'boot 2', timing: published });
    step({ kind: 'configured', configuration });
    hear('host-3', heartbeat);
    expect(only('send', pass(2_000))).toEqual([]);
  });

  it('carries out the orders of its master only', () => {
    expect(only('powerOn', hear('host-1', order))).toEqual([]);
    expect(only('powerOn', hear('host-3', order))).toEqual([order]);
    expect(only('powerOn', hear('host-3', order))).toEqual([]);
    const answer = step({ kind: 'powerOnResult', vmxPath: web.vmxPath, instanceUuid: 'web', attempt: 1 });
    expect(answer).toEqual([
      {
        kind: 'send',
        to: 'host-3',
        body: { kind: 'powerOnResult', vmxPath: web.vmxPath, instanceUuid: 'web', attempt: 1 },
      },
    ]);
  });

  it('stays with its master, and follows another one when it has been silent for three seconds', () => {
    pass(2_999);
    hear('host-1', candidacy(9, true));
    expect(agent.status().master).toBe('host-3');
    pass(1);
    hear('host-1', candidacy(9, true));
    expect(agent.status().master).toBe('host-1');
  });

  it.each<[string, () => unknown]>([
    ['is silent for ten seconds', () => pass(10_000)],
    ['abdicates', () => hear('host-3', candidacy(1))],
    ['has restarted', () => hear('host-3', candidacy(1), 'another boot')],
    [
      'leaves the cluster',
      () => {
        const hosts = configuration.hosts.filter(({ moref }) => moref !== 'host-3');
        return step({ kind: 'configured', configuration: { ...configuration, version: 2, hosts } });
      },
    ],
  ])('elects when its master %s', (_what, happens) => {
    happens();
    expect(agent.status().state).toBe('election');
  });

  it('does not take its own sleep for the silence of its master', () => {
    now += 60_000;
    step({ kind: 'tick' });
    expect(agent.status().state).toBe('connectedToMaster');
    pass(10_000);
    expect(agent.status().state).toBe('election');
  });

  it('refuses to protect, lets a lock go that it got too late, and names the master', () => {
    expect(step({ kind: 'protectRequest', request: '1', vms: [web] })).toMatchObject([
      { kind: 'reply', request: '1', fault: { message: 'host-2 is not the HA master, host-3 is', definite: true } },
    ]);
    expect(step({ kind: 'protectedListLocked', datastore: 'ds1', vms: [] })).toEqual([
      { kind: 'releaseProtectedList', datastore: 'ds1' },
    ]);
  });
});

describe('a master', () => {
  beforeEach(master);
  const orders = (effects: readonly FdmEffect[]) => [
    ...only('powerOn', effects).map(({ instanceUuid }) => `${instanceUuid} here`),
    ...only('send', effects).flatMap(({ to, body }) =>
      body.kind === 'powerOn' ? [`${body.instanceUuid} on ${to}`] : [],
    ),
  ];

  it('restarts a VM that has crashed, and not one that was switched off', () => {
    expect(orders(hear('host-1', slaveReport(runtime('web', 'clean'))))).toEqual([]);
    hear('host-1', slaveReport(runtime('web', 'on')));
    expect(orders(hear('host-1', slaveReport(runtime('web', 'failed'))))).toEqual(['web on host-1']);
  });

  it('ignores a report that was overtaken by a newer one', () => {
    const old = slaveReport(runtime('web', 'failed'));
    hear('host-1', slaveReport(runtime('web', 'on')));
    expect(orders(hear('host-1', old))).toEqual([]);
  });

  it('restarts exactly once what a host ran that is back before it was missed', () => {
    expect(orders(hear('host-1', candidacy(1), 'second boot'))).toHaveLength(1);
    // The new life reports what the old one left behind.
    expect(orders(hear('host-1', slaveReport(runtime('web', 'failed')), 'second boot'))).toEqual([]);
    expect(orders(hear('host-1', slaveReport(runtime('web', 'on')), 'host-1 boot'))).toEqual([]);
  });

  it('starts nothing a second time when the answer is late', () => {
    hear('host-1', slaveReport(runtime('web', 'failed')));
    pass(1_000);
    // The report overtakes the answer.
    hear('host-1', slaveReport(runtime('web', 'on')));
    hear('host-1', { ...order, kind: 'powerOnResult' });
    const speak = () => [...hear('host-1', slaveReport(runtime('web', 'on'))), ...hear('host-3', slaveReport())];
    expect(orders(pass(60_000, speak))).toEqual([]);
  });

  it('registers a VM whose restart is disabled, when its host dies, once; its crash is left alone', () => {
    const settings = { ...defaultVmSettings, restartPriority: 'disabled' as const };
    step({
      kind: 'configured',
      configuration: { ...configuration, version: 2, vmSettings: new Map([['web', settings]]) },
    });
    expect(orders(hear('host-1', slaveReport(runtime('web', 'failed'))))).toEqual([]);
    const effects = pass(60_000, () => hear('host-3', slaveReport()));
    const registrations = only('powerOn', effects).filter(({ registerOnly }) => registerOnly);
    expect(registrations.map(({ instanceUuid }) => instanceUuid)).toEqual(['web']);
    expect(only('event', effects).filter(({ type }) => type.endsWith('VMIsHADisabledRestartEvent'))).toHaveLength(1);
    expect(agent.status().failingOver).toEqual([]);
    // It is in this host's inventory now, switched off.
    step({ kind: 'powerOnResult', vmxPath: web.vmxPath, instanceUuid: 'web', attempt: 0 });
    step(local(runtime('web', 'failed')));
    expect(orders(pass(60_000, () => hear('host-3', slaveReport())))).toEqual([]);
  });

  it('tells whether a VM could be restarted elsewhere, as far as that is its own to say', () => {
    const ask = (instanceUuid: string) =>
      only('send', hear('host-1', { kind: 'restartQuery', instanceUuid })).map(({ to, body }) => ({ to, ...body }));
    const answer = { to: 'host-1', kind: 'restartAnswer' };
    expect(ask('web')).toEqual([{ ...answer, instanceUuid: 'web', possible: true }]);
    // Not on the list that this master owns: it would not be restarted.
    hear('host-1', slaveReport(runtime('web', 'on'), runtime('db', 'on')));
    expect(ask('db')).toEqual([{ ...answer, instanceUuid: 'db', possible: false }]);
    // Another master may know.
    step({ kind: 'protectedListLost', datastore: 'ds1' });
    expect(ask('web')).toEqual([]);
  });

  it('tells vCenter what fails over', () => {
    hear('host-1', slaveReport(runtime('web', 'failed')));
    expect(agent.status()).toMatchObject({ failingOver: ['web'], waitingForRoom: [] });
  });

  it('restarts nothing of a list that it has lost', () => {
    step({ kind: 'protectedListLost', datastore: 'ds1' });
    expect(orders(hear('host-1', slaveReport(runtime('web', 'failed'))))).toEqual([]);
  });

  it('is isolated when it sees nobody, and kills nothing that nobody told it to', () => {
    const effects = pass(120_000);
    expect(agent.status().state).toBe('networkIsolated');
    expect(only('releaseProtectedList', effects)).toEqual([{ kind: 'releaseProtectedList', datastore: 'ds1' }]);
    expect(only('vmAction', effects)).toEqual([]);
    expect(orders(effects)).toEqual([]);
  });

  it('restarts at most here what it finds when it sees nobody and is not isolated', () => {
    const effects: FdmEffect[] = [];
    for (let second = 0; second < 120; second += 1)
      effects.push(...pass(1_000), ...step({ kind: 'isolationPong', address: 'gateway', nonce: 0 }));
    expect(agent.status().hostStates).toEqual({ 'host-1': 'hostDown', 'host-2': 'master', 'host-3': 'hostDown' });
    // It may try to take over what the others ran; whether it can is for the disk to say.
    expect(orders(effects).every((placed) => placed === 'web here')).toBe(true);
  });

  it('abdicates to a better master, and gives its locks back', () => {
    expect(hear('host-1', candidacy(1, true)).some(({ kind }) => kind === 'releaseProtectedList')).toBe(false);
    const effects = hear('host-3', candidacy(1, true));
    expect(agent.status()).toMatchObject({ state: 'connectedToMaster', master: 'host-3' });
    expect(only('releaseProtectedList', effects)).toEqual([{ kind: 'releaseProtectedList', datastore: 'ds1' }]);
    expect(only('broadcast', effects)).toMatchObject([{ body: { kind: 'election', master: false } }]);
  });

  it('waits ten seconds after it was elected before it restarts anything', () => {
    agent = new FdmAgent({ host: 'host-2', bootUuid: 'boot', timing: published });
    step(local());
    step({ kind: 'configured', configuration: { ...configuration, hosts: [{ moref: 'host-2', hostName: 'host-2' }] } });
    pass(15_000);
    step({ kind: 'protectedListLocked', datastore: 'ds1', vms: [web] });
    expect(orders(pass(9_999))).toEqual([]);
    expect(orders(pass(1))).toEqual(['web here']);
  });
});
