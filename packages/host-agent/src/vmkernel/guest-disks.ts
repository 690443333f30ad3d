// The disks of a datastore that guests of this host have open: each is its guest's alone, with what it descends from shared, until
// it is closed, or given to another host (vMotion).
import { randomUUID } from 'node:crypto';
import type { Logger } from '@microsphere/process';
import {
  allocatedAreas,
  ChangeIdError,
  ChangeTracker,
  type DiskChanges,
  type LockOffers,
  type Operation,
  openDisk,
  type VirtualDisk,
  type Volume,
} from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { DatastoreDisk } from './datastore-disk.ts';
import { closeTracked, openTracked, type Run } from './disk-files.ts';
import type { Admission, LunDevice } from './lun-device.ts';
import type { ManagementIo } from './management-io.ts';
import type { VolumeHeartbeat } from './volume-heartbeat.ts';

/** One taking of a heartbeat slot, and what depends on it. */
export interface Mount {
  readonly volume: Volume;
  readonly heartbeat: VolumeHeartbeat;
  readonly io: ManagementIo;
}

export interface OpenDiskOptions {
  readonly trackChanges: boolean;
  /** Nobody writes to it, and many may read it. */
  readonly toRead?: boolean;
  /** Locks of another host that has it open, and gives it away. */
  readonly offers?: LockOffers;
}

/** Which part of the disk `shown` has changed since a point; `written` is it, or descends from it. */
export interface ChangeQuestion {
  readonly written: string;
  readonly shown: string;
  readonly startBytes: number;
  /** Undefined: all that is allocated. */
  readonly changeId: string | undefined;
}

export interface GuestDisksOptions {
  /** Of the datastore. */
  readonly name: string;
  readonly log: Pick<Logger, 'warn'>;
  readonly device: () => LunDevice;
  /** Whether the locks of a mount are still this host's. */
  readonly isCurrent: (mount: Mount) => boolean;
  readonly run: <T>(operation: (volume: Volume) => Operation<T>, mount?: Mount) => Promise<T>;
  /** For however long the array is away. */
  readonly perform: <T>(operation: (volume: Volume) => Operation<T>, mount: Mount, admission?: Admission) => Promise<T>;
}

export class GuestDisks {
  private readonly options: GuestDisksOptions;
  private readonly disks = new Set<DatastoreDisk>();

  constructor(options: GuestDisksOptions) {
    this.options = options;
  }

  /** A disk that is open through both of these, of which one descends from the other. */
  through(child: string, parent: string): VirtualDisk | undefined {
    return [...this.disks].find(({ disk }) => {
      const paths = disk.chain.map(({ path }) => path);
      return paths.includes(child) && paths.includes(parent);
    })?.disk;
  }

  async open(
    mount: Mount,
    path: string,
    { trackChanges, toRead = false, offers }: OpenDiskOptions,
  ): Promise<DatastoreDisk> {
    const { name, device, run, perform, isCurrent } = this.options;
    const disk = await run(
      (volume) =>
        trackChanges
          ? openTracked(volume, path, offers)
          : openDisk(volume, path, { mode: toRead ? 'readOnly' : 'exclusive', ...(offers ? { offers } : {}) }),
      mount,
    );
    const letGo = async (operation: () => Operation<void>) => {
      this.disks.delete(opened);
      // Locks of a mount that has ended are nobody's any more.
      if (isCurrent(mount)) await this.letGo(mount, path, operation);
    };
    const opened: DatastoreDisk = new DatastoreDisk({
      name: `[${name}] ${path.slice(1)}`,
      disk,
      device: device(),
      heartbeat: mount.heartbeat,
      perform: (operation, admission) => perform(operation, mount, admission),
      close: () => letGo(() => closeTracked(disk)),
      handOver: async () => {
        await run(() => disk.handOver(), mount);
        return disk.offers(mount.volume);
      },
      takeBack: async () => {
        if (!trackChanges) return;
        // What was begun when the disk was given away may still be on its way.
        await mount.io.settled();
        await this.trackAgain((operation) => run(operation, mount), disk);
      },
      surrender: () => letGo(() => disk.relinquish()),
    });
    this.disks.add(opened);
    return opened;
  }

  /** However long the device is away, as the lock of a file: nobody waits for that. */
  private async letGo(mount: Mount, path: string, operation: () => Operation<void>): Promise<void> {
    const { name, log, perform } = this.options;
    await mount.io
      .letGo(async () => {
        // Without a turn, which others need meanwhile.
        await mount.heartbeat.admit();
        await perform(operation, mount);
      })
      .catch((error) => log.warn({ err: error, datastore: name, path }, 'the locks of a disk are not let go yet'));
  }

  /** What can't be tracked is not: the next write says so in the disk's descriptor, and a snapshot begins a new record. */
  private async trackAgain(run: Run, disk: VirtualDisk): Promise<void> {
    try {
      if (!disk.tracker) await run((volume) => ChangeTracker.open(volume, { disk, uuid: randomUUID() }));
    } catch (error) {
      this.options.log.warn({ err: error, path: disk.path }, 'its changes are not tracked any more');
    }
  }

  /** Never less than what changed. Fault: FileFault for a change id that says nothing any more. */
  async changedAreas({ written, shown, startBytes, changeId }: ChangeQuestion): Promise<DiskChanges> {
    const { name, run } = this.options;
    const inUse = [...this.disks].find(({ disk }) => disk.path === written)?.disk;
    try {
      if (changeId === undefined) {
        if (inUse && shown === written) return await run(() => allocatedAreas(inUse, startBytes));
        return await run(function* (volume) {
          const disk = yield* openDisk(volume, shown, { mode: 'readOnly' });
          const areas = yield* allocatedAreas(disk, startBytes);
          yield* disk.close();
          return areas;
        });
      }
      if (inUse) {
        if (!inUse.tracker) throw new ChangeIdError(`${written}: its changes are tracked from the next snapshot on`);
        return inUse.tracker.changesSince(changeId, startBytes);
      }
      return await run(function* (volume) {
        const disk = yield* openTracked(volume, written);
        try {
          return disk.tracker?.changesSince(changeId, startBytes) ?? { startBytes, lengthBytes: 0, changedAreas: [] };
        } finally {
          yield* closeTracked(disk);
        }
      });
    } catch (error) {
      if (!(error instanceof ChangeIdError)) throw error;
      throw new HostFault('FileFault', `[${name}] ${error.message}`, { cause: error });
    }
  }
}
