// `pnpm sim [--seed N] [--runs R] [--hours H] [--sabotage MISTAKE]`: storms one after the other, from seed N on. The seed
// comes first, so that whatever happens can be repeated; the first broken invariant ends the run with the log that led to
// it, and exit status 1.
import { parseArgs } from 'node:util';
import { runStorm } from './storm.ts';
import { sabotages } from './world.ts';

/** Lines of the log that are shown of a storm that broke something. */
const SHOWN_LINES = 300;

function positive(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} must be a positive number, not ${JSON.stringify(text)}`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
    runs: { type: 'string', default: '1' },
    hours: { type: 'string', default: '1' },
    sabotage: { type: 'string' },
  },
});
const firstSeed = Math.floor(positive(values.seed, 'seed'));
const runs = Math.floor(positive(values.runs, 'runs'));
const hours = positive(values.hours, 'hours');
const sabotage = sabotages.find((mistake) => mistake === values.sabotage);
if (values.sabotage !== undefined && !sabotage) {
  console.error(`--sabotage must be one of ${sabotages.join(', ')}, not ${JSON.stringify(values.sabotage)}`);
  process.exit(2);
}

let virtualSeconds = 0;
let restarts = 0;
const startedAt = Date.now();
for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
  console.log(`seed ${seed}`);
  const result = runStorm({ seed, seconds: hours * 3_600, sabotage });
  virtualSeconds += result.seconds;
  restarts += result.restarts;
  if (result.violations.length > 0) {
    console.log(result.cluster.tail(SHOWN_LINES));
    for (const { invariant, seconds, text } of result.violations) {
      console.error(`${invariant} is broken at ${seconds.toFixed(3)} s: ${text}`);
    }
    const mistake = sabotage ? ` --sabotage ${sabotage}` : '';
    console.error(`again: pnpm sim --seed ${seed} --hours ${hours}${mistake}`);
    process.exit(1);
  }
  console.log(
    `  ${result.faults} faults, ${result.restarts} restarts, ${Math.round(result.seconds)} virtual seconds: ok`,
  );
}
const took = (Date.now() - startedAt) / 1_000;
console.log(
  `${runs} storms, ${restarts} restarts, ${(virtualSeconds / 3_600).toFixed(1)} virtual hours in ${took.toFixed(1)} s: nothing broken`,
);
