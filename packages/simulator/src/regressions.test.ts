// Schedules that broke something once, and were kept (`pnpm sim --keep NAME`): none of them may do so again.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnySchedule } from './campaign.ts';
import { type CampaignName, campaigns } from './campaigns.ts';

const folders: Readonly<Record<CampaignName, string>> = {
  ha: join(import.meta.dirname, '../regressions'),
  vmotion: join(import.meta.dirname, '../regressions/vmotion'),
  svmotion: join(import.meta.dirname, '../regressions/svmotion'),
};

interface Regression {
  /** What it broke. */
  readonly why: string;
  readonly schedule: AnySchedule;
}

describe.each(Object.keys(folders) as CampaignName[])('a schedule of %s that broke something', (name) => {
  const campaign = campaigns[name];
  const files = readdirSync(folders[name]).filter((file) => file.endsWith('.json'));

  it.each(files)('%s', (file) => {
    const { why, schedule }: Regression = JSON.parse(readFileSync(join(folders[name], file), 'utf8'));
    const { summary, tail } = campaign.run(schedule);
    expect(summary.violations, `${why}\n${summary.violations.length > 0 ? tail(200) : ''}`).toEqual([]);
  });

  it('is the same when it has been in a file', () => {
    const schedule = campaign.draw(2_311);
    const kept: AnySchedule = JSON.parse(JSON.stringify(schedule));
    expect(campaign.run(kept).tail(10_000)).toBe(campaign.run(schedule).tail(10_000));
  });
});
