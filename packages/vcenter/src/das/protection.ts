// Which virtual machines the master's protected list must gain and lose: what vCenter wants compared with what is on disk.
// A VM that vCenter doesn't know is never taken off the list: it may be one that vCenter has yet to hear of. Pure.
import type { FormerVm, VmRecord } from '../inventory/records.ts';

export interface ProtectionPlan {
  readonly protect: readonly VmRecord[];
  readonly unprotect: readonly FormerVm[];
  /** Former VMs that are no longer on the list: nothing is left to do about them. */
  readonly forgotten: readonly FormerVm[];
}

export function planProtection({
  vms,
  formerVms,
  onDisk,
}: {
  readonly vms: readonly VmRecord[];
  readonly formerVms: readonly FormerVm[];
  readonly onDisk: ReadonlySet<string>;
}): ProtectionPlan {
  const isOnDisk = ({ instanceUuid }: FormerVm) => onDisk.has(instanceUuid);
  return {
    protect: vms.filter((vm) => vm.dasWanted && !isOnDisk(vm)),
    unprotect: [
      ...vms
        .filter((vm) => !vm.dasWanted && isOnDisk(vm))
        .map(({ instanceUuid, vmxPath }) => ({ instanceUuid, vmxPath })),
      ...formerVms.filter(isOnDisk),
    ],
    forgotten: formerVms.filter((vm) => !isOnDisk(vm)),
  };
}
