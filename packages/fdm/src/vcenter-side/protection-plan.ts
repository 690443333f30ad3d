// Which virtual machines the master's protected list must gain and lose: what vCenter wants compared with what is on disk.
// A VM that vCenter doesn't know is never taken off the list: it may be one that vCenter has yet to hear of.
import type { InstanceUuid } from '../cluster.ts';

/** A virtual machine of the inventory, as far as the plan reads it. */
export interface InventoryVm {
  readonly instanceUuid: InstanceUuid;
  readonly vmxPath: string;
  /** It was switched on, and nobody has switched it off since. */
  readonly dasWanted: boolean;
}

/** A virtual machine that has left the inventory, and may be on the list still. */
export interface FormerInventoryVm {
  readonly instanceUuid: InstanceUuid;
  readonly vmxPath: string;
}

export interface ProtectionPlan<Vm extends InventoryVm = InventoryVm> {
  readonly protect: readonly Vm[];
  readonly unprotect: readonly FormerInventoryVm[];
  /** Former VMs that are no longer on the list: nothing is left to do about them. */
  readonly forgotten: readonly FormerInventoryVm[];
}

export function planProtection<Vm extends InventoryVm>({
  vms,
  formerVms,
  onDisk,
}: {
  readonly vms: readonly Vm[];
  readonly formerVms: readonly FormerInventoryVm[];
  readonly onDisk: ReadonlySet<InstanceUuid>;
}): ProtectionPlan<Vm> {
  const isOnDisk = ({ instanceUuid }: FormerInventoryVm) => onDisk.has(instanceUuid);
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
