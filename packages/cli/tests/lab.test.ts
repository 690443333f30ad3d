// Every command once against one small lab, with its JSON form and its error lines.
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, eventually, smallLab, TestHome, waitFor } from '../../testkit/src/index.ts';

// One of two hosts is out of service at times: with admission control nothing could be powered on then.
const lab = { ...smallLab, cluster: { ha: { admissionControl: 'off' } } };

let home: TestHome;

beforeAll(async () => {
  home = new TestHome();
  await home.up(lab);
});

interface Vm {
  readonly name: string;
  readonly powerState: string;
  readonly ipAddress: string;
  readonly host: string;
  readonly dasProtected: boolean;
}

interface Status {
  readonly processes: readonly { readonly name: string; readonly state: string; readonly ending?: string }[];
  readonly vcenterError?: string;
  readonly hosts: readonly { readonly name: string; readonly connectionState: string }[];
  readonly vms: readonly Vm[];
}

const vms = async () => (await home.json('vm', 'ls')) as Vm[];
const vm = async (name: string) => (await vms()).find((one) => one.name === name);

async function expectText(args: readonly string[], text: RegExp): Promise<void> {
  const { code, output, log } = await home.run(args);
  expect([code, log]).toEqual([0, '']);
  expect(output).toMatch(text);
}

describe('status', () => {
  it('shows processes, hosts, datastores and virtual machines', async () => {
    await expectText(
      ['status'],
      /^Lab "small" \(running\)\n\nPROCESS .*\nnats +running +\d+\narray1 (.*\n)+\nHOST .*\nesx01 +connected (.*\n)+\nDATASTORE .*\ndatastore1 +yes +128 MiB (.*\n)+\nVIRTUAL MACHINE .*\nvm1 +poweredOn +esx0[12] +10\.10\.0\.11 +green +protected\nvm2 .*\n$/,
    );
  });

  it('as JSON', async () => {
    expect(await home.json('status')).toMatchObject({
      lab: 'small',
      phase: 'running',
      processes: ['nats', 'array1', 'switch', 'vcenter', 'esx01', 'esx02'].map((name) => ({ name, state: 'running' })),
      hosts: ['esx01', 'esx02'].map((name) => ({
        name,
        connectionState: 'connected',
        cpuTotalMhz: 40,
        memoryTotalMb: 64,
      })),
      datastores: [{ name: 'datastore1', accessible: true, capacityBytes: 128 * 1024 * 1024 }],
      vms: [
        { name: 'vm1', powerState: 'poweredOn', ipAddress: '10.10.0.11', dasProtected: true },
        { name: 'vm2', powerState: 'poweredOn', ipAddress: '10.10.0.12', dasProtected: true },
      ],
    });
  });
});

describe('virtual machines', () => {
  it('are listed', async () => {
    await expectText(['vm', 'ls'], /^VIRTUAL MACHINE .*\nvm1 .*\nvm2 .*\n$/);
  });

  it('live from create to destroy', async () => {
    const created = await home.json('vm', 'create', 'extra', '--datastore', 'datastore1', '--ip', '10.10.0.44');
    expect(created).toEqual({ name: 'extra', moref: expect.stringMatching(/^vm-\d+$/) });
    expect(await vm('extra')).toMatchObject({ powerState: 'poweredOff', ipAddress: '' });
    expect(await home.json('vm', 'on', 'extra')).toEqual({ name: 'extra', done: 'on' });
    await waitFor('its address', { observe: () => vm('extra'), until: (seen) => seen?.ipAddress === '10.10.0.44' });
    await expectText(['vm', 'reset', 'extra'], /^extra is reset\n$/);
    await waitFor('its address', { observe: () => vm('extra'), until: (seen) => seen?.ipAddress === '10.10.0.44' });
    await expectText(['vm', 'shutdown', 'extra'], /^extra was asked to shut down\n$/);
    await waitFor('its end', { observe: () => vm('extra'), until: (seen) => seen?.powerState === 'poweredOff' });
    expect(await home.json('vm', 'on', 'extra')).toEqual({ name: 'extra', done: 'on' });
    await expectText(['vm', 'off', 'extra'], /^extra is powered off\n$/);
    await expectText(['vm', 'destroy', 'extra'], /^extra is deleted\n$/);
    expect(await vm('extra')).toBeUndefined();
  });

  it('have a console', async () => {
    const console = home.microsphere(['vm', 'console', 'vm1']);
    await eventually('the console', () => console.log.includes('Ctrl-] ends it'));
    console.write('info\r');
    await eventually("the guest's answer", () => console.output.includes('10.10.0.11'));
    console.write('\x1d');
    expect(await ended(console)).toMatchObject({ code: 0, signal: null });
  });

  it.each([
    [['vm', 'on', 'vm9'], 'no virtual machine "vm9"; there are: vm1, vm2'],
    [['vm', 'console', 'vm9'], 'no virtual machine "vm9"; there are: vm1, vm2'],
    [['ping', 'vm9'], 'no virtual machine "vm9"; there are: vm1, vm2'],
    [['ledger', 'read', 'vm9'], 'no virtual machine "vm9"; there are: vm1, vm2'],
    [['vm', 'on', 'vm1'], /^microsphere: vm1: InvalidPowerState: .*\n$/],
    [['vm', 'destroy', 'vm1'], /^microsphere: vm1: InvalidPowerState: .*\n$/],
    [['vm', 'create', 'vm1', '--datastore', 'datastore1'], /^microsphere: vm1: DuplicateName: .*\n$/],
    [['vm', 'create', 'new', '--datastore', 'nowhere'], /^microsphere: new: InvalidDatastore: .*"nowhere"\n$/],
  ])('%j is one line', async (args, message) => {
    const { code, output, log } = await home.run(args);
    expect([code, output]).toEqual([1, '']);
    if (typeof message === 'string') expect(log).toBe(`microsphere: ${message}\n`);
    else expect(log).toMatch(message);
  });
});

