// The protected lists: one file per datastore, whose exclusive on-disk lock makes its holder the owner of every VM on
// that datastore (reference: ha.md section 1 "Files", section 4 "Ownership"). A master locks every list that it can
// reach, keeps asking for those that somebody else holds, and restarts only VMs of lists that it owns.
//
// Changes are group-committed: while one version is being written, requests gather and go out together in the next. A
// request is answered, and its VMs count as protected, only when every list that it touches is on disk.
import type { DatastoreName, InstanceUuid } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { FdmTiming } from './timing.ts';
import { datastoreOf, type Fault, type ProtectedVm } from './vm.ts';

/** Entries of one list; what vSphere supports per datastore of an HA cluster. */
export const MAX_PROTECTED_VMS_PER_DATASTORE = 2048;
/** Requests of vCenter that may wait for the disk at a time. */
export const MAX_OPEN_PROTECT_REQUESTS = 256;

interface Request {
  readonly id: string;
  readonly verb: 'protect' | 'unprotect';
  /** Lists that are still to be written for it. */
  readonly open: Set<DatastoreName>;
  fault: Fault | undefined;
}

interface Change {
  readonly request: Request;
  readonly vms: readonly ProtectedVm[];
}

interface Write {
  readonly sequence: number;
  readonly content: Map<InstanceUuid, ProtectedVm>;
  readonly changes: readonly Change[];
}

/** What is known about the list of one datastore. */
type List =
  /** Asked for, not answered. */
  | { readonly state: 'locking' }
  /** Somebody else's; asked for again at `retryAt`. */
  | { readonly state: 'refused'; readonly owner: string; readonly retryAt: number }
  | {
      readonly state: 'owned';
      /** What is on disk. */
      committed: Map<InstanceUuid, ProtectedVm>;
      /** The configuration that was put beside it. */
      published: number;
      writing: Write | undefined;
      waiting: Change[];
    };

type OwnedList = Extract<List, { state: 'owned' }>;

/** The part of a request that concerns one list. */
interface Part {
  readonly datastore: DatastoreName;
  readonly list: OwnedList;
  readonly vms: readonly ProtectedVm[];
}

function fault(message: string, definite: boolean): Fault {
  return { type: 'InvalidState', message, definite };
}

function apply(content: ReadonlyMap<InstanceUuid, ProtectedVm>, changes: readonly Change[]) {
  const result = new Map(content);
  for (const { request, vms } of changes) {
    for (const vm of vms) {
      if (request.verb === 'protect') result.set(vm.instanceUuid, vm);
      else result.delete(vm.instanceUuid);
    }
  }
  return result;
}

function sameVm(one: ProtectedVm | undefined, other: ProtectedVm): boolean {
  return (
    one !== undefined &&
    one.vmxPath === other.vmxPath &&
    one.memoryMb === other.memoryMb &&
    one.cpuReservationMhz === other.cpuReservationMhz
  );
}

export class ProtectedLists {
  readonly #lists = new Map<DatastoreName, List>();
  #openRequests = 0;
  #sequence = 0;
  /** Counts every change of what `vms` returns, so that readers may keep an index. */
  #version = 0;
  readonly #timing: FdmTiming;
  readonly #emit: Emit;

  constructor(timing: FdmTiming, emit: Emit) {
    this.#timing = timing;
    this.#emit = emit;
  }

  get version(): number {
    return this.#version;
  }

  owns(datastore: DatastoreName): boolean {
    return this.#lists.get(datastore)?.state === 'owned';
  }

  /** Protected VMs whose list this master owns and that nobody asks to unprotect. */
  vms(): ProtectedVm[] {
    const result: ProtectedVm[] = [];
    for (const list of this.#lists.values()) {
      if (list.state !== 'owned') continue;
      // A power-off that somebody wants is announced by its unprotect request; the wish counts before the disk knows.
      const leaving = new Set<InstanceUuid>();
      for (const { request, vms } of [...(list.writing?.changes ?? []), ...list.waiting]) {
        if (request.verb === 'unprotect') for (const vm of vms) leaving.add(vm.instanceUuid);
      }
      for (const vm of list.committed.values()) if (!leaving.has(vm.instanceUuid)) result.push(vm);
    }
    return result;
  }

