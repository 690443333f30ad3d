// Creating a virtual machine: its folder on the datastore, a flat disk that starts with a guest image, the .vmx last. A
// VM exists when its .vmx does; what was made before a failure is removed again.
import { guestImage } from '@microsphere/guests';
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { writeVmConfiguration } from './vm-configuration.ts';

const SECTOR_BYTES = 512;
/** Size of a disk whose size nobody gave. */
const DEFAULT_DISK_BYTES = 16 * 1024 * 1024;

/** Makes the files of a VM and returns the path of its .vmx on the datastore. */
export async function createVmFiles(datastore: Datastore, request: pb.ICreateVmRequest): Promise<string> {
  const name = request.name ?? '';
  if (!/^[^/[\]]{1,80}$/.test(name) || name.startsWith('.'))
    throw new HostFault('InvalidName', `not the name of a virtual machine: ${JSON.stringify(name)}`);
  const memoryMb = request.memoryMb ?? 0;
  if (memoryMb < 4) throw new HostFault('InvalidArgument', `memoryMB: ${memoryMb}, at least 4`);
  const image = request.image ? findImage(request.image) : undefined;
  const capacityBytes = Math.max(request.diskBytes || DEFAULT_DISK_BYTES, image?.minimumDiskBytes ?? 0);
  if (capacityBytes % SECTOR_BYTES !== 0)
    throw new HostFault('InvalidArgument', `capacityInBytes: ${capacityBytes}, not a multiple of ${SECTOR_BYTES}`);

  const folder = `/${name}`;
  const path = `${folder}/${name}.vmx`;
  if (await datastore.exists(folder))
    throw new HostFault('AlreadyExists', `[${datastore.name}] ${name} exists already`);
  await datastore.makeDirectory(folder);
  try {
    await datastore.createFlatDisk(`${folder}/${name}.vmdk`, capacityBytes);
    if (image) {
      const disk = await datastore.openDisk(`${folder}/${name}.vmdk`);
      const padded = Buffer.alloc(Math.ceil(image.bytes.length / SECTOR_BYTES) * SECTOR_BYTES);
      padded.set(image.bytes);
      await disk.write(0, padded);
      await disk.flush();
    }
    await writeVmConfiguration(datastore, path, {
      name,
      instanceUuid: request.instanceUuid ?? '',
      biosUuid: request.biosUuid ?? '',
      memoryMb,
      numCpu: request.numCpu || 1,
      disks: [`${folder}/${name}.vmdk`],
      adapters: (request.adapters ?? []).map(({ macAddress, network }) => ({
        macAddress: macAddress ?? '',
        network: network ?? '',
      })),
      extraConfig: new Map(Object.entries(request.extraConfig ?? {})),
    });
  } catch (error) {
    await datastore.removeTree(folder).catch(() => undefined);
    throw error;
  }
  return path;
}

function findImage(name: string): ReturnType<typeof guestImage> {
  try {
    return guestImage(name);
  } catch (cause) {
    throw new HostFault('InvalidArgument', `microsphere.image: ${(cause as Error).message}`, { cause });
  }
}
