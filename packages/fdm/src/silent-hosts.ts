// Hosts that live, by their datastore heartbeat, and are silent on the network: a master reads their poweron files again and
// again (reference: ha.md sections 2, 3.3). What such a host still runs, and whether it has declared itself isolated, is known
// from there only; what was read in an earlier silence says nothing.
import type { DatastoreName, HostMoref, InstanceUuid } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { PowerOnListReadEvent } from './event.ts';
import type { PowerOnFiles } from './inventory.ts';
import type { FdmTiming } from './timing.ts';

interface SilentHost {
  readonly running: Map<DatastoreName, ReadonlySet<InstanceUuid>>;
  readonly isolatedOn: Map<DatastoreName, boolean>;
  /** The first reading of this silence; answers to earlier ones are not taken. */
  firstRequest: number | undefined;
  nextReadAt: number;
}

export class SilentHosts {
  readonly #timing: FdmTiming;
  readonly #emit: Emit;
  readonly #hosts = new Map<HostMoref, SilentHost>();
  #request = 0;

  constructor(timing: FdmTiming, emit: Emit) {
    this.#timing = timing;
    this.#emit = emit;
  }

  /** From now on its files are read, if they are not already. */
  watch(host: HostMoref, now: number): void {
    if (this.#hosts.has(host)) return;
    this.#hosts.set(host, { running: new Map(), isolatedOn: new Map(), firstRequest: undefined, nextReadAt: now });
  }

  forget(host: HostMoref): void {
    this.#hosts.delete(host);
  }

  isIsolated(host: HostMoref): boolean {
    return [...(this.#hosts.get(host)?.isolatedOn.values() ?? [])].includes(true);
  }

  /** What it runs; undefined while nothing of it could be read. */
  running(host: HostMoref): PowerOnFiles | undefined {
    const running = this.#hosts.get(host)?.running;
    return running && running.size > 0 ? running : undefined;
  }

  read({ request, host, datastore, isolated, vms }: PowerOnListReadEvent): void {
    const silent = this.#hosts.get(host);
    if (silent?.firstRequest === undefined || request < silent.firstRequest) return;
    silent.running.set(datastore, new Set(vms));
    silent.isolatedOn.set(datastore, isolated);
  }

  advance(accessible: readonly DatastoreName[], now: number): void {
    for (const [host, silent] of this.#hosts) {
      if (now < silent.nextReadAt) continue;
      silent.nextReadAt = now + this.#timing.fdmDatastoreWatchAfterMs;
      if (accessible.length === 0) continue;
      this.#request += 1;
      silent.firstRequest ??= this.#request;
      this.#emit({ kind: 'readPowerOnLists', request: this.#request, host, datastores: accessible });
    }
  }

  nextDeadline(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#hosts.values()].map(({ nextReadAt }) => nextReadAt));
  }
}
