// `microsphere disk`: disks out of a lab and into it, while it runs and while it is down, judged by qemu-img.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeartbeatMonitor, type Operation, readSuperblock, VmfsError, Volume } from '@microsphere/vmfs';
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome, temporaryDirectory, waitFor } from '../../testkit/src/index.ts';
import { LunFile } from '../src/storage/lun-file.ts';

const qemuIsThere = spawnSync('qemu-img', ['--version']).status === 0;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const MIB = 1024 * 1024;
const DISK = '[datastore1] vm1/vm1.vmdk';
const lab = { ...smallLab, datastores: [{ name: 'datastore1', sizeMb: 256 }] };

let home: TestHome;
let folder: string;
const file = (name: string) => join(folder, name);

/** A disk with data in a few places, of an odd number of sectors. */
function image(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at < 3 * MIB; at += 1) bytes[at] = (at * 2_654_435_761) >>> 24;
  bytes.fill('middle', 7 * MIB + 123, 7 * MIB + 100_000);
  bytes[sizeBytes - 1] = 1;
  return bytes;
}

/** What an operation finds on the volume, by the LUN's own file; undefined where a host was writing what was read. */
function onVolume<T>(operation: (volume: Volume) => Operation<T>): T | undefined {
  const lun = new LunFile(join(home.path, lab.name, 'arrays', 'array1', 'datastore1.lun'));
  try {
    const superblock = lun.run(readSuperblock(lun.blocks));
    const monitor = new HeartbeatMonitor({ leaseMs: Number.POSITIVE_INFINITY });
    const owner = { uuid: NOBODY, hostName: '', slot: 0 };
    return lun.run(operation(new Volume({ superblock, owner, monitor, now: () => 0 })));
  } catch (error) {
    if (error instanceof VmfsError) return undefined;
    throw error;
  } finally {
    lun.close();
  }
}

beforeAll(async () => {
  home = new TestHome();
  folder = temporaryDirectory();
  await home.up(lab);
  return () => home.close();
});

it('what goes in comes out, byte for byte: raw in, a stream out, that in again, raw out', async () => {
  const bytes = image(20 * MIB + 512);
  writeFileSync(file('in.raw'), bytes);
  expect(await home.json('disk', 'import', file('in.raw'), '[datastore1] copies/a.vmdk')).toMatchObject({
    disk: '[datastore1] copies/a.vmdk',
    format: 'raw',
    capacityBytes: bytes.length,
  });
  expect(await home.json('disk', 'export', '[datastore1] copies/a.vmdk', file('a.vmdk'))).toMatchObject({
    format: 'vmdk',
    capacityBytes: bytes.length,
    fileBytes: readFileSync(file('a.vmdk')).length,
  });
  expect(await home.json('disk', 'import', file('a.vmdk'), '[datastore1] copies/b.vmdk')).toMatchObject({
    format: 'vmdk',
    capacityBytes: bytes.length,
  });
  await home.json('disk', 'export', '[datastore1] copies/b.vmdk', file('b.raw'), '--format', 'raw');
  expect(Buffer.compare(readFileSync(file('b.raw')), bytes)).toBe(0);
});

it('a thin disk takes the space of what is not zero, and reads the same', async () => {
  await home.json('disk', 'import', file('in.raw'), '[datastore1] copies/thin.vmdk', '--thin');
  const stat = await waitFor('its size on the volume', {
    observe: () => onVolume((volume) => volume.stat('/copies/thin-flat.vmdk')),
    until: Boolean,
  });
  // 3 MiB, a part of the eighth, and the last.
  expect([stat?.provisioning, (stat?.allocatedBytes ?? 0) / MIB]).toEqual(['thin', 5]);
  await home.json('disk', 'export', '[datastore1] copies/thin.vmdk', file('thin.raw'), '--format', 'raw');
  expect(Buffer.compare(readFileSync(file('thin.raw')), readFileSync(file('in.raw')))).toBe(0);
});

it.skipIf(!qemuIsThere)('qemu-img reads what comes out, and writes what goes in', async () => {
  const bytes = readFileSync(file('b.raw'));
  const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });
  expect(qemuImg('check', file('a.vmdk'))).toContain('No errors were found');
  qemuImg('convert', '-O', 'raw', file('a.vmdk'), file('theirs.raw'));
  expect(Buffer.compare(readFileSync(file('theirs.raw')), bytes)).toBe(0);
  for (const subformat of ['streamOptimized', 'monolithicSparse']) {
    qemuImg(
      'convert',
      '-f',
      'raw',
      '-O',
      'vmdk',
      '-o',
      `subformat=${subformat}`,
      file('b.raw'),
      file(`${subformat}.vmdk`),
    );
    await home.json('disk', 'import', file(`${subformat}.vmdk`), `[datastore1] theirs/${subformat}.vmdk`);
    await home.json(
      'disk',
      'export',
      `[datastore1] theirs/${subformat}.vmdk`,
      file(`${subformat}.raw`),
      '--format',
      'raw',
    );
    expect(Buffer.compare(readFileSync(file(`${subformat}.raw`)), bytes), subformat).toBe(0);
  }
});

