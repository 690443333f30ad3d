import { describe, expect, it } from 'vitest';
import { Campaign } from '../campaign/campaign.ts';
import { diskWorkloads } from './disk-workloads.ts';

/** These take some seconds each; the others are run by the long campaign. */
const here = ['write a delta', 'consolidate', 'track changes over a snapshot'];

describe('a VM whose host is cut off after any write', () => {
  it.each(Object.entries(diskWorkloads).filter(([name]) => here.includes(name)))(
    '%s: loses nothing, and nothing reads as what it is not',
    (name, make) => {
      const campaign = new Campaign({ seed: 3 });
      campaign.run(name, make);
      expect(campaign.cuts).toBeGreaterThan(100);
      expect(campaign.failures).toEqual([]);
    },
  );
});
