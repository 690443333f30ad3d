// A shared datastore: a VMFS volume on a logical unit, with the folders of its VMs. Hosts work on it by commands (path.ts,
// host-datastore.ts); here is what the checker sees of it from outside: the bytes on the disk, read by the same core.
// A volume is made once for the same name and VMs, and copied for each cluster.
import type { DatastoreName, HostMoref, InstanceUuid, ProtectedVm, VolumeUuid } from '@microsphere/fdm';
import {
  contentId,
  createDisk,
  FILE_BLOCK_BYTES,
  formatVmx,
  formatVolume,
  HEARTBEAT_SLOTS,
  HeartbeatMonitor,
  type Operation,
  parseVmx,
  readSlot,
  readSuperblock,
  type Superblock,
  Volume,
} from '@microsphere/vmfs';
import { LogicalUnit } from './logical-unit.ts';
import { makeFiles, parseProtectedList, protectedListPath } from './protected-list.ts';

const UNIT_BYTES = 64 * FILE_BLOCK_BYTES;
const UNIT_BLOCKS = UNIT_BYTES / 512;

/** A virtual machine, as its creator has put it on a datastore. */
export interface VmFiles {
  readonly instanceUuid: InstanceUuid;
  readonly vmxPath: string;
  readonly memoryMb: number;
  /** From its power-on until its tools speak, in milliseconds; 0 where it is not given. */
  readonly toolsAfterMs?: number;
}

/** "[datastore1] web/web.vmx" on its volume: "/web/web.vmx". */
export function pathOnVolume(vmxPath: string): string {
  return vmxPath.replace(/^\[[^\]]+\] /, '/');
}

/** Whether a .vmx says that the last power-off was somebody's wish. */
export function isCleanShutdown(vmx: ReadonlyMap<string, string>): boolean {
  return vmx.get('cleanShutdown') !== 'FALSE';
}

interface Template {
  readonly unit: LogicalUnit;
  readonly superblock: Superblock;
}

/** Templates that are kept; the storms use few. */
const MAX_TEMPLATES = 64;
const templates = new Map<string, Template>();

function templateOf({ name, folders, cluster, hostFiles, diskBytes = 0 }: DatastoreOptions): Template {
  const key = [name, hostFiles, diskBytes, ...folders].join(' ');
  let template = templates.get(key);
  if (!template) {
    template = makeTemplate(name, folders, function* (volume) {
      yield* makeFiles(volume, cluster, hostFiles);
      if (diskBytes > 0) yield* makeDisks(volume, folders, diskBytes);
    });
    if (templates.size >= MAX_TEMPLATES) templates.clear();
    templates.set(key, template);
  }
  return template;
}

/** The UUID of a volume, for its name. */
function volumeUuid(name: DatastoreName): VolumeUuid {
  const number = Number(/\d+$/.exec(name)?.[0] ?? 0);
  return `da7a0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function founder(superblock: Superblock): Volume {
  const owner = { uuid: `f0f0f0f0${superblock.uuid.slice(8)}`, hostName: 'founder', slot: HEARTBEAT_SLOTS - 1 };
  return new Volume({ superblock, owner, monitor: new HeartbeatMonitor({ leaseMs: 0 }), now: () => 0 });
}

/** A disk for each VM. */
function* makeDisks(volume: Volume, vms: readonly string[], capacityBytes: number): Operation<void> {
  for (const [index, vm] of vms.entries()) {
    const uuid = `d15c0000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const ids = { cid: contentId(1 + index), uuid };
    yield* createDisk(volume, `/${vm}/${vm}.vmdk`, { capacityBytes, provisioning: 'eagerZeroedThick', ids });
  }
}

function makeTemplate(
  name: DatastoreName,
  vms: readonly string[],
  prepare: (volume: Volume) => Operation<void>,
): Template {
  const unit = new LogicalUnit(UNIT_BLOCKS);
  unit.run(formatVolume({ uuid: volumeUuid(name), label: name, blocks: UNIT_BLOCKS }));
  const superblock = unit.run(readSuperblock(UNIT_BLOCKS));
  const volume = founder(superblock);
  for (const vm of vms) {
    const vmx = new Map([
      ['displayName', vm],
      ['cleanShutdown', 'TRUE'],
    ]);
    unit.run(volume.makeDirectory(`/${vm}`));
    unit.run(volume.createFile(`/${vm}/${vm}.vmx`, { content: new TextEncoder().encode(formatVmx(vmx)) }));
  }
  unit.run(prepare(volume));
  return { unit, superblock };
}

