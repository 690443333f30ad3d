import { eventually } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { clearRacks, Rack } from './rack.ts';

afterEach(clearRacks);

/** Guests on two pCPUs: more than can run at a time. */
const GUESTS = 3;
const HEARTBEATS = 20;

it('keeps its heartbeat, and answers, while its guests burn all that its pCPUs have', async () => {
  const hardware = { pcpuCount: 2, pcpuMhz: 20, memoryMb: 64 };
  const rack = await Rack.start({ hostNames: ['esx01'], hardware });
  const { management } = rack;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  for (let guest = 1; guest <= GUESTS; guest += 1) {
    const vmxPath = await rack.createVm('esx01', `burn${guest}`, { 'guestinfo.app': 'burn' });
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  }
  const allMhz = hardware.pcpuCount * hardware.pcpuMhz;
  const allBurn = () =>
    eventually('all pCPUs to burn', () => {
      const heartbeat = management.heartbeats.get('esx01');
      return heartbeat && heartbeat.cpuUsedMhz >= 0.9 * allMhz && heartbeat;
    });
  const burning = await allBurn();

  const loopDelaysMs: number[] = [];
  let last = burning.sequence;
  await eventually(`${HEARTBEATS} heartbeats while they burn`, async () => {
    const heartbeat = management.heartbeats.get('esx01');
    if (!heartbeat || heartbeat.sequence === last) return false;
    last = heartbeat.sequence;
    loopDelaysMs.push(heartbeat.loopDelayMs);
    // It answers meanwhile.
    await management.call('esx01', 'hostd.rescanVmfs', {});
    return loopDelaysMs.length === HEARTBEATS;
  });
  const { vms } = await allBurn();
  expect(vms.map(({ toolsRunning }) => toolsRunning)).toEqual(Array(GUESTS).fill(true));
  // How long the longest may be is bench/management.mjs's to say, on a machine that has nothing else to do.
  console.log(`management loop delays while ${GUESTS} guests burn, in ms: ${loopDelaysMs.map(Math.round).join(' ')}`);
});