describe('ha capacity', () => {
  it('explains what admission control counts, reservations included', async () => {
    expect(await home.json('vm', 'reserve', 'vm1', '12')).toEqual({ name: 'vm1', cpuReservationMhz: 12 });
    await expectText(
      ['ha', 'capacity'],
      /^Admission control of cluster "cluster1" is off: .*\nPolicy: a share .*\n\nVIRTUAL MACHINE .*\nvm1 +esx0[12] +12 MHz +4 \+ 1 MB\nvm2 +esx0[12] +1 MHz +4 \+ 1 MB +reserves less: .*\n(.*\n)+\nWhen esx0[12] fails, by what is reserved:\n/,
    );
    expect(await home.json('ha', 'capacity')).toMatchObject({
      cluster: 'cluster1',
      enforced: false,
      policy: { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 1 } },
      goodHosts: 2,
      vms: expect.arrayContaining([expect.objectContaining({ vm: 'vm1', cpuReservationMhz: 12, memoryOverheadMb: 1 })]),
      arithmetic: { kind: 'resourcePercentage' },
      satisfied: true,
      failure: { withoutRoom: [] },
    });
    await expectText(['vm', 'reserve', 'vm1', '0'], /^0 MHz are reserved for vm1\n$/);
  });

  it('is not more than a host has', async () => {
    const { code, log } = await home.run(['vm', 'reserve', 'vm1', '21']);
    expect(code).toBe(1);
    expect(log).toMatch(
      /^microsphere: vm1: InsufficientCpuResourcesFault: .* a virtual CPU has at most 20 MHz here\n$/,
    );
  });
});

describe('guests', () => {
  it('answer a ping', async () => {
    await expectText(
      ['ping', 'vm1', '-c', '1'],
      /^10\.10\.0\.11: seq=1 time=\d+\.\d+ ms\nvm1: 1 sent, 1 received, 0 % lost\n$/,
    );
    expect(await home.json('ping', 'vm2', '-c', '2')).toEqual({
      vm: 'vm2',
      address: '10.10.0.12',
      sent: 2,
      received: 2,
      rttsMs: [expect.any(Number), expect.any(Number)],
    });
  });

  it('keep a ledger', async () => {
    const appended = (await home.json('ledger', 'append', 'vm2', '-c', '3')) as { client: string; lastIndex: number };
    expect(appended).toMatchObject({ vm: 'vm2', appended: 3, boot: 1 });
    const { client, lastIndex } = appended;
    expect(await home.json('ledger', 'read', 'vm2', '-n', '3')).toEqual({
      vm: 'vm2',
      total: lastIndex + 1,
      boots: 1,
      entries: [1, 2, 3].map((n) => ({
        index: lastIndex - 3 + n,
        boot: 1,
        kind: 'append',
        client,
        n,
        uptimeMs: expect.any(Number),
      })),
    });
    await expectText(['ledger', 'append', 'vm2'], /^1 appended by client [0-9a-f]+, the last one at index \d+\n$/);
    await expectText(
      ['ledger', 'read', 'vm2', '-n', '1'],
      /^vm2: \d+ entries, 1 boots\nINDEX .*\n\d+ +1 +append .*\n$/,
    );
  });
});

