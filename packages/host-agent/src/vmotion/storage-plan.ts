// What a Storage vMotion copies, and where to: all of a VM's folder, whole chains of disks included. Files keep their names; a disk of
// another folder that one descends from (a linked clone's) comes along, and is the VM's own afterwards. Pure.
import type { Provisioning } from '@microsphere/vmfs';
import { chainOf } from '../hostd/disk-tree.ts';
import { beside, fileOf, folderOf, type VmFiles } from '../hostd/vm-files.ts';
import type { DiskDescription } from '../vmkernel/disk-files.ts';

/** How the disks are to have their space: all of them, and some otherwise, by unit number. Without it, as they have it now. */
export interface WantedProvisioning {
  readonly provisioning?: Provisioning | undefined;
  readonly disks: ReadonlyMap<number, Provisioning>;
}

/** A disk that is made at the destination. */
export interface PlannedDisk {
  /** Paths of the descriptors. */
  readonly source: string;
  readonly destination: string;
  /** At the destination; undefined for one that stands alone, which is flat there. */
  readonly parent: string | undefined;
  readonly capacityBytes: number;
  /** Of a flat disk. */
  readonly provisioning: Provisioning;
  /** That of the source: it is the same disk. */
  readonly uuid: string;
  /** Unit number of the disk that the guest writes to; undefined for one that is frozen. */
  readonly unit: number | undefined;
}

export interface RelocationPlan {
  /** Parents before their children. */
  readonly disks: readonly PlannedDisk[];
  /** Small files that are copied as they are: names in the folder. */
  readonly files: readonly string[];
}

/** @param path - of the .vmx; `folder` - the new one */
export function planRelocation(
  files: Pick<VmFiles, 'vmx' | 'disks' | 'names'>,
  path: string,
  { folder, wanted }: { readonly folder: string; readonly wanted: WantedProvisioning },
): RelocationPlan {
  const written = files.vmx.configuration.disks;
  const parents = new Map([...files.disks].map(([disk, { parent }]) => [disk, parent]));
  const depth = (disk: string) => chainOf({ parents }, disk).length;
  const names = new Set(files.names);
  const destinations = new Map<string, string>();
  for (const disk of files.disks.keys()) {
    const name = folderOf(disk) === folderOf(path) ? fileOf(disk) : freeName(fileOf(disk), names);
    names.add(name);
    destinations.set(disk, `${folder}/${name}`);
  }
  const provisioningOf = (disk: DiskDescription): Provisioning => {
    const unit = written.findIndex((each) => chainOf({ parents }, each).includes(disk.path));
    return wanted.disks.get(unit) ?? wanted.provisioning ?? disk.provisioning;
  };
  const disks = [...files.disks.values()]
    .toSorted((a, b) => depth(a.path) - depth(b.path))
    .map((disk): PlannedDisk => {
      const unit = written.indexOf(disk.path);
      return {
        source: disk.path,
        destination: destinations.get(disk.path) ?? '',
        parent: disk.parent === undefined ? undefined : destinations.get(disk.parent),
        capacityBytes: disk.capacityBytes,
        provisioning: provisioningOf(disk),
        uuid: disk.uuid,
        unit: unit < 0 ? undefined : unit,
      };
    });
  // The .vmx makes it a VM, and the .vmsd claims the folder: they are written by themselves. What else is named .vmdk is a part of a disk.
  const own = new Set([fileOf(path), fileOf(beside(path, '.vmsd'))]);
  return { disks, files: files.names.filter((name) => !own.has(name) && !name.endsWith('.vmdk')) };
}

/** "template.vmdk", or "template_1.vmdk" where that is there already, or a part of it would be. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const base = name.replace(/\.vmdk$/, '');
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? base : `${base}_${number}`;
    if (!['', '-flat', '-delta', '-ctk'].some((part) => taken.has(`${candidate}${part}.vmdk`)))
      return `${candidate}.vmdk`;
  }
}
