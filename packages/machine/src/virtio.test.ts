import { describe, expect, it } from 'vitest';
import type { DiskOptions, MachineInput } from './contract.ts';
import * as at from './layout.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';
import { REGISTER, type Segment, TestDriver } from './testing/virtio-driver.ts';

const QUEUES = RAM + 0x8000n;
const DATA = RAM + 0x10000n;
const STATUS = RAM + 0x1f000n;
const HEADER = RAM + 0x1f100n;
const CAPACITY = 128;
const DISK = { capacityBytes: CAPACITY * 512, serial: 'scsi0:0' };
const RAM_PAGES = 64;
const RAM_END = RAM + BigInt(RAM_PAGES * 4096);

const ok = (request: number, data = new Uint8Array(0)): MachineInput => ({
  kind: 'blockCompletion',
  request,
  ok: true,
  data,
});

/** A machine with disk, network adapter and streams, and the driver of one of them. */
function withDriver(slot: number, queueCount: number, disk = DISK): { machine: BareMachine; driver: TestDriver } {
  const machine = new BareMachine({ ramPages: RAM_PAGES, disks: [disk], nics: [{ macAddress: '00:50:56:aa:bb:cc' }] });
  return { machine, driver: new TestDriver(machine, slot).begin({ place: QUEUES, queueCount, size: 16 }) };
}

describe('registers', () => {
  it('tell what there is, and answer zero where there is nothing', () => {
    const machine = new BareMachine({ disks: [DISK, DISK], nics: [{ macAddress: '00:50:56:aa:bb:cc' }] });
    const ids = Array.from({ length: at.VIRTIO_SLOTS }, (_, slot) => {
      const driver = new TestDriver(machine, slot);
      expect([driver.get(REGISTER.magic), driver.get(REGISTER.version)]).toEqual([0x74726976, 2]);
      return driver.get(REGISTER.deviceId);
    });
    expect(ids).toEqual([2, 1, 3, 3, 2, 0, 0, 0]);
  });

  it('refuse features that were not offered, and drivers without VERSION_1', () => {
    for (const [low, high, accepted] of [
      [0, 1, true],
      [1 << 9, 1, true],
      [0, 0, false],
      [1, 1, false],
    ] as const) {
      const driver = new TestDriver(new BareMachine({ disks: [DISK] }), 0);
      driver.set(REGISTER.driverFeaturesSelect, 0);
      driver.set(REGISTER.driverFeatures, low);
      driver.set(REGISTER.driverFeaturesSelect, 1);
      driver.set(REGISTER.driverFeatures, high);
      driver.set(REGISTER.status, 1 | 2 | 8);
      expect((driver.get(REGISTER.status) & 8) !== 0).toBe(accepted);
    }
  });

  it('forget everything at a reset', () => {
    const { driver } = withDriver(at.SLOT_DISK_0, 1);
    driver.set(REGISTER.status, 0);
    driver.set(REGISTER.queueSelect, 0);
    expect([driver.get(REGISTER.status), driver.get(REGISTER.queueReady)]).toEqual([0, 0]);
  });

  it('know one queue of a disk and two of the others', () => {
    const { driver } = withDriver(at.SLOT_DISK_0, 1);
    driver.set(REGISTER.queueSelect, 1);
    expect(driver.get(REGISTER.queueSizeMaximum)).toBe(0);
    const network = withDriver(at.SLOT_NETWORK, 2).driver;
    network.set(REGISTER.queueSelect, 1);
    expect(network.get(REGISTER.queueSizeMaximum)).toBe(at.MAXIMUM_QUEUE_SIZE);
  });

  it.each([
    ['outside of RAM', RAM_END, 16],
    ['before RAM', 0x1000n, 16],
    ['misaligned', RAM + 8n, 16],
    ['of no power of two', QUEUES, 12],
    ['larger than the maximum', QUEUES, 512],
  ])('a queue %s makes the device need a reset', (_name, place, size) => {
    const machine = new BareMachine({ disks: [DISK] });
    const driver = new TestDriver(machine, 0).begin({ place, queueCount: 1, size });
    expect(driver.needsReset).toBe(true);
    expect(driver.get(REGISTER.interruptStatus) & 2).toBe(2);
    expect(driver.get(REGISTER.queueReady)).toBe(0);
  });
});

