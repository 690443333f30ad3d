// Requests that concern the files of a virtual machine: snapshots, and looks at what a clone or a question about changes needs.
// Each is done under the lock of the VM: the one that a running VM has, or one for the time that it takes.
import { HostFault } from '../fault.ts';
import type { RequestQueue } from './request-queue.ts';
import type { VmFiles } from './vm-files.ts';
import type { VmFolder } from './vm-folder.ts';
import type { VmQuestions } from './vm-question.ts';

export interface VmRequestsOptions {
  /** In messages: "[datastore1] web/web.vmx". */
  readonly name: string;
  readonly folder: VmFolder;
  readonly queue: Pick<RequestQueue, 'request'>;
  readonly questions: Pick<VmQuestions, 'question' | 'cancel'>;
  readonly isOff: () => boolean;
  /** Powers it off, where it is on, because somebody wants that. */
  readonly cutPower: (because: string) => Promise<void>;
  /** Does something under a lock for which the VM, which is off, has no other use. Fault: FileLocked. */
  readonly locked: <T>(change: () => Promise<T>) => Promise<T>;
  readonly onProgress: (percent: number) => void;
  readonly onChange: () => void;
}

export interface SnapshotSpec {
  readonly name: string;
  readonly description: string;
  readonly memory: boolean;
  readonly quiesce: boolean;
}

export class VmRequests {
  private readonly options: VmRequestsOptions;

  constructor(options: VmRequestsOptions) {
    this.options = options;
  }

  /** A snapshot of disks and settings; returns its UID. Faults: NotSupported, InvalidName, InvalidArgument, NoDiskSpace, ... */
  createSnapshot(spec: SnapshotSpec): Promise<number> {
    return this.change(async (folder) => {
      const { isOff } = this.options;
      if (spec.memory && !isOff()) throw this.fault('NotSupported', 'runs: its memory is not snapshotted');
      if (spec.quiesce && !isOff()) throw this.fault('NotSupported', 'has no tools that quiesce its file system');
      return await folder.createSnapshot(spec);
    });
  }

  /** Disks and settings as they were; off, because no memory goes with them. Faults: NotFound, FileLocked, NoDiskSpace, ... */
  async revertToSnapshot(uid: number): Promise<void> {
    const { queue, questions, folder, cutPower, locked } = this.options;
    // What it asks concerns disks that it is about to lose.
    questions.cancel();
    await queue.request(() =>
      this.reported(async () => {
        await cutPower('is powered off: it is reverted');
        await locked(() => folder.revertTo(uid));
      }),
    );
  }

  /** Other changes of its snapshots. Faults: those of the change, FileLocked, InvalidState, TaskInProgress. */
  change<T>(change: (folder: Omit<VmFolder, 'revertTo'>) => Promise<T>): Promise<T> {
    const { queue, questions, folder, isOff, locked } = this.options;
    return queue.request(() => {
      if (questions.question) throw this.fault('InvalidState', 'waits for the answer to a question');
      return this.reported(() => (isOff() ? locked(() => change(folder)) : change(folder)));
    });
  }

  /** While its files stay as they are: of the present state only when it is off. Fault: InvalidPowerState. */
  whileUnchanged<T>(
    use: (files: VmFiles, onProgress: (percent: number) => void) => Promise<T>,
    { presentState }: { readonly presentState: boolean },
  ): Promise<T> {
    const { queue, folder, isOff, locked, onProgress } = this.options;
    return queue.request(() => {
      if (presentState && !isOff()) throw this.fault('InvalidPowerState', 'is powered on');
      const read = async () => use(await folder.read(), onProgress);
      return this.reported(() => (presentState ? locked(read) : read()));
    });
  }

  /** Whatever became of it, somebody should know. */
  private async reported<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.options.onProgress(0);
      this.options.onChange();
    }
  }

  private fault(type: HostFault['type'], what: string): HostFault {
    return new HostFault(type, `${this.options.name} ${what}`);
  }
}
