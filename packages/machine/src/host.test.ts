import { eventually } from '@microsphere/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { parseState } from './captured-state.ts';
import {
  type BlockRequest,
  CapturedStateError,
  type InputRecord,
  InsufficientMemoryError,
  MachineStateError,
  PAGE_SIZE,
  type VmOptions,
} from './contract.ts';
import type { Host } from './host.ts';
import * as at from './layout.ts';
import { replay } from './replayer.ts';
import * as asm from './testing/assembler.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';
import { BUSY_GUEST_DISK, BUSY_GUEST_NIC, BUSY_GUEST_PAGES, createBusyGuest } from './testing/busy-guest.ts';
import { closeHosts, createHost, Heard, powerOff, spin, vmOptions } from './testing/hosted-guest.ts';
import type { VirtualMachine } from './virtual-machine.ts';

const { r } = asm;
const MIB = 1024 * 1024;
afterEach(closeHosts);

/** Continues the busy guest of the determinism tests on a host. */
function restoreBusyGuest(host: Host, sink: Heard, more: Partial<VmOptions> = {}): VirtualMachine {
  return host.restoreVm(createBusyGuest().capture(), {
    memorySizeBytes: BUSY_GUEST_PAGES * PAGE_SIZE,
    disks: [BUSY_GUEST_DISK],
    nics: [BUSY_GUEST_NIC],
    sink,
    ...more,
  });
}

describe('life of a virtual machine', () => {
  it('runs, says how it ended, can be read, and gives its memory back', async () => {
    const host = await createHost();
    const free = host.memoryFreeBytes;
    const heard = new Heard();
    const program = [asm.li(r.t0, RAM + 4096n), asm.li(r.t1, 77), asm.sd(r.t1, r.t0, 0), ...powerOff];
    const vm = host.createVm(vmOptions(program, heard));
    expect(host.memoryFreeBytes).toBeLessThan(free - MIB);
    vm.start();
    expect(await heard.reason).toEqual({ kind: 'powerOff', code: 0 });
    expect(vm.readPage(1)[0]).toBe(77);
    expect(vm.instructions).toBe(asm.assemble(program).length / 4);
    await vm.destroy();
    await vm.destroy();
    expect(host.memoryFreeBytes).toBe(free);
    expect(() => vm.readPage(0)).toThrow(MachineStateError);
  });

  it.each([
    ['fails with a code', 0x00073333, { kind: 'powerOff', code: 7 }],
    ['asks for a reset', 0x7777, { kind: 'reset' }],
  ] as const)('%s', async (_name, value, reason) => {
    const host = await createHost();
    const heard = new Heard();
    host
      .createVm(vmOptions([asm.li(r.t0, at.TEST_DEVICE_BASE), asm.li(r.t1, value), asm.sw(r.t1, r.t0, 0)], heard))
      .start();
    expect(await heard.reason).toEqual(reason);
  });

  it('illegal instructions, wild jumps and endless loops harm nobody else', async () => {
    const host = await createHost();
    const programs: asm.Program[] = [
      [asm.word(0)],
      [asm.li(r.t0, 0x7000_0000), asm.jalr(0, r.t0, 0)],
      [asm.li(r.t0, -8), asm.sd(r.t0, r.t0, 0)],
    ];
    const fallen = programs.map((program) => {
      const heard = new Heard();
      host.createVm(vmOptions(program, heard)).start();
      return heard;
    });
    const burning = host.createVm(vmOptions(spin, new Heard()));
    burning.start();
    for (const heard of fallen) expect(await heard.reason).toMatchObject({ kind: 'failure' });
    const heard = new Heard();
    host.createVm(vmOptions(powerOff, heard)).start();
    expect(await heard.reason).toEqual({ kind: 'powerOff', code: 0 });
    const before = burning.instructions;
    await eventually('the endless loop to go on', () => burning.instructions > before);
  });

  it('stands still in a pause, and goes on after it', async () => {
    const host = await createHost();
    const vm = host.createVm(vmOptions(spin, new Heard()));
    vm.start();
    await eventually('the guest to run', () => vm.instructions > 1000);
    await vm.pause();
    const state = vm.capture();
    expect(vm.capture().bytes).toEqual(state.bytes);
    const { instructions } = vm;
    vm.resume();
    await eventually('the guest to go on', () => vm.instructions > instructions);
    expect(() => vm.capture()).toThrow(MachineStateError);
    expect(() => vm.writePage(0, new Uint8Array(PAGE_SIZE))).toThrow(MachineStateError);
    expect(() => vm.start()).toThrow(MachineStateError);
  });

  it('a pause outlasts the stuns that overlap it', async () => {
    const host = await createHost();
    const vm = host.createVm(vmOptions(spin, new Heard()));
    vm.start();
    await Promise.all([vm.takeDirtyPages(), vm.pause(), vm.clearDirty()]);
    expect(() => vm.capture()).not.toThrow();
    vm.resume();
    const { instructions } = vm;
    await vm.takeDirtyPages();
    await eventually('the guest to go on', () => vm.instructions > instructions);
  });
});

