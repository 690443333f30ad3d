// Storms over VMs whose files move, as a campaign.
import { Campaign } from '../campaign.ts';
import { drawSvmotionSchedule, type SvmotionSchedule } from './schedule.ts';
import { runSvmotionStorm } from './storm.ts';
import { svmotionSabotages } from './world.ts';

export const svmotionCampaign = new Campaign<SvmotionSchedule>({
  sabotages: svmotionSabotages,
  totals: ['faults', 'moved', 'failed', 'restarts', 'leftovers'],
  draw: drawSvmotionSchedule,
  run(schedule, mistake) {
    const { seed, shape, faults } = schedule;
    const sabotage = svmotionSabotages.find((each) => each === mistake);
    const { counts, seconds, violations, cluster } = runSvmotionStorm(schedule, { sabotage });
    const all = { hosts: shape.clocks.length, VMs: shape.vms, faults: faults.length, ...counts };
    return { summary: { seed, seconds, counts: all, violations }, tail: (lines) => cluster.tail(lines) };
  },
});
