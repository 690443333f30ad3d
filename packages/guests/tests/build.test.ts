// The committed images are what their sources say, byte for byte.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const images = join(root, 'images');
const wanted = readFileSync(join(images, 'compiler.txt'), 'latin1').trim();
const found = spawnSync('riscv64-unknown-elf-gcc', ['-dumpfullversion'], { encoding: 'latin1' }).stdout?.trim();

afterEach(removeTemporaryDirectories);

it.skipIf(found !== wanted)(
  `the images are those of their sources (needs riscv64-unknown-elf-gcc ${wanted}, here is ${found ?? 'none'})`,
  () => {
    const output = temporaryDirectory();
    const build = spawnSync(process.execPath, [join(root, 'build.mjs'), output], { encoding: 'latin1' });
    expect(build.stderr).toBe('');
    expect(readdirSync(output).sort()).toEqual(readdirSync(images).sort());
    for (const name of readdirSync(images))
      expect(readFileSync(join(output, name)).equals(readFileSync(join(images, name))), `${name}: run build.mjs`).toBe(
        true,
      );
  },
);

it('the images are some tens of kilobytes and name no paths', () => {
  for (const name of ['firmware.bin', 'ledger.img']) {
    const bytes = readFileSync(join(images, name));
    expect(bytes.length).toBeLessThan(64 * 1024);
    expect(bytes.toString('latin1')).not.toMatch(/\/(tmp|work|home|usr)\//);
  }
});
