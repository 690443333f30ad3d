// The onlooker at the locks: reads the lock records of .vmx files again and again from the arrays' own LUN files, beside
// the cluster and without its knowledge.
import { join } from 'node:path';
import { HeartbeatMonitor, readSuperblock, VmfsError, Volume } from '@microsphere/vmfs';
import { LunFile } from '../storage/lun-file.ts';
import type { LabDirectory, LabState } from '../supervisor/lab-directory.ts';
import { LockHistory } from './lock-history.ts';

/** How often the records are read, in milliseconds. */
const LOOK_INTERVAL_MS = 20;
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface WatchedDatastore {
  readonly file: LunFile;
  readonly volume: Volume;
}

export class LockWatch {
  private readonly datastores = new Map<string, WatchedDatastore>();
  private readonly histories = new Map<string, LockHistory>();
  private readonly timer: NodeJS.Timeout;

  /** @param vmPathNames - the files to watch: "[datastore1] web/web.vmx" */
  constructor(lab: { readonly directory: LabDirectory; readonly state: LabState }, vmPathNames: readonly string[]) {
    for (const { name, array } of lab.state.lab.datastores) {
      const file = new LunFile(join(lab.directory.directory('arrays', array), `${name}.lun`));
      const superblock = file.run(readSuperblock(file.blocks));
      // It only reads: it has no slot, and no opinion on anybody's lease.
      const monitor = new HeartbeatMonitor({ leaseMs: Number.POSITIVE_INFINITY });
      const owner = { uuid: NOBODY, hostName: '', slot: 0 };
      this.datastores.set(name, { file, volume: new Volume({ superblock, owner, monitor, now: () => 0 }) });
    }
    for (const path of vmPathNames) this.histories.set(path, new LockHistory());
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_INTERVAL_MS);
  }

  history(vmPathName: string): LockHistory {
    const history = this.histories.get(vmPathName);
    if (!history) throw new RangeError(`${vmPathName} is not watched`);
    return history;
  }

  /** Reads every record now. */
  look(): void {
    for (const [vmPathName, history] of this.histories) {
      const [, name, path] = /^\[([^\]]+)\] ?(.+)$/.exec(vmPathName) ?? [];
      const datastore = this.datastores.get(name ?? '');
      if (!datastore) throw new RangeError(`${vmPathName} is on no datastore of this lab`);
      try {
        const { lock } = datastore.file.run(datastore.volume.stat(`/${path}`));
        history.look(
          { hostName: lock.hostName, ownerUuid: lock.ownerUuid, generation: lock.generation },
          performance.now(),
        );
      } catch (error) {
        // Another process was writing what was just read: the next look sees it whole.
        if (!(error instanceof VmfsError)) throw error;
      }
    }
  }

  close(): void {
    clearInterval(this.timer);
    for (const { file } of this.datastores.values()) file.close();
  }
}
