// vCenter as migrations see it: it asks the destination to prepare itself, then the source to begin, and waits for its word. What
// it knows it has in memory; when it is killed the hosts end what they have begun without it.
import type { HostMoref } from '@microsphere/fdm';
import type { VmFiles } from '../datastore.ts';
import type { Network } from '../network.ts';
import { type Request, VCENTER } from './host.ts';
import type { Migration } from './world.ts';

export interface VmotionVcenterOptions {
  readonly management: Network<Request>;
  readonly log: (text: string) => void;
}

export class VmotionVcenter {
  readonly #options: VmotionVcenterOptions;
  #up = true;
  /** What it waits for, by its id. */
  readonly #migrations = new Map<number, Migration>();
  #ids = 0;

  constructor(options: VmotionVcenterOptions) {
    this.#options = options;
    options.management.attach(VCENTER, (request) => this.#answered(request));
  }

  /** SIGKILL. */
  kill(): void {
    this.#up = false;
    this.#migrations.clear();
    this.#options.log('is killed');
  }

  start(): void {
    if (this.#up) return;
    this.#up = true;
    this.#options.log('starts');
  }

  /** A user's wish; undefined where nobody takes it. */
  migrate(vm: VmFiles, source: HostMoref, destination: HostMoref): Migration | undefined {
    if (!this.#up) return undefined;
    this.#ids += 1;
    const migration: Migration = { id: this.#ids, vm, source, destination };
    this.#migrations.set(migration.id, migration);
    this.#options.log(`migration ${migration.id}: ${vm.instanceUuid} from ${source} to ${destination}`);
    this.#send(destination, { kind: 'prepare', migration });
    return migration;
  }

  /** All that it knows of. */
  cancel(): void {
    if (!this.#up) return;
    for (const migration of this.#migrations.values()) {
      this.#options.log(`cancels migration ${migration.id}`);
      this.#send(migration.source, { kind: 'cancel', migration });
      this.#send(migration.destination, { kind: 'cancel', migration });
    }
  }

  #send(host: HostMoref, request: Request): void {
    this.#options.management.send(VCENTER, host, request);
  }

  #answered(request: Request): void {
    const { migration } = request;
    if (!this.#up || !this.#migrations.has(migration.id)) return;
    switch (request.kind) {
      case 'prepared':
        this.#send(migration.source, { kind: 'initiate', migration });
        break;
      case 'refused':
        this.#options.log(`migration ${migration.id} is refused: ${request.because}`);
        this.#migrations.delete(migration.id);
        // Nobody will connect to it.
        this.#send(migration.destination, { kind: 'cancel', migration });
        break;
      case 'ended':
        this.#options.log(`migration ${migration.id} has ended: ${request.outcome.kind}`);
        this.#migrations.delete(migration.id);
        break;
      default:
        throw new Error(`vCenter is not asked to ${request.kind}`);
    }
  }
}
