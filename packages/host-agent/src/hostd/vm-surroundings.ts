// What of its host a virtual machine stands on: a datastore, the machines, the network, promised CPU, and the host's clocks and log.
import type { Host } from '@microsphere/machine';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import type { LockOffer } from '@microsphere/vmfs';
import type { OpenDiskOptions } from '../vmkernel/guest-disks.ts';
import type { VmNetwork } from '../vmkernel/vm-network.ts';
import type { CpuReservations } from './cpu-reservations.ts';
import type { VmDisk } from './running-guest.ts';
import type { FolderStore, VmFolder } from './vm-folder.ts';

/** The lock on a .vmx; what is in it is the datastore's matter. */
export interface VmLock {
  readonly path: string;
}

/** A file that was found; where that is, is the datastore's matter. */
export interface VmFile {
  readonly path: string;
}

/** What a virtual machine needs of its datastore. */
export interface VmDatastore extends FolderStore {
  /** Whether I/O goes through at this moment. */
  readonly accessible: boolean;
  lockFile(path: string): Promise<VmLock>;
  unlockFile(lock: VmLock): Promise<void>;
  offerLock(lock: VmLock): LockOffer;
  findFile(path: string): Promise<VmFile>;
  acceptLock(file: VmFile, offer: LockOffer): Promise<VmLock>;
  reassertLock(lock: VmLock): Promise<VmLock | undefined>;
  openDisk(path: string, options: OpenDiskOptions): Promise<VmDisk>;
}

export type LogLevel = 'debug' | 'info';

/** Who wants a VM to start. HA leaves one alone whose last power-off was wanted. */
export type StartedBy = 'user' | 'ha';

/** What of its host a VM stands on. */
export interface VmSurroundings {
  readonly datastore: VmDatastore;
  /** Path on the datastore: "/web/web.vmx". */
  readonly path: string;
  readonly machines: Pick<Host, 'createVm'>;
  readonly network: Pick<VmNetwork, 'connect'>;
  readonly cpu: Pick<CpuReservations, 'claim' | 'release'>;
  readonly firmware: Uint8Array;
  readonly timing: Pick<Timing, 'toolsHeartbeatIntervalMs' | 'toolsHeartbeatTimeoutMs' | 'vmfsLeaseMs'>;
  readonly now: () => number;
  readonly wallClock: () => number;
  /** Calls back once, after so many milliseconds; keeps no process alive. */
  readonly later: (delayMs: number, action: () => void) => void;
  readonly log: Pick<Logger, LogLevel | 'warn'>;
  /**
   * Under the lock of a VM's .vmx: ends a Storage vMotion that a host died over. Fault where it can't be told, or its files are the
   * unfinished copy of another VM's.
   */
  readonly endRelocation: (folder: Pick<VmFolder, 'files' | 'writeVmx'>, vmxPath: string) => Promise<void>;
  /** What its guest says of itself has changed. */
  readonly onGuestChange: () => void;
}
