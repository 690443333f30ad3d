// A lab begins and ends: whatever ends it, no process, no port and no claim of it remains, and its disks do.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  closeHomes,
  ended,
  eventually,
  type LabRecord,
  removeTemporaryDirectories,
  smallLab,
  stopAll,
  TestHome,
} from '../../testkit/src/index.ts';

afterEach(async () => {
  await closeHomes();
  await stopAll();
  removeTemporaryDirectories();
});

function recordOf(home: TestHome): LabRecord {
  const record = home.state(smallLab.name);
  if (!record) throw new Error('the lab has no state');
  return record;
}

async function expectDown(home: TestHome, record: LabRecord): Promise<void> {
  await home.expectNothingLeft(record);
  for (const file of ['state.json', 'supervisor.lock'])
    expect(existsSync(join(home.path, smallLab.name, file)), file).toBe(false);
}

it('comes up, refuses a second start, survives the loss of its supervisor with the same disks, and goes down', async () => {
  const home = new TestHome();
  const up = home.microsphere(['up', '-f', home.labFile(smallLab)]);
  await eventually('the welcome', () => up.output.includes('Ctrl-] ends it'), 120_000);
  const first = recordOf(home);
  expect(up.output).toContain(`vCenter   ${first.vcenter?.url}  (administrator@vsphere.local, password: `);
  expect(up.output).toMatch(/switch {4}http:\/\/127.0.0.1:\d+\n {2}NATS {6}nats:\/\/127.0.0.1:\d+\n/);
  expect(up.output.match(/^ {2}npx microsphere .*/gm)).toHaveLength(3);
  expect(await home.json('ledger', 'append', 'vm1', '-c', '2')).toMatchObject({ vm: 'vm1', appended: 2, lastIndex: 2 });

  for (const again of [['up'], ['up', '-d']]) {
    const { code, output, log } = await home.run([...again, '-f', home.labFile(smallLab)]);
    const message = `microsphere: lab "small" is running already (pid ${up.pid}); see: microsphere status\n`;
    expect([code, output, log]).toEqual([1, '', message]);
  }
  expect(recordOf(home)).toEqual(first);

  await up.kill();
  const second = await home.up(smallLab);
  const alive = home.processes().map(({ pid }) => pid);
  const former = first.processes.map(({ identity }) => identity?.pid ?? 0);
  expect(alive.filter((pid) => former.includes(pid))).toEqual([]);
  // Those of the lab, their supervisor, and nobody else.
  expect(alive).toHaveLength(recordOf(home).processes.length + 1);
  expect(await home.json('ledger', 'read', 'vm1', '-n', '4')).toMatchObject({
    boots: 2,
    entries: [{ kind: 'boot' }, { kind: 'append', n: 1 }, { kind: 'append', n: 2 }, { kind: 'boot', boot: 2 }],
  });

  const record = recordOf(home);
  expect(await home.json('down')).toEqual({ lab: 'small', swept: 0 });
  expect(await ended(second)).toMatchObject({ code: 0, log: '' });
  await expectDown(home, record);
  expect(await home.json('down', '--purge')).toEqual({ lab: 'small', swept: 0 });
  expect(existsSync(join(home.path, smallLab.name))).toBe(false);
});

it('leaves a volume with nothing to clear away, and has its virtual machines on again when it comes up', async () => {
  const home = new TestHome();
  const first = await home.up(smallLab);
  expect(await home.json('down')).toEqual({ lab: 'small', swept: 0 });
  await ended(first);
  const lun = join(home.path, smallLab.name, 'arrays', 'array1', 'datastore1.lun');
  // No lock, no heartbeat slot: every host has let go what it had.
  expect(await home.json('vmfs', 'fsck', lun)).toMatchObject({ status: 0, findings: [], inUseBy: [] });
  // Switched off with their hosts, which counts as wanted: it is the lab that starts them, not vSphere HA.
  const vmx = await home.run(['vmfs', 'cat', lun, '/vm1/vm1.vmx']);
  expect(vmx.output).toContain('cleanShutdown = "TRUE"');

  await home.up(smallLab);
  const { vms } = (await home.json('status')) as { vms: readonly { name: string; powerState: string }[] };
  expect(vms.map(({ name, powerState }) => [name, powerState])).toEqual(
    smallLab.vms.map(({ name }) => [name, 'poweredOn']),
  );
  const { boots } = (await home.json('ledger', 'read', 'vm1', '-n', '4')) as { boots: number };
  expect(boots).toBe(2);
  await home.json('down');
});

