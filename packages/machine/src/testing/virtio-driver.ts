/** A virtio-mmio driver for tests: it negotiates, places rings in guest memory, offers chains and takes used ones. */
import * as at from '../layout.ts';
import type { BareMachine } from './bare-machine.ts';

export const REGISTER = {
  magic: 0x000,
  version: 0x004,
  deviceId: 0x008,
  deviceFeatures: 0x010,
  deviceFeaturesSelect: 0x014,
  driverFeatures: 0x020,
  driverFeaturesSelect: 0x024,
  queueSelect: 0x030,
  queueSizeMaximum: 0x034,
  queueSize: 0x038,
  queueReady: 0x044,
  queueNotify: 0x050,
  interruptStatus: 0x060,
  interruptAcknowledge: 0x064,
  status: 0x070,
  descriptors: 0x080,
  available: 0x090,
  used: 0x0a0,
  configuration: 0x100,
} as const;

const STATUS_NEEDS_RESET = 64;

export interface Segment {
  readonly address: bigint;
  readonly length: number;
  /** The device writes it. */
  readonly writable?: boolean;
}

export class TestQueue {
  readonly descriptors: bigint;
  readonly available: bigint;
  readonly used: bigint;
  readonly size: number;
  private readonly machine: BareMachine;
  private nextAvailable = 0;
  private nextUsed = 0;

  /** Takes two pages of guest memory at `place`. */
  constructor(machine: BareMachine, { place, size }: { place: bigint; size: number }) {
    this.machine = machine;
    this.size = size;
    this.descriptors = place;
    this.available = place + 4096n;
    this.used = place + 4096n + 2048n;
  }

  /** Writes a chain of descriptors from number `first` on. */
  describe(first: number, segments: readonly Segment[]): void {
    for (const [index, { address, length, writable }] of segments.entries()) {
      const last = index === segments.length - 1;
      this.descriptor(first + index, {
        address,
        length,
        flags: (last ? 0 : 1) | (writable ? 2 : 0),
        next: last ? 0 : first + index + 1,
      });
    }
  }

  descriptor(
    index: number,
    { address, length, flags, next }: { address: bigint; length: number; flags: number; next: number },
  ): void {
    const entry = this.descriptors + BigInt(16 * index);
    this.machine.write64(entry, address);
    this.machine.write32(entry + 8n, length);
    this.machine.write16(entry + 12n, flags);
    this.machine.write16(entry + 14n, next);
  }

  /** Offers the chain that begins at `head`; the device does not know before the notification. */
  offer(head: number): void {
    this.machine.write16(this.available + 4n + BigInt(2 * (this.nextAvailable % this.size)), head);
    this.nextAvailable++;
    this.machine.write16(this.available + 2n, this.nextAvailable & 0xffff);
  }

  /** The next used element, undefined when there is none. */
  take(): { head: number; length: number } | undefined {
    if (this.machine.read16(this.used + 2n) === (this.nextUsed & 0xffff)) return undefined;
    const element = this.used + 4n + BigInt(8 * (this.nextUsed % this.size));
    this.nextUsed++;
    return { head: this.machine.read32(element), length: this.machine.read32(element + 4n) };
  }
}

export class TestDriver {
  readonly base: number;
  readonly queues: TestQueue[] = [];
  private readonly machine: BareMachine;

  constructor(machine: BareMachine, slot: number) {
    this.machine = machine;
    this.base = at.VIRTIO_BASE + slot * at.VIRTIO_STRIDE;
  }

  get(register: number): number {
    return this.machine.load32(this.base + register);
  }

  set(register: number, value: number): void {
    this.machine.store32(this.base + register, value);
  }

  /** Negotiates VERSION_1 and `features` (bits 0 to 31), sets `queueCount` queues up from `place` on, and says DRIVER_OK. */
  begin({
    place,
    queueCount,
    size = 8,
    features = 0,
  }: {
    place: bigint;
    queueCount: number;
    size?: number;
    features?: number;
  }): this {
    this.set(REGISTER.status, 0);
    this.set(REGISTER.status, 1 | 2);
    this.set(REGISTER.driverFeaturesSelect, 0);
    this.set(REGISTER.driverFeatures, features);
    this.set(REGISTER.driverFeaturesSelect, 1);
    this.set(REGISTER.driverFeatures, 1);
    this.set(REGISTER.status, 1 | 2 | 8);
    for (let index = 0; index < queueCount; index++)
      this.addQueue(index, { place: place + BigInt(8192 * index), size });
    this.set(REGISTER.status, 1 | 2 | 8 | 4);
    return this;
  }

  addQueue(index: number, where: { place: bigint; size: number }): TestQueue {
    const queue = new TestQueue(this.machine, where);
    this.set(REGISTER.queueSelect, index);
    this.set(REGISTER.queueSize, where.size);
    for (const [register, address] of [
      [REGISTER.descriptors, queue.descriptors],
      [REGISTER.available, queue.available],
      [REGISTER.used, queue.used],
    ] as const) {
      this.set(register, Number(address & 0xffffffffn));
      this.set(register + 4, Number(address >> 32n));
    }
    this.set(REGISTER.queueReady, 1);
    this.queues[index] = queue;
    return queue;
  }

  queue(index: number): TestQueue {
    const queue = this.queues[index];
    if (!queue) throw new Error(`the test set up no queue ${index}`);
    return queue;
  }

  notify(queue: number): void {
    this.set(REGISTER.queueNotify, queue);
  }

  get needsReset(): boolean {
    return (this.get(REGISTER.status) & STATUS_NEEDS_RESET) !== 0;
  }
}
