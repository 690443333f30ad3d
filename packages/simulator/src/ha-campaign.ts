// Storms over vSphere HA, as a campaign.
import { Campaign } from './campaign.ts';
import { drawSchedule, type Schedule } from './schedule.ts';
import { runStorm } from './storm.ts';
import { sabotages } from './world.ts';

export const haCampaign = new Campaign<Schedule>({
  sabotages,
  totals: ['restarts', 'isolations'],
  draw: drawSchedule,
  run(schedule, mistake) {
    const { seed, shape, faults } = schedule;
    const sabotage = sabotages.find((each) => each === mistake);
    const { restarts, isolations, seconds, violations, cluster } = runStorm(schedule, { sabotage });
    const counts = { hosts: shape.hosts, VMs: shape.vms.length, faults: faults.length, restarts, isolations };
    return { summary: { seed, seconds, counts, violations }, tail: (lines) => cluster.tail(lines) };
  },
});
