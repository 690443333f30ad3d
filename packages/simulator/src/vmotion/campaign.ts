// Storms over VMs that migrate, as a campaign.
import { Campaign } from '../campaign.ts';
import { drawVmotionSchedule, type VmotionSchedule } from './schedule.ts';
import { runVmotionStorm } from './storm.ts';
import { vmotionSabotages } from './world.ts';

export const vmotionCampaign = new Campaign<VmotionSchedule>({
  sabotages: vmotionSabotages,
  totals: ['faults', 'migrated', 'failed', 'lost', 'restarts'],
  draw: drawVmotionSchedule,
  run(schedule, mistake) {
    const { seed, shape, faults } = schedule;
    const sabotage = vmotionSabotages.find((each) => each === mistake);
    const { counts, seconds, violations, cluster } = runVmotionStorm(schedule, { sabotage });
    const all = { hosts: shape.clocks.length, VMs: shape.vms, faults: faults.length, ...counts };
    return { summary: { seed, seconds, counts: all, violations }, tail: (lines) => cluster.tail(lines) };
  },
});
