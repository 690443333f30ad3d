import { eventually } from '@microsphere/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { MachineConfigurationError, MachineStateError, PAGE_SIZE } from './contract.ts';
import type { Host } from './host.ts';
import { BUSY_GUEST_DISK, BUSY_GUEST_NIC, BUSY_GUEST_PAGES, createBusyGuest } from './testing/busy-guest.ts';
import { closeHosts, createHost, Heard, spin, vmOptions } from './testing/hosted-guest.ts';
import type { VirtualMachine } from './virtual-machine.ts';

afterEach(closeHosts);

const hardware = () => ({
  memorySizeBytes: BUSY_GUEST_PAGES * PAGE_SIZE,
  disks: [BUSY_GUEST_DISK],
  nics: [BUSY_GUEST_NIC],
  sink: new Heard(),
});
const everyPage = Uint32Array.from({ length: BUSY_GUEST_PAGES }, (_, page) => page);

function runningBusyGuest(host: Host): VirtualMachine {
  const vm = host.restoreVm(createBusyGuest().capture(), hardware());
  vm.start();
  return vm;
}

/** Sends pages as vMotion does, in batches of `room` pages; returns how many were sent with their contents. */
function send(source: VirtualMachine, destination: VirtualMachine, numbers: Uint32Array, room = 7): number {
  const target = new Uint8Array(room * PAGE_SIZE);
  let sent = 0;
  for (let from = 0; from < numbers.length; ) {
    const { pages, zeroPages, next } = source.copyPages(numbers, { from, target, maxZeroPages: 5 });
    expect(next - from).toBe(pages.length + zeroPages.length);
    expect(zeroPages.length).toBeLessThanOrEqual(5);
    destination.writePages({ pages, zeroPages, contents: target.subarray(0, pages.length * PAGE_SIZE) });
    sent += pages.length;
    from = next;
  }
  return sent;
}

describe('pages in batches', () => {
  it('of a guest that runs, and then those that it has written meanwhile, are the same guest elsewhere', async () => {
    const [here, there] = [await createHost(), await createHost()];
    const source = runningBusyGuest(here);
    const destination = there.createVm({ ...hardware(), firmware: new Uint8Array(0) });
    await source.clearDirty();
    const sent = send(source, destination, everyPage);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(BUSY_GUEST_PAGES);
    for (let round = 0; round < 3; round++) {
      const { instructions } = source;
      await eventually('the guest to go on', () => source.instructions > instructions + 10_000);
      send(source, destination, await source.takeDirtyPages());
    }
    await source.pause();
    send(source, destination, await source.takeDirtyPages());
    destination.restore(source.captureWithoutPages());
    expect(destination.pageChecksums()).toEqual(source.pageChecksums());
    expect(destination.capture().bytes).toEqual(source.capture().bytes);
    // What came for it while it stood still goes with it.
    const frames = [60, 1514, 61].map((size) => new Uint8Array(size).fill(size));
    for (const frame of frames) source.sendFrame(frame);
    expect(source.takeFrames()).toEqual(frames);
    expect(source.takeFrames()).toEqual([]);
    destination.start();
    expect(() => destination.takeFrames()).toThrow(MachineStateError);
    await eventually('it to run there', () => destination.instructions > source.instructions);
  });

  it('that became zero are zero there', async () => {
    const host = await createHost();
    const [source, destination] = [1, 2].map(() => host.createVm(vmOptions(spin, new Heard())));
    source?.writePage(9, new Uint8Array(PAGE_SIZE).fill(7));
    if (!source || !destination) throw new Error('two machines');
    send(source, destination, Uint32Array.of(9));
    expect(destination.readPage(9)[0]).toBe(7);
    source.writePage(9, new Uint8Array(PAGE_SIZE));
    expect(send(source, destination, Uint32Array.of(9))).toBe(0);
    expect(destination.readPage(9)).toEqual(new Uint8Array(PAGE_SIZE));
  });

  it('are none of a machine that has fewer, or that runs', async () => {
    const host = await createHost();
    const vm = host.createVm(vmOptions(spin, new Heard()));
    const target = new Uint8Array(PAGE_SIZE);
    const batch = { pages: [256], zeroPages: [], contents: target };
    expect(() => vm.copyPages(Uint32Array.of(256), { from: 0, target, maxZeroPages: 1 })).toThrow(
      MachineConfigurationError,
    );
    expect(() => vm.writePages(batch)).toThrow(MachineConfigurationError);
    expect(() => vm.writePages({ ...batch, pages: [1, 2] })).toThrow(MachineConfigurationError);
    vm.start();
    expect(() => vm.writePages({ ...batch, pages: [1] })).toThrow(MachineStateError);
  });
});

describe('a throttle', () => {
  it('holds a guest back also from what is reserved for it, and leaves its own limit alone', async () => {
    const host = await createHost();
    const vm = host.createVm(vmOptions(spin, new Heard(), { reservationMhz: 100 }));
    vm.start();
    vm.throttle(0.25);
    await eventually('it to be held back', () => vm.statistics().maxLimitedMs > 20);
    vm.throttle(1);
    // A reservation beyond a limit could not be kept: the throttle was none.
    expect(() => vm.setScheduling({ limitMhz: 50 })).toThrow(MachineConfigurationError);
    vm.setScheduling({ limitMhz: 100 });
    for (const share of [0, -1, 1.1, Number.NaN]) expect(() => vm.throttle(share)).toThrow(MachineConfigurationError);
  });
});
