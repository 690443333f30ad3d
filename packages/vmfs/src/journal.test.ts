// What becomes of a transaction that is cut off while hosts live on: one that fails with an error, one whose owner is fenced,
// one that several would bring to its end, and one whose blocks and locks are others' by now.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  type BlockCommand,
  checkVolume,
  decodeSlot,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  type OpenFile,
  type Operation,
  readHeartbeats,
  readSlot,
  readSuperblock,
  refreshSlot,
  releaseSlot,
  type TakenSlot,
  takeSlot,
  VmfsError,
  Volume,
} from './index.ts';

const MIB = 1024 * 1024;
const BLOCKS = (20 * MIB) / BLOCK_BYTES;
const LEASE_MS = 16_000;
const LATER = 100_000;
const SOUND = { damage: [], leakedBlocks: 0, leakedDescriptors: 0 };
const SMALL = new Uint8Array(600).fill(1);
const LARGE = new Uint8Array(2_000).fill(2);

let device: MemoryDevice;
let lives = 0;

interface Host {
  readonly name: string;
  readonly uuid: string;
  readonly taken: TakenSlot;
  readonly volume: Volume;
}

function mount(name: string, monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS })): Host {
  lives += 1;
  const uuid = `00000000-0000-4000-8000-${String(lives).padStart(12, '0')}`;
  const superblock = device.run(readSuperblock(BLOCKS));
  const taken = device.run(takeSlot({ uuid, name }, monitor, LATER), name);
  const owner = { uuid, hostName: name, slot: taken.slot };
  return { name, uuid, taken, volume: new Volume({ superblock, owner, monitor, now: () => LATER }) };
}

/** A monitor that has seen all slots stand still for the lease, but for those of the living. */
function patient(...alive: Host[]): HeartbeatMonitor {
  const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
  const contents = new Map(alive.map(({ taken }) => [taken.slot, taken.content]));
  for (let now = LATER - 20_000; now <= LATER; now += 2_000) {
    for (const [slot, content] of contents) contents.set(slot, device.run(refreshSlot({ slot, content })).content);
    monitor.observe(device.run(readHeartbeats()), { sentAt: now, answeredAt: now });
  }
  return monitor;
}

beforeEach(() => {
  lives = 0;
  device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  const first = mount('esx00');
  device.run(first.volume.makeDirectory('/vm'), 'esx00');
  device.run(first.volume.createFile('/vm/big', { content: LARGE }), 'esx00');
  device.run(releaseSlot(first.taken), 'esx00');
});

const run = <T>({ name }: Host, operation: Operation<T>): T => device.run(operation, name);
const check = ({ volume }: Host) => device.run(checkVolume(volume));

/** An operation under way, a command at a time. */
class Stepped {
  ended = false;
  private readonly operation: Operation<unknown>;
  private readonly host: string;
  private step: IteratorResult<BlockCommand, unknown>;

  constructor(host: Host, operation: Operation<unknown>) {
    this.operation = operation;
    this.host = host.name;
    this.step = operation.next();
  }

  get command(): BlockCommand | undefined {
    return this.step.done ? undefined : this.step.value;
  }

  /** Performs the command that it waits for. */
  advance(): void {
    if (this.step.done) throw new Error('it has ended');
    let outcome: ReturnType<MemoryDevice['perform']>;
    try {
      outcome = device.perform(this.step.value, this.host);
    } catch (error) {
      this.step = this.operation.throw(error);
      return;
    }
    this.step = this.operation.next(outcome);
    this.ended = this.step.done === true;
  }

  /** So many, or all. */
  advanceBy(count: number): this {
    for (let done = 0; done < count && !this.ended; done += 1) this.advance();
    return this;
  }
}

const code = (body: () => unknown): string | undefined => {
  try {
    body();
  } catch (error) {
    if (error instanceof VmfsError) return error.code;
    throw error;
  }
  return undefined;
};

class Refusal extends Error {}

