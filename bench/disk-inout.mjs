// Disks in and out: whole commands, with the start of the process and every byte through a real array, beside `qemu-img convert`,
// which goes from file to file. Half of the disk holds data, half of that can be compressed.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './report.mjs';

export const title = 'MB/s of disk export and import, and of qemu-img convert';

const ROUNDS = 3;
const MIB = 1024 * 1024;
const DISK_MIB = 256;
const PEER = 'qemu-img';
const program = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));
const lab = {
  name: 'bench',
  vcenter: { port: 0 },
  hosts: [{ name: 'esx01' }],
  datastores: [{ name: 'datastore1', sizeMb: (2 * ROUNDS + 2) * DISK_MIB }],
};

/** A MiB of noise, a MiB of text, two MiB of zeros, and so on. */
function disk() {
  const bytes = Buffer.alloc(DISK_MIB * MIB);
  for (let at = 0; at < bytes.length; at += 4 * MIB) {
    randomFillSync(bytes, at, MIB);
    bytes.fill('the quick brown fox jumps over the lazy dog; ', at + MIB, at + 2 * MIB);
  }
  return bytes;
}

export async function* run(tell) {
  const home = mkdtempSync(join(tmpdir(), 'microsphere-bench-'));
  const file = (name) => join(home, name);
  const microsphere = (...args) =>
    execFileSync(process.execPath, [program, '--lab', lab.name, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MICROSPHERE_HOME: join(home, 'labs') },
    });
  const hasPeer = spawnSync(PEER, ['--version']).status === 0;
  if (!hasPeer) tell(`there is no ${PEER}: no peer`);
  try {
    writeFileSync(file('lab.yaml'), JSON.stringify(lab));
    writeFileSync(file('disk.raw'), disk());
    tell('starting a lab');
    microsphere('up', '--detach', '--file', file('lab.yaml'));
    const values = { 'import raw': [], 'export vmdk': [], 'import vmdk': [], 'export raw': [] };
    const peerValues = { 'export vmdk': [], 'import vmdk': [] };
    const measured = (list, work) => {
      const start = performance.now();
      work();
      list?.push((DISK_MIB * MIB) / 1_000 / (performance.now() - start));
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      tell(`${round + 1} of ${ROUNDS}`);
      const [a, b] = [`[datastore1] in/a${round}.vmdk`, `[datastore1] in/b${round}.vmdk`];
      measured(values['import raw'], () => microsphere('disk', 'import', file('disk.raw'), a));
      measured(values['export vmdk'], () => microsphere('disk', 'export', a, file('ours.vmdk')));
      measured(values['import vmdk'], () => microsphere('disk', 'import', file('ours.vmdk'), b));
      measured(values['export raw'], () => microsphere('disk', 'export', b, file('ours.raw'), '--format', 'raw'));
      execFileSync('cmp', [file('disk.raw'), file('ours.raw')]);
      if (hasPeer) {
        const stream = ['-O', 'vmdk', '-o', 'subformat=streamOptimized', file('disk.raw'), file('theirs.vmdk')];
        measured(peerValues['export vmdk'], () => execFileSync(PEER, ['convert', '-f', 'raw', ...stream]));
        const back = ['-O', 'raw', file('ours.vmdk'), file('theirs.raw')];
        measured(peerValues['import vmdk'], () => execFileSync(PEER, ['convert', '-f', 'vmdk', ...back]));
        execFileSync('cmp', [file('disk.raw'), file('theirs.raw')]);
      }
      for (const name of ['ours.vmdk', 'ours.raw', 'theirs.vmdk', 'theirs.raw']) rmSync(file(name), { force: true });
    }
    for (const [metric, list] of Object.entries(values)) {
      const measurement = { metric, value: median(list), unit: 'MB/s' };
      const peerList = peerValues[metric] ?? [];
      yield peerList.length > 0
        ? { ...measurement, peer: `${PEER} convert`, peerValue: median(peerList) }
        : measurement;
    }
  } finally {
    microsphere('down', '--purge');
    rmSync(home, { recursive: true, force: true });
  }
}
