// vMotion as a played host does it: a virtual machine is a value, and moving it is handing that value over. A test decides how far a
// migration goes, and what becomes of it.
import type { pb } from '@microsphere/proto';
import type { PlayedArray, PlayedHost } from './played-host.ts';
import { relocated } from './played-storage-vmotion.ts';

interface UnderWay {
  readonly vmxPath: string;
  readonly destination: string;
  /** Where its files go along to; empty: they stay. */
  readonly datastore: string;
  readonly disks: readonly pb.IRelocatedDisk[];
  readonly ended: (error?: Error) => void;
}

type Status = pb.IMigrationStatusResponse;

const failure = (type: string, message: string) => new Error(message, { cause: type });

export class PlayedVmotion {
  /** Migrations end as soon as they begin; otherwise the test ends them. */
  atOnce = true;
  /** The lock is offered: nothing can be cancelled any more. */
  offered = false;
  readonly underWay = new Map<string, UnderWay>();
  private readonly host: PlayedHost;
  private readonly array: PlayedArray;
  private readonly peer: (name: string) => PlayedHost | undefined;
  private readonly statuses = new Map<string, Status>();

  constructor(host: PlayedHost, array: PlayedArray, peer: (name: string) => PlayedHost | undefined) {
    this.host = host;
    this.array = array;
    this.peer = peer;
  }

  prepareDestination({ migrationId, encrypted, datastore }: Record<string, unknown>): object {
    this.statuses.set(String(migrationId), { known: true, underWay: true });
    const url = `${encrypted ? 'wss' : 'ws'}://127.0.0.1:9/vmotion/${migrationId}`;
    return { url, key: Buffer.alloc(32), ...(datastore ? { nfcUrl: `${url}/nfc` } : {}) };
  }

  initiateSource(request: Record<string, unknown>): Promise<object> {
    const {
      migrationId: id,
      vmxPath,
      destinationHost,
      datastore,
      disks,
    } = request as unknown as pb.InitiateSourceRequest;
    this.statuses.set(id, { known: true, underWay: true });
    return new Promise((resolve, reject) => {
      const ended = (error?: Error) => {
        this.underWay.delete(id);
        if (error) reject(error);
        else resolve({ migration: { migrationId: id, phase: 'ended', percent: 100 } });
      };
      this.underWay.set(id, { vmxPath, destination: destinationHost, datastore, disks, ended });
      if (this.atOnce) this.complete(id);
    });
  }

  /** The virtual machine is the destination's. `answer: false`: this host does not live to say so. */
  complete(id: string, { answer = true } = {}): void {
    const migration = this.underWay.get(id);
    const destination = this.peer(migration?.destination ?? '');
    if (!migration || !destination) throw new Error(`no migration ${id}`);
    const { migration: _progress, ...runtime } = this.host.vms.get(migration.vmxPath) ?? {};
    this.host.vms.delete(migration.vmxPath);
    const vm = migration.datastore === '' ? runtime : relocated(runtime, migration);
    if (migration.datastore === '') destination.vms.set(migration.vmxPath, vm);
    else {
      destination.moved(migration.vmxPath, vm);
      this.array.left.add(migration.vmxPath);
    }
    this.statuses.set(id, { known: true, consideredSuccessful: true });
    destination.vmotion.statuses.set(id, { known: true, consideredSuccessful: true, vm });
    destination.heartbeat();
    if (answer) migration.ended();
  }

  cancel({ migrationId }: Record<string, unknown>): object {
    const id = String(migrationId);
    if (this.offered) throw failure('InvalidState', `the lock of ${id} is offered`);
    const status = this.statuses.get(id);
    if (!status?.underWay) throw failure('NotFound', `no migration ${id} is under way`);
    this.statuses.set(id, { known: true });
    this.underWay.get(id)?.ended(failure('RequestCanceled', `${id} was cancelled`));
    return {};
  }

  lastMigrationStatus({ migrationId }: Record<string, unknown>): object {
    return this.statuses.get(String(migrationId)) ?? {};
  }
}
