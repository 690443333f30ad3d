/**
 * Runs programs of the public riscv-tests (github.com/riscv-software-src/riscv-tests, the `-p-` environment) on the core, by
 * hand: `node packages/machine/dist/conformance/riscv-tests.js FILE...`. Such a program is an ELF file that stores its
 * verdict to its symbol `tohost` in RAM: 1 for success, else the number of the failed check times two plus one.
 *
 * To build them (Debian's gcc-riscv64-unknown-elf), in the folder `isa` of a checkout with its submodule `env`:
 * `riscv64-unknown-elf-gcc -march=rv64g -mabi=lp64 -static -mcmodel=medany -fvisibility=hidden -nostdlib -nostartfiles
 * -I../env/p -Imacros/scalar -T../env/p/link.ld rv64ui/add.S -o rv64ui-p-add`.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Host } from '../host.ts';
import { readMemory, runFirmware } from './core.ts';
import { ElfError, type ElfFile, readElf } from './elf.ts';
import { LOAD_ADDRESS } from './program.ts';

const MIB = 1024 * 1024;
const HARDWARE = { memorySizeBytes: 16 * MIB, pcpuCount: 1, pcpuMhz: 1000 };
const MEMORY_SIZE_BYTES = 4 * MIB;
/** Far more than any of them needs. */
const MAX_INSTRUCTIONS = 20_000_000;
/** What the tests' trap handler sets in the verdict when it meets a trap that it does not expect. */
const UNEXPECTED_TRAP = 1337;

/** Its segments laid out from the start of RAM. */
function flatImage({ entry, segments }: ElfFile): Uint8Array {
  if (entry !== LOAD_ADDRESS) throw new ElfError(`begins at ${entry.toString(16)}, not at the start of RAM`);
  const end = Math.max(...segments.map(({ address, memorySizeBytes }) => address + memorySizeBytes));
  const image = new Uint8Array(end - LOAD_ADDRESS);
  for (const { address, bytes } of segments) image.set(bytes, address - LOAD_ADDRESS);
  return image;
}

/** "pass", or what went wrong. */
async function runTest(host: Host, path: string): Promise<string> {
  const elf = readElf(readFileSync(path));
  const address = elf.symbols.get('tohost');
  if (address === undefined) throw new ElfError(`${path} has no symbol tohost`);
  const offset = address - LOAD_ADDRESS;
  const { vm, reason } = await runFirmware(host, {
    firmware: flatImage(elf),
    memorySizeBytes: MEMORY_SIZE_BYTES,
    until: (running) => {
      const verdict = readMemory(running, offset, 4);
      const code = new DataView(verdict.buffer, verdict.byteOffset, 4).getUint32(0, true);
      if (code !== 0) return describe(code);
      return running.instructions > MAX_INSTRUCTIONS && `no verdict after ${MAX_INSTRUCTIONS} instructions`;
    },
  });
  await vm.destroy();
  return reason;
}

function describe(code: number): string {
  if (code === 1) return 'pass';
  if ((code & UNEXPECTED_TRAP) === UNEXPECTED_TRAP)
    return `an unexpected trap after check ${code & ~UNEXPECTED_TRAP} (some bits of that number are lost)`;
  return `check ${code >> 1} failed`;
}

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('usage: riscv-tests.js FILE...');
  process.exit(2);
}
const host = await Host.create(HARDWARE);
let passCount = 0;
try {
  for (const path of paths) {
    const verdict = await runTest(host, path);
    if (verdict === 'pass') passCount++;
    console.log(`${basename(path)}: ${verdict}`);
  }
} finally {
  await host.close();
}
console.log(`${passCount} of ${paths.length} pass`);
process.exitCode = passCount === paths.length ? 0 : 1;
