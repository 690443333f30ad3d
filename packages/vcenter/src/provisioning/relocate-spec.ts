// A VirtualMachineRelocateSpec, read and checked: which host, which folder, and which disks to which datastores. Unset means: as it is.
import { pb } from '@microsphere/proto';
import { type DataObject, virtualMachineRelocateDiskMoveOptions } from '@microsphere/vim25';
import type { DatastoreRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { checkName } from '../methods/naming.ts';
import { fault } from '../vmodl/faults.ts';
import { diskFiles, filesOf } from './compatibility-input.ts';
import { askedDestination } from './destination.ts';

export type RelocateSpec = DataObject<'VirtualMachineRelocateSpec'>;

/** Files that change their datastore. */
export interface StorageMove {
  /** Of the .vmx and whatever lies beside it, which may be where it is; undefined: nothing is said of it. */
  readonly home: DatastoreRecord | undefined;
  /** Of disks, by their key; those that stay are not in it. */
  readonly disks: ReadonlyMap<number, DatastoreRecord>;
  readonly diskMoveType: (typeof virtualMachineRelocateDiskMoveOptions)[number];
  /** How disks are to have their space, by their key; those that keep it are not in it. */
  readonly formats: ReadonlyMap<number, DiskFormat>;
}

export type DiskFormat = pb.DiskProvisioning;

export interface Relocation {
  readonly destination: HostRecord;
  /** Undefined: no file changes its datastore. */
  readonly storage: StorageMove | undefined;
  /** What becomes of the record besides. */
  readonly change: Partial<VmRecord>;
}

function invalid(property: string, what: string) {
  return fault('InvalidArgument', `spec.${property}: ${what}`, { invalidProperty: `spec.${property}` });
}

/** Faults: InvalidArgument, InvalidDatastore, InvalidName, DuplicateName, NotSupported. */
export function parseRelocateSpec(services: Pick<Services, 'inventory'>, vm: VmRecord, spec: RelocateSpec): Relocation {
  refuseWhatIsNot(spec);
  const { host, pool } = spec;
  const own = services.inventory.need('HostSystem', vm.host);
  const destination = host || pool ? askedDestination(services, vm, { host: host ?? refTo(own), pool }, 'spec.') : own;
  return { destination, storage: storageMove(services, vm, spec), change: folderChange(services, vm, spec) };
}

function refTo({ id }: HostRecord) {
  return { _typeName: 'ManagedObjectReference', type: 'HostSystem', value: id } as const;
}

function refuseWhatIsNot({ service, deviceChange, profile, cryptoSpec, disk }: RelocateSpec): void {
  const no = (property: string) => fault('NotSupported', `spec.${property} is not supported`);
  if (service) throw fault('NotSupported', 'spec.service: there is no other vCenter to move to');
  if (deviceChange?.length) throw no('deviceChange');
  if (profile?.length) throw no('profile');
  if (cryptoSpec) throw no('cryptoSpec');
  if (disk?.some((locator) => locator.profile?.length)) throw no('disk.profile');
}

function folderChange({ inventory }: Pick<Services, 'inventory'>, vm: VmRecord, { folder }: RelocateSpec) {
  if (!folder || folder.value === vm.parent) return {};
  const target = inventory.find('Folder', folder.value);
  if (!target?.childType.includes('VirtualMachine'))
    throw invalid('folder', `${folder.value} holds no virtual machines`);
  const datacenter = (id: string) => inventory.above('Datacenter', id)?.id;
  if (datacenter(target.id) !== datacenter(vm.id))
    throw fault('NotSupported', 'spec.folder: a virtual machine moves within its datacenter so far');
  checkName(inventory, target.id, vm.name);
  return { parent: target.id };
}

function moveType(property: string, given: string | undefined): StorageMove['diskMoveType'] {
  const known = virtualMachineRelocateDiskMoveOptions.find((option) => option === given);
  if (given !== undefined && !known) throw invalid(property, given);
  return known ?? 'moveAllDiskBackingsAndDisallowSharing';
}

/** The way that a disk is to have its space. Fault: NotSupported. */
function diskFormat(backing: DataObject<'VirtualDeviceBackingInfo'>): DiskFormat {
  if (backing._typeName !== 'VirtualDiskFlatVer2BackingInfo')
    throw fault('NotSupported', `spec.disk.diskBackingInfo: ${backing._typeName}: disks are flat or thin files`);
  if (backing.thinProvisioned) return pb.DiskProvisioning.thin;
  return backing.eagerlyScrub ? pb.DiskProvisioning.eagerZeroedThick : pb.DiskProvisioning.zeroedThick;
}

function storageMove(
  services: Pick<Services, 'inventory'>,
  vm: VmRecord,
  { datastore, disk = [], diskMoveType }: RelocateSpec,
): StorageMove | undefined {
  const { inventory } = services;
  const datacenter = inventory.above('Datacenter', vm.id)?.datastoreFolder;
  const datastoreOf = (property: string, id: string): DatastoreRecord => {
    const found = inventory.find('Datastore', id);
    if (found?.parent !== datacenter || !found)
      throw fault('InvalidDatastore', `spec.${property}: no such datastore: ${id}`, {
        datastore: { _typeName: 'ManagedObjectReference', type: 'Datastore', value: id },
      });
    return found;
  };
  const type = moveType('diskMoveType', diskMoveType);
  const placed = new Map(filesOf(services, vm).map((file) => [file.fileName, file.datastore]));
  const home = datastore && datastoreOf('datastore', datastore.value);
  const wanted = new Map<number, DatastoreRecord>();
  const known = diskFiles(vm);
  if (home) for (const { key } of known) wanted.set(key, home);
  const seen = new Set<number>();
  const formats = new Map<number, DiskFormat>();
  for (const { diskId, datastore: to, diskMoveType: own, diskBackingInfo } of disk) {
    if (!known.some(({ key }) => key === diskId)) throw invalid('disk.diskId', `${vm.name} has no disk ${diskId}`);
    if (seen.has(diskId)) throw invalid('disk.diskId', `disk ${diskId} is given twice`);
    seen.add(diskId);
    if (moveType('disk.diskMoveType', own ?? type) !== type)
      throw fault('NotSupported', 'spec.disk.diskMoveType: all disks move alike');
    wanted.set(diskId, datastoreOf('disk.datastore', to.value));
    if (diskBackingInfo) formats.set(diskId, diskFormat(diskBackingInfo));
  }
  const moves = known.flatMap(({ key, files }): [number, DatastoreRecord][] => {
    const to = wanted.get(key);
    return to && files.some((file) => placed.get(file) !== to.id) ? [[key, to]] : [];
  });
  const homeMoves = home !== undefined && placed.get(vm.vmxPath) !== home.id;
  const disks = new Map(moves);
  if ([...formats.keys()].some((key) => !disks.has(key)))
    throw fault('NotSupported', 'spec.disk.diskBackingInfo: a disk changes its format on its way to another datastore');
  if (!homeMoves && moves.length === 0) return undefined;
  return { home, disks, diskMoveType: type, formats };
}
