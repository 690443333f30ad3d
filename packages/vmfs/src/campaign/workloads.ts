// The workloads of the campaign. To add one is to add it here.
import { diskWorkloads } from '../disk/disk-workloads.ts';
import { draws, ModelWorkload } from './model-workload.ts';
import type { WorkloadMaker } from './workload.ts';

const { create, createDisk, makeDirectory, replace, remove, rename, lock, allocateAndWrite, punch, resize } = draws;

const counts = { before: 8, steps: 5 };

export const fileWorkloads: Readonly<Record<string, WorkloadMaker>> = {
  create: (random) => new ModelWorkload([create, createDisk, makeDirectory], random, counts),
  append: (random) => new ModelWorkload([resize, allocateAndWrite, replace], random, counts),
  rename: (random) => new ModelWorkload([rename, makeDirectory], random, counts),
  delete: (random) => new ModelWorkload([remove], random, counts),
  lock: (random) => new ModelWorkload([lock, lock, replace], random, counts),
  allocate: (random) => new ModelWorkload([allocateAndWrite, createDisk], random, counts),
  punch: (random) => new ModelWorkload([punch, allocateAndWrite], random, counts),
  mixed: (random) => new ModelWorkload(Object.values(draws), random, { before: 10, steps: 10 }),
};

export const workloads: Readonly<Record<string, WorkloadMaker>> = { ...fileWorkloads, ...diskWorkloads };
