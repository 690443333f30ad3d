// vMotion from the command line, on a real lab: what is moved, what is said meanwhile and in the end, and why not.
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome } from '../../testkit/src/index.ts';

const lab = {
  ...smallLab,
  name: 'vmotion',
  datastores: [...smallLab.datastores, { name: 'datastore2', sizeMb: 128 }],
  vms: [
    { name: 'nomad', datastore: 'datastore1', ip: '10.10.0.11', app: 'dirty', dirtyPagesPerSecond: 512, memoryMb: 8 },
    { name: 'settler', datastore: 'datastore1', ip: '10.10.0.12' },
  ],
};

interface Migrated {
  readonly from: string;
  readonly to: string;
  readonly statistics: { readonly rounds: readonly { readonly pages: number }[]; readonly downtimeMs: number };
}

let home: TestHome;

beforeAll(async () => {
  home = new TestHome();
  await home.up(lab);
});

async function hostOf(name: string): Promise<string> {
  const vms = (await home.json('vm', 'ls')) as { readonly name: string; readonly host: string }[];
  return vms.find((vm) => vm.name === name)?.host ?? '';
}

const other = (host: string) => (host === 'esx01' ? 'esx02' : 'esx01');

it.each([[[]], [['--encrypted', '--priority', 'high']]])('moves a virtual machine: %j', async (options) => {
  const from = await hostOf('nomad');
  const to = other(from);
  const migrated = (await home.json('vm', 'migrate', 'nomad', '--host', to, ...options)) as Migrated;
  expect(migrated).toMatchObject({ vm: 'nomad', from, to, statistics: { downtimeMs: expect.any(Number) } });
  // All of its 8 MiB in the first round.
  expect(migrated.statistics.rounds[0]?.pages).toBe(2048);
  expect(await hostOf('nomad')).toBe(to);
  expect(await home.json('ledger', 'append', 'nomad', '--count', '3')).toMatchObject({ appended: 3, boot: 1 });
});

it('moves the files of a virtual machine, alone or with it', async () => {
  const from = await hostOf('nomad');
  const alone = await home.json('vm', 'migrate', 'nomad', '--datastore', 'datastore2');
  expect(alone).toMatchObject({ from, to: from, datastore: 'datastore2', statistics: { rounds: [] } });
  const to = other(from);
  const both = (await home.json('vm', 'migrate', 'nomad', '--datastore', 'datastore1', '--host', to)) as Migrated;
  expect(both).toMatchObject({ from, to, datastore: 'datastore1' });
  expect(both.statistics.rounds[0]?.pages).toBe(2048);
});

it('shows the rounds, and how long it stood still', async () => {
  const from = await hostOf('settler');
  const { code, output } = await home.run(['vm', 'migrate', 'settler', '--host', other(from)]);
  expect(code).toBe(0);
  expect(output).toContain(`settler is on ${other(from)} (it was on ${from})\n\nROUND  PAGES  `);
  expect(output).toMatch(/\nIt stood still for [\d.]+ m?s of [\d.]+ m?s; \d+\.\d MiB were sent, .*\.\n$/);
});

it.each([
  [['nomad'], 2, 'say where it is to go: --host, --datastore, or both'],
  [['nomad', '--host', 'esx09'], 1, 'no host "esx09"; there are: esx01, esx02'],
  [['nomad', '--datastore', 'datastore9'], 1, 'no datastore "datastore9"; there are: datastore1, datastore2'],
  [['tramp', '--host', 'esx01'], 1, 'no virtual machine "tramp"; there are: nomad, settler'],
])('says why it moves nothing: %j', async (args, status, text) => {
  const { code, log } = await home.run(['vm', 'migrate', ...args]);
  expect([code, log]).toEqual([status, `microsphere: ${text}\n`]);
});

it('leaves it where it is when nobody reaches the destination', async () => {
  const from = await hostOf('nomad');
  const to = other(from);
  await home.json('host', 'unplug', to, '--network', 'vmotion');
  const { code, log } = await home.run(['vm', 'migrate', 'nomad', '--host', to]);
  expect(code).toBe(1);
  expect(log).toMatch(/^microsphere: nomad: \w+: .*\n$/);
  await home.json('host', 'plug', to, '--network', 'vmotion');
  expect(await hostOf('nomad')).toBe(from);
  expect(await home.json('ledger', 'append', 'nomad')).toMatchObject({ boot: 1 });
});

it('demo vmotion: every promise is kept', async () => {
  const { code, output, log } = await home.run(['demo', 'vmotion', '--json', '--moves', '3']);
  expect([code, log]).toEqual([0, '']);
  const verdict = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as {
    readonly moves: readonly (Migrated & { readonly pingGapMs: number })[];
    readonly pings: number;
    readonly acknowledged: number;
  };
  expect(verdict).toMatchObject({ demo: 'vmotion', vm: 'nomad', broken: [], kept: true });
  expect(verdict.moves).toHaveLength(3);
  // It really went, and the outside was there to see it.
  for (const { from, to, pingGapMs } of verdict.moves) {
    expect(to).toBe(other(from));
    expect(pingGapMs).toBeGreaterThan(0);
  }
  expect(verdict.pings).toBeGreaterThan(100);
  expect(verdict.acknowledged).toBeGreaterThan(40);
});
