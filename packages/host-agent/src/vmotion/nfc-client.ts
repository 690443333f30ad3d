// The datastore of another host, to which a VM's files are copied: what a move needs of it, carried out there. Once the connection
// is lost everything fails, at once, and the copy is that host's to remove.
import { BLOCK_BYTES } from '@microsphere/block';
import { type HostFaultType, hostFaultTypes, pb } from '@microsphere/proto';
import type { SectorRange } from '@microsphere/vmfs';
import type { WebSocket } from 'ws';
import { HostFault } from '../fault.ts';
import type { VmLock } from '../hostd/vm-surroundings.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { Turns } from '../vmkernel/turns.ts';
import { MAX_NFC_REQUESTS, MAX_NFC_SECTORS, NfcConnection, type NfcTiming } from './nfc-connection.ts';
import type { CopyDisk, CopyStore } from './storage-copy.ts';

/** Not of its answer. */
type Operation = Omit<pb.INfcFrame, 'id' | 'answer' | 'alive'>;

interface Asked {
  readonly resolve: (answer: pb.INfcAnswer) => void;
  readonly reject: (fault: HostFault) => void;
}

export interface NfcClientOptions {
  readonly socket: WebSocket;
  /** Name of the datastore. */
  readonly name: string;
  readonly timing: NfcTiming;
  readonly now: () => number;
  /** Nothing can be done there any more. */
  readonly onLost: (fault: HostFault) => void;
}

export class NfcClient implements CopyStore<NfcDisk> {
  readonly name: string;
  private readonly options: NfcClientOptions;
  private readonly connection: NfcConnection;
  private readonly turns = new Turns(MAX_NFC_REQUESTS);
  private readonly asked = new Map<number, Asked>();
  private lastId = 0;
  private lost: HostFault | undefined;

  constructor(options: NfcClientOptions) {
    this.options = options;
    this.name = options.name;
    this.connection = new NfcConnection({
      ...options,
      onFrame: (frame) => this.receive(frame),
      onLost: (because) => this.lose(because),
    });
  }

  private receive({ id, answer }: pb.NfcFrame): void {
    const asked = this.asked.get(id);
    if (!answer || !asked) {
      this.connection.cut('the destination has sent what it was not asked for');
      return;
    }
    this.asked.delete(id);
    const { fault } = answer;
    if (fault)
      asked.reject(new HostFault(faultType(fault.type), fault.message ?? '', { definite: fault.definite ?? false }));
    else asked.resolve(answer);
  }

  private lose(because: string): void {
    if (this.lost) return;
    this.lost = new HostFault('MigrationFault', `[${this.name}] is reached no more: ${because}`, { definite: false });
    for (const { reject } of this.asked.values()) reject(this.lost);
    this.asked.clear();
    this.options.onLost(this.lost);
  }

  /** Everything was said. */
  close(): void {
    this.lost ??= new HostFault('MigrationFault', `[${this.name}] is not asked for anything any more`);
    this.connection.close();
  }

  /** Faults: those of the destination; MigrationFault where the connection is lost. */
  ask(operation: Operation, payload?: Uint8Array): Promise<pb.INfcAnswer> {
    return this.turns.take(
      () =>
        new Promise((resolve, reject) => {
          if (this.lost) {
            reject(this.lost);
            return;
          }
          this.lastId += 1;
          this.asked.set(this.lastId, { resolve, reject });
          this.connection.send({ id: this.lastId, ...operation }, payload);
        }),
    );
  }

  async exists(path: string): Promise<boolean> {
    return (await this.ask({ exists: { path } })).exists ?? false;
  }

  async makeDirectory(path: string): Promise<void> {
    await this.ask({ makeDirectory: { path } });
  }

  async createFile(path: string, content: Uint8Array): Promise<void> {
    await this.ask({ createFile: { path } }, content);
  }

  async writeFile(path: string, content: Uint8Array): Promise<void> {
    await this.ask({ writeFile: { path } }, content);
  }

  async createDisk(
    ...[path, { capacityBytes, provisioning, uuid }]: Parameters<Datastore['createDisk']>
  ): Promise<void> {
    await this.ask({
      createDisk: { path, capacityBytes, provisioning: pb.DiskProvisioning[provisioning], uuid: uuid ?? '' },
    });
  }

  async createChildDisk(...[{ parent, child, uuid }]: Parameters<Datastore['createChildDisk']>): Promise<void> {
    await this.ask({ createChildDisk: { parent, child, uuid: uuid ?? '' } });
  }

  async writeChangeRecord({ path, record }: { readonly path: string; readonly record: Uint8Array }): Promise<void> {
    await this.ask({ writeChangeRecord: { path } }, record);
  }

  async lockFile(path: string): Promise<VmLock> {
    await this.ask({ lockFile: { path } });
    return { path };
  }

  async unlockFile({ path }: VmLock): Promise<void> {
    await this.ask({ unlockFile: { path } });
  }

  /** Changes are not tracked while it is copied. */
  async openDisk(path: string): Promise<NfcDisk> {
    const { disk } = await this.ask({ openDisk: { path } });
    return new NfcDisk(this, disk ?? 0);
  }
}

/** An open disk there. */
export class NfcDisk implements CopyDisk {
  private readonly store: NfcClient;
  private readonly disk: number;
  private draining = false;

  constructor(store: NfcClient, disk: number) {
    this.store = store;
    this.disk = disk;
  }

  private mustBeOpen(): void {
    if (this.draining)
      throw new HostFault('RequestCanceled', `[${this.store.name}] a disk there is not written any more`);
  }

  async write(sector: number, data: Uint8Array): Promise<void> {
    this.mustBeOpen();
    const parts: Promise<unknown>[] = [];
    for (let done = 0; done < data.length; done += MAX_NFC_SECTORS * BLOCK_BYTES) {
      const part = data.subarray(done, done + MAX_NFC_SECTORS * BLOCK_BYTES);
      const write = { disk: this.disk, sector: sector + done / BLOCK_BYTES, sectors: part.length / BLOCK_BYTES };
      parts.push(this.store.ask({ write }, part));
    }
    await Promise.all(parts);
  }

  async allocate({ sector, sectors }: SectorRange): Promise<void> {
    this.mustBeOpen();
    await this.store.ask({ allocate: { disk: this.disk, sector, sectors } });
  }

  async flush(): Promise<void> {
    await this.store.ask({ flush: { disk: this.disk } });
  }

  /** Nothing more is asked of it; what was is answered, or fails with the connection. */
  async drained(): Promise<void> {
    this.draining = true;
  }

  async close(): Promise<void> {
    this.draining = true;
    await this.store.ask({ closeDisk: { disk: this.disk } });
  }
}

function faultType(type: string | null | undefined): HostFaultType {
  return hostFaultTypes.find((known) => known === type) ?? 'SystemError';
}
