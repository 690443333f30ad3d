// vMotion as a played host does it: a virtual machine is a value, and moving it is handing that value over. A test decides how far a
// migration goes, and what becomes of it.
import type { pb } from '@microsphere/proto';
import type { PlayedHost } from './played-host.ts';

interface UnderWay {
  readonly vmxPath: string;
  readonly destination: string;
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
  private readonly peer: (name: string) => PlayedHost | undefined;
  private readonly statuses = new Map<string, Status>();

  constructor(host: PlayedHost, peer: (name: string) => PlayedHost | undefined) {
    this.host = host;
    this.peer = peer;
  }

  prepareDestination({ migrationId, encrypted }: Record<string, unknown>): object {
    this.statuses.set(String(migrationId), { known: true, underWay: true });
    return { url: `${encrypted ? 'wss' : 'ws'}://127.0.0.1:9/vmotion/${migrationId}`, key: Buffer.alloc(32) };
  }

  initiateSource({ migrationId, vmxPath, destinationHost }: Record<string, unknown>): Promise<object> {
    const id = String(migrationId);
    this.statuses.set(id, { known: true, underWay: true });
    return new Promise((resolve, reject) => {
      const ended = (error?: Error) => {
        this.underWay.delete(id);
        if (error) reject(error);
        else resolve({ migration: { migrationId: id, phase: 'ended', percent: 100 } });
      };
      this.underWay.set(id, { vmxPath: String(vmxPath), destination: String(destinationHost), ended });
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
    destination.vms.set(migration.vmxPath, runtime);
    this.statuses.set(id, { known: true, consideredSuccessful: true });
    destination.vmotion.statuses.set(id, { known: true, consideredSuccessful: true });
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
