// `microsphere vm ...`: virtual machines, by vCenter's tasks.
import { findVm, Inventory, type VmRow } from '../inventory.ts';
import { connectLab } from '../session.ts';
import { Failure } from '../terminal/failure.ts';

export async function listVms(labName?: string): Promise<VmRow[]> {
  return new Inventory(await connectLab(labName)).vms();
}
