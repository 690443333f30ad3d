// The files of a virtual machine: its folder on the datastore, a flat disk that starts with a guest image, the .vmx last. A
// VM exists when its .vmx does: what was made before a failure is removed again, and a VM that goes loses its .vmx first.
import { parseMacAddress } from '@microsphere/ethernet';
import { type GuestImage, guestImage } from '@microsphere/guests';
import { MAXIMUM_NICS } from '@microsphere/machine';
import { pb } from '@microsphere/proto';
import { MAX_NAME_BYTES, type Provisioning, VmxError } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { MAX_VCPUS, type VmDisk } from './running-guest.ts';
import { formatVmConfiguration, MAX_VMX_BYTES } from './vm-configuration.ts';

const SECTOR_BYTES = 512;
/** Size of a disk whose size nobody gave. */
const DEFAULT_DISK_BYTES = 16 * 1024 * 1024;
/** RAM that a guest needs at least, in MB (packages/guests/README.md, "The machine"). */
const MIN_MEMORY_MB = 4;
/** Length of a VM's name in vSphere. */
const MAX_NAME_CHARACTERS = 80;

/** What the making and the removing of files need of a datastore. */
export interface FolderStore
  extends Pick<Datastore, 'name' | 'exists' | 'makeDirectory' | 'createFile' | 'createDisk' | 'removeTree'> {
  openDisk(path: string, options: { readonly trackChanges: false }): Promise<Pick<VmDisk, 'write' | 'flush' | 'close'>>;
}

/** A request that was found to make sense. */
interface Plan {
  readonly folder: string;
  readonly vmxPath: string;
  readonly vmx: Uint8Array;
  readonly diskPath: string;
  readonly capacityBytes: number;
  readonly provisioning: Provisioning;
  readonly image: GuestImage | undefined;
}

/**
 * Makes the files of a VM and returns the path of its .vmx on the datastore. Faults, with nothing left behind: InvalidName,
 * InvalidArgument, AlreadyExists, NoDiskSpace, CannotAccessFile.
 */
export async function createVmFiles(datastore: FolderStore, request: pb.ICreateVmRequest): Promise<string> {
  const { folder, vmxPath, vmx, diskPath, capacityBytes, provisioning, image } = plan(request);
  await claimFolder(datastore, vmxPath);
  try {
    await datastore.createDisk(diskPath, { capacityBytes, provisioning });
    if (image) await writeImage(await datastore.openDisk(diskPath, { trackChanges: false }), image);
    await datastore.createFile(vmxPath, vmx);
  } catch (error) {
    // The first failure is the one to tell of.
    await datastore.removeTree(folder).catch(() => undefined);
    throw error;
  }
  return vmxPath;
}

/** Makes the folder of a VM, for this host alone to fill. Fault: AlreadyExists. */
export async function claimFolder(
  datastore: Pick<FolderStore, 'name' | 'exists' | 'makeDirectory' | 'createFile'>,
  vmxPath: string,
): Promise<void> {
  const folder = vmxPath.slice(0, vmxPath.lastIndexOf('/'));
  const taken = (cause?: unknown) =>
    new HostFault('AlreadyExists', `[${datastore.name}] ${folder.slice(1)} exists already`, { cause });
  if (await datastore.exists(folder)) throw taken();
  await datastore.makeDirectory(folder);
  try {
    // Of several hosts that make the folder at once, it belongs to the one that makes this file.
    await datastore.createFile(vmxPath.replace(/\.vmx$/, '.vmsd'), new Uint8Array(0));
  } catch (error) {
    throw error instanceof HostFault && error.type === 'AlreadyExists' ? taken(error) : error;
  }
}

/** Removes a VM's files, the .vmx first: whoever runs the VM holds its lock (FileLocked), and afterwards nobody can. */
export async function removeVmFiles(datastore: Pick<FolderStore, 'removeTree'>, vmxPath: string): Promise<void> {
  try {
    await datastore.removeTree(vmxPath);
  } catch (error) {
    // An earlier attempt may have come no further.
    if (!(error instanceof HostFault && error.type === 'FileNotFound')) throw error;
  }
  await datastore.removeTree(vmxPath.slice(0, vmxPath.lastIndexOf('/')));
}