export interface DatastoreOptions {
  readonly name: DatastoreName;
  readonly vms: readonly VmFiles[];
  /** Folders that are there, those of `vms` among them; the same for many clusters, so that one volume serves them. */
  readonly folders: readonly string[];
  /** Managed-object id of the cluster whose lists lie on it. */
  readonly cluster: string;
  /** Hosts whose files, and those of all of them, an earlier life of the cluster has left there; 0: it is new there. */
  readonly hostFiles: number;
  /** Of the disk that each folder has beside its .vmx; without it: none. */
  readonly diskBytes?: number;
}

export class Datastore {
  readonly name: DatastoreName;
  readonly unit: LogicalUnit;
  readonly superblock: Superblock;
  readonly vms: ReadonlyMap<InstanceUuid, VmFiles>;
  /** False while the array is dead. */
  up = true;
  /** The array says that it has no such unit any more. */
  removed = false;
  /** It was removed at some time: locks of before are lost, whatever the disk says. */
  removedLately = false;
  readonly #cluster: string;
  readonly #volume: Volume;
  /** What was read of files, as of a version of the unit. */
  #read = new Map<string, Uint8Array | undefined>();
  #readVersion = -1;

  constructor(options: DatastoreOptions) {
    const { unit, superblock } = templateOf(options);
    const { name, vms, cluster } = options;
    this.name = name;
    this.unit = unit.copy();
    this.superblock = superblock;
    this.vms = new Map(vms.map((vm) => [vm.instanceUuid, vm]));
    this.#cluster = cluster;
    this.#volume = founder(superblock);
  }

  get uuid(): VolumeUuid {
    return this.superblock.uuid;
  }

  /** A file as it is on the disk; undefined where there is none. */
  #file(path: string): Uint8Array | undefined {
    if (this.#readVersion !== this.unit.version) {
      this.#read = new Map();
      this.#readVersion = this.unit.version;
    }
    if (!this.#read.has(path)) {
      const there = this.unit.run(this.#volume.exists(path));
      this.#read.set(path, there ? this.unit.run(this.#volume.readFile(path)) : undefined);
    }
    return this.#read.get(path);
  }

  /** A file by its bytes on the disk, of whatever size. */
  readFile(path: string): Uint8Array {
    return this.unit.run(this.#volume.readFile(path));
  }

  exists(path: string): boolean {
    return this.unit.run(this.#volume.exists(path));
  }

  /** Whether its lock record says that a file has moved. */
  isMoved(path: string): boolean {
    return this.unit.run(this.#volume.isMoved(path));
  }

  /** Names in a directory. */
  list(path: string): readonly string[] {
    return this.unit.run(this.#volume.list(path)).map(({ name }) => name);
  }

  protectedList(): readonly ProtectedVm[] {
    const bytes = this.#file(protectedListPath(this.#cluster));
    return bytes ? parseProtectedList(bytes) : [];
  }

  /** Whether the disk says that the last power-off of a VM was somebody's wish. */
  wantedOff(vm: VmFiles): boolean {
    const bytes = this.#file(pathOnVolume(vm.vmxPath));
    if (!bytes) throw new Error(`${vm.vmxPath} is not there`);
    return isCleanShutdown(parseVmx(new TextDecoder().decode(bytes)));
  }

  /** Whether the disk says that a host holds the lock of a VM, and lives. */
  isLockIntact(vm: VmFiles, host: HostMoref): boolean {
    const { lock } = this.unit.run(this.#volume.stat(pathOnVolume(vm.vmxPath)));
    const slot = this.unit.run(readSlot(lock.slot));
    return lock.mode !== 0 && lock.hostName === host && slot?.ownerUuid === lock.ownerUuid && !slot.recoverer;
  }
}
