// "[datastore1] web/web.vmx": where a file is, as a record of the inventory.
import type { Inventory } from './inventory.ts';
import type { DatastoreRecord, VmRecord } from './records.ts';

/** "datastore1"; empty for what is no datastore path. */
export function datastoreNameIn(path: string): string {
  return /^\[([^\]]+)\]/.exec(path)?.[1] ?? '';
}

/** The datastore that a path names, in the datacenter of an entity. */
export function datastoreOfPath(inventory: Inventory, entityId: string, path: string): DatastoreRecord | undefined {
  const folder = inventory.above('Datacenter', entityId)?.datastoreFolder ?? '';
  const found = inventory.childNamed(folder, datastoreNameIn(path));
  return found?.type === 'Datastore' ? found : undefined;
}

/** The record with the datastore that its .vmx is on, where that is known. */
export function withDatastore(inventory: Inventory, vm: VmRecord): VmRecord {
  const datastore = datastoreOfPath(inventory, vm.id, vm.vmxPath)?.id;
  return datastore === undefined || datastore === vm.datastore ? vm : { ...vm, datastore };
}
