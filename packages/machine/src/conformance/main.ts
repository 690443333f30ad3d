/**
 * The conformance campaign as a script:
 * `node packages/machine/dist/conformance/main.js [--sequences N] [--seed S] [--first I]`.
 * Prints the seed first, then its progress; ends with status 1 and the shrunk sequence when core and QEMU differ.
 */
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { report } from './checker.ts';
import { CoreWorld } from './core.ts';
import { findQemu, QemuWorld } from './qemu.ts';

const DEFAULT_SEQUENCES = 1_000_000;
const PROGRESS_EVERY = 50_000;
const MAX_INDEX = 2 ** 32 - 1;

const { values } = parseArgs({
  options: { sequences: { type: 'string' }, seed: { type: 'string' }, first: { type: 'string' } },
});

function wholeNumber(option: keyof typeof values, otherwise: number): number {
  const text = values[option];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_INDEX) return value;
  console.error(`--${option} must be a whole number from 0 to ${MAX_INDEX}, not "${text}"`);
  process.exit(2);
}

const seed = wholeNumber('seed', Date.now() % MAX_INDEX);
const count = wholeNumber('sequences', DEFAULT_SEQUENCES);
const first = wholeNumber('first', 0);
console.log(`seed ${seed}, sequences ${first} to ${first + count - 1}`);

const command = findQemu();
if (command === undefined) {
  console.error("qemu-riscv64 is not on PATH (Debian's package qemu-user)");
  process.exit(2);
}
const reference = new QemuWorld(command);
// Its files go however this script ends.
process.on('exit', () => void reference.close());
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const tested = await CoreWorld.create();
const startedAt = performance.now();
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
try {
  const { checkedCount, difference } = await runCampaign(
    { reference, tested },
    {
      seed,
      first,
      count,
      onProgress: (done) => {
        if (done % PROGRESS_EVERY === 0) console.log(`${done} alike after ${seconds()} s`);
      },
    },
  );
  console.log(`${checkedCount} sequences ended with the same registers and memory in ${seconds()} s`);
  if (difference) {
    process.exitCode = 1;
    const { original, shrunk } = difference;
    console.log(`the next one did not (again with --seed ${seed} --first ${first + checkedCount} --sequences 1);`);
    console.log(`shrunk from ${original.sequence.units.length} units to ${shrunk.sequence.units.length}:`);
    console.log(report({ reference, tested }, shrunk));
  }
} finally {
  await tested.close();
}