it('goes down in order on Ctrl-C, which npm and the terminal both send', async () => {
  const home = new TestHome();
  const up = await home.up(smallLab);
  const record = recordOf(home);
  up.signal('SIGINT');
  await eventually('the beginning of the end', () => home.state(smallLab.name)?.phase !== 'running');
  up.signal('SIGINT');
  expect(await ended(up)).toMatchObject({ code: 0, signal: null, log: '' });
  await expectDown(home, record);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing when %s comes while it starts', async (signal) => {
  const home = new TestHome();
  const up = home.microsphere(['up', '-f', home.labFile(smallLab)]);
  await eventually('hosts that start', () => up.log.includes('starting esx01, esx02'));
  up.signal(signal);
  expect(await ended(up)).toEqual({
    code: 1,
    signal: null,
    output: '',
    log: 'microsphere: stopped before the lab was complete\n',
  });
  await expectDown(home, { phase: '', supervisor: { pid: 0 }, processes: [] });
});

it('goes on in the background with --detach; what interrupts the start interrupts the whole of it', async () => {
  const home = new TestHome();
  const interrupted = home.microsphere(['up', '-d', '-f', home.labFile(smallLab)]);
  await eventually('processes that start', () => interrupted.log.includes('starting array1'));
  interrupted.signal('SIGINT');
  expect(await ended(interrupted)).toMatchObject({
    code: 1,
    output: '',
    log: 'microsphere: stopped before the lab was complete\n',
  });
  await home.expectNothingLeft();

  const { code, output, log } = await home.run(['up', '-d', '--json', '-f', home.labFile(smallLab)]);
  const record = recordOf(home);
  expect([code, log]).toEqual([0, '']);
  expect(JSON.parse(output)).toEqual({
    lab: 'small',
    vcenter: record.vcenter,
    switch: expect.stringMatching(/^http:/),
    nats: expect.stringMatching(/^nats:/),
  });
  expect(home.processes()).toHaveLength(record.processes.length + 1);
  expect((await home.run(['down'])).output).toBe('lab "small" is down\n');
  await expectDown(home, record);
});

it('is cleared away by down when its supervisor was killed', async () => {
  const home = new TestHome();
  // A frozen host does not see that its lifeline was cut (and a real nats-server has none): only a sweep ends it.
  const up = await home.up(smallLab);
  const record = recordOf(home);
  const host = record.processes.find(({ kind }) => kind === 'host')?.identity?.pid ?? 0;
  process.kill(host, 'SIGSTOP');
  await up.kill();
  const { code, output } = await home.run(['down']);
  expect(code).toBe(0);
  expect(output).toMatch(/^lab "small" is down; \d processes that were left behind are ended\n$/);
  await expectDown(home, record);
});

it('fails as a whole when a process of it ends while it starts', async () => {
  const home = new TestHome();
  const up = home.microsphere(['up', '-f', home.labFile(smallLab)]);
  const victim = await eventually('a host that runs', () =>
    home.state(smallLab.name)?.processes.find(({ name, state }) => name === 'esx02' && state === 'running'),
  );
  process.kill(victim.identity?.pid ?? 0, 'SIGKILL');
  expect(await ended(up)).toMatchObject({ code: 1, output: '', log: 'microsphere: esx02: ended with SIGKILL\n' });
  await home.expectNothingLeft();
});
