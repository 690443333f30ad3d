// Many vMotions one after the other: guests that write to their memory all the time, and to their ledgers, go to and fro between two
// hosts, each on its own. `npm test` has a few; `node packages/host-agent/tests/vmotion-campaign.mjs MOVES` as many as one likes.
import { eventually } from '@microsphere/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ledger-load.ts';
import { MovingVm, twoHosts } from './moving-vm.ts';
import { clearRacks, type Rack } from './rack.ts';

/** All guests together. */
const MOVES = Number(process.env.MICROSPHERE_MOVES ?? 16);
/** Pages a second that each guest writes, beside its ledger. */
const DIRTY_PAGES_PER_SECOND = [200, 2_000];
/** Entries that a guest has to acknowledge at each place. */
const APPENDS_PER_MOVE = 3;
const MOVE_LIMIT_MS = 10_000;

let rack: Rack;
beforeAll(async () => {
  rack = await twoHosts();
});
afterAll(clearRacks);

/** Moves a guest; each hand-over is compared page for page. */
async function wander(vm: MovingVm, moves: number): Promise<void> {
  const { bootTime } = vm.runtime;
  let instructions = 0;
  for (let move = 1; move <= moves; move += 1) {
    expect(await vm.migrate({ verify: true })).toMatchObject({ phase: 'ended', percent: 100 });
    await vm.load.more(APPENDS_PER_MOVE);
    await eventually('its new host to speak of it', () => vm.runtime.toolsRunning);
    expect(vm.runtime.bootTime).toBe(bootTime);
    expect(Number(vm.runtime.instructions)).toBeGreaterThan(instructions);
    instructions = Number(vm.runtime.instructions);
    if (move % 100 === 0) process.stderr.write(`${vm.vmxPath}: ${move} of ${moves} moves\n`);
  }
}

it(`${MOVES} moves of guests that write to their memory lose nothing, and no guest begins anew`, {
  timeout: 60_000 + MOVES * MOVE_LIMIT_MS,
}, async () => {
  const vms: MovingVm[] = [];
  for (const rate of DIRTY_PAGES_PER_SECOND) {
    const extraConfig = { 'guestinfo.app': 'dirty', 'guestinfo.dirtyPagesPerSecond': String(rate) };
    vms.push(await MovingVm.start(rack, `dirty${rate}`, { memoryMb: 8, extraConfig }));
  }
  await Promise.all(vms.map((vm) => wander(vm, MOVES / vms.length)));
  for (const vm of vms) {
    await vm.runsOnlyOn(vm.host);
    await vm.audit();
    expect((await ask(vm.ledger, { operation: 'status', tag: 1n })).boot).toBe(1n);
  }
});