  /** Instance UUIDs that are on disk, sorted. */
  protectedVms(): InstanceUuid[] {
    const uuids: InstanceUuid[] = [];
    for (const list of this.#lists.values()) if (list.state === 'owned') uuids.push(...list.committed.keys());
    return uuids.sort();
  }

  /** Asks for the lists of datastores that are new, and again for those that were refused a while ago. */
  advance(accessible: readonly DatastoreName[], now: number): void {
    // A datastore that is not there cannot be asked; it is asked as soon as it is there again.
    for (const [datastore, list] of this.#lists) {
      if (list.state === 'refused' && !accessible.includes(datastore)) this.#lists.delete(datastore);
    }
    for (const datastore of accessible) {
      const list = this.#lists.get(datastore);
      if (list && !(list.state === 'refused' && now >= list.retryAt)) continue;
      this.#lists.set(datastore, { state: 'locking' });
      this.#emit({ kind: 'lockProtectedList', datastore });
    }
  }

  /** Puts the cluster's configuration beside each owned list that has an older one. */
  publish(version: number): void {
    for (const [datastore, list] of this.#lists) {
      if (list.state !== 'owned' || list.published >= version) continue;
      list.published = version;
      this.#emit({ kind: 'writeClusterConfiguration', datastore });
    }
  }

  nextDeadline(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const list of this.#lists.values()) if (list.state === 'refused') next = Math.min(next, list.retryAt);
    return next;
  }

  locked(datastore: DatastoreName, vms: readonly ProtectedVm[]): void {
    // The second answer to a lock that was asked for in an earlier term of office, too: it is held once.
    if (this.owns(datastore)) return;
    const own = vms.filter((vm) => datastoreOf(vm.vmxPath) === datastore);
    if (own.length < vms.length) {
      const count = vms.length - own.length;
      this.#emit({
        kind: 'log',
        message: `ignores ${count} entries of the protected list of ${datastore}: not its VMs`,
      });
    }
    const committed = new Map(own.map((vm) => [vm.instanceUuid, vm]));
    this.#lists.set(datastore, { state: 'owned', committed, published: 0, writing: undefined, waiting: [] });
    this.#version += 1;
    this.#emit({ kind: 'log', message: `owns the protected list of ${datastore}: ${own.length} VMs` });
  }

  refused(datastore: DatastoreName, owner: string, now: number): void {
    const before = this.#lists.get(datastore);
    if (before?.state === 'owned') return;
    // An owner's slot says nothing new more often than it is written.
    this.#lists.set(datastore, { state: 'refused', owner, retryAt: now + this.#timing.vmfsHeartbeatIntervalMs });
  }

  lost(datastore: DatastoreName, now: number): void {
    const list = this.#lists.get(datastore);
    if (list?.state !== 'owned') return;
    this.#emit({ kind: 'log', message: `has lost the protected list of ${datastore}` });
    this.#lists.set(datastore, {
      state: 'refused',
      owner: 'unknown',
      retryAt: now + this.#timing.vmfsHeartbeatIntervalMs,
    });
    this.#version += 1;
    this.#abandon(datastore, list, `the lock of the protected list of ${datastore} was lost`);
  }

  /** This host is no longer master: every lock goes, every open request fails. */
  release(): void {
    for (const [datastore, list] of this.#lists) {
      if (list.state !== 'owned') continue;
      this.#emit({ kind: 'releaseProtectedList', datastore });
      this.#abandon(datastore, list, 'this host is no longer the master');
    }
    this.#lists.clear();
    this.#version += 1;
  }

  protect(id: string, vms: readonly ProtectedVm[]): void {
    this.#request(id, 'protect', vms);
  }

  unprotect(id: string, vms: readonly ProtectedVm[]): void {
    this.#request(id, 'unprotect', vms);
  }

  #request(id: string, verb: Request['verb'], vms: readonly ProtectedVm[]): void {
    const plan = this.#plan(verb, vms);
    if ('type' in plan) {
      this.#emit({ kind: 'reply', request: id, fault: plan });
      return;
    }
    const request: Request = { id, verb, open: new Set(plan.map((each) => each.datastore)), fault: undefined };
    this.#openRequests += 1;
    this.#answerWhenDone(request);
    if (plan.length > 0) this.#version += 1;
    for (const each of plan) {
      each.list.waiting.push({ request, vms: each.vms });
      this.#write(each.datastore, each.list);
    }
  }

  /** What has to be written for a request, or why it cannot be done. Nothing is done before all of it can be. */
  #plan(verb: Request['verb'], vms: readonly ProtectedVm[]): Part[] | Fault {
    if (this.#openRequests >= MAX_OPEN_PROTECT_REQUESTS) {
      return fault(`${MAX_OPEN_PROTECT_REQUESTS} requests wait for the protected lists already`, true);
    }
    const byDatastore = new Map<DatastoreName, ProtectedVm[]>();
    for (const vm of vms) {
      const datastore = datastoreOf(vm.vmxPath);
      if (datastore === undefined) {
        const message = `not a datastore path: ${JSON.stringify(vm.vmxPath)}`;
        return { type: 'InvalidDatastorePath', message, definite: true };
      }
      byDatastore.set(datastore, [...(byDatastore.get(datastore) ?? []), vm]);
    }
    const parts: Part[] = [];
    for (const [datastore, wanted] of byDatastore) {
      const list = this.#lists.get(datastore);
      if (list?.state !== 'owned') {
        const why = list?.state === 'refused' ? `it is held by ${list.owner}` : 'it is not locked yet';
        return fault(`the protected list of ${datastore} is not this master's: ${why}`, true);
      }
      const target = apply(list.writing?.content ?? list.committed, list.waiting);
      const changed = wanted.filter((vm) =>
        verb === 'protect' ? !sameVm(target.get(vm.instanceUuid), vm) : target.has(vm.instanceUuid),
      );
      const added = verb === 'protect' ? changed.filter((vm) => !target.has(vm.instanceUuid)).length : 0;
      if (target.size + added > MAX_PROTECTED_VMS_PER_DATASTORE) {
        return fault(`the protected list of ${datastore} is full: ${MAX_PROTECTED_VMS_PER_DATASTORE} VMs`, true);
      }
      // A VM that is on its way to the disk by an earlier request is waited for all the same.
      const settled = !list.writing && list.waiting.length === 0 && changed.length === 0;
      if (!settled) parts.push({ datastore, list, vms: wanted });
    }
    return parts;
  }

  #write(datastore: DatastoreName, list: OwnedList): void {
    if (list.writing || list.waiting.length === 0) return;
    this.#sequence += 1;
    const content = apply(list.committed, list.waiting);
    list.writing = { sequence: this.#sequence, content, changes: list.waiting };
    list.waiting = [];
    const vms = [...content.values()];
    this.#emit({ kind: 'writeProtectedList', datastore, request: this.#sequence, vms });
  }

  written(datastore: DatastoreName, sequence: number, writeFault: Fault | undefined): void {
    const list = this.#lists.get(datastore);
    // The answer to a write of an ownership that has ended meanwhile: its requests have been answered.
    if (list?.state !== 'owned' || list.writing?.sequence !== sequence) return;
    const write = list.writing;
    list.writing = undefined;
    if (!writeFault) list.committed = write.content;
    this.#version += 1;
    for (const { request } of write.changes) {
      request.open.delete(datastore);
      request.fault ??= writeFault;
      this.#answerWhenDone(request);
    }
    this.#write(datastore, list);
  }

  #answerWhenDone(request: Request): void {
    if (request.open.size > 0) return;
    this.#openRequests -= 1;
    this.#emit(
      request.fault
        ? { kind: 'reply', request: request.id, fault: request.fault }
        : { kind: 'reply', request: request.id },
    );
  }

  /** Answers what waits for a list that is ours no more. What was being written may or may not reach the disk. */
  #abandon(datastore: DatastoreName, list: OwnedList, message: string): void {
    const changes = [
      ...(list.writing?.changes ?? []).map((change) => ({ change, definite: false })),
      ...list.waiting.map((change) => ({ change, definite: true })),
    ];
    for (const { change, definite } of changes) {
      change.request.open.delete(datastore);
      change.request.fault ??= fault(message, definite);
      this.#answerWhenDone(change.request);
    }
  }
}
