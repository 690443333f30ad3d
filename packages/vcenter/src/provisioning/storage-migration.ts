// Where the files of a virtual machine go when they change their datastore. What vim25 allows to ask for is more than hosts do: they
// move all files of a virtual machine, and whole chains of disks. What is asked for has been read and checked (relocate-spec.ts).
import type { pb } from '@microsphere/proto';
import { datastoreOfPath } from '../inventory/datastore-path.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { DatastoreRecord, VmRecord } from '../inventory/records.ts';
import { FIRST_DISK_KEY } from '../inventory/virtual-machine-config.ts';
import { fault } from '../vmodl/faults.ts';
import { diskFiles } from './compatibility-input.ts';
import type { DiskFormat, StorageMove } from './relocate-spec.ts';

/** All files of a virtual machine, to one datastore that its .vmx is not on. */
export interface StorageRelocation {
  readonly datastore: DatastoreRecord;
  /** Of disks that are not to have their space as they have it, by their keys. */
  readonly formats: ReadonlyMap<number, DiskFormat>;
}

/** Undefined: nothing changes its datastore. Fault: NotSupported. */
export function storageRelocation(
  inventory: Inventory,
  vm: VmRecord,
  storage: StorageMove | undefined,
): StorageRelocation | undefined {
  if (!storage) return undefined;
  const { home, disks, diskMoveType, formats } = storage;
  const known = diskFiles(vm);
  const isOn = (path = '') => datastoreOfPath(inventory, vm.id, path);
  const present = isOn(vm.vmxPath);
  const wanted = new Set(known.map(({ key, files: [file] }) => (disks.get(key) ?? isOn(file))?.id));
  const [to] = disks.values();
  const datastore = home ?? to;
  if (!datastore) throw new Error(`the files of ${vm.name} move, and nothing says where to`);
  if (wanted.size > 1 || !wanted.has(datastore.id))
    throw fault('NotSupported', `spec.disk.datastore: all files of ${vm.name} move to one datastore so far`);
  if (datastore.id === present?.id)
    throw fault(
      'NotSupported',
      `spec.datastore: ${vm.name} is on ${datastore.name} already; what its disks descend from elsewhere moves only with it`,
    );
  const isChain = known.some(({ files }) => files.length > 1);
  if (diskMoveType === 'createNewChildDiskBacking' || (isChain && !movesChains.has(diskMoveType)))
    throw fault('NotSupported', `spec.diskMoveType: ${diskMoveType}: chains of disks move as they are so far`);
  return { datastore, formats };
}

/** Ways to move that copy chains as they are; who allows to share what is there already is not bound to. */
const movesChains: ReadonlySet<StorageMove['diskMoveType']> = new Set([
  'moveAllDiskBackingsAndAllowSharing',
  'moveAllDiskBackingsAndDisallowSharing',
]);

/** The formats as hosts are asked for them: disks counted from 0. */
export function relocatedDisks({ formats }: StorageRelocation): pb.IRelocatedDisk[] {
  return [...formats].map(([key, provisioning]) => ({ disk: key - FIRST_DISK_KEY, provisioning }));
}
