// Threads that run the schedules of a campaign. Seeds are handed out in small lots, so that no thread waits long for another; the results come
// back in the order of the seeds.
import { Worker } from 'node:worker_threads';
import type { RunSummary } from './campaign.ts';
import type { CampaignName } from './campaigns.ts';

/** Seeds that a thread is given at a time. */
const LOT = 20;
export const MAX_JOBS = 64;

export interface ThreadsOptions {
  readonly campaign: CampaignName;
  readonly firstSeed: number;
  readonly runs: number;
  readonly jobs: number;
  readonly sabotage: string | undefined;
  /** In the order of the seeds; false ends it all. */
  readonly onRun: (run: RunSummary) => boolean;
}

/** Resolves when all seeds have been run, or nobody wants more. Rejects when a run throws. */
export function runInThreads({ campaign, firstSeed, runs, jobs, sabotage, onRun }: ThreadsOptions): Promise<void> {
  const end = firstSeed + runs;
  const finished = new Map<number, readonly RunSummary[]>();
  let next = firstSeed;
  let told = firstSeed;
  let over = false;
  const workers: Worker[] = [];
  return new Promise<void>((resolve, reject) => {
    const stop = (settle: () => void) => {
      over = true;
      void Promise.all(workers.map((worker) => worker.terminate())).then(settle);
    };
    const tell = () => {
      for (let lot = finished.get(told); lot && !over; lot = finished.get(told)) {
        finished.delete(told);
        told += lot.length;
        for (const run of lot) if (!over && !onRun(run)) stop(resolve);
      }
      if (!over && told === end) stop(resolve);
    };
    for (let job = 0; job < jobs; job += 1) {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { campaign, sabotage } });
      workers.push(worker);
      const give = () => {
        const first = next;
        const seeds = Array.from({ length: Math.min(LOT, end - first) }, (_, index) => first + index);
        next += seeds.length;
        if (seeds.length === 0) return;
        worker.once('message', (results: readonly RunSummary[]) => {
          if (over) return;
          finished.set(first, results);
          tell();
          give();
        });
        worker.postMessage(seeds);
      };
      worker.on('error', (error) => stop(() => reject(error)));
      give();
    }
  });
}
