// The `host-<n>-poweron` files of this host, one a datastore (reference: ha.md section 1 "Files"): which VMs of the
// datastore run here, and whether this host has declared itself isolated. They are how a host that nobody hears on the
// network still tells a master. Written at every change; the shell tries each until it is on disk or a newer one overtakes it.
import type { DatastoreName } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { PowerOnListWrittenEvent } from './event.ts';
import type { HostReport } from './inventory.ts';
import { datastoreOf } from './vm.ts';

interface Wanted {
  readonly content: string;
  readonly request: number;
}

export class PowerOnLists {
  readonly #emit: Emit;
  /** What was asked for last; a datastore that is not reached has none. */
  readonly #wanted = new Map<DatastoreName, Wanted>();
  #request = 0;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  update(local: HostReport, isolated: boolean): void {
    for (const datastore of [...this.#wanted.keys()])
      if (!local.accessibleDatastores.includes(datastore)) this.#wanted.delete(datastore);
    const running = new Map<DatastoreName, string[]>(local.accessibleDatastores.map((datastore) => [datastore, []]));
    for (const { powerState, vmxPath, instanceUuid } of local.vms.values())
      if (powerState === 'poweredOn') running.get(datastoreOf(vmxPath) ?? '')?.push(instanceUuid);
    for (const [datastore, vms] of running) {
      vms.sort();
      const content = `${isolated} ${vms.join(' ')}`;
      if (this.#wanted.get(datastore)?.content === content) continue;
      this.#request += 1;
      this.#wanted.set(datastore, { content, request: this.#request });
      this.#emit({ kind: 'writePowerOnList', datastore, request: this.#request, isolated, vms });
    }
  }

  /** What could not be written is written with the next report. */
  written({ datastore, request, fault }: PowerOnListWrittenEvent): void {
    if (fault && this.#wanted.get(datastore)?.request === request) this.#wanted.delete(datastore);
  }
}
