// What a datacenter can meet: ports and directories that others have, damaged disks, a full one. Each is one clear line, and
// nothing is left half-started.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
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
} from '../../testkit/src/index.ts';

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
