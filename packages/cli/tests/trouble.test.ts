// What a datacenter can meet: ports and directories that others have, damaged disks, a full one. Each is one clear line, and
// nothing is left half-started.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { guestImage } from '../../guests/src/index.ts';
import {
  closeHomes,
  ended,
  eventually,
  removeTemporaryDirectories,
  smallLab,
  stopAll,
  TestHome,
  TestProcess,
  temporaryDirectory,
  waitFor,
} from '../../testkit/src/index.ts';

const SECTOR_BYTES = 512;
const mounts: string[] = [];

afterEach(async () => {
  await closeHomes();
  await stopAll();
  for (const path of mounts.splice(0)) execFileSync('umount', [path]);
  removeTemporaryDirectories();
});

/** A start that must fail with this one line, and leave nothing. */
async function expectFailure(home: TestHome, args: readonly string[], message: RegExp): Promise<void> {
  const { code, output, log } = await home.run(['up', ...args]);
  expect([code, output]).toEqual([1, '']);
  expect(log).toMatch(message);
  expect(log).toMatch(/^microsphere: [^\n]*\n$/);
  await home.expectNothingLeft();
}

const arrays = (home: TestHome) => join(home.path, smallLab.name, 'arrays', 'array1');

/** Overwrites a part of a LUN, as a disk that lies does. */
function damage(lun: string, at: number, bytes: Uint8Array): void {
  const file = openSync(lun, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

it("vCenter's port is taken", async () => {
  const home = new TestHome();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const args = ['-f', home.labFile(smallLab), '--port', String(port)];
  const message = new RegExp(`vcenter: .*127\\.0\\.0\\.1:${port}: another process has this port`);
  await expectFailure(home, args, message);
  await expectFailure(home, ['-d', ...args], message);
  await new Promise((resolve) => other.close(resolve));
});

it("an array's directory is in use by another process", async () => {
  const home = new TestHome();
  const luns = [{ lun: 0, name: 'datastore1', sizeBytes: 128 * 1024 * 1024 }];
  const other = new TestProcess('shared-storage', { name: 'other', directory: arrays(home), luns });
  await other.ready();
  const message = new RegExp(`array1: .*${arrays(home)} is served by another array process \\(pid ${other.pid}\\)`);
  await expectFailure(home, ['-f', home.labFile(smallLab)], message);
});

it('a damaged volume is named, a damaged boot sector is said on the console of its guest', async () => {
  const home = new TestHome();
  const first = await home.up(smallLab);
  first.signal('SIGINT');
  await first.exited;
  const lun = join(arrays(home), 'datastore1.lun');
  const whole = readFileSync(lun);

  // The label in the superblock, which has a checksum.
  damage(lun, 40, Buffer.alloc(4, 0xff));
  const unusable =
    /^microsphere: datastore1: no host can mount it: the volume on LUN datastore1 is not usable: superblock at LBA 0: wrong checksum\n$/;
  await expectFailure(home, ['-f', home.labFile(smallLab)], unusable);
  damage(lun, 0, whole.subarray(0, SECTOR_BYTES));

  // vm1 was created first: the first boot sector of its guest image on the volume is on its disk.
  const bootSector = whole.indexOf(guestImage('ledger').bytes.subarray(0, SECTOR_BYTES));
  expect(bootSector).toBeGreaterThan(0);
  damage(lun, bootSector, Buffer.alloc(SECTOR_BYTES));
  const up = await home.up(smallLab);
  const said = up.log.split('\n').filter((line) => line.startsWith('microsphere: '));
  expect(said).toEqual(['microsphere: vm1: its guest does not answer; see: microsphere vm console vm1']);
  const console = home.microsphere(['vm', 'console', 'vm1']);
  await eventually('what the firmware says', () => console.output.includes('Operating System not found'));
  console.write('\x1d');
  expect(await ended(console)).toMatchObject({ code: 0 });
  expect(await home.json('ledger', 'append', 'vm2')).toMatchObject({ appended: 1 });
});

/** A small file system of its own, or a test that is skipped where none can be mounted. */
function smallDisk(context: { skip(note: string): never }, sizeMb: number): string {
  const path = temporaryDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    context.skip('no file system can be mounted here');
  }
  mounts.push(path);
  return path;
}

/** Takes all the room that is left; returns what gives it back. */
function fill(directory: string): () => void {
  const path = join(directory, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  expect(() => {
    for (;;) writeSync(file, block);
  }).toThrow('ENOSPC');
  closeSync(file);
  return () => rmSync(path);
}

it("an array's disk is full: it says so, guests see I/O errors, and nothing acknowledged is lost", async (context) => {
  const disk = smallDisk(context, 24);
  const home = new TestHome();
  mkdirSync(join(home.path, smallLab.name, 'arrays'), { recursive: true });
  symlinkSync(disk, arrays(home));
  await home.up(smallLab);
  const makeRoom = fill(disk);
  const console = home.microsphere(['vm', 'console', 'vm1']);
  await eventually('the console', () => console.log.includes('Ctrl-] ends it'));
  // More entries than fit in what the disk has allocated already.
  const append = home.microsphere(['ledger', 'append', 'vm1', '-c', '200', '--json']);
  await eventually("the guest's complaint", () => console.output.includes('a write failed'));
  const log = () => readFileSync(join(home.path, smallLab.name, 'logs', 'array1.log'), 'utf8');
  expect(log()).toMatch(/"level":50.*LUN 0 \(datastore1\): SPACE_ALLOCATION_FAILED_WRITE_PROTECT: lba \d+: ENOSPC/);
  makeRoom();
  const { code, output } = await ended(append);
  expect([code, JSON.parse(output)]).toEqual([0, expect.objectContaining({ vm: 'vm1', appended: 200 })]);
  expect(await home.json('ledger', 'read', 'vm1', '-n', '200')).toMatchObject({
    entries: Array.from({ length: 200 }, (_, index) => ({ kind: 'append', n: index + 1 })),
  });
  console.write('\x1d');
  await console.exited;
});

it("vCenter's disk is full: it ends with one clear line, and is revived when there is room", async (context) => {
  const disk = smallDisk(context, 8);
  const home = new TestHome();
  mkdirSync(join(home.path, smallLab.name), { recursive: true });
  symlinkSync(disk, join(home.path, smallLab.name, 'vcenter'));
  await home.up(smallLab);
  const makeRoom = fill(disk);
  await waitFor('the end of vCenter', {
    observe: async () => {
      await home.run(['vm', 'create', 'more', '--datastore', 'datastore1']);
      return home.state(smallLab.name)?.processes.find(({ name }) => name === 'vcenter')?.state;
    },
    until: (state) => state === 'exited',
  });
  const log = readFileSync(join(home.path, smallLab.name, 'logs', 'vcenter.log'), 'utf8');
  expect(log.match(/"level":60,.*"msg":"databasePath .*vcenter\.db: the disk is full \(.*\)"/g)).toHaveLength(1);
  makeRoom();
  expect(await home.json('revive', 'vcenter')).toEqual({ name: 'vcenter' });
  expect(await home.json('ledger', 'append', 'vm1')).toMatchObject({ appended: 1 });
});