function plan(request: pb.ICreateVmRequest): Plan {
  const name = checkedName(request.name ?? '');
  const wrong = (field: string, what: string, cause?: unknown) =>
    new HostFault('InvalidArgument', `${field}: ${what}`, { cause });
  const memoryMb = request.memoryMb ?? 0;
  if (memoryMb < MIN_MEMORY_MB) throw wrong('memoryMB', `${memoryMb}, at least ${MIN_MEMORY_MB}`);
  const numCpu = request.numCpu || 1;
  if (numCpu > MAX_VCPUS) throw wrong('numCPUs', `${numCpu}, at most ${MAX_VCPUS}`);
  for (const [field, uuid] of Object.entries({ instanceUuid: request.instanceUuid, uuid: request.biosUuid }))
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid ?? ''))
      throw wrong(field, `${JSON.stringify(uuid)} is not a UUID`);
  const adapters = (request.adapters ?? []).map(({ macAddress, network }) => {
    if (parseMacAddress(macAddress ?? '') === undefined)
      throw wrong('macAddress', `${JSON.stringify(macAddress)} is not a MAC address`);
    return { macAddress: macAddress ?? '', network: network ?? '' };
  });
  if (adapters.length > MAXIMUM_NICS)
    throw wrong('deviceChange', `${adapters.length} adapters, at most ${MAXIMUM_NICS}`);
  let image: GuestImage | undefined;
  try {
    if (request.image) image = guestImage(request.image);
  } catch (cause) {
    throw wrong('microsphere.image', messageOf(cause), cause);
  }
  const capacityBytes = Math.max(request.diskBytes || DEFAULT_DISK_BYTES, image?.minimumDiskBytes ?? 0);
  if (capacityBytes % SECTOR_BYTES !== 0)
    throw wrong('capacityInBytes', `${capacityBytes}, not a multiple of ${SECTOR_BYTES}`);

  const provisioning = diskProvisioning(request.provisioning ?? 0);
  const folder = `/${name}`;
  const diskPath = `${folder}/${name}.vmdk`;
  const { instanceUuid, biosUuid, extraConfig } = request;
  let vmx: Uint8Array;
  try {
    vmx = Buffer.from(
      formatVmConfiguration({
        name,
        instanceUuid: instanceUuid ?? '',
        biosUuid: biosUuid ?? '',
        memoryMb,
        numCpu,
        disks: [diskPath],
        adapters,
        extraConfig: new Map(Object.entries(extraConfig ?? {})),
        ...(request.cpuReservationMhz ? { cpuReservationMhz: request.cpuReservationMhz } : {}),
      }),
    );
  } catch (cause) {
    throw cause instanceof VmxError ? wrong('extraConfig', cause.message, cause) : cause;
  }
  if (vmx.length > MAX_VMX_BYTES) throw wrong('extraConfig', `a .vmx of ${vmx.length} bytes, at most ${MAX_VMX_BYTES}`);
  return { folder, vmxPath: `${folder}/${name}.vmx`, vmx, diskPath, capacityBytes, provisioning, image };
}

/** How a disk is to have its space. Fault: InvalidArgument. */
export function diskProvisioning(given: pb.DiskProvisioning): Provisioning {
  const found = provisionings.find((provisioning) => pb.DiskProvisioning[provisioning] === given);
  if (!found) throw new HostFault('InvalidArgument', `provisioning: ${given}`);
  return found;
}

const provisionings: readonly Provisioning[] = ['thin', 'zeroedThick', 'eagerZeroedThick'];

/** The name if it can be that of a folder, and of the files in it. */
export function checkedName(name: string): string {
  const printable = /^[^/[\]\p{Cc}]+$/u.test(name) && name === name.trim() && !name.startsWith('.');
  const fits = name.length <= MAX_NAME_CHARACTERS && Buffer.byteLength(`${name}-flat.vmdk`) <= MAX_NAME_BYTES;
  if (printable && fits) return name;
  throw new HostFault('InvalidName', `not the name of a virtual machine: ${JSON.stringify(name.slice(0, 200))}`);
}

async function writeImage(disk: Pick<VmDisk, 'write' | 'flush' | 'close'>, { bytes }: GuestImage): Promise<void> {
  const padded = Buffer.alloc(Math.ceil(bytes.length / SECTOR_BYTES) * SECTOR_BYTES);
  padded.set(bytes);
  try {
    await disk.write(0, padded);
    await disk.flush();
  } finally {
    await disk.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
