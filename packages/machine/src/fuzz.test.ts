import { describe, expect, it } from 'vitest';
import * as at from './layout.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';
import { chooseSeed, Random } from './testing/random.ts';
import { REGISTER, TestDriver } from './testing/virtio-driver.ts';
import { HOST_BLOCK_SIZE } from './vcpu-table.ts';

const RAM_PAGES = 32;
const DISK = { capacityBytes: 64 * 512, serial: 'fuzz' };
const NIC = { macAddress: '00:50:56:00:00:01' };

/** What no guest may ever change: all of the host's memory before its block, and the map of its pages. */
function guarded(machine: BareMachine): Uint8Array {
  const { block } = machine;
  const before = new Uint8Array(block.memory, 0, HOST_BLOCK_SIZE);
  return Buffer.concat([before, block.view(at.PAGE_MAP, 8), block.view(at.VM_BLOCK_SIZE, 4 * RAM_PAGES)]);
}

function fill(machine: BareMachine, random: Random): void {
  for (let page = 0; page < RAM_PAGES; page++) machine.block.page(page).set(random.bytes(4096));
}

/** An address that a mean guest would choose: in RAM, at its edges, at a device, or anywhere. */
function meanAddress(random: Random): bigint {
  switch (random.below(5)) {
    case 0:
      return RAM + BigInt(RAM_PAGES * 4096) - BigInt(random.below(64));
    case 1:
      return BigInt(at.VIRTIO_BASE + random.below(8) * at.VIRTIO_STRIDE + random.below(0x120));
    case 2:
      return RAM - BigInt(random.below(64));
    case 3:
      return BigInt.asUintN(64, -BigInt(random.below(0x7fffffff)));
    default:
      return RAM + BigInt(random.below(RAM_PAGES * 4096));
  }
}

describe('guests that mean harm', () => {
  it('random code reaches nothing but its own memory', () => {
    const random = new Random(chooseSeed('random code'));
    for (let round = 0; round < 60; round++) {
      const machine = new BareMachine({ ramPages: RAM_PAGES, disks: [DISK], nics: [NIC] });
      fill(machine, random);
      for (let register = 1; register < 32; register++) machine.setX(register, meanAddress(random));
      machine.block.write64(at.MTVEC, RAM + BigInt(4 * random.below(RAM_PAGES * 1024)));
      const before = guarded(machine);
      // Every legal instruction moves on by its own; every other one by the trap vector.
      for (let slice = 0; slice < 50; slice++) {
        const exit = machine.run(200);
        if (exit !== at.EXIT_BUDGET) break;
        if (random.below(4) === 0) machine.pc = RAM + BigInt(4 * random.below(RAM_PAGES * 1024));
      }
      expect(Buffer.compare(guarded(machine), before)).toBe(0);
    }
  });

  it('random registers and rings reach nothing but its own memory', () => {
    const random = new Random(chooseSeed('random registers'));
    const registers = Object.values(REGISTER).filter((register) => register < 0x100 && register !== REGISTER.status);
    const machine = new BareMachine({ ramPages: RAM_PAGES, disks: [DISK], nics: [NIC] });
    const before = guarded(machine);
    for (let round = 0; round < 200; round++) {
      if (round % 10 === 0) fill(machine, random);
      const driver = new TestDriver(machine, random.below(4));
      // A proper beginning, or the device would refuse everything; its rings hold whatever lies there.
      driver.begin({ place: RAM, queueCount: 0 });
      for (let index = 0; index < 2; index++)
        driver.addQueue(index, { place: RAM + BigInt(16 * random.below(RAM_PAGES * 256)), size: 1 << random.below(9) });
      for (let count = 0; count < 20; count++) {
        if (random.below(2)) driver.notify(random.below(3));
        else driver.set(registers[random.below(registers.length)] ?? 0, random.below(0x7fffffff));
        machine.enter({ kind: 'frame', frame: random.bytes(60) });
        machine.enter({ kind: 'console', bytes: random.bytes(10) });
      }
      machine.outputs.length = 0;
    }
    expect(Buffer.compare(guarded(machine), before)).toBe(0);
  });

  it('random chains reach nothing but its own memory, and do what is good in them', () => {
    const random = new Random(chooseSeed('random chains'));
    const machine = new BareMachine({ ramPages: RAM_PAGES, disks: [DISK], nics: [NIC] });
    const before = guarded(machine);
    const data = () => RAM + 0x10000n + BigInt(random.below(0x8000));
    let completed = 0;
    let failed = 0;
    for (let round = 0; round < 400; round++) {
      const slot = random.below(4);
      const driver = new TestDriver(machine, slot);
      // The rings are empty: zeroed where they lie.
      for (let page = 8; page < 12; page++) machine.block.page(page).fill(0);
      driver.begin({ place: RAM + 0x8000n, queueCount: slot === at.SLOT_DISK_0 ? 1 : 2, size: 16 });
      const queue = driver.queue(random.below(driver.queues.length));
      for (let head = 0; head < 16; head++)
        queue.descriptor(head, {
          address: random.below(20) ? data() : meanAddress(random),
          length: [16, 512, 1, random.below(5000), random.below(20) ? 1024 : 0x7fffffff][random.below(5)] ?? 1,
          flags: random.below(20) ? random.below(4) : random.below(0xffff),
          next: random.below(20) ? Math.min(15, head + 1) : random.below(0xffff),
        });
      // One chain as the disk likes it comes before the others.
      const header = data() & ~7n;
      const type = [0, 1, 4, 8, 99][random.below(5)] ?? 0;
      machine.write64(header, BigInt(type));
      machine.write64(header + 8n, BigInt(random.below(80)));
      const good = random.below(13);
      queue.describe(good, [
        { address: header, length: 16 },
        { address: data(), length: 512, writable: type !== 1 },
        { address: data(), length: 1, writable: true },
      ]);
      queue.offer(good);
      for (let count = 0; count < random.below(8); count++) queue.offer(random.below(16));
      driver.notify(driver.queues.indexOf(queue));
      machine.enter({ kind: 'frame', frame: random.bytes(60) });
      machine.enter({ kind: 'console', bytes: random.bytes(10) });
      for (let request = 0; request < at.REQUEST_COUNT; request++) {
        if (machine.block.request(request).state === at.REQUEST_FREE) continue;
        completed++;
        machine.enter({ kind: 'blockCompletion', request, ok: random.below(4) > 0, data: random.bytes(512) });
      }
      if (driver.needsReset) failed++;
      machine.outputs.length = 0;
    }
    expect(Buffer.compare(guarded(machine), before)).toBe(0);
    expect(machine.block.read32(at.STOP_KIND)).toBe(at.STOP_NONE);
    // Both the good and the bad have been met, or the test shows nothing.
    expect(completed).toBeGreaterThan(10);
    expect(failed).toBeGreaterThan(10);
  });
});
