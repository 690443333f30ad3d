import { describe, expect, it } from 'vitest';
import { Campaign } from '../campaign/campaign.ts';
import { type DiskStepKind, DiskWorkload, diskStepKinds } from './disk-workload.ts';

/** Cuts of each workload in a run of the tests; the long campaign makes more (packages/vmfs/campaign.mjs). */
const CUTS = 1_000;

const mixes: Readonly<Record<string, readonly DiskStepKind[]>> = {
  'writes that allocate': ['write'],
  snapshots: ['write', 'snapshot'],
  consolidation: ['write', 'snapshot', 'consolidate'],
  reverts: ['write', 'snapshot', 'revert'],
  clones: ['write', 'clone', 'deleteClone'],
  'changed blocks': ['write', 'track', 'snapshot', 'consolidate', 'revert'],
  everything: diskStepKinds,
};

describe('a VM whose host is cut off after any write', () => {
  it.each(Object.entries(mixes))('%s: loses nothing, and nothing reads as what it is not', (name, kinds) => {
    const campaign = new Campaign({ seed: 3 });
    while (campaign.cuts < CUTS) campaign.run(name, (random) => new DiskWorkload(kinds, random, 6));
    expect(campaign.failures).toEqual([]);
  });
});
