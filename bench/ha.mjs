// The timelines of vSphere HA as published (reference: ha.md section 3) and as real processes keep them: hosts are killed, cut
// off and partitioned, and what they do then is timed by the host that does it, from the fault on. Times are published seconds
// (those of the `fast` profile are shorter); each mark is the median of some runs. With `--hosts N`: the largest cluster of at
// most N hosts whose HA passes on this machine.
import { largestCluster } from './ha/largest-cluster.mjs';
import { scenarios } from './ha/scenarios.mjs';
import { median } from './report.mjs';

export const title = 'the timelines of vSphere HA, published and measured; the largest cluster (--hosts N)';

const PROFILES = (process.env.MICROSPHERE_BENCH_PROFILES ?? 'fast,realistic').split(',');
const RUNS = Number(process.env.MICROSPHERE_BENCH_RUNS ?? 3);
/** How far a mark may be from the published one, in published seconds. */
const TOLERANCE_SECONDS = 1;

export async function* run(tell, { hosts }) {
  if (hosts !== undefined) {
    yield* largestCluster(hosts, tell);
    return;
  }
  const failures = [];
  for (const profile of PROFILES)
    for (const scenario of scenarios) {
      const marks = await scenario
        .measure({ profile, runs: RUNS, tell: (text) => tell(`${profile}: ${text}`) })
        .catch((error) => {
          failures.push(error.message);
          return [];
        });
      for (const { mark, published, measured } of marks) {
        const metric = `${profile}: ${scenario.title}: ${mark}`;
        const value = median(measured);
        const promise = { peer: 'published', peerValue: published, tolerance: TOLERANCE_SECONDS };
        yield { metric, value, unit: 's', ...(published === undefined ? {} : promise) };
      }
    }
  if (failures.length > 0) throw new Error(failures.join('; '));
}
