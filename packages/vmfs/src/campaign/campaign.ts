// Crashes everywhere: a workload is run once, and after each of its writes a copy of the device is taken, cut off in one of
// several ways, taken over by the same host or by another (which may die over that as well), and checked: nothing damaged,
// nothing leaked, every step there as a whole or not at all, and nobody in anybody's way.
import { checkVolume } from '../check.ts';
import { formatVolume, readSuperblock } from '../format.ts';
import { readHeartbeats } from '../heartbeat.ts';
import { HeartbeatMonitor } from '../heartbeat-monitor.ts';
import { FILE_BLOCK_BYTES } from '../layout.ts';
import { BLOCK_BYTES, type BlockCommand, type Operation } from '../operation.ts';
import { type Random, randomFrom } from '../random.ts';
import { takeSlot } from '../recovery.ts';
import { Volume } from '../volume.ts';
import { CrashDevice, changesDevice } from './crash-device.ts';
import type { WorkloadMaker } from './workload.ts';

const BLOCKS = (48 * FILE_BLOCK_BYTES) / BLOCK_BYTES;
const LEASE_MS = 16_000;
/** When the survivors look for the last time, and act. */
const LATER_MS = 100_000;

/** How the host ends, and who comes after it. */
interface End {
  readonly torn: boolean;
  /** Of 100 unflushed sectors, how many are kept; undefined while the power stays on. */
  readonly kept?: number;
  readonly successor: 'same host' | 'another host' | 'another host, when the first to try has died over it';
}

const ends: readonly End[] = [
  { torn: false, successor: 'another host' },
  { torn: false, successor: 'same host' },
  { torn: true, successor: 'another host' },
  { torn: false, kept: 0, successor: 'same host' },
  { torn: false, kept: 50, successor: 'another host' },
  { torn: true, kept: 50, successor: 'same host' },
  { torn: false, successor: 'another host, when the first to try has died over it' },
  { torn: true, kept: 80, successor: 'another host, when the first to try has died over it' },
];

export interface CampaignResult {
  readonly cuts: number;
  /** Writes after which it was cut, each in one or several ways. */
  readonly writes: number;
  readonly runs: number;
  readonly failures: readonly string[];
}

/** A crash test that goes on until so many cuts were made. */
export class Campaign {
  cuts = 0;
  writes = 0;
  runs = 0;
  readonly failures: string[] = [];
  private readonly seed: number;
  private mounts = 0;

  constructor(options: { readonly seed: number }) {
    this.seed = options.seed;
  }

  /** Runs a workload once, and cuts it after each of its writes. */
  run(name: string, make: WorkloadMaker): void {
    this.runs += 1;
    const seed = (this.seed * 1_000_003 + this.runs) >>> 0;
    const random = randomFrom(seed);
    const workload = make(random);
    const device = new CrashDevice(BLOCKS);
    device.run(formatVolume({ uuid: this.uuid(), label: 'datastore1', blocks: BLOCKS }));
    device.run(workload.prepare(this.mount(device, 'esx09')));
    const sound = device.run(checkVolume(this.mount(device.fork(), 'esx08')));
    if (isUnsound(sound)) throw new Error(`${name}, seed ${seed}: unsound before anything was cut`);

    const cut = (command: BlockCommand, done: number): void => {
      this.writes += 1;
      for (const end of ends) {
        this.cuts += 1;
        const where = `${name}, run ${this.runs} of seed ${this.seed}, write ${this.writes} (${command.op}), ${JSON.stringify(end)}`;
        const wrong = this.crash(device, command, {
          end,
          done,
          random,
          check: (volume) => workload.check(volume, done),
        });
        if (wrong) this.failures.push(`${where}: ${wrong}`);
      }
    };
    // The mount is cut as well: it comes before the first step.
    let done = 0;
    const drive = <T>(operation: Operation<T>): T => {
      let step = operation.next();
      while (!step.done) {
        const command = step.value;
        if (changesDevice(command)) cut(command, done);
        step = operation.next(device.perform(command));
      }
      return step.value;
    };
    const volume = this.mount(device, 'esx01', undefined, drive);
    for (const step of workload.steps(volume)) {
      drive(step());
      done += 1;
    }
  }

