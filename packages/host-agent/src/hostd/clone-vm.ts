// A clone: another VM with the same disks, in a folder of its own. Full: the disks are copied, inside the array where that is
// possible. Linked: they are children of a snapshot's disks, and hold only what differs. As for every VM, its .vmx is
// written last, and what was made before a failure is removed again.
import type { pb } from '@microsphere/proto';
import type { Provisioning } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { checkedName, claimFolder, diskProvisioning } from './create-vm.ts';
import { findSnapshot } from './snapshot-list.ts';
import { formatVmConfiguration, parseVmConfiguration, type VmConfiguration } from './vm-configuration.ts';
import { folderOf, type VmFiles } from './vm-files.ts';

/** What a clone needs of a datastore. */
export type CloneStore = Pick<
  Datastore,
  | 'name'
  | 'exists'
  | 'readFile'
  | 'makeDirectory'
  | 'createFile'
  | 'removeTree'
  | 'cloneDisk'
  | 'createChildDisk'
  | 'describeDisk'
>;

/** Settings and disks that are cloned. */
interface Source {
  readonly configuration: VmConfiguration;
  readonly disks: readonly string[];
}

/** Makes the files, and returns the path of the .vmx. Faults: InvalidName, InvalidArgument, AlreadyExists, NotFound, NoDiskSpace, ... */
export async function cloneVmFiles(
  store: CloneStore,
  files: VmFiles,
  sourcePath: string,
  request: pb.ICloneVmRequest,
  onProgress: (percent: number) => void,
): Promise<string> {
  const name = checkedName(request.name ?? '');
  const { linked = false, snapshotUid, provisioning } = request;
  if (linked && !snapshotUid)
    throw new HostFault('InvalidArgument', 'snapshotUid: a linked clone is one of a snapshot');
  const source = await sourceOf(store, files, sourcePath, snapshotUid ?? 0);
  const folder = `/${name}`;
  const vmxPath = `${folder}/${name}.vmx`;
  // Where nothing is asked for, as the disk at the root of the chain has it.
  const space = async (disk: string): Promise<Provisioning> => {
    if (provisioning !== undefined && provisioning !== null) return diskProvisioning(provisioning);
    let at = await store.describeDisk(disk);
    while (at.parent !== undefined) at = await store.describeDisk(at.parent);
    return at.provisioning;
  };
  const disks = source.disks.map((_, index) => `${folder}/${name}${index === 0 ? '' : `_${index}`}.vmdk`);
  const vmx = Buffer.from(formatVmConfiguration(configurationOf(source.configuration, disks, request)));
  await claimFolder(store, vmxPath);
  try {
    for (const [index, disk] of source.disks.entries()) {
      const made = disks[index] ?? '';
      if (linked) await store.createChildDisk({ parent: disk, child: made });
      else
        await store.cloneDisk({ source: disk, destination: made, provisioning: await space(disk) }, (percent) =>
          onProgress((100 * index + percent) / source.disks.length),
        );
    }
    await store.createFile(vmxPath, vmx);
  } catch (error) {
    // The first failure is the one to tell of.
    await store.removeTree(folder).catch(() => undefined);
    throw error;
  }
  return vmxPath;
}

async function sourceOf(store: CloneStore, files: VmFiles, path: string, uid: number): Promise<Source> {
  const { configuration } = files.vmx;
  if (uid === 0) return { configuration, disks: configuration.disks };
  const { vmsn, disks } = findSnapshot(files.snapshots, uid);
  const folder = folderOf(path);
  const text = Buffer.from(await store.readFile(`${folder}/${vmsn}`)).toString();
  return {
    configuration: parseVmConfiguration(text, path, `[${store.name}] ${folder.slice(1)}/${vmsn}`),
    disks: disks.map(({ fileName }) => `${folder}/${fileName}`),
  };
}

/** The source's settings under the clone's own names. It never ran: whether its power-off was wanted is no question. */
function configurationOf(
  { cleanShutdown: _cleanShutdown, cpuReservationMhz: inherited = 0, ...configuration }: VmConfiguration,
  disks: readonly string[],
  { name, instanceUuid, biosUuid, adapters, extraConfig, cpuReservationMhz }: pb.ICloneVmRequest,
): VmConfiguration {
  const reservationMhz = cpuReservationMhz ?? inherited;
  return {
    ...configuration,
    name: name ?? '',
    instanceUuid: instanceUuid ?? '',
    biosUuid: biosUuid ?? '',
    disks,
    adapters: (adapters ?? []).map(({ macAddress, network }) => ({
      macAddress: macAddress ?? '',
      network: network ?? '',
    })),
    extraConfig: new Map([...configuration.extraConfig, ...Object.entries(extraConfig ?? {})]),
    ...(reservationMhz === 0 ? {} : { cpuReservationMhz: reservationMhz }),
  };
}
