// `microsphere vmfs`: looking into a volume that hosts use, and into the same one when the lab is down; damage done to its file
// is found, and repaired.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, eventually, smallLab, TestHome, type TestProgram } from '../../testkit/src/index.ts';

const BLOCK_BYTES = 512;
let home: TestHome;
let up: TestProgram;

beforeAll(async () => {
  home = new TestHome();
  up = await home.up(smallLab);
});

const lunFile = () => join(home.path, 'small', 'arrays', 'array1', 'datastore1.lun');

interface Report {
  readonly status: number;
  readonly files: number;
  readonly findings: readonly {
    readonly kind: string;
    readonly severity: string;
    readonly where: { readonly path?: string };
    readonly repaired: boolean;
  }[];
  readonly inUseBy: readonly { readonly hostName: string }[];
}

async function fsck(status: number, ...args: readonly string[]): Promise<Report> {
  const { code, output, log } = await home.run(['vmfs', 'fsck', ...args, '--json']);
  expect([code, log]).toEqual([status, '']);
  return JSON.parse(output) as Report;
}

const vmxLine = /^displayName = "vm1"$/m;

async function looksInto(volume: string): Promise<void> {
  const ls = await home.run(['vmfs', 'ls', '-l', volume, '/vm1']);
  expect([ls.code, ls.log]).toEqual([0, '']);
  expect(ls.output).toMatch(/^SIZE +ALLOCATED +PROVISIONING +LOCK +BY +NAME\n/);
  expect(ls.output).toMatch(/ vm1\.vmx\n/);
  expect(await home.json('vmfs', 'ls', '-R', volume)).toContainEqual(
    expect.objectContaining({ path: '/vm1/vm1.vmx', type: 'file' }),
  );
  expect((await home.run(['vmfs', 'cat', volume, '/vm1/vm1.vmx'])).output).toMatch(vmxLine);
  const disk = (await home.json('vmfs', 'stat', volume, '/vm1/vm1-flat.vmdk')) as {
    sizeBytes: number;
    descriptor: number;
  };
  expect(disk).toMatchObject({ sizeBytes: 16 * 1024 * 1024, type: 'file' });
  const content = await home.run(['vmfs', 'dump', volume, '--descriptor', String(disk.descriptor)]);
  expect(content.output).toMatch(/^descriptor \d+ at LBA \d+\nlock record: allocated, .*\nmetadata at LBA .*\n/);
  expect((await home.run(['vmfs', 'map', volume])).output).toMatch(
    /^ +0 #{9}[A-Z.]+\n(.*\n)*[A-Z] \/vm1\/vm1-flat\.vmdk \(/,
  );
  expect(await home.json('vmfs', 'dump', volume)).toMatchObject({
    superblock: { label: 'datastore1', fileBlocks: 128 },
    superblockState: 'valid',
    superblockCopyState: 'valid',
  });
}

describe('a volume that hosts use', () => {
  it('is looked into through its array', () => looksInto('datastore1'));

  it('says who has locked what, and that the owner lives', async () => {
    const locks = (await home.json('vmfs', 'locks', 'datastore1', '/vm1')) as { path: string }[];
    expect(locks.find(({ path }) => path === '/vm1/vm1.vmx')).toMatchObject({
      mode: 1,
      holders: [{ hostName: expect.stringMatching(/^esx0[12]$/), heartbeat: 'beats' }],
    });
    const { output } = await home.run(['vmfs', 'locks', 'datastore1', '/vm1']);
    expect(output).toMatch(
      /^Lock \[type 10c00001 offset \d+ gen \d+, mode 1 \(exclusive\)\] {2}\/vm1\/.*\n {2}owner .*: beats$/m,
    );
  });

  it('is checked, and not repaired', async () => {
    const report = await fsck(0, 'datastore1');
    expect(report.inUseBy.map(({ hostName }) => hostName).sort()).toEqual(['esx01', 'esx02']);
    expect(report.findings).toEqual([]);
    const refused = await home.run(['vmfs', 'fsck', '--repair', 'datastore1']);
    expect([refused.code, refused.output]).toEqual([8, '']);
    expect(refused.log).toMatch(/^microsphere: lab "small" runs: .*\n$/);
    const served = await home.run(['vmfs', 'fsck', '--repair', lunFile()]);
    expect([served.code, served.output]).toEqual([8, '']);
    expect(served.log).toMatch(/^microsphere: .*datastore1\.lun is served by an array \(process \d+\): .*\n$/);
  });

  it.each([
    [['ls', 'datastore1', '/none'], '/none: no such file or directory'],
    [['cat', 'datastore1', '/vm1'], '/vm1 is a directory'],
    [['ls', 'nowhere'], 'no datastore "nowhere" in lab small'],
  ])('%j is one line', async (args, message) => {
    const { code, output, log } = await home.run(['vmfs', ...args]);
    expect([code, output, log]).toEqual([1, '', `microsphere: ${message}\n`]);
  });
});

describe('the volume of a lab that is down', () => {
  beforeAll(async () => {
    await home.run(['down']);
    await eventually('the end of the lab', () => home.state('small') === undefined);
    expect(await ended(up)).toMatchObject({ code: 0 });
  });

  it('is looked into as a file', async () => {
    await looksInto('datastore1');
    await looksInto(lunFile());
  });

  it('is damaged, checked and repaired', async () => {
    const before = await fsck(0, 'datastore1');
    const { descriptor } = (await home.json('vmfs', 'stat', 'datastore1', '/vm1/vm1.vmx')) as { descriptor: number };
    const fd = openSync(lunFile(), 'r+');
    const noise = Buffer.alloc(BLOCK_BYTES, 0x55);
    writeSync(fd, noise, 0, BLOCK_BYTES, 0);
    writeSync(fd, noise, 0, BLOCK_BYTES, (2_048 + 8 * descriptor) * BLOCK_BYTES);
    closeSync(fd);
    const kinds = ['superblockDamaged', 'lockRecordDamaged'];
    const { findings } = await fsck(4, 'datastore1');
    // Locks that hosts had when they unmounted are no damage: nobody stands behind them.
    const found = findings.filter(({ severity }) => severity !== 'leftover');
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
    expect(found[1]).toMatchObject({ where: { path: '/vm1/vm1.vmx' }, repaired: false });
    const text = await home.run(['vmfs', 'fsck', 'datastore1']);
    expect(text.output).toMatch(/^damage: superblockDamaged: LBA 0: .*\n {4}repair: written anew from its copy\n/);
    const repaired = await fsck(1, '--repair', '--force', 'datastore1');
    expect(repaired.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    expect(repaired.findings.every((finding) => finding.repaired)).toBe(true);
    expect(await fsck(0, 'datastore1')).toEqual({ ...before, findings: [] });
    expect((await home.run(['vmfs', 'cat', 'datastore1', '/vm1/vm1.vmx'])).output).toMatch(vmxLine);
  });
});
