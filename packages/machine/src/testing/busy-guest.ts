/**
 * A guest for the tests of determinism: it computes without end over a table in memory, sleeps in WFI now and then, takes timer and
 * device interrupts, keeps three block requests in flight, and answers each frame and each typed line with one of its own. What it
 * computes and when it is interrupted goes into one table, so that the slightest difference spreads everywhere.
 */
import * as at from '../layout.ts';
import * as asm from './assembler.ts';
import { BareMachine, RAM } from './bare-machine.ts';
import { TestDriver } from './virtio-driver.ts';

const { r } = asm;
export const BUSY_GUEST_PAGES = 256;
export const BUSY_GUEST_DISK = { capacityBytes: 1024 * 512, serial: 'busy' };
export const BUSY_GUEST_NIC = { macAddress: '00:50:56:00:00:01' };

const TABLE = RAM + 0x20000n;
const QUEUES = RAM + 0x40000n;
const BUFFERS = RAM + 0x80000n;
const QUEUE_SHIFT = 14;
const BUFFER_STRIDE = 0x10000n;
const DEPTH = 3;
const RING = 16;
const CLAIM = at.PLIC_BASE + 0x200004;

const compute: asm.Program = [
  asm.la(r.t0, 'trap'),
  asm.csrrw(0, 0x305, r.t0),
  asm.li(r.t0, 0x880),
  asm.csrrw(0, 0x304, r.t0),
  asm.csrrsi(0, 0x300, 8),
  asm.li(r.s0, 0x123456789abcdefn),
  asm.li(r.s1, TABLE),
  asm.li(r.s2, 0x1fff8),
  asm.li(r.t0, at.VIRTIO_BASE),
  asm.sw(r.zero, r.t0, 0x50),
  asm.label('loop'),
  asm.slli(r.a0, r.s0, 13),
  asm.xor(r.s0, r.s0, r.a0),
  asm.srli(r.a0, r.s0, 7),
  asm.xor(r.s0, r.s0, r.a0),
  asm.slli(r.a0, r.s0, 17),
  asm.xor(r.s0, r.s0, r.a0),
  asm.and(r.a0, r.s0, r.s2),
  asm.add(r.a0, r.a0, r.s1),
  asm.ld(r.a1, r.a0, 0),
  asm.mul(r.a2, r.s0, r.a1),
  asm.add(r.a2, r.a2, r.s0),
  asm.sd(r.a2, r.a0, 0),
  asm.amoaddd(r.a3, r.s0, r.s1),
  asm.divu(r.a4, r.a3, r.a2),
  asm.add(r.s0, r.s0, r.a4),
  asm.addi(r.s3, r.s3, 1),
  // Every 2^14 rounds it sleeps.
  asm.slli(r.a5, r.s3, 50),
  asm.bne(r.a5, r.zero, 'loop'),
  asm.wfi,
  asm.j('loop'),
];

const trap: asm.Program = [
  asm.label('trap'),
  asm.csrrs(r.t0, 0x342, 0),
  asm.bge(r.t0, r.zero, 'exception'),
  asm.andi(r.t0, r.t0, 15),
  asm.addi(r.t1, r.zero, 7),
  asm.bne(r.t0, r.t1, 'external'),
  // The timer, half a millisecond on.
  asm.li(r.t0, at.CLINT_BASE + 0xbff8),
  asm.ld(r.t1, r.t0, 0),
  asm.li(r.t2, 5000),
  asm.add(r.t1, r.t1, r.t2),
  asm.li(r.t0, at.CLINT_BASE + 0x4000),
  asm.sd(r.t1, r.t0, 0),
  asm.mret,
  asm.label('external'),
  asm.li(r.t0, CLAIM),
  asm.lw(r.t1, r.t0, 0),
  asm.beq(r.t1, r.zero, 'done'),
  asm.addi(r.t2, r.t1, -1),
  asm.slli(r.t3, r.t2, 12),
  asm.li(r.t4, at.VIRTIO_BASE),
  asm.add(r.t3, r.t3, r.t4),
  asm.lw(r.t4, r.t3, 0x60),
  asm.sw(r.t4, r.t3, 0x64),
  asm.slli(r.t4, r.t2, QUEUE_SHIFT),
  asm.li(r.t5, QUEUES),
  asm.add(r.t4, r.t4, r.t5),
  // Queue 0 gets as many buffers as were used: its available index stays DEPTH before the used one.
  asm.li(r.t5, 6144),
  asm.add(r.t5, r.t4, r.t5),
  asm.lhu(r.t6, r.t5, 2),
  asm.addi(r.t6, r.t6, DEPTH),
  asm.li(r.t5, 4096),
  asm.add(r.t5, r.t4, r.t5),
  asm.sh(r.t6, r.t5, 2),
  asm.sw(r.zero, r.t3, 0x50),
  asm.beq(r.t2, r.zero, 'complete'),
  // The others answer on queue 1.
  asm.li(r.t5, 12288),
  asm.add(r.t5, r.t4, r.t5),
  asm.lhu(r.t6, r.t5, 2),
  asm.addi(r.t6, r.t6, 1),
  asm.sh(r.t6, r.t5, 2),
  asm.addi(r.t6, r.zero, 1),
  asm.sw(r.t6, r.t3, 0x50),
  asm.label('complete'),
  asm.li(r.t0, CLAIM),
  asm.sw(r.t1, r.t0, 0),
  asm.j('external'),
  asm.label('done'),
  asm.mret,
  asm.label('exception'),
  asm.li(r.t0, at.TEST_DEVICE_BASE),
  asm.li(r.t1, 0x13333),
  asm.sw(r.t1, r.t0, 0),
];