/** Runs an operation whose commands from `from` on, `count` of them, are refused. Whether it ended well. */
function runRefusing(host: Host, operation: Operation<unknown>, from: number, count: number) {
  let at = 0;
  let step: IteratorResult<BlockCommand, unknown>;
  try {
    step = operation.next();
    while (!step.done) {
      at += 1;
      const refused = at > from && at <= from + count;
      step = refused ? operation.throw(new Refusal()) : operation.next(device.perform(step.value, host.name));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { commands: at, ended: false };
  }
  return { commands: at, ended: true };
}

const operations: Readonly<Record<string, (volume: Volume) => Operation<unknown>>> = {
  create: (volume) => volume.createFile('/vm/new', { content: LARGE }),
  replace: (volume) => volume.writeFile('/vm/big', SMALL),
  remove: (volume) => volume.remove('/vm/big'),
  rename: (volume) => volume.rename('/vm/big', '/big'),
};

const isDone: Readonly<Record<string, (volume: Volume) => boolean>> = {
  create: (volume) => device.run(volume.exists('/vm/new')),
  replace: (volume) => device.run(volume.readFile('/vm/big')).length === SMALL.length,
  remove: (volume) => !device.run(volume.exists('/vm/big')),
  rename: (volume) => device.run(volume.exists('/big')),
};

describe('a transaction that fails while its host lives on', () => {
  it.each(Object.keys(operations).flatMap((name) => [1, 1_000].map((count) => [name, count] as const)))(
    '%s, with %i commands refused: the next one finds all in order',
    (name, count) => {
      const start = device.bytes.slice();
      for (let from = 0; ; from += 1) {
        device.bytes.set(start);
        const host = mount('esx01');
        const { commands, ended } = runRefusing(host, operations[name]!(host.volume), from, count);
        // Where it could be settled at once, what was answered is what was done.
        if (count === 1) expect(isDone[name]!(host.volume), `after command ${from}`).toBe(ended);
        run(host, host.volume.createFile('/vm/after', { content: LARGE }));
        run(host, host.volume.remove('/vm/after'));
        expect(check(host), `from command ${from}`).toEqual(SOUND);
        // Nothing of it is held any more.
        const other = mount('esx02');
        for (const path of ['/vm', '/']) run(other, other.volume.unlockFile(run(other, other.volume.lockFile(path))));
        if (from >= commands) return;
      }
    },
  );
});

describe('a change of an open file that fails while its host lives on', () => {
  const range = { offsetBytes: 0, lengthBytes: 2 * MIB };
  const changes: Readonly<Record<string, (volume: Volume, file: OpenFile) => Operation<unknown>>> = {
    allocate: (volume, file) => volume.allocate(file, { offsetBytes: 0, lengthBytes: 2 * MIB }),
    punch: (volume, file) => volume.punch(file, { offsetBytes: MIB, lengthBytes: MIB }),
    cut: (volume, file) => volume.resizeFile(file, MIB),
    grow: (volume, file) => volume.resizeFile(file, 3 * MIB),
  };

  it.each(Object.keys(changes))('%s: the file lies where the disk says, or says that it does not know', (name) => {
    const start = device.bytes.slice();
    for (let from = 0; ; from += 1) {
      device.bytes.set(start);
      const host = mount('esx01');
      run(host, host.volume.createFile('/disk', { sizeBytes: 2 * MIB, provisioning: 'thin' }));
      const file = run(host, host.volume.openFile('/disk', { mode: 'exclusive' }));
      run(host, host.volume.allocate(file, { offsetBytes: MIB, lengthBytes: MIB }));
      const { ended } = runRefusing(host, changes[name]!(host.volume, file), from, 1_000);
      // Another operation settles it; a file of which it was not known has to be asked for again.
      run(host, host.volume.createFile('/vm/after', { content: SMALL }));
      run(host, host.volume.refreshFile(file));
      const other = mount('esx02');
      const onDisk = run(other, other.volume.stat('/disk'));
      expect(file.sizeBytes).toBe(onDisk.sizeBytes);
      expect(file.pointers.filter((pointer) => pointer !== 0).length * MIB).toBe(onDisk.allocatedBytes);
      if (file.sizeBytes >= range.lengthBytes) run(host, host.volume.allocate(file, range));
      run(host, host.volume.closeFile(file));
      expect(check(host), `from command ${from}`).toEqual(SOUND);
      if (ended) return;
    }
  });
});

describe('an owner that is fenced in the middle', () => {
  it.each(Object.keys(operations))('%s: changes nothing any more, and says so', (name) => {
    const start = device.bytes.slice();
    for (let commands = 0; ; commands += 1) {
      device.bytes.set(start);
      const frozen = mount('esx01');
      const underWay = new Stepped(frozen, operations[name]!(frozen.volume)).advanceBy(commands);
      if (underWay.ended) return;
      const other = mount('esx02', patient());
      run(other, other.volume.recoverStaleSlots());
      expect(check(other), `after ${commands} commands`).toEqual(SOUND);
      const after = device.bytes.slice();
      expect(code(() => underWay.advanceBy(1_000))).toBe('fenced');
      expect(code(() => run(frozen, frozen.volume.createFile('/late', { content: SMALL })))).toBe('fenced');
      expect(Buffer.compare(device.bytes, after)).toBe(0);
    }
  });
});

describe('two that would recover', () => {
  /** A host that died in the middle of removing a file, after its commit was written. */
  function dead(): Host {
    const host = mount('dead');
    const underWay = new Stepped(host, host.volume.remove('/vm/big'));
    let commits = 0;
    while (commits === 0) {
      if (underWay.command?.op === 'write') commits += 1;
      underWay.advance();
    }
    return host;
  }

  it('at once: one does, the other waits or finds it done', () => {
    const start = device.bytes.slice();
    for (let commands = 0; ; commands += 1) {
      device.bytes.set(start);
      const { taken } = dead();
      const first = mount('esx01', patient());
      const second = mount('esx02', patient(first));
      const underWay = new Stepped(first, first.volume.recoverStaleSlots()).advanceBy(commands);
      const recovered = run(second, second.volume.recoverStaleSlots());
      underWay.advanceBy(1_000);
      if (recovered === 0) expect(run(second, second.volume.recoverStaleSlots())).toBe(0);
      expect(run(second, readSlot(taken.slot))).toBeUndefined();
      expect(check(second), `after ${commands} commands`).toEqual(SOUND);
      expect(run(second, second.volume.exists('/vm/big'))).toBe(false);
      expect(code(() => run(first, first.volume.createFile('/mine', { content: SMALL })))).toBeUndefined();
      if (commands > 60) return;
    }
  });

  it('one after the other, the first being frozen in the middle: it is fenced, and changes nothing more', () => {
    const start = device.bytes.slice();
    for (let commands = 1; ; commands += 1) {
      device.bytes.set(start);
      const { taken } = dead();
      const first = mount('esx01', patient());
      const underWay = new Stepped(first, first.volume.recoverStaleSlots()).advanceBy(commands);
      if (underWay.ended) return;
      const second = mount('esx02', patient());
      run(second, second.volume.recoverStaleSlots());
      expect(run(second, readSlot(taken.slot))).toBeUndefined();
      expect(check(second), `after ${commands} commands`).toEqual(SOUND);
      // What was freed is used by now.
      run(second, second.volume.createFile('/used', { content: LARGE }));
      const after = device.bytes.slice();
      code(() => underWay.advanceBy(1_000));
      expect(Buffer.compare(device.bytes, after), `after ${commands} commands`).toBe(0);
      expect(code(() => run(first, first.volume.createFile('/late', { content: SMALL })))).toBe('fenced');
    }
  });

  it('an operation of this mount that failed over it is gone on with by the next', () => {
    const start = device.bytes.slice();
    for (let from = 0; ; from += 1) {
      device.bytes.set(start);
      const { taken } = dead();
      const host = mount('esx01', patient());
      if (runRefusing(host, host.volume.lockFile('/vm'), from, 1_000).ended) return;
      run(host, host.volume.unlockFile(run(host, host.volume.lockFile('/vm'))));
      expect(run(host, readSlot(taken.slot))).toBeUndefined();
      expect(check(host)).toEqual(SOUND);
    }
  });
});

describe('a replay of what its owner had done already', () => {
  it('leaves alone what others have made of it', () => {
    const owner = mount('esx01');
    run(owner, owner.volume.writeFile('/vm/big', SMALL));
    // The block that was freed, and the directory and file that were let go, are another's by now.
    const other = mount('esx02', patient(owner));
    run(other, other.volume.createFile('/vm/other', { content: LARGE }));
    run(other, other.volume.writeFile('/vm/big', new Uint8Array(700).fill(9)));
    const third = mount('esx03', patient(other));
    run(third, third.volume.recoverStaleSlots());
    expect(decodeSlot(device.run(readHeartbeats()).subarray(owner.taken.slot * BLOCK_BYTES))).toBeUndefined();
    expect(run(third, third.volume.readFile('/vm/other'))).toEqual(LARGE);
    expect(run(third, third.volume.readFile('/vm/big'))).toEqual(new Uint8Array(700).fill(9));
    expect(check(third)).toEqual(SOUND);
  });

  it('by a later life of the same host begins its records above those of the earlier', () => {
    for (let life = 0; life < 6; life += 1) {
      const host = mount('esx01');
      new Stepped(host, host.volume.createFile(`/vm/${life}`, { content: LARGE })).advanceBy(3 + 4 * life);
      const next = mount('esx01');
      expect(next.taken.slot).toBe(host.taken.slot);
      expect(check(next)).toEqual(SOUND);
    }
  });
});

describe('transactions at once', () => {
  it('wait for one another, and give up on one that does not end', () => {
    const host = mount('esx01');
    run(host, host.volume.makeDirectory('/other'));
    const stuck = new Stepped(host, host.volume.createFile('/vm/a', { content: LARGE }));
    while (stuck.command?.op !== 'write') stuck.advance();
    expect(code(() => run(host, host.volume.createFile('/other/b', { content: SMALL })))).toBe('busy');
    stuck.advanceBy(1_000);
    run(host, host.volume.createFile('/other/b', { content: SMALL }));
    expect(check(host)).toEqual(SOUND);
  });
});