describe('virtio-blk', () => {
  const header = (machine: BareMachine, type: number, sector: bigint) => {
    machine.write64(HEADER, BigInt(type));
    machine.write64(HEADER + 8n, sector);
    machine.write(STATUS, Uint8Array.of(0xff));
  };
  const chain = (data: readonly Segment[]): Segment[] => [
    { address: HEADER, length: 16 },
    ...data,
    { address: STATUS, length: 1, writable: true },
  ];

  it('reads into scattered memory and interrupts', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 0, 3n);
    const pieces = [
      { address: DATA + 4000n, length: 200, writable: true },
      { address: DATA + 1n, length: 312, writable: true },
    ];
    driver.queue(0).describe(0, chain(pieces));
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(machine.outputs).toEqual([{ kind: 'blockRequest', request: 0 }]);
    expect(machine.block.request(0)).toEqual({
      state: 1,
      disk: 0,
      operation: at.OPERATION_READ,
      lengthBytes: 512,
      sector: 3,
    });
    expect(driver.queue(0).take()).toBeUndefined();
    const data = Uint8Array.from({ length: 512 }, (_, index) => index % 251);
    machine.enter(ok(0, data));
    expect(driver.queue(0).take()).toEqual({ head: 0, length: 513 });
    expect(machine.read(STATUS, 1)[0]).toBe(0);
    expect(machine.read(DATA + 4000n, 200)).toEqual(data.slice(0, 200));
    expect(machine.read(DATA + 1n, 312)).toEqual(data.slice(200));
    expect(machine.block.read32(at.PLIC_LEVEL)).toBe(2);
    driver.set(REGISTER.interruptAcknowledge, 1);
    expect(machine.block.read32(at.PLIC_LEVEL)).toBe(0);
  });

  it('writes what the guest had when it asked', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 1, 0n);
    machine.write(DATA, new Uint8Array(1024).fill(7));
    driver.queue(0).describe(0, chain([{ address: DATA, length: 1024 }]));
    driver.queue(0).offer(0);
    driver.notify(0);
    machine.write(DATA, new Uint8Array(1024));
    expect(machine.block.bounce(0).slice(0, 1024)).toEqual(new Uint8Array(1024).fill(7));
    machine.enter(ok(0));
    expect(driver.queue(0).take()).toEqual({ head: 0, length: 1 });
  });

  it('flushes, and passes a failure on', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 4, 0n);
    driver.queue(0).describe(0, chain([]));
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(machine.block.request(0)).toMatchObject({ operation: at.OPERATION_FLUSH, lengthBytes: 0 });
    machine.enter({ kind: 'blockCompletion', request: 0, ok: false, data: new Uint8Array(0) });
    expect([driver.queue(0).take(), machine.read(STATUS, 1)[0]]).toEqual([{ head: 0, length: 1 }, 1]);
  });

  it('tells its serial number', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 8, 0n);
    driver.queue(0).describe(0, chain([{ address: DATA, length: 20, writable: true }]));
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(driver.queue(0).take()).toEqual({ head: 0, length: 21 });
    expect(new TextDecoder().decode(machine.read(DATA, 20))).toBe('scsi0:0'.padEnd(20, '\0'));
  });

  const refused: readonly [string, number, bigint, number, number][] = [
    ['beyond the end', 0, BigInt(CAPACITY), 512, 1],
    ['over the end', 0, BigInt(CAPACITY - 1), 1024, 1],
    ['at a sector that wraps', 0, 0xffffffffffffffffn, 512, 1],
    ['of half a sector', 0, 0n, 256, 1],
    ['of nothing', 0, 0n, 0, 1],
    ['longer than MAXIMUM_BLOCK_REQUEST_SIZE', 0, 0n, 33280, 1],
    ['of an unknown type', 77, 0n, 512, 2],
  ];
  it.each(refused)('refuses a request %s', (_name, type, sector, length, status) => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, type, sector);
    driver.queue(0).describe(0, chain([{ address: DATA, length, writable: true }]));
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(machine.outputs).toEqual([]);
    expect([driver.queue(0).take(), machine.read(STATUS, 1)[0]]).toEqual([{ head: 0, length: 1 }, status]);
  });

  const discarding: DiskOptions = { ...DISK, discard: true };
  const DISCARD_FEATURE = 1 << at.FEATURE_BIT_DISCARD;
  /** A driver of a disk that offers to discard, and a chain with one segment. */
  function withDiscard({ features = DISCARD_FEATURE, disk = discarding, length = 16 } = {}) {
    const machine = new BareMachine({ ramPages: RAM_PAGES, disks: [disk] });
    const driver = new TestDriver(machine, at.SLOT_DISK_0).begin({ place: QUEUES, queueCount: 1, features });
    const discard = (sector: bigint, sectors: number, flags = 0) => {
      header(machine, 11, 0n);
      machine.write64(DATA, sector);
      machine.write32(DATA + 8n, sectors);
      machine.write32(DATA + 12n, flags);
      driver.queue(0).describe(0, chain([{ address: DATA, length }]));
      driver.queue(0).offer(0);
      driver.notify(0);
    };
    return { machine, driver, discard };
  }

  it('discards a range', () => {
    const { machine, driver, discard } = withDiscard();
    discard(BigInt(CAPACITY - 5), 5);
    expect(machine.outputs).toEqual([{ kind: 'blockRequest', request: 0 }]);
    expect(machine.block.request(0)).toEqual({
      state: 1,
      disk: 0,
      operation: at.OPERATION_DISCARD,
      lengthBytes: 5 * 512,
      sector: CAPACITY - 5,
    });
    machine.enter(ok(0));
    expect([driver.queue(0).take(), machine.read(STATUS, 1)[0]]).toEqual([{ head: 0, length: 1 }, 0]);
  });

  it('offers to discard, and its limits, where the disk can', () => {
    const limits = (disk: DiskOptions) => {
      const driver = new TestDriver(new BareMachine({ disks: [disk] }), 0);
      const words = [36, 40, 44, 48].map((offset) => driver.get(REGISTER.configuration + offset));
      return [(driver.get(REGISTER.deviceFeatures) & DISCARD_FEATURE) !== 0, ...words];
    };
    expect(limits(discarding)).toEqual([true, at.MAXIMUM_DISCARD_SECTORS, 1, 1, 0]);
    expect(limits(DISK)).toEqual([false, 0, 0, 0, 0]);
  });

  const badDiscards: readonly [string, number, Parameters<typeof withDiscard>[0], bigint, number, number?][] = [
    ['beyond the end', 1, {}, BigInt(CAPACITY), 1],
    ['over the end', 1, {}, BigInt(CAPACITY - 1), 2],
    ['at a sector that wraps', 1, {}, 0xffffffffffffffffn, 1],
    ['of nothing', 1, {}, 0n, 0],
    ['longer than the limit', 1, { disk: { ...discarding, capacityBytes: 2 ** 31 } }, 0n, 2_097_153],
    ['of half a segment', 1, { length: 8 }, 0n, 1],
    ['of two segments', 1, { length: 32 }, 0n, 1],
    ['of a read-only disk', 1, { disk: { ...discarding, readOnly: true } }, 0n, 1],
    ['with a flag', 2, {}, 0n, 1, 1],
    ['that was not negotiated', 2, { features: 0 }, 0n, 1],
  ];
  it.each(badDiscards)('refuses a discard %s', (_name, status, options, sector, sectors, flags) => {
    const { machine, driver, discard } = withDiscard(options);
    discard(sector, sectors, flags);
    expect(machine.outputs).toEqual([]);
    expect([driver.queue(0).take(), machine.read(STATUS, 1)[0]]).toEqual([{ head: 0, length: 1 }, status]);
  });

  it('does not write to a read-only disk', () => {
    const readOnly = { ...DISK, readOnly: true };
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1, readOnly);
    header(machine, 1, 0n);
    driver.queue(0).describe(0, chain([{ address: DATA, length: 512 }]));
    driver.queue(0).offer(0);
    driver.notify(0);
    expect([machine.outputs, machine.read(STATUS, 1)[0]]).toEqual([[], 1]);
  });

  it('takes at most sixteen requests, and the next one when one is done', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 4, 0n);
    driver.queue(0).describe(0, chain([]));
    for (let count = 0; count < 16; count++) driver.queue(0).offer(0);
    driver.notify(0);
    expect(machine.outputs).toHaveLength(at.REQUEST_COUNT);
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(machine.outputs).toHaveLength(at.REQUEST_COUNT);
    machine.enter(ok(5));
    expect(machine.outputs.at(-1)).toEqual({ kind: 'blockRequest', request: 5 });
  });

  it('forgets requests at a reset, and frees them when they end', () => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    header(machine, 4, 0n);
    driver.queue(0).describe(0, chain([]));
    driver.queue(0).offer(0);
    driver.notify(0);
    driver.begin({ place: QUEUES, queueCount: 1 });
    machine.write16(driver.queue(0).available + 2n, 0);
    machine.write16(driver.queue(0).used + 2n, 0);
    machine.enter(ok(0));
    expect(machine.block.request(0).state).toBe(at.REQUEST_FREE);
    expect(machine.read16(driver.queue(0).used + 2n)).toBe(0);
  });
});