describe('memory', () => {
  it('that is not there is refused, and nothing is taken', async () => {
    const host = await createHost(1, 4 * MIB);
    const free = host.memoryFreeBytes;
    const caught = (() => {
      try {
        host.createVm(vmOptions(powerOff, new Heard(), { memorySizeBytes: 16 * MIB }));
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(caught).toBeInstanceOf(InsufficientMemoryError);
    expect(caught).toMatchObject({ freeBytes: free });
    expect(host.memoryFreeBytes).toBe(free);
  });

  it('of one machine is never another one’s, nor what it left', async () => {
    const host = await createHost();
    const firstHeard = new Heard();
    const fill = [
      asm.li(r.t0, RAM + 4096n),
      asm.li(r.t2, RAM + BigInt(MIB)),
      asm.label('fill'),
      asm.sd(r.t0, r.t0, 0),
      asm.addi(r.t0, r.t0, 8),
      asm.bltu(r.t0, r.t2, 'fill'),
      ...powerOff,
    ];
    const first = host.createVm(vmOptions(fill, firstHeard));
    const second = host.createVm(vmOptions(spin, new Heard()));
    first.start();
    await firstHeard.reason;
    for (let page = 1; page < MIB / PAGE_SIZE; page++)
      expect(second.readPage(page).every((byte) => byte === 0)).toBe(true);
    await first.destroy();
    const third = host.createVm(vmOptions(spin, new Heard()));
    for (let page = 1; page < MIB / PAGE_SIZE; page++)
      expect(third.readPage(page).every((byte) => byte === 0)).toBe(true);
  });

  it('that a request points to stays until the request is completed', async () => {
    const host = await createHost();
    const free = host.memoryFreeBytes;
    const heard = new Heard();
    const vm = restoreBusyGuest(host, heard);
    vm.start();
    const requests = await eventually('block requests', () => heard.requests.length >= 3 && heard.requests);
    await vm.destroy();
    expect(host.memoryFreeBytes).toBeLessThan(free);
    for (const request of requests) {
      request.complete(true);
      request.complete(true);
    }
    expect(host.memoryFreeBytes).toBe(free);
  });

  it('dirty pages are exactly those that were stored to', async () => {
    const host = await createHost();
    const heard = new Heard();
    // Stores to pages 3, 7 (over its end, into 8) and 200; loads from 9.
    const program = [
      asm.li(r.t0, RAM + 3n * 4096n),
      asm.sb(r.t0, r.t0, 5),
      asm.li(r.t0, RAM + 8n * 4096n - 4n),
      asm.sd(r.t0, r.t0, 0),
      asm.li(r.t0, RAM + 200n * 4096n),
      asm.amoaddd(r.t1, r.t0, r.t0),
      asm.li(r.t0, RAM + 9n * 4096n),
      asm.ld(r.t1, r.t0, 0),
      asm.wfi,
    ];
    const vm = host.createVm(vmOptions(program, heard));
    await vm.clearDirty();
    vm.start();
    const all = asm.assemble(program).length / 4;
    await eventually('the guest to wait', () => vm.instructions === all);
    expect([...(await vm.takeDirtyPages())]).toEqual([3, 7, 8, 200]);
    expect([...(await vm.takeDirtyPages())]).toEqual([]);
    await vm.pause();
    vm.writePage(11, new Uint8Array(PAGE_SIZE));
    expect([...(await vm.takeDirtyPages())]).toEqual([11]);
  });
});

describe('recording', () => {
  it('a live run replays to the same state, bit by bit', async () => {
    const host = await createHost();
    const heard = new Heard();
    const log: InputRecord[] = [];
    const vm = restoreBusyGuest(host, heard, { recorder: { record: (entry) => log.push(entry) } });
    const initial = vm.capture();
    vm.start();
    let rounds = 0;
    await eventually('enough to have happened', () => {
      rounds++;
      vm.sendFrame(new Uint8Array(60).fill(rounds));
      vm.writeConsole(new Uint8Array(5).fill(rounds));
      vm.writeTools(new Uint8Array(5).fill(rounds));
      for (const request of heard.requests.splice(0)) {
        if (request.operation === 'read') request.data.fill(rounds);
        request.complete(rounds % 7 !== 0);
      }
      const kinds = new Set(log.map(({ input }) => input.kind));
      return kinds.size === 5 && log.length > 100 && vm.instructions > 5_000_000 && heard.frames.length > 3;
    });
    await vm.pause();
    const live = parseState(vm.capture());
    const replayed = parseState(replay(initial, { log, instructions: vm.instructions }));
    expect(replayed.state).toEqual(live.state);
    expect(replayed.bounces).toEqual(live.bounces);
    expect(replayed.pages).toEqual(live.pages);
    expect(live.pages.size).toBeGreaterThan(40);
  });
});

describe('capture and restore', () => {
  it('in-flight requests are issued again to the new sink, and typed bytes are not lost', async () => {
    const [host, other] = [await createHost(), await createHost()];
    const heard = new Heard();
    const vm = restoreBusyGuest(host, heard);
    vm.start();
    await eventually('three requests', () => heard.requests.length === 3);
    await vm.pause();
    vm.writeConsole(new TextEncoder().encode('x'));
    const state = vm.capture();
    const write = heard.requests.find(({ operation }) => operation === 'write');
    await vm.destroy();

    const again = new Heard();
    const options = {
      memorySizeBytes: BUSY_GUEST_PAGES * PAGE_SIZE,
      disks: [BUSY_GUEST_DISK],
      nics: [BUSY_GUEST_NIC],
      sink: again,
    };
    const restored = other.restoreVm(state, options);
    expect(restored.instructions).toBe(vm.instructions);
    restored.start();
    await eventually('three requests again', () => again.requests.length === 3);
    const shape = ({ disk, operation, sector }: BlockRequest) => ({ disk, operation, sector });
    expect(again.requests.map(shape)).toEqual(heard.requests.map(shape));
    const rewritten = again.requests.find(({ operation }) => operation === 'write');
    expect(rewritten?.data).toEqual(write?.data);
    // The typed byte makes the guest answer.
    await eventually('the answer', () => again.text.length > 0);
    for (const request of again.requests.splice(0)) request.complete(true);
    await eventually('new requests', () => again.requests.length > 0);
  });

  it('pages can come by themselves, as vMotion sends them', async () => {
    const host = await createHost();
    const vm = restoreBusyGuest(host, new Heard());
    vm.start();
    await eventually('the guest to have worked', () => vm.instructions > 200_000);
    await vm.pause();
    const sink = new Heard();
    const options = {
      memorySizeBytes: BUSY_GUEST_PAGES * PAGE_SIZE,
      disks: [BUSY_GUEST_DISK],
      nics: [BUSY_GUEST_NIC],
      sink,
    };
    const moved = host.restoreVm(vm.captureWithoutPages(), options);
    for (let page = 0; page < BUSY_GUEST_PAGES; page++) moved.writePage(page, vm.readPage(page));
    expect(moved.capture().bytes).toEqual(vm.capture().bytes);
  });

  it.each<[string, Partial<VmOptions>]>([
    ['other memory', { memorySizeBytes: 2 * BUSY_GUEST_PAGES * PAGE_SIZE }],
    ['no network adapter', { nics: [] }],
    ['a smaller disk', { disks: [{ ...BUSY_GUEST_DISK, capacityBytes: 512 }] }],
  ])('a state is refused by a machine with %s, and nothing is kept', async (_name, difference) => {
    const host = await createHost();
    const free = host.memoryFreeBytes;
    expect(() => restoreBusyGuest(host, new Heard(), difference)).toThrow(CapturedStateError);
    await eventually('the memory to come back', () => host.memoryFreeBytes === free);
  });
});

it('a bare machine and a host execute the same', async () => {
  const host = await createHost();
  const heard = new Heard();
  const program = [
    asm.li(r.s0, 12345),
    asm.label('loop'),
    asm.mul(r.s0, r.s0, r.s0),
    asm.addi(r.s1, r.s1, 1),
    asm.li(r.t0, 1000),
    asm.bne(r.s1, r.t0, 'loop'),
    ...powerOff,
  ];
  const vm = host.createVm(vmOptions(program, heard));
  vm.start();
  await heard.reason;
  const bare = new BareMachine({ ramPages: MIB / PAGE_SIZE }).load(program);
  bare.run(1_000_000);
  expect(parseState(vm.capture()).state).toEqual(bare.block.state.slice());
});
