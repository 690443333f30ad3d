import { describe, expect, it } from 'vitest';
import { Campaign } from '../campaign/campaign.ts';
import { diskWorkloads } from './disk-workloads.ts';

describe('a VM whose host is cut off after any write', () => {
  // One run is cut some hundred times; the long campaign makes many (packages/vmfs/campaign.mjs).
  it.each(Object.entries(diskWorkloads))('%s: loses nothing, and nothing reads as what it is not', (name, make) => {
    const campaign = new Campaign({ seed: 3 });
    campaign.run(name, make);
    expect(campaign.cuts).toBeGreaterThan(100);
    expect(campaign.failures).toEqual([]);
  });
});