describe('ha status, hosts and alarms', () => {
  it('show each host as HA sees it, and what is protected', async () => {
    const status = (await home.json('ha', 'status')) as { master: string; hosts: { name: string; state: string }[] };
    expect(status).toMatchObject({
      cluster: 'cluster1',
      enabled: true,
      hostMonitoring: 'enabled',
      proactiveHa: 'off',
      vms: ['vm1', 'vm2'].map((name) => ({
        name,
        powerState: 'poweredOn',
        dasProtected: true,
        failoverInProgress: false,
      })),
      alarms: [],
    });
    expect(status.hosts.map(({ state }) => state).sort()).toEqual(['connectedToMaster', 'master']);
    expect(status.hosts.find(({ state }) => state === 'master')?.name).toBe(status.master);
    await expectText(
      ['ha', 'status'],
      /^vSphere HA of cluster "cluster1" is on\n {2}host monitoring: enabled\n(.*\n)+\nHOST .*\nesx01 +\w+ +esx0[12] +connected +-\n(.*\n)+No alarms\.\n$/,
    );
    await expectText(['alarm', 'ls'], /^No alarms\.\n$/);
  });

  it('go out of service when nothing runs there, and back', async () => {
    const here = ((await home.json('vm', 'ls')) as Vm[]).filter(({ host }) => host === 'esx02');
    const entering = home.microsphere(['host', 'maintenance', 'esx02', '--json']);
    await waitFor('it to be on its way', {
      observe: async () => (await home.run(['host', 'ls'])).output,
      until: (seen) => /\nesx02 +connected +entering maintenance /.test(seen),
    });
    for (const { name } of here) await home.json('vm', 'off', name);
    expect(await ended(entering)).toMatchObject({ code: 0 });
    expect(JSON.parse(entering.output)).toEqual({ name: 'esx02', done: 'maintenance' });
    await expectText(['host', 'ls'], /^HOST .*\nesx01 +connected +- +\w+\nesx02 +connected +maintenance +\w+\n$/);
    // What is powered on now runs elsewhere.
    for (const { name } of here) await home.json('vm', 'on', name);
    expect((await vms()).map(({ host }) => host)).toEqual(['esx01', 'esx01']);
    await expectText(['host', 'maintenance', 'esx02', '--exit'], /^esx02 is in service again\n$/);
    await waitFor('both to be protected', {
      observe: vms,
      until: (seen) => seen.every(({ dasProtected }) => dasProtected),
    });
  });

  it('are off the management network while they are unplugged, and their virtual machines run on', async () => {
    expect(await home.json('host', 'unplug', 'esx02')).toEqual({ name: 'esx02', plugged: false });
    await expectText(['status'], /\nesx02 +running +\d+ +unplugged\n/);
    const connection = async () =>
      ((await home.json('host', 'ls')) as { name: string; connectionState: string }[]).find(
        ({ name }) => name === 'esx02',
      )?.connectionState;
    await waitFor('vCenter to miss it', { observe: connection, until: (seen) => seen === 'notResponding' });
    const alarms = (await home.json('alarm', 'ls')) as { name: string; entity: string }[];
    expect(alarms).toContainEqual(
      expect.objectContaining({ name: 'Host connection and power state', entity: 'esx02', status: 'red' }),
    );
    await expectText(['alarm', 'acknowledge', 'esx02'], /acknowledged by administrator@vsphere\.local\n/);
    await expectText(['host', 'plug', 'esx02'], /^esx02 is plugged in again\n$/);
    await waitFor('it to be back', { observe: connection, until: (seen) => seen === 'connected' });
    await expectText(['status'], /\nesx02 +running +\d+\n/);
    await waitFor('the alarms to be over', {
      observe: () => home.json('alarm', 'ls'),
      until: (seen) => String(seen) === '',
    });
    expect((await home.run(['host', 'unplug', 'switch'])).log).toBe('microsphere: switch is no host\n');
  });

  it('are avoided when they are degraded and the cluster is to do that', async () => {
    await expectText(['host', 'health'], /^Nothing has been said of the health of any host\.\n$/);
    await expectText(['ha', 'proactive', 'automated'], /^proactive HA is automated\n$/);
    expect(await home.json('host', 'health', 'esx02', 'yellow')).toEqual({
      host: 'esx02',
      component: 'fan',
      status: 'yellow',
      remediation: 'Replace: Fan',
    });
    await expectText(['host', 'ls'], /\nesx02 +connected +quarantine /);
    await expectText(['host', 'health'], /^HOST .*\nesx02 +fan +yellow +Replace: Fan\n$/);
    await home.json('host', 'health', 'esx02', 'green');
    await expectText(['host', 'ls'], /\nesx02 +connected +- /);
    await expectText(['ha', 'proactive', 'off'], /^proactive HA is off\n$/);
  });

  it.each([
    [['host', 'maintenance', 'esx09'], 'no host "esx09"; there are: esx01, esx02'],
    [['host', 'reconnect', 'esx01'], 'esx01: InvalidState: esx01 is connected'],
    [['host', 'remove', 'esx01'], /^microsphere: esx01: InvalidState: .* maintenance mode before it is removed\n$/],
    [['alarm', 'acknowledge', 'esx01'], 'no alarm is triggered on "esx01", nor anywhere'],
    [['ha', 'proactive', 'automated', '--moderate', 'maintenance'], /InvalidArgument: .*severeRemediation/],
  ])('%j is one line', async (args, message) => {
    const { code, output, log } = await home.run(args);
    expect([code, output]).toEqual([1, '']);
    if (typeof message === 'string') expect(log).toBe(`microsphere: ${message}\n`);
    else expect(log).toMatch(message);
  });
});

