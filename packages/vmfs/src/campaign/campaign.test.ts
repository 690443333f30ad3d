import { describe, expect, it } from 'vitest';
import { Campaign } from './campaign.ts';
import { fileWorkloads } from './workloads.ts';

describe('a host that is cut off after any write', () => {
  it.each(Object.entries(fileWorkloads))('%s: leaves nothing damaged, leaked or half done', (name, make) => {
    const campaign = new Campaign({ seed: 1 });
    while (campaign.cuts < 100) campaign.run(name, make);
    expect(campaign.failures).toEqual([]);
  });
});
