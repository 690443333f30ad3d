// A thread of a campaign: runs the storms of the seeds that it is sent, and sends back what they were.
import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './campaign.ts';
import { sabotages } from './world.ts';

const data: { readonly sabotage?: string } = workerData;
const sabotage = sabotages.find((mistake) => mistake === data.sabotage);

parentPort?.on('message', (seeds: readonly number[]) => {
  parentPort?.postMessage(seeds.map((seed) => runSeed(seed, sabotage)));
});