it('a disk of a virtual machine that runs is locked, by its host; one that is off is not', async () => {
  const refused = await home.run(['disk', 'export', DISK, file('vm1.vmdk')]);
  expect([refused.code, refused.output]).toEqual([1, '']);
  expect(refused.log).toMatch(/^microsphere: Failed to lock the file \/vm1\/vm1-flat\.vmdk: held by esx0\d\n$/);
  expect(readdirSync(folder).filter((name) => name.startsWith('vm1'))).toEqual([]);
  await home.json('vm', 'off', 'vm1');
  expect(await home.json('disk', 'export', DISK, file('vm1.vmdk'))).toMatchObject({ capacityBytes: 16 * MIB });
  // Its locks are free again.
  await home.json('vm', 'on', 'vm1');
  await home.json('vm', 'off', 'vm1');
});

it.each([
  [['export', 'vm1.vmdk', 'x'], 2, /"vm1.vmdk" is not of the form "\[datastore1\] web\/web.vmdk"/],
  [['export', '[datastore9] vm1/vm1.vmdk', 'x'], 1, /no datastore "datastore9"; there are: datastore1/],
  [['export', '[datastore1] vm1/none.vmdk', 'x'], 1, /\/vm1\/none.vmdk: no such file or directory/],
  [['export', DISK, 'in.raw'], 1, /in.raw exists/],
  [['export', DISK, 'no/such/folder'], 1, /no\/such\/folder: no such file or directory/],
  [['import', 'none.raw', '[datastore1] a/a.vmdk'], 1, /none.raw: no such file or directory/],
  [['import', 'in.raw', '[datastore1] a/a.raw'], 2, /the name of a disk ends in .vmdk/],
  [['import', 'in.raw', '[datastore1] copies/a.vmdk'], 1, /\[datastore1\] copies\/a.vmdk exists/],
  [['import', 'cut.vmdk', '[datastore1] a/a.vmdk'], 1, /cut.vmdk: at byte \d+: the file/],
  [['import', 'large.raw', '[datastore1] a/a.vmdk'], 1, /needs 1024 MiB, and \[datastore1\] has \d+ MiB free/],
])('disk %j is refused before anything is written', async (args, status, message) => {
  writeFileSync(file('cut.vmdk'), readFileSync(file('a.vmdk')).subarray(0, 100_000));
  if (!existsSync(file('large.raw'))) execFileSync('truncate', ['-s', '1G', file('large.raw')]);
  const local = args.map((argument) => (/^\[|^(export|import|vm1\.vmdk)$/.test(argument) ? argument : file(argument)));
  const { code, output, log } = await home.run(['disk', ...local]);
  expect([code, output]).toEqual([status, '']);
  expect(log).toMatch(message);
  expect(log).toMatch(/^microsphere: [^\n]*\n$/);
});

it('an import that meets bad data, or Ctrl-C, leaves nothing behind', async () => {
  const before = (await home.json('status')) as { datastores: { freeBytes: number }[] };
  const bad = readFileSync(file('a.vmdk'));
  bad.fill(0xff, 128 * 512 + 12, 128 * 512 + 40);
  writeFileSync(file('bad.vmdk'), bad);
  const { code, log } = await home.run(['disk', 'import', file('bad.vmdk'), '[datastore1] new/bad.vmdk']);
  expect([code, log]).toEqual([
    1,
    expect.stringMatching(/bad.vmdk: at byte 65536: the grain for sector 0 .* does not inflate/),
  ]);
  // Large enough to be under way still when its extent is seen.
  writeFileSync(file('long.raw'), randomBytes(100 * MIB));
  const command = home.microsphere(['disk', 'import', file('long.raw'), '[datastore1] new/long.vmdk']);
  await waitFor('the import to be under way', {
    observe: () => onVolume((volume) => volume.exists('/new/long-flat.vmdk')),
    until: Boolean,
  });
  command.signal('SIGINT');
  expect(await command.exited).toEqual({ code: 1, signal: null });
  expect(command.log).toContain('importing [datastore1] new/long.vmdk: interrupted; nothing of it is left\n');
  expect([
    onVolume((volume) => volume.exists('/new/long-flat.vmdk')),
    onVolume((volume) => volume.exists('/new')),
  ]).toEqual([false, false]);
  await waitFor('the space to be free', {
    observe: async () => ((await home.json('status')) as typeof before).datastores[0]?.freeBytes,
    until: (freeBytes) => (freeBytes ?? 0) >= (before.datastores[0]?.freeBytes ?? 0),
  });
});

it('a lab that is down is read and written all the same, and comes up with it', async () => {
  await home.json('down');
  await home.json('disk', 'export', '[datastore1] copies/a.vmdk', file('offline.raw'), '--format', 'raw');
  expect(Buffer.compare(readFileSync(file('offline.raw')), readFileSync(file('in.raw')))).toBe(0);
  await home.json('disk', 'import', file('in.raw'), '[datastore1] copies/offline.vmdk');
  await home.up(lab);
  await home.json('disk', 'export', '[datastore1] copies/offline.vmdk', file('again.raw'), '--format', 'raw');
  expect(Buffer.compare(readFileSync(file('again.raw')), readFileSync(file('in.raw')))).toBe(0);
});
