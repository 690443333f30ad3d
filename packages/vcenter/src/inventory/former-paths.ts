// A virtual machine whose files have moved is still known by its former path: to the protected list of vSphere HA, and to whoever
// comes by the .vmx that was left there to lead to the new one. Which paths these are is in its record, so that a vCenter that is
// restarted meanwhile goes on with it. Pure.
import type { FormerPath, VmRecord } from './records.ts';

/** Of one virtual machine. Where it has more, what was left at the oldest stays there. */
export const MAX_FORMER_PATHS = 32;

/** The record with its .vmx elsewhere. */
export function withPath(vm: VmRecord, vmxPath: string): VmRecord {
  // One that is being made has none yet.
  if (vm.vmxPath === vmxPath || vm.vmxPath === '') return { ...vm, vmxPath };
  const others = (vm.formerPaths ?? []).filter((former) => former.vmxPath !== vmxPath && former.vmxPath !== vm.vmxPath);
  const formerPaths = [...others, { vmxPath: vm.vmxPath, listed: true, leads: true }];
  return { ...vm, vmxPath, formerPaths: formerPaths.slice(-MAX_FORMER_PATHS) };
}

/** The record without what has been seen to at a former path; nobody comes by one that is neither listed nor leads anywhere. */
export function withoutFormer(
  vm: VmRecord,
  vmxPath: string,
  done: { readonly listed?: false; readonly leads?: false },
): VmRecord {
  const { formerPaths = [], ...rest } = vm;
  const left = formerPaths
    .map((former): FormerPath => (former.vmxPath === vmxPath ? { ...former, ...done } : former))
    .filter(({ listed, leads }) => listed || leads);
  return left.length > 0 ? { ...rest, formerPaths: left } : rest;
}
