// The files of a VM on their way to a datastore that only its new host reaches: copied over an NFC connection while the guest runs
// over mirrors, made whole when it stands still, and left behind once the lock record says that they have moved. Up to then the
// guest has its source, whatever becomes of the copy.
import { once } from 'node:events';
import type { Logger } from '@microsphere/process';
import { HostFault } from '../fault.ts';
import { withRelocation } from '../hostd/vm-configuration.ts';
import { messageOf } from '../hostd/vm-power.ts';
import type { CopiedVm } from '../hostd/vm-relocation.ts';
import { connectTo, type DestinationAddress } from './adapter.ts';
import { MoveCommit } from './commit.ts';
import { NfcClient, type NfcDisk } from './nfc-client.ts';
import type { NfcTiming } from './nfc-connection.ts';
import type { Relocations } from './relocations.ts';
import { StorageCopy } from './storage-copy.ts';
import type { MoveStore } from './storage-move.ts';
import type { WantedProvisioning } from './storage-plan.ts';

export interface OutgoingCopyOptions {
  readonly migrationId: string;
  /** Of the destination's NFC connection. */
  readonly address: DestinationAddress;
  readonly source: MoveStore;
  /** Name of the datastore there. */
  readonly datastore: string;
  readonly wanted: WantedProvisioning;
  readonly relocations: Pick<Relocations, 'end' | 'emptySource'>;
  readonly timing: NfcTiming;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly onProgress: () => void;
  /** It can't be finished any more. */
  readonly onStopped: (because: string) => void;
}

export class OutgoingCopy {
  private readonly options: OutgoingCopyOptions;
  private copy: StorageCopy<NfcDisk> | undefined;
  private client: NfcClient | undefined;
  private vm: CopiedVm | undefined;
  /** Why it is not to be, from before it began. */
  private stopped: HostFault | undefined;
  readonly commit = new MoveCommit(() => this.markMoved());

  constructor(options: OutgoingCopyOptions) {
    this.options = options;
  }

  get percent(): number {
    return this.copy?.percent ?? 0;
  }

  get copiedBytes(): number {
    return this.copy?.copiedBytes ?? 0;
  }

  /** "[datastore2] web/web.vmx" */
  get vmxPath(): string {
    return this.copy?.vmxPath ?? '';
  }

  /** Nothing is done once it was committed. */
  stop(fault: HostFault): void {
    if (this.commit.outcome === 'committed') return;
    this.stopped ??= fault;
    this.copy?.stop(this.stopped);
    // It is waited for no longer, however slow it is.
    this.copy?.loseDestination(this.stopped);
    this.options.onStopped(this.stopped.message);
  }

  /** Resolves when the copy is equal to the source, and stays so, and there is room for the VM. Faults: why that is not to be. */
  async run(vm: CopiedVm): Promise<void> {
    const { migrationId, source, wanted, relocations, onProgress } = this.options;
    this.vm = vm;
    const client = await this.connect();
    const copy = new StorageCopy<NfcDisk>({
      id: migrationId,
      source,
      destination: client,
      wanted,
      arrayCopy: undefined,
      relocations,
      onProgress,
    });
    this.copy = copy;
    if (this.stopped) throw this.stopped;
    await copy.begin(vm);
    await copy.make(vm);
    await client.ask({ arrive: { path: copy.path } });
    copy.mustGoOn();
    await copy.mirror(vm);
    copy.mustGoOn();
    await client.ask({ begin: {} });
  }

  private async connect(): Promise<NfcClient> {
    const { address, datastore, timing, now } = this.options;
    const socket = connectTo(address, { handshakeTimeoutMs: timing.vmotionSilenceMs });
    try {
      await once(socket, 'open');
    } catch (cause) {
      throw new HostFault('MigrationFault', `[${datastore}] is not reached: ${messageOf(cause)}`, { cause });
    }
    this.client = new NfcClient({ socket, name: datastore, timing, now, onLost: (fault) => this.stop(fault) });
    return this.client;
  }

  /** The guest stands, and what it wrote is on both: the copy is whole. Faults: why it is not. */
  async settle(): Promise<void> {
    if (!this.copy || !this.vm) throw new Error('nothing was copied');
    await this.copy.finish(this.vm, { open: false });
  }

  private async markMoved(): Promise<boolean> {
    if (!this.vm) throw new Error('nothing was copied');
    this.vm.mustHold();
    return await this.options.source.markMoved(this.vm.lock);
  }

  /** What is left is one .vmx, which leads there; or the source, as it was. Never rejects. */
  async end(): Promise<void> {
    const { relocations } = this.options;
    const moved = await this.commit.close();
    this.copy?.dropMirrors(new HostFault('RequestCanceled', 'nothing is copied any more'));
    if (moved === 'committed' && this.vm) await relocations.emptySource(this.vm.vmxPath);
    if (moved === 'never') await this.giveUp();
    this.client?.close();
  }

  /** Where the destination can't be asked it removes the copy by itself, and the source's .vmx goes on saying where that was. */
  private async giveUp(): Promise<void> {
    const { log, migrationId } = this.options;
    const { vm, client } = this;
    try {
      if (client) await client.ask({ discard: {} });
      if (vm?.folder.files.vmx.configuration.relocation?.id !== migrationId) return;
      vm.mustHold();
      await vm.folder.writeVmx(withRelocation(vm.folder.files.vmx, undefined));
    } catch (error) {
      log.warn({ err: error, vmxPath: vm?.vmxPath }, 'whether a copy that was given up is gone is not known');
    }
  }
}