describe('events', () => {
  it('are told, the last ones of them', async () => {
    await expectText(['events', '-n', '2'], /^(\d{4}-\S+ {2}\w+ .*\n){2}$/);
    const { output } = await home.run(['events', '-n', '0', '--json']);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { key: number; type: string });
    expect(lines.map(({ type }) => type)).toContain('VmPoweredOnEvent');
    expect(lines.map(({ key }) => key)).toEqual([...lines.map(({ key }) => key)].sort((a, b) => a - b));
  });

  it('are told as they happen, until Ctrl-C', async () => {
    const events = home.microsphere(['events', '-f', '-n', '1', '--json']);
    await eventually('the first', () => events.output.includes('\n'));
    await home.run(['vm', 'create', 'short', '--datastore', 'datastore1']);
    await home.run(['vm', 'destroy', 'short']);
    await eventually('the last', () => /"VmRemovedEvent".*"short"/.test(events.output));
    events.signal('SIGINT');
    expect(await ended(events)).toMatchObject({ code: 0, signal: null, log: '' });
  });
});

describe('power cords', () => {
  it.each([
    ['array', 'array1'],
    ['switch', 'switch'],
    ['nats', 'nats'],
    ['vcenter', 'vcenter'],
    ['esx02', 'esx02'],
  ])('%s is killed and revived', async (process, name) => {
    const pid = home.state('small')?.processes.find((record) => record.name === name)?.identity?.pid;
    const before = Date.now();
    const killed = (await home.json('kill', process)) as { name: string; pid: number; time: number };
    expect(killed).toEqual({ name, pid, time: expect.any(Number) });
    expect(killed.time).toBeGreaterThanOrEqual(before);
    const dead = await waitFor('its death in the status', {
      observe: async () => (await home.json('status')) as Status,
      until: ({ processes }) => processes.some((one) => one.name === name && one.state === 'exited'),
    });
    expect(dead.processes.find((one) => one.name === name)).toEqual({
      name,
      kind: expect.any(String),
      state: 'exited',
      ending: 'SIGKILL',
    });
    expect(dead.vcenterError !== undefined).toBe(name === 'vcenter');
    expect((await home.run(['kill', process])).log).toBe(`microsphere: ${name} is down already (SIGKILL)\n`);
    expect(await home.json('revive', process)).toEqual({ name });
    expect((await home.run(['revive', process])).log).toBe(`microsphere: ${name} is running already\n`);
    await waitFor('the lab to be whole', {
      observe: async () => (await home.json('status')) as Status,
      until: ({ processes, hosts }) =>
        processes.every(({ state }) => state === 'running') &&
        hosts.length === 2 &&
        hosts.every(({ connectionState }) => connectionState === 'connected'),
    });
  });

  it('have names', async () => {
    const { code, log } = await home.run(['kill', 'esx09']);
    const there = 'nats, array1, switch, vcenter, esx01, esx02';
    expect([code, log]).toEqual([2, `microsphere: no process "esx09" in lab "small": ${there}\n`]);
    expect((await home.run(['revive', 'esx09'])).log).toBe(log);
    expect((await home.run(['kill', 'host'])).log).toBe('microsphere: "host" could be esx01 or esx02\n');
  });

  it('can be watched', async () => {
    const watch = home.microsphere(['status', '--watch', '--json']);
    await eventually('a status', () => watch.output.includes('\n'));
    await home.run(['kill', 'switch']);
    await eventually('a change', () => /\n.*"name":"switch","kind":"switch","state":"exited"/.test(watch.output));
    watch.signal('SIGINT');
    expect(await ended(watch)).toMatchObject({ code: 0, signal: null, log: '' });
    expect((await home.run(['ping', 'vm1', '-c', '1'])).log).toMatch(
      /^microsphere: the switch at .*: nobody listens there\n$/,
    );
    expect((await home.run(['revive', 'switch'])).output).toBe('switch serves again\n');
  });
});

