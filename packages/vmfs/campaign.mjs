// The crash campaign (src/campaign): `node packages/vmfs/campaign.mjs --cuts 100000 --seed 1 [--workload NAME]`, after a
// build. Says every few seconds how far it is, and at the end how many cuts left what wrong; then its exit code is 1.
import { parseArgs } from 'node:util';
import { Campaign } from './dist/campaign/campaign.js';
import { workloads } from './dist/campaign/workloads.js';

const PROGRESS_INTERVAL_MS = 10_000;
const MAX_FAILURES_SHOWN = 20;

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    workload: { type: 'string' },
  },
});
const wanted = Number(values.cuts);
const campaign = new Campaign({ seed: Number(values.seed) });
const chosen = Object.entries(workloads).filter(([name]) => values.workload === undefined || name === values.workload);
if (!(wanted > 0) || chosen.length === 0)
  throw new RangeError(`--cuts is a number, --workload one of ${Object.keys(workloads).join(', ')}`);

const startedAt = performance.now();
let shownAt = startedAt;
for (let run = 0; campaign.cuts < wanted; run += 1) {
  const [name, make] = chosen[run % chosen.length];
  campaign.run(name, make);
  if (performance.now() - shownAt < PROGRESS_INTERVAL_MS) continue;
  shownAt = performance.now();
  const seconds = Math.round((shownAt - startedAt) / 1000);
  console.log(`${campaign.cuts} of ${wanted} cuts in ${seconds} s, ${campaign.failures.length} failures`);
}
for (const failure of campaign.failures.slice(0, MAX_FAILURES_SHOWN)) console.error(failure);
const { cuts, writes, runs, failures } = campaign;
console.log(
  `${cuts} cuts, ${writes} writes cut, ${runs} runs of ${chosen.length} workloads, seed ${values.seed}: ${failures.length} failures`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
