// How what a run of a virtual machine had is let go: its disks are closed, what somebody wanted is written, and then the lock of
// its .vmx goes. That takes for as long as the storage does. Who has no time (vSphere HA, a host that is shut down) waits for an
// answering storage only, or not at all: the lock is let go when the storage is reached, or somebody takes it after the lease.
import { HostFault } from '../fault.ts';
import type { RunningGuest } from './running-guest.ts';
import type { VmLock } from './vm-surroundings.ts';

export interface VmReleaseOptions {
  /** In messages: "[datastore1] web/web.vmx". */
  readonly vmxPath: string;
  /** Resolves when no instruction is executed, and what waited for a disk is given up. */
  readonly stopGuest: () => Promise<void>;
  /** Writes into the .vmx that its power-off is wanted. */
  readonly recordWish: () => Promise<void>;
  readonly unlock: (lock: VmLock) => Promise<void>;
  /** Its guest is gone, and with it what was kept for it. */
  readonly onClosed: () => void;
  /** Its storage answers, as far as anybody knows. */
  readonly storageAnswers: () => boolean;
  readonly warn: (error: unknown) => void;
}

/** What a run has, which its end gives back. */
export interface VmRun {
  readonly guest: RunningGuest | undefined;
  /** Of its .vmx. */
  readonly lock: VmLock | undefined;
  /** Its power-off is wanted. */
  readonly wanted: boolean;
}

export class VmRelease {
  private readonly options: VmReleaseOptions;
  private hurried = false;
  /** Whether nobody waits any more until the lock of this run is let go, and what resolves then. */
  private isAbandoned_ = false;
  private abandoned = withResolvers();
  /** Of an earlier run, for which nobody waits. */
  private late: Promise<void> | undefined;

  constructor(options: VmReleaseOptions) {
    this.options = options;
  }

  /** What became of an earlier run is nothing to the next one. */
  begin(): void {
    this.abandoned = withResolvers();
    this.isAbandoned_ = false;
    this.hurried = false;
  }

  /** A lock of an earlier run is none for what comes next. Fault: CannotAccessFile. */
  mustBeOver(): void {
    if (!this.late) return;
    const what = 'lost its power: its storage has not been reached since, and its lock is not let go';
    throw new HostFault('CannotAccessFile', `${this.options.vmxPath} ${what}`);
  }

  /** Nobody waits any more until the lock of this run is let go. */
  get isAbandoned(): boolean {
    return this.isAbandoned_;
  }

  /** From now on nobody waits for a storage that does not answer: it is over when the guest has ended. */
  hurry(): void {
    this.hurried = true;
    if (!this.options.storageAnswers()) void this.abandon();
  }

  /** The storage does not answer. */
  storageIsSilent(): void {
    if (this.hurried) void this.abandon();
  }

  /** Nobody waits, whether or not the storage answers. Resolves when no instruction is executed, and what waited for a disk is given up. */
  async abandon(): Promise<void> {
    this.isAbandoned_ = true;
    this.abandoned.resolve();
    await this.options.stopGuest();
  }

  /** Resolves when everything is let go, or nobody waits for that any more. Faults: what the disk says. */
  async letGo(run: VmRun): Promise<void> {
    const released = this.release(run);
    const waits = await Promise.race([released.then(() => false), this.abandoned.promise.then(() => true)]);
    if (!waits) return;
    this.late = released
      .catch((error) => this.options.warn(error))
      .finally(() => {
        this.late = undefined;
      });
  }

  private async release({ guest, lock, wanted }: VmRun): Promise<void> {
    const { recordWish, unlock, onClosed } = this.options;
    try {
      await guest?.close();
      if (wanted) await recordWish();
    } finally {
      onClosed();
      if (lock) await unlock(lock);
    }
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
