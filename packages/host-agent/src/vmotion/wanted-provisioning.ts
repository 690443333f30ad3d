// How the disks of a VM that moves are to have their space, as a host is asked for it.
import { pb } from '@microsphere/proto';
import type { Provisioning } from '@microsphere/vmfs';
import { diskProvisioning } from '../hostd/create-vm.ts';
import type { WantedProvisioning } from './storage-plan.ts';

/** Fault: InvalidArgument. */
export function wantedProvisioning({
  provisioning,
  disks,
}: Pick<pb.RelocateStorageRequest, 'provisioning' | 'disks'>): WantedProvisioning {
  const given = (value: pb.DiskProvisioning): Provisioning => diskProvisioning(value);
  return {
    provisioning: provisioning === undefined || provisioning === null ? undefined : given(provisioning),
    disks: new Map(
      disks.map(({ disk, provisioning: wanted }) => [disk ?? 0, given(wanted ?? pb.DiskProvisioning.zeroedThick)]),
    ),
  };
}