describe('malformed chains', () => {
  const chains: readonly [string, (driver: TestDriver) => void][] = [
    ['a loop', (d) => d.queue(0).descriptor(0, { address: HEADER, length: 16, flags: 1, next: 0 })],
    ['a next beyond the table', (d) => d.queue(0).descriptor(0, { address: HEADER, length: 16, flags: 1, next: 16 })],
    ['an address before RAM', (d) => d.queue(0).descriptor(0, { address: 0n, length: 16, flags: 0, next: 0 })],
    ['an address after RAM', (d) => d.queue(0).descriptor(0, { address: RAM_END, length: 1, flags: 0, next: 0 })],
    [
      'a length over the end of RAM',
      (d) => d.queue(0).descriptor(0, { address: RAM_END - 8n, length: 16, flags: 0, next: 0 }),
    ],
    [
      'a length that wraps',
      (d) => d.queue(0).descriptor(0, { address: 0xfffffffffffffff0n, length: 0xffffffff, flags: 0, next: 0 }),
    ],
    ['an indirect descriptor', (d) => d.queue(0).descriptor(0, { address: HEADER, length: 16, flags: 4, next: 0 })],
    [
      'a header that is too short',
      (d) =>
        d.queue(0).describe(0, [
          { address: HEADER, length: 15 },
          { address: STATUS, length: 1, writable: true },
        ]),
    ],
    ['no status byte', (d) => d.queue(0).describe(0, [{ address: HEADER, length: 16 }])],
    [
      'readable after writable',
      (d) =>
        d.queue(0).describe(0, [
          { address: STATUS, length: 1, writable: true },
          { address: HEADER, length: 16 },
        ]),
    ],
  ];
  it.each(chains)('%s makes the disk need a reset, and only that', (_name, describeChain) => {
    const { machine, driver } = withDriver(at.SLOT_DISK_0, 1);
    describeChain(driver);
    driver.queue(0).offer(0);
    driver.notify(0);
    expect(driver.needsReset).toBe(true);
    expect(machine.outputs).toEqual([]);
    expect(machine.block.read32(at.STOP_KIND)).toBe(at.STOP_NONE);
    // And a reset helps.
    driver.begin({ place: QUEUES, queueCount: 1 });
    expect(driver.needsReset).toBe(false);
  });

  it('a driver that claims more than its queue holds', () => {
    const { machine, driver } = withDriver(at.SLOT_NETWORK, 2);
    machine.write16(driver.queue(1).available + 2n, 17);
    driver.notify(1);
    expect(driver.needsReset).toBe(true);
  });

  it('the same on the receiving side, where the input brings it to light', () => {
    const { machine, driver } = withDriver(at.SLOT_CONSOLE, 2);
    driver.queue(0).descriptor(0, { address: 0n, length: 16, flags: 2, next: 0 });
    driver.queue(0).offer(0);
    expect(machine.core.streamRoom(at.SLOT_CONSOLE)).toBe(1);
    expect(driver.needsReset).toBe(false);
    machine.enter({ kind: 'console', bytes: Uint8Array.of(1) });
    expect(driver.needsReset).toBe(true);
  });
});

