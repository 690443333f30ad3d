// The copy of a VM's files that another host makes here, over an NFC connection, before its guest follows. It becomes the VM when the
// source says so, and its lock, which is held all the time, the VM's; else it is garbage and is removed, unless nobody can tell: then its
// lock is let go, and it lies there, marked as what it is (relocations.ts).
import type { Logger } from '@microsphere/process';
import type { WebSocket } from 'ws';
import { HostFault } from '../fault.ts';
import { fileOf } from '../hostd/vm-files.ts';
import { parseVmxPath } from '../hostd/vm-inventory.ts';
import { messageOf } from '../hostd/vm-power.ts';
import type { VmLock } from '../hostd/vm-surroundings.ts';
import type { CommitAnswer } from './commit.ts';
import type { NfcTiming } from './nfc-connection.ts';
import { NfcServer, type NfcServerOptions } from './nfc-server.ts';
import type { Relocations } from './relocations.ts';
import type { MoveStore } from './storage-move.ts';
import { wakeIn } from './wake-in.ts';

export interface IncomingCopyOptions extends Pick<NfcServerOptions, 'onBegin'> {
  readonly migrationId: string;
  /** Of the source. */
  readonly vmxPath: string;
  readonly store: MoveStore;
  readonly relocations: Pick<Relocations, 'discardDestination'>;
  readonly timing: NfcTiming & { readonly vmotionPreparationMs: number };
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Room for the VM is made. Faults: why there is none. */
  readonly onArrive: (vmxPath: string) => Promise<void>;
  /** The source is lost: it is to be ended (`end`). Resolves when it has. */
  readonly onGivenUp: (because: string) => Promise<void>;
  /** The source says that it has not moved, and never will: as `onGivenUp`. */
  readonly onDiscarded: () => Promise<void>;
  /** Asks the source's host whether it has moved. */
  readonly inquire: () => Promise<CommitAnswer>;
}

export class IncomingCopy {
  private readonly options: IncomingCopyOptions;
  private readonly server: NfcServer;
  private connected = false;
  private ending: Promise<void> | undefined;

  constructor(options: IncomingCopyOptions) {
    this.options = options;
    const { store, timing, now, onArrive, onBegin, onGivenUp, onDiscarded } = options;
    this.server = new NfcServer({
      store,
      timing,
      now,
      onArrive: (path) => onArrive(`[${store.name}] ${path.slice(1)}`),
      onBegin,
      onDiscard: onDiscarded,
      onLost: (because) => void onGivenUp(because),
    });
  }

  /** Its source is to come soon. */
  await(): void {
    const { timing, onGivenUp } = this.options;
    wakeIn(timing.vmotionPreparationMs, () => {
      if (!this.connected) void onGivenUp('the source has not connected');
    });
  }

  accept(socket: WebSocket): void {
    this.connected = true;
    this.server.accept(socket);
  }

  /** "[datastore2] web/web.vmx"; undefined: no folder was made for it. */
  get vmxPath(): string | undefined {
    const { vmxPath, store } = this.options;
    const folder = this.server.madeFolder;
    return folder && `[${store.name}] ${folder.slice(1)}/${fileOf(parseVmxPath(vmxPath).path)}`;
  }

  /** Whether this host still has its locks there, nobody can tell: the source's guest waits for it no longer. */
  datastoreInDoubt(datastore: Pick<MoveStore, 'name'>): void {
    const { store } = this.options;
    if (store.name === datastore.name) this.server.cut(`datastore "${store.name}" is out of reach`);
  }

  inquire(): Promise<CommitAnswer> {
    return this.options.inquire();
  }

  /** Fault: CannotAccessFile, where its lock is not certain to be this host's. */
  mustHoldLock(): void {
    const lock = this.server.heldLock;
    if (!lock || !this.options.store.holds(lock))
      throw new HostFault('CannotAccessFile', `${this.vmxPath}: its lock is not certain to be this host's`);
  }

  /** It is the VM, and the lock is whoever's who asks. Fault: as of `mustHoldLock`. */
  takeLock(): VmLock {
    this.mustHoldLock();
    return this.server.takeLock();
  }

  /** `never`: nothing is left of it. `unknown`: all is, unlocked. `committed`: it is the VM. Never rejects. */
  end(moved: CommitAnswer): Promise<void> {
    this.ending ??= this.finish(moved);
    return this.ending;
  }

  private async finish(moved: CommitAnswer): Promise<void> {
    const { migrationId: id, relocations, log } = this.options;
    const { vmxPath } = this;
    // It is not waited for any more.
    this.connected = true;
    try {
      await this.server.close();
      if (moved === 'never' && vmxPath !== undefined)
        await relocations.discardDestination({ id, destination: vmxPath });
      if (moved === 'unknown')
        log.warn({ vmxPath }, 'whether a virtual machine has moved here is not known: what there is of it stays');
    } catch (error) {
      log.warn({ err: error, vmxPath }, `a copy was not cleared away: ${messageOf(error)}`);
    }
  }
}
