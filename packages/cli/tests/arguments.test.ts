// What a command says before it does anything: one line on standard error, status 2 for what was asked wrongly.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  removeTemporaryDirectories,
  smallLab,
  stopAll,
  TestHome,
  temporaryDirectory,
} from '../../testkit/src/index.ts';

afterEach(async () => {
  await stopAll();
  removeTemporaryDirectories();
});

it('lists every command, the environment and the exit statuses', async () => {
  const { code, output, log } = await new TestHome().run(['--help']);
  expect([code, log]).toEqual([0, '']);
  const commands = [
    'up',
    'down',
    'status',
    'vm',
    'kill',
    'revive',
    'array',
    'host',
    'cluster',
    'ha',
    'alarm',
    'events',
    'ping',
    'ledger',
    'disk',
    'vmfs',
    'demo',
    'populate',
  ];
  for (const command of commands) expect(output).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  for (const variable of ['MICROSPHERE_HOME', 'MICROSPHERE_VCENTER', 'NATS_URL', 'NATS_SERVER_BIN', 'MICROSPHERE_LOG'])
    expect(output).toContain(`  ${variable} `);
  expect(output).toContain('Exit status: 0 done; 1 it failed');
  for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

it('is described in docs/cli.md, every command with every option', async () => {
  const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  const home = new TestHome();
  const commands = ['up', 'down', 'status', 'kill', 'revive', 'populate', 'events', 'ping', 'demo ha', 'ledger append'];
  commands.push(
    'ledger read',
    'vm ls',
    'vm create',
    'vm on',
    'vm clone',
    'vm migrate',
    'cluster evc',
    'demo vmotion',
    'vm answer',
    'vm console',
  );
  commands.push(
    ...['create', 'list', 'revert', 'remove', 'remove-all', 'consolidate'].map((verb) => `vm snapshot ${verb}`),
  );
  commands.push('array ls', 'array unmap-lun', 'array map-lun', 'array close-portal', 'array open-portal');
  commands.push('disk export', 'disk import');
  commands.push('ha status', 'ha proactive', 'alarm ls', 'alarm acknowledge', 'alarm clear');
  commands.push(
    ...['ls', 'maintenance', 'disconnect', 'reconnect', 'remove', 'unplug', 'plug', 'cable', 'health'].map(
      (verb) => `host ${verb}`,
    ),
  );
  commands.push(...['ls', 'cat', 'stat', 'locks', 'fsck', 'dump', 'map'].map((verb) => `vmfs ${verb}`));
  for (const command of commands) {
    const { output } = await home.run([...command.split(' '), '--help']);
    const options = [...output.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].flatMap(([, option]) => option ?? []);
    expect(options).toContain('--help');
    expect(page).toMatch(new RegExp(`^#+ .*\`(\\w+ )*${command.split(' ').at(-1)}\\b`, 'm'));
    for (const option of options)
      expect(page, `${command} ${option}`).toMatch(new RegExp(`${shortOf(option, output)}|${option}`));
  }
});

/** "-n" for "--lines", where it has a short form: a page may name either. */
function shortOf(option: string, help: string): string {
  return new RegExp(`(-\\w), ${option}`).exec(help)?.[1] ?? option;
}

it.each([
  [['fly'], /unknown command 'fly'/],
  [['up', '--speed', '9'], /unknown option '--speed'/],
  [['up', '--timing', 'slow'], /'--timing <profile>' argument 'slow' is invalid. Allowed choices are realistic, fast/],
  [['up', '--port', '65536'], /'--port <port>' argument '65536' is invalid. .* from 0 to 65535/],
  [['--lab', '../other', 'down', '--purge'], /'--lab <name>' argument '..\/other' is invalid/],
  [['vm', 'create', 'a', '--datastore', 'd', '--app', 'word'], /Allowed choices are ledger, burn, dirty, idle/],
  [['vm', 'create', 'a'], /required option '--datastore <name>' not specified/],
  [['vm', 'create', 'a', '--datastore', 'd', '--thin', '--eager'], /'--thin' cannot be used with option '--eager'/],
  [['vm', 'snapshot', 'create', 'a'], /missing required argument 'name'/],
  [['vm', 'on'], /missing required argument 'name'/],
  [['disk', 'export', 'a'], /missing required argument 'file'/],
  [['disk', 'import', 'a', 'b', '--format', 'qcow2'], /Allowed choices are auto, raw, vmdk/],
  [['array', 'close-portal', 'array1', 'x'], /'x' is invalid for argument 'portal'. It must be a whole number/],
  [['host', 'maintenance', 'esx01', '--exit', '--timeout', '3'], /'--exit' cannot be used with option '--timeout/],
  [['host', 'health', 'esx01'], /say how it is: green, yellow, red/],
  [
    ['host', 'health', 'esx01', 'red', '--component', 'Soul'],
    /Allowed choices are Memory, Power, Fan, Network, Storage/,
  ],
  [['ha', 'proactive', 'always'], /Allowed choices are off, manual, automated/],
  [['vmfs', 'ls'], /missing required argument 'volume'/],
  [['vmfs', 'dump', 'ds', '--descriptor', '1024'], /'1024' is invalid. .* from 0 to 1023/],
  [['ping', 'vm1', '-c', '0'], /'0' is invalid. .* of at least 1/],
  [['demo', 'ha', '--variation', 'sun'], /Allowed choices are host, master, master-and-vcenter, array, host-and-array/],
])('%j is asked wrongly', async (args, message) => {
  const { code, output, log } = await new TestHome().run(args);
  expect([code, output]).toEqual([2, '']);
  expect(log).toMatch(message);
  expect(log).toMatch(/^microsphere: [^\n]*\n$/);
});

it.each([
  [['status'], 1, 'no lab is running; start one with: microsphere up'],
  [['--lab', 'mine', 'status'], 1, 'lab "mine" is not running'],
  [['vm', 'ls'], 1, 'no lab is running; start one with: microsphere up'],
  [['kill', 'esx01'], 1, 'no lab is running; start one with: microsphere up'],
  [['disk', 'export', '[a] b/c.vmdk', '/nonexistent/file'], 1, 'there is no lab'],
  [['array', 'ls'], 1, 'no lab is running; start one with: microsphere up'],
  [['events'], 1, 'no lab is running; start one with: microsphere up'],
  [['vmfs', 'ls', 'ds'], 1, 'no datastore "ds": there is no lab'],
  [['vmfs', 'fsck', '/nonexistent/a.lun'], 8, /^microsphere: \/nonexistent\/a.lun can't be opened: .*ENOENT.*\n$/],
  [['down'], 1, 'there is no lab'],
  [['--lab', 'mine', 'down'], 1, 'there is no lab "mine"'],
  [['up', '-f', '/nonexistent/lab.yaml'], 2, '/nonexistent/lab.yaml: no such file'],
])('%j has nothing to work on', async (args, status, message) => {
  const { code, output, log } = await new TestHome().run(args);
  expect([code, output]).toEqual([status, '']);
  if (typeof message === 'string') expect(log).toBe(`microsphere: ${message}\n`);
  else expect(log).toMatch(message);
});

it.each([['up'], ['up', '-d']])('%s names the line and the field of each mistake in a lab file', async (...up) => {
  const home = new TestHome();
  const lab =
    '{ hosts: [{ name: esx01, cores: 2 }],\ndatastores: [{ name: ds1 }],\nvms: [{ name: a, datastore: ds2, ip: 10.10.0.9 }] }';
  const file = home.labFile(lab);
  const { code, output, log } = await home.run([...up, '-f', file]);
  expect([code, output]).toEqual([2, '']);
  expect(log).toBe(
    `microsphere: ${file}:1: hosts[0].cores: no such field\n` +
      `microsphere: ${file}:3: vms[0].datastore: no datastore "ds2"\n`,
  );
  await home.expectNothingLeft();
});

it.each([
  [{ NATS_SERVER_BIN: '/nonexistent/nats-server' }, 2, 'NATS_SERVER_BIN: /nonexistent/nats-server does not exist'],
  [{ NATS_URL: 'http://127.0.0.1' }, 2, 'NATS_URL: not nats://HOST:PORT: "http://127.0.0.1"'],
  [{ NATS_URL: 'nats://127.0.0.1:1' }, 1, 'NATS_URL: no NATS server answers at 127.0.0.1:1: nobody listens there'],
])('a broker that is not there: %j', async (environment, status, message) => {
  const home = new TestHome();
  const { code, output, log } = await home.run(['up', '-f', home.labFile(smallLab)], environment);
  expect([code, output, log]).toEqual([status, '', `microsphere: ${message}\n`]);
  await home.expectNothingLeft();
});

it('a vCenter elsewhere that is not there, or that has no password', async () => {
  const home = new TestHome();
  const elsewhere = { MICROSPHERE_VCENTER: 'http://127.0.0.1:2' };
  expect((await home.run(['vm', 'ls'], elsewhere)).log).toBe(
    'microsphere: MICROSPHERE_VCENTER is set, MICROSPHERE_PASSWORD is not\n',
  );
  const { code, log } = await home.run(['vm', 'ls'], { ...elsewhere, MICROSPHERE_PASSWORD: 'x' });
  expect([code, log]).toEqual([1, 'microsphere: vCenter at http://127.0.0.1:2: nobody listens there\n']);
});

it("a home directory that can't be written", async () => {
  const file = join(temporaryDirectory(), 'file');
  writeFileSync(file, '');
  const home = new TestHome(file);
  for (const up of [['up'], ['up', '-d']]) {
    const { code, output, log } = await home.run([...up, '-f', home.labFile(smallLab)]);
    expect([code, output]).toEqual([1, '']);
    expect(log).toMatch(/^microsphere: the lab's directory [^\n]*\/file\/small can't be written: ENOTDIR[^\n]*\n$/);
  }
  await home.expectNothingLeft();
});