describe('virtio-net', () => {
  const frame = Uint8Array.from({ length: 60 }, (_, index) => index);

  it('has the address that it was given', () => {
    const { machine } = withDriver(at.SLOT_NETWORK, 2);
    const configuration = at.VIRTIO_BASE + at.SLOT_NETWORK * at.VIRTIO_STRIDE + REGISTER.configuration;
    expect([machine.load32(configuration), machine.load32(configuration + 4)]).toEqual([0xaa565000, 0xccbb]);
  });

  it('transmits what follows the header, and nothing of impossible size', () => {
    const { machine, driver } = withDriver(at.SLOT_NETWORK, 2);
    machine.write(DATA + 12n, frame);
    for (const [head, length] of [12 + 60, 12 + 13, 12 + 1515, 5].entries()) {
      driver.queue(1).describe(head, [{ address: DATA, length }]);
      driver.queue(1).offer(head);
    }
    driver.notify(1);
    expect(machine.outputs).toEqual([{ kind: 'frame', bytes: frame }]);
    expect([0, 1, 2, 3].map(() => driver.queue(1).take()?.head)).toEqual([0, 1, 2, 3]);
  });

  it('receives with a header before the frame', () => {
    const { machine, driver } = withDriver(at.SLOT_NETWORK, 2);
    driver.queue(0).describe(0, [
      { address: DATA, length: 12, writable: true },
      { address: DATA + 100n, length: 1514, writable: true },
    ]);
    driver.queue(0).offer(0);
    machine.enter({ kind: 'frame', frame });
    expect(driver.queue(0).take()).toEqual({ head: 0, length: 72 });
    expect([...machine.read(DATA, 12)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect(machine.read(DATA + 100n, 60)).toEqual(frame);
  });

  it('loses a frame for which there is no buffer, or too small a one', () => {
    const { machine, driver } = withDriver(at.SLOT_NETWORK, 2);
    machine.enter({ kind: 'frame', frame });
    driver.queue(0).describe(0, [{ address: DATA, length: 71, writable: true }]);
    driver.queue(0).offer(0);
    machine.enter({ kind: 'frame', frame });
    expect(driver.queue(0).take()).toBeUndefined();
    expect(driver.needsReset).toBe(false);
  });

  it('does not interrupt a driver that asked not to be', () => {
    const { machine, driver } = withDriver(at.SLOT_NETWORK, 2);
    machine.write16(driver.queue(0).available, 1);
    driver.queue(0).describe(0, [{ address: DATA, length: 1526, writable: true }]);
    driver.queue(0).offer(0);
    machine.enter({ kind: 'frame', frame });
    expect(driver.queue(0).take()).toBeDefined();
    expect(machine.block.read32(at.PLIC_LEVEL)).toBe(0);
  });
});

describe.each([
  ['console', at.SLOT_CONSOLE],
  ['tools', at.SLOT_TOOLS],
] as const)('virtio-console: %s', (kind, slot) => {
  it('says what the guest writes, long chains in pieces', () => {
    const { machine, driver } = withDriver(slot, 2);
    const text = Uint8Array.from({ length: 5000 }, (_, index) => index % 127);
    machine.write(DATA, text);
    driver.queue(1).describe(0, [
      { address: DATA, length: 3000 },
      { address: DATA + 3000n, length: 2000 },
    ]);
    driver.queue(1).offer(0);
    driver.notify(1);
    expect(machine.outputs.map((output) => output.kind)).toEqual([kind, kind]);
    const said = machine.outputs.flatMap((output) => ('bytes' in output ? [...output.bytes] : []));
    expect(said).toEqual([...text]);
    expect(driver.queue(1).take()).toEqual({ head: 0, length: 0 });
  });

  it('hands over what was typed, as much as the next buffer takes', () => {
    const { machine, driver } = withDriver(slot, 2);
    expect(machine.core.streamRoom(slot)).toBe(0);
    driver.queue(0).describe(0, [{ address: DATA, length: 5, writable: true }]);
    driver.queue(0).offer(0);
    expect(machine.core.streamRoom(slot)).toBe(5);
    machine.enter({ kind, bytes: new TextEncoder().encode('abc') });
    expect(driver.queue(0).take()).toEqual({ head: 0, length: 3 });
    expect(new TextDecoder().decode(machine.read(DATA, 3))).toBe('abc');
  });

  it('drops and counts what the output ring cannot hold', () => {
    const { machine, driver } = withDriver(slot, 2);
    // Sixteen chains of sixteen pages are four times what the ring holds; the guest gets its buffers back all the same.
    driver.queue(1).describe(0, [{ address: RAM, length: 64 * 4096 }]);
    for (let count = 0; count < 4; count++) driver.queue(1).offer(0);
    driver.notify(1);
    const said = machine.outputs.reduce((sum, output) => sum + ('bytes' in output ? output.bytes.length : 0), 0);
    expect(said + machine.block.read32(at.DROPPED_BYTES)).toBe(4 * 64 * 4096);
    expect(machine.block.read32(at.DROPPED_BYTES)).toBeGreaterThan(0);
    expect([0, 1, 2, 3].map(() => driver.queue(1).take()?.head)).toEqual([0, 0, 0, 0]);
  });
});
