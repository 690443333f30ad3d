// Builds the guest programs with Debian's cross compiler (gcc-riscv64-unknown-elf): firmware.bin, and ledger.img, the start
// of a boot disk. The result depends on the sources and the compiler's version alone.
//   node packages/guests/build.mjs [OUTPUT DIRECTORY]     (default: images/)
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const TOOLS = 'riscv64-unknown-elf-';
const SECTOR_BYTES = 512;
/** The ledger begins behind this (os/ledger.c, AREA_SECTOR). */
const IMAGE_AREA_BYTES = 1024 * SECTOR_BYTES;
const FIRMWARE = { base: 0x8000_0000, limit: 0x8002_0000 };
const SYSTEM = { base: 0x8002_0000, limit: 0x8030_0000 };
const FLAGS = [
  '-march=rv64ima_zicsr_zifencei',
  '-mabi=lp64',
  '-mcmodel=medany',
  '-mstrict-align',
  '-std=gnu17',
  '-O2',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wno-main',
  '-ffreestanding',
  '-fno-strict-aliasing',
  '-fno-tree-loop-distribute-patterns',
  '-fno-asynchronous-unwind-tables',
  '-ffunction-sections',
  '-fdata-sections',
  '-nostdlib',
  '-nostartfiles',
  '-static',
  '-Wl,--gc-sections',
  '-Wl,--build-id=none',
  '-Wl,--no-warn-rwx-segments',
];

const root = fileURLToPath(new URL('.', import.meta.url));
const output = process.argv[2] ?? join(root, 'images');

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (error)
    throw new Error(`${command} cannot be run: ${error.message} (Debian: apt install gcc-riscv64-unknown-elf)`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stderr}`);
  return stdout.trim();
}

/** Compiles the folders of C into one flat binary that is loaded at `base`. */
function program(folders, { base, limit }, temporary) {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.[cS]$/.test(name))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
  const elf = join(temporary, 'program.elf');
  const binary = join(temporary, 'program.bin');
  const place = [`-Wl,--defsym=BASE=${base}`, `-Wl,--defsym=LIMIT=${limit}`, '-Wl,-Tkit/link.ld'];
  run(`${TOOLS}gcc`, [...FLAGS, ...place, ...sources, '-o', elf]);
  run(`${TOOLS}objcopy`, ['-O', 'binary', elf, binary]);
  return readFileSync(binary);
}

/** Sector 0: firmware/boot-sector.h. */
function bootSector(system) {
  const sector = Buffer.alloc(SECTOR_BYTES);
  sector.write('MSPHBOOT', 0, 'latin1');
  sector.writeUInt32LE(1, 8);
  sector.writeUInt32LE(1, 12);
  sector.writeUInt32LE(system.length, 16);
  sector.writeUInt32LE(crc32(system), 20);
  sector.writeBigUInt64LE(BigInt(SYSTEM.base), 24);
  sector.writeBigUInt64LE(BigInt(SYSTEM.base), 32);
  sector.writeUInt32LE(crc32(sector.subarray(0, SECTOR_BYTES - 4)), SECTOR_BYTES - 4);
  return sector;
}

const temporary = mkdtempSync(join(tmpdir(), 'microsphere-guests-'));
try {
  const firmware = program(['kit', 'firmware'], FIRMWARE, temporary);
  const system = program(['kit', 'os'], SYSTEM, temporary);
  const padding = Buffer.alloc((SECTOR_BYTES - (system.length % SECTOR_BYTES)) % SECTOR_BYTES);
  const image = Buffer.concat([bootSector(system), system, padding]);
  if (image.length > IMAGE_AREA_BYTES)
    throw new Error(`the image has ${image.length} bytes, ${IMAGE_AREA_BYTES} are its area`);
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'firmware.bin'), firmware);
  writeFileSync(join(output, 'ledger.img'), image);
  writeFileSync(join(output, 'compiler.txt'), `${run(`${TOOLS}gcc`, ['-dumpfullversion'])}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
