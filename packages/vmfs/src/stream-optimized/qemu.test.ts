// The judge from outside: `qemu-img` (Debian qemu-utils) reads what we write and writes what we read, byte for byte.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { removeTemporaryDirectories, temporaryDirectory } from '../../../testkit/src/temporary.ts';
import { decodeDisk, encodeDisk, openBytes, Random, sparseDisk } from './testing.ts';

const qemuIsThere = spawnSync('qemu-img', ['--version']).status === 0;
const ROUNDS = 6;

afterEach(removeTemporaryDirectories);

const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });

describe.skipIf(!qemuIsThere)('qemu-img', () => {
  it('finds nothing wrong with what we write, and the same bytes in it', () => {
    const random = new Random(2);
    const folder = temporaryDirectory();
    const [vmdk, raw] = [join(folder, 'ours.vmdk'), join(folder, 'theirs.raw')];
    for (let round = 0; round < ROUNDS; round += 1) {
      const disk = sparseDisk(random, 1 + random.below(100_000));
      writeFileSync(vmdk, encodeDisk(disk, zlib));
      expect(qemuImg('check', vmdk)).toContain('No errors were found');
      expect(JSON.parse(qemuImg('info', '--output=json', vmdk))).toMatchObject({
        format: 'vmdk',
        'virtual-size': disk.length,
        'format-specific': { data: { 'create-type': 'streamOptimized', cid: 0x0123abcd } },
      });
      qemuImg('convert', '-f', 'vmdk', '-O', 'raw', vmdk, raw);
      expect(Buffer.compare(readFileSync(raw), disk), `round ${round}`).toBe(0);
    }
  });

  it.each(['streamOptimized', 'monolithicSparse'])('writes %s that we read', (subformat) => {
    const random = new Random(3);
    const folder = temporaryDirectory();
    const [raw, vmdk] = [join(folder, 'ours.raw'), join(folder, 'theirs.vmdk')];
    for (let round = 0; round < ROUNDS; round += 1) {
      const disk = sparseDisk(random, 1 + random.below(100_000));
      writeFileSync(raw, disk);
      qemuImg('convert', '-f', 'raw', '-O', 'vmdk', '-o', `subformat=${subformat}`, raw, vmdk);
      const file = readFileSync(vmdk);
      expect(openBytes(file).descriptor.createType).toBe(subformat);
      expect(Buffer.compare(decodeDisk(file, zlib), disk), `round ${round}`).toBe(0);
    }
  });

  it('writes monolithicSparse in any order, that we read', () => {
    const folder = temporaryDirectory();
    const vmdk = join(folder, 'disk.vmdk');
    qemuImg('create', '-f', 'vmdk', vmdk, '40M');
    for (const [value, at] of [
      [3, '35M'],
      [1, '64k'],
      [2, '20M'],
    ] as const)
      execFileSync('qemu-io', ['-f', 'vmdk', '-c', `write -P ${value} ${at} 100k`, vmdk]);
    const disk = decodeDisk(readFileSync(vmdk), zlib);
    expect([35 << 20, 64 << 10, 20 << 20].map((at) => disk[at + 99_999])).toEqual([3, 1, 2]);
    expect(disk.filter((byte) => byte !== 0).length).toBe(3 * 100 * 1024);
  });
});

it.skipIf(qemuIsThere)('qemu-img is not here: the disk formats are not checked against it', () => {});
