// Storage vMotion as a played host does it: the files of a virtual machine are a path, and moving them is calling them otherwise. A test
// decides how far a move goes, and what becomes of it.
import type { pb } from '@microsphere/proto';
import type { PlayedArray, PlayedHost } from './played-host.ts';

interface UnderWay {
  readonly vmxPath: string;
  readonly datastore: string;
  readonly disks: readonly pb.IRelocatedDisk[];
  readonly ended: (result: object | Error) => void;
}

const failure = (type: string, message: string) => new Error(message, { cause: type });

/** What a host says of a virtual machine once its files are on that datastore. */
export function relocated(
  { migration: _progress, ...runtime }: pb.IVmRuntime,
  { datastore, disks }: { readonly datastore: string; readonly disks: readonly pb.IRelocatedDisk[] },
): pb.IVmRuntime {
  const to = (path: string) => path.replace(/^\[[^\]]+\]/, `[${datastore}]`);
  return {
    ...runtime,
    vmxPath: to(runtime.vmxPath ?? ''),
    disks: (runtime.disks ?? []).map((disk, index) => ({
      ...disk,
      fileName: to(disk.fileName ?? ''),
      parents: (disk.parents ?? []).map(to),
      provisioning: disks.find((wanted) => wanted.disk === index)?.provisioning ?? disk.provisioning ?? 0,
    })),
  };
}

export class PlayedStorageVmotion {
  /** Moves end as soon as they begin; otherwise the test ends them. */
  atOnce = true;
  readonly underWay = new Map<string, UnderWay>();
  private readonly host: PlayedHost;
  private readonly array: PlayedArray;
  private readonly statuses = new Map<string, pb.IMigrationStatusResponse>();

  constructor(host: PlayedHost, array: PlayedArray) {
    this.host = host;
    this.array = array;
  }

  relocate(request: Record<string, unknown>): Promise<object> {
    const { migrationId: id, vmxPath, datastore, disks } = request as unknown as pb.RelocateStorageRequest;
    this.statuses.set(id, { known: true, underWay: true });
    return new Promise((resolve, reject) => {
      const ended = (result: object | Error) => {
        this.underWay.delete(id);
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      this.underWay.set(id, { vmxPath, datastore, disks, ended });
      if (this.atOnce) this.complete(id);
    });
  }

  /** The files are at the destination. `answer: false`: nobody hears that. */
  complete(id: string, { answer = true } = {}): void {
    const move = this.underWay.get(id);
    if (!move) throw new Error(`no move ${id}`);
    const vm = relocated(this.host.vms.get(move.vmxPath) ?? {}, move);
    this.host.moved(move.vmxPath, vm);
    this.array.left.add(move.vmxPath);
    this.statuses.set(id, { known: true, consideredSuccessful: true, vm });
    this.host.heartbeat();
    if (answer) move.ended({ vm, migration: { migrationId: id, phase: 'ended', percent: 100 } });
  }

  /** False: no Storage vMotion of this host has that id. */
  cancel(id: string): boolean {
    const move = this.underWay.get(id);
    if (!move) return false;
    this.statuses.set(id, { known: true });
    move.ended(failure('RequestCanceled', `${id} was cancelled`));
    return true;
  }

  status(id: string): object | undefined {
    return this.statuses.get(id);
  }

  completeRelocation(vmxPath: string): object {
    if (!this.array.left.delete(vmxPath)) throw failure('InvalidState', `${vmxPath} has not moved`);
    return {};
  }
}
