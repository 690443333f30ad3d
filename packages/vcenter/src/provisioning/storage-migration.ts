// Where virtual machines change their datastore: Storage vMotion, alone or with a change of host. This is the one place that knows
// whether it can be done; what is asked for has been read and checked (relocate-spec.ts).
import type { VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import type { Relocation } from './relocate-spec.ts';

/** Fault: NotSupported. */
export function mustMoveStorage(vm: VmRecord, { storage }: Relocation): void {
  if (storage) throw fault('NotSupported', `spec.datastore: the files of ${vm.name} can't change their datastore yet`);
}