/** Lets every entry of an available ring name a chain; the guest only counts the index up. */
function prefill(machine: BareMachine, available: bigint, head: (entry: number) => number): void {
  for (let entry = 0; entry < RING; entry++) machine.write16(available + 4n + BigInt(2 * entry), head(entry));
}

function setUpDisk(machine: BareMachine): void {
  const queue = new TestDriver(machine, at.SLOT_DISK_0).begin({ place: QUEUES, queueCount: 1, size: RING }).queue(0);
  for (const [index, type] of [0, 1, 4].entries()) {
    const place = BUFFERS + BigInt(0x3000 * index);
    const header = place + 0x2000n;
    machine.write64(header, BigInt(type));
    machine.write64(header + 8n, BigInt(8 * index));
    const status = { address: header + 64n, length: 1, writable: true };
    const data = { address: index === 1 ? TABLE : place, length: 4096, writable: type === 0 };
    queue.describe(4 * index, [{ address: header, length: 16 }, ...(type === 4 ? [] : [data]), status]);
  }
  prefill(machine, queue.available, (entry) => 4 * (entry % 3));
  machine.write16(queue.available + 2n, DEPTH);
}

/** Network adapter or stream: receive buffers of 2 KiB, and one chain of the table's bytes to send. */
function setUpDuplex(machine: BareMachine, slot: number, sentBytes: number): void {
  const place = QUEUES + BigInt(slot << QUEUE_SHIFT);
  const driver = new TestDriver(machine, slot).begin({ place, queueCount: 2, size: RING });
  const [receive, transmit] = [driver.queue(0), driver.queue(1)];
  for (let index = 0; index < RING; index++) {
    const address = BUFFERS + BUFFER_STRIDE * BigInt(slot) + BigInt(0x800 * index);
    receive.describe(index, [{ address, length: 0x800, writable: true }]);
  }
  prefill(machine, receive.available, (entry) => entry);
  machine.write16(receive.available + 2n, DEPTH);
  transmit.describe(0, [{ address: TABLE, length: sentBytes }]);
  prefill(machine, transmit.available, () => 0);
  // No interrupts for what was sent.
  machine.write16(transmit.available, 1);
}

/** The guest, ready to execute its first instruction. */
export function createBusyGuest(): BareMachine {
  const machine = new BareMachine({ ramPages: BUSY_GUEST_PAGES, disks: [BUSY_GUEST_DISK], nics: [BUSY_GUEST_NIC] });
  machine.load([...compute, ...trap]);
  setUpDisk(machine);
  setUpDuplex(machine, at.SLOT_NETWORK, 12 + 60);
  setUpDuplex(machine, at.SLOT_CONSOLE, 40);
  setUpDuplex(machine, at.SLOT_TOOLS, 17);
  for (let source = 1; source < 9; source++) machine.store32(at.PLIC_BASE + 4 * source, 1 + (source % 3));
  machine.store32(at.PLIC_BASE + 0x2000, 0x1fe);
  machine.store64(at.CLINT_BASE + 0x4000, 5000n);
  return machine;
}