  /** Cuts a copy of the device in, or after, a command. Returns what is wrong then. */
  private crash(
    device: CrashDevice,
    command: BlockCommand,
    options: {
      readonly end: End;
      readonly done: number;
      readonly random: Random;
      readonly check: (volume: Volume) => Operation<string | undefined>;
    },
  ): string | undefined {
    const { end, random, check } = options;
    const fork = device.fork();
    try {
      if (end.torn) fork.performTorn(command, () => random(2) === 0);
      else fork.perform(command);
      const { kept } = end;
      if (kept !== undefined) fork.losePower(() => random(100) < kept);
      if (end.successor.includes('died over it')) this.die(fork, random);
      const volume = end.successor === 'same host' ? this.mount(fork, 'esx01') : this.patient(fork, 'esx02');
      fork.run(volume.recoverStaleSlots());
      const before = fork.run(checkVolume(volume));
      if (isUnsound(before)) return JSON.stringify(before);
      const wrong = fork.run(check(volume));
      if (wrong) return wrong;
      if (random(8) !== 0) return undefined;
      // Whatever the dead host held or had half done stands in nobody's way.
      fork.run(volume.createFile('/after', { content: new Uint8Array(2_000) }));
      for (const { name, type } of fork.run(volume.list('/'))) if (type === 'file') fork.run(volume.remove(`/${name}`));
      const after = fork.run(checkVolume(volume));
      return isUnsound(after) ? `afterwards ${JSON.stringify(after)}` : undefined;
    } catch (error) {
      return String(error);
    }
  }

  /** Another host begins to take over, and dies after so many commands. */
  private die(device: CrashDevice, random: Random): void {
    let left = random(24);
    const dies = <T>(operation: Operation<T>): T => {
      let step = operation.next();
      while (!step.done) {
        left -= 1;
        if (left < 0) throw new Death();
        step = operation.next(device.perform(step.value));
      }
      return step.value;
    };
    try {
      const name = random(2) === 0 ? 'esx01' : 'esx03';
      dies(this.patient(device, name, dies).recoverStaleSlots());
    } catch (error) {
      if (!(error instanceof Death)) throw error;
    }
  }

  /** A host that has seen everybody stand still for the lease. */
  private patient(device: CrashDevice, name: string, run?: <T>(operation: Operation<T>) => T): Volume {
    const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
    for (let now = LATER_MS - LEASE_MS; now <= LATER_MS; now += LEASE_MS / 2)
      monitor.observe(device.run(readHeartbeats()), { sentAt: now, answeredAt: now });
    return this.mount(device, name, monitor, run);
  }

  private mount(
    device: CrashDevice,
    name: string,
    monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS }),
    run = <T>(operation: Operation<T>): T => device.run(operation),
  ): Volume {
    const uuid = this.uuid();
    const superblock = device.run(readSuperblock(BLOCKS));
    const { slot } = run(takeSlot({ uuid, name }, monitor, LATER_MS));
    return new Volume({ superblock, owner: { uuid, hostName: name, slot }, monitor, now: () => LATER_MS });
  }

  private uuid(): string {
    this.mounts += 1;
    return `00000000-0000-4000-8000-${String(this.mounts).padStart(12, '0')}`;
  }
}

/** The host is dead, and does nothing more. */
class Death extends Error {}

function isUnsound(check: {
  readonly damage: readonly string[];
  readonly leakedBlocks: number;
  readonly leakedDescriptors: number;
}): boolean {
  return check.damage.length > 0 || check.leakedBlocks > 0 || check.leakedDescriptors > 0;
}
