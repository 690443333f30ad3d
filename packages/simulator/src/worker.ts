// A thread of a campaign: runs the schedules of the seeds that it is sent, and sends back what they were.
import { parentPort, workerData } from 'node:worker_threads';
import { type CampaignName, campaigns } from './campaigns.ts';

const { campaign, sabotage }: { readonly campaign: CampaignName; readonly sabotage?: string } = workerData;

parentPort?.on('message', (seeds: readonly number[]) => {
  parentPort?.postMessage(seeds.map((seed) => campaigns[campaign].runSeed(seed, sabotage)));
});