describe('storage', () => {
  interface ArrayRow {
    readonly luns: readonly { readonly mapped: boolean }[];
    readonly portals: readonly { readonly open: boolean; readonly initiators: readonly string[] }[];
  }
  const array = async () => ((await home.json('array', 'ls')) as ArrayRow[])[0];
  const accessible = async () =>
    ((await home.json('status')) as { datastores: { accessible: boolean }[] }).datastores[0]?.accessible;
  const events = async () => (await home.run(['events', '-n', '0'])).output;

  it('has two portals, at which every host is logged in', async () => {
    await expectText(
      ['array', 'ls'],
      /^ARRAY .*\narray1 +0 +datastore1 +naa\.6\w{31} +yes\n\nARRAY .*\narray1 +1 +127\.0\.0\.1:\d+ +open +esx01, esx02\narray1 +2 +127\.0\.0\.1:\d+ +open +esx01, esx02\n$/,
    );
  });

  it('loses a portal, and goes on', async () => {
    expect(await home.json('array', 'close-portal', 'array1', '1')).toEqual({
      array: 'array1',
      portal: 1,
      open: false,
    });
    await eventually('the event', async () => (await events()).includes('Lost path redundancy'));
    expect(await accessible()).toBe(true);
    expect((await home.run(['ledger', 'append', 'vm1'])).code).toBe(0);
    await expectText(['array', 'open-portal', 'array1', '1'], /^portal 1 of array1 is open\n$/);
    await eventually('the hosts to be back', async () => (await array())?.portals[0]?.initiators.length === 2);
  });

  it('loses a LUN, and gets it back', async () => {
    expect(await home.json('array', 'unmap-lun', 'datastore1')).toEqual({ lun: 'datastore1', mapped: false });
    await eventually('the datastore to be inaccessible', async () => !(await accessible()));
    expect((await array())?.luns[0]?.mapped).toBe(false);
    await eventually('both hosts to say why', async () =>
      / esx01: PermanentDeviceLoss, esx02: PermanentDeviceLoss$/m.test((await home.run(['status'])).output),
    );
    await expectText(['array', 'map-lun', 'datastore1'], /^LUN datastore1 is mapped\n$/);
    await eventually('the datastore to be accessible', accessible);
    expect(await events()).toContain('permanently inaccessible');
    await waitFor('the virtual machines to run again', {
      observe: vms,
      until: (seen) => seen.every(({ powerState, ipAddress }) => powerState === 'poweredOn' && ipAddress !== ''),
    });
  });

  it('names what there is', async () => {
    expect((await home.run(['array', 'unmap-lun', 'none'])).log).toBe(
      'microsphere: no array that runs has a LUN named "none"\n',
    );
    expect((await home.run(['array', 'close-portal', 'array1', '3'])).log).toBe(
      'microsphere: array1 has no portal 3: it has 1 to 2\n',
    );
    expect((await home.run(['array', 'close-portal', 'none', '1'])).log).toBe('microsphere: no array "none" runs\n');
  });
});
