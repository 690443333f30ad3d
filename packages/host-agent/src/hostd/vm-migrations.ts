// The migrations of a virtual machine: it goes to another host, comes from one, or its files go to another datastore. One at a
// time, and nothing else is done with it meanwhile: the queue of its requests is held. Who drives one (packages/vmotion, and
// vmotion/storage-move.ts) hears from here when somebody wants something else with the VM, or when its lock or guest is gone.
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import { AwaitedDisk } from './awaited-disk.ts';
import type { ConsoleBuffer } from './console-buffer.ts';
import type { RequestQueue } from './request-queue.ts';
import { VmArrival } from './vm-arrival.ts';
import { type MigrationListener, VmDeparture } from './vm-departure.ts';
import { diskChains } from './vm-files.ts';
import type { VmFolder } from './vm-folder.ts';
import type { VmGrant } from './vm-grant.ts';
import type { VmHome } from './vm-home.ts';
import type { VmPower } from './vm-power.ts';
import type { VmQuestions } from './vm-question.ts';
import type { CopiedVm, MovingVm, VmRelocation } from './vm-relocation.ts';
import type { VmLock } from './vm-surroundings.ts';

export interface VmMigrationsOptions {
  readonly home: VmHome;
  readonly folder: VmFolder;
  readonly grant: VmGrant;
  readonly power: VmPower;
  readonly questions: Pick<VmQuestions, 'question'>;
  readonly console: ConsoleBuffer;
  readonly queue: Pick<RequestQueue, 'hold' | 'name'>;
  /** Does something under the lock of a VM that is off; one that it is exchanged for is let go in its place. */
  readonly withLock: <T>(change: (lock: { held: VmLock }) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  /** It is on, or off, now. */
  readonly onPowerState: () => void;
  /** A migration of it has ended. */
  readonly onEnd: () => void;
}

export class VmMigrations {
  private readonly options: VmMigrationsOptions;
  /** Who drives a migration of it, while one is under way. */
  private listener: MigrationListener | undefined;
  private howFar: (() => pb.IMigrationProgress) | undefined;

  constructor(options: VmMigrationsOptions) {
    this.options = options;
  }

  /** Of the one that is under way. */
  get progress(): pb.IMigrationProgress | undefined {
    return this.howFar?.();
  }

  /** Somebody wants something else with it. */
  cancel(because: string): void {
    this.listener?.cancel(because);
  }

  /** Its lock, or its guest, is gone. */
  lost(because: string): void {
    this.listener?.lost(because);
  }

  /**
   * It is to go to another host: nothing else is done with it until the departure has ended. `onGone`: it is this host's no more,
   * and nobody knows it here from then on. Faults: InvalidPowerState, InvalidState, TaskInProgress.
   */
  async depart(
    migration: MigrationListener & { progress(): pb.IMigrationProgress },
    onGone: () => void,
  ): Promise<VmDeparture> {
    const release = await this.begin(migration);
    const { power, questions, console, now, home, grant } = this.options;
    const { guest } = power;
    const onEnd = () => this.end(release);
    try {
      power.mustBeOn();
      if (questions.question || !guest || guest.stopped)
        throw new HostFault('InvalidState', `${home.vmxPath} can't be moved: it waits for an answer, or is stopping`);
    } catch (error) {
      onEnd();
      throw error;
    }
    this.howFar = () => migration.progress();
    return new VmDeparture({
      power,
      guest,
      questions,
      console,
      files: this.copied(power.heldLock),
      now,
      onGone: (because) => {
        onGone();
        grant.close(new HostFault('NotFound', `${home.vmxPath} is not on this host any more: ${because}`));
      },
      onEnd,
    });
  }

  /**
   * Room for it, which another host is going to send: nothing else is done with it until the arrival has ended. `onTaken`: it is
   * this host's. Faults: TaskInProgress, InvalidPowerState, InsufficientMemoryResourcesFault, InsufficientCpuResourcesFault, ...
   */
  async arrive(migration: MigrationListener, onTaken: () => void): Promise<VmArrival> {
    const release = await this.begin(migration);
    const { power, folder, grant, console, home, now, onPowerState } = this.options;
    const onEnd = () => this.end(release);
    try {
      const files = await folder.read();
      const chains = diskChains(files).map((chain) => chain.flatMap((path) => files.disks.get(path) ?? []));
      const guest = power.expect(chains.map((chain) => new AwaitedDisk(chain)));
      const { datastore, path } = home;
      return new VmArrival({
        power,
        guest,
        folder,
        grant,
        console,
        datastore,
        path,
        now,
        onTaken,
        onPowerState,
        onEnd,
      });
    } catch (error) {
      onEnd();
      throw error;
    }
  }

  /**
   * Its files go elsewhere, while it runs or is off: nothing else is done with it until that has ended. `onMoved` hears once they have
   * gone, and from where. Faults: InvalidState, TaskInProgress, those of the move.
   */
  async relocate(move: VmRelocation, onMoved: (former: string) => void): Promise<void> {
    const release = await this.begin(move);
    const { power, questions, home, withLock } = this.options;
    try {
      if (questions.question) throw new HostFault('InvalidState', `${home.vmxPath} waits for the answer to a question`);
      this.howFar = () => move.progress();
      if (power.off)
        await withLock(async (lock) => {
          const moved = (taken: VmLock) => {
            lock.held = taken;
          };
          await move.run(this.moving(lock.held, moved, onMoved));
        });
      else await move.run(this.moving(power.heldLock, (lock) => power.moved(lock), onMoved));
    } finally {
      this.end(release);
    }
  }

  private copied(lock: VmLock): CopiedVm {
    const { home, folder, grant, power } = this.options;
    return {
      vmxPath: home.vmxPath,
      path: home.path,
      lock,
      folder,
      mustHold: () => grant.mustHold(),
      exchange: power.on ? (change, open) => power.exchangeDisks(change, open) : undefined,
    };
  }

  private moving(lock: VmLock, taken: (lock: VmLock) => void, onMoved: (former: string) => void): MovingVm {
    const { home, grant, power, queue } = this.options;
    return {
      ...this.copied(lock),
      moved: (datastore, path, destinationLock) => {
        const former = home.vmxPath;
        power.moving(() => home.moveTo(datastore, path));
        grant.name = home.vmxPath;
        queue.name = home.vmxPath;
        taken(destinationLock);
        onMoved(former);
      },
    };
  }

  /** One at a time: a second one would wait for as long as the first may take. */
  private async begin(migration: MigrationListener): Promise<() => void> {
    const { home, queue } = this.options;
    if (this.listener) throw new HostFault('TaskInProgress', `${home.vmxPath} is migrating already`);
    this.listener = migration;
    try {
      return await queue.hold();
    } catch (error) {
      this.listener = undefined;
      throw error;
    }
  }

  private end(release: () => void): void {
    this.listener = undefined;
    this.howFar = undefined;
    release();
    this.options.onEnd();
  }
}
