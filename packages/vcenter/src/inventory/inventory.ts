// The inventory: records by id with the indexes that are asked for. Every change goes through `put` and `remove`: first the
// database, then memory, then whoever shows it is told which objects look different now.
import type { Store } from '../vcdb/database.ts';
import { type InventoryRecord, type RecordOf, type RecordType, references } from './records.ts';

/** Objects of the inventory. */
const MAX_INVENTORY_OBJECTS = 100_000;

export class Inventory {
  private readonly store: Store;
  private readonly records = new Map<string, InventoryRecord>();
  /** Who names an object, by its id. */
  private readonly referrers = new Map<string, Set<string>>();
  private readonly vmsByInstanceUuid = new Map<string, string>();
  private readonly vmsByPath = new Map<string, string>();
  /** Counts the changes: who has worked with this version needs to look again only when there is another. */
  version = 0;
  /** Called with the ids of all objects whose properties a change may have touched. */
  onChange: (ids: ReadonlySet<string>) => void = () => {};

  constructor(store: Store) {
    this.store = store;
    for (const { document } of store.all('inventory')) this.index(document);
  }

  get(id: string): InventoryRecord | undefined {
    return this.records.get(id);
  }

  /** The record of this id and type, if there is one. */
  find<T extends RecordType>(type: T, id: string | undefined): RecordOf<T> | undefined {
    const record = id === undefined ? undefined : this.records.get(id);
    return record?.type === type ? (record as RecordOf<T>) : undefined;
  }

  /** A record that another one names; its absence is a broken assumption. */
  need<T extends RecordType>(type: T, id: string): RecordOf<T> {
    const record = this.find(type, id);
    if (!record) throw new Error(`the inventory has no ${type} ${id}`);
    return record;
  }

  *all<T extends RecordType>(type: T): IterableIterator<RecordOf<T>> {
    for (const record of this.records.values()) if (record.type === type) yield record as RecordOf<T>;
  }

  /** The records of a type that name the object `id`, as their parent or otherwise. */
  referring<T extends RecordType>(type: T, id: string): RecordOf<T>[] {
    return [...(this.referrers.get(id) ?? [])].flatMap((referrer) => this.find(type, referrer) ?? []);
  }

  children(id: string): InventoryRecord[] {
    return [...(this.referrers.get(id) ?? [])].flatMap((referrer) => {
      const record = this.records.get(referrer);
      return record?.parent === id ? [record] : [];
    });
  }

  /** The child of this name, if there is one. */
  childNamed(id: string, name: string): InventoryRecord | undefined {
    return this.children(id).find((child) => child.name === name);
  }

  vmByInstanceUuid(uuid: string): RecordOf<'VirtualMachine'> | undefined {
    return this.find('VirtualMachine', this.vmsByInstanceUuid.get(uuid));
  }

  vmByPath(vmxPath: string): RecordOf<'VirtualMachine'> | undefined {
    return this.find('VirtualMachine', this.vmsByPath.get(vmxPath));
  }

  /** The nearest object of a type above, or the object itself. */
  above<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined {
    for (let at = this.records.get(id); at; at = at.parent === undefined ? undefined : this.records.get(at.parent))
      if (at.type === type) return at as RecordOf<T>;
    return undefined;
  }

  /** Creates or replaces records: all of them, or none. */
  put(...records: readonly InventoryRecord[]): void {
    const added = records.filter(({ id }) => !this.records.has(id)).length;
    if (this.records.size + added > MAX_INVENTORY_OBJECTS)
      throw new Error(`the inventory has ${MAX_INVENTORY_OBJECTS} objects; no more fit`);
    this.store.transaction(() => {
      for (const record of records) this.store.put('inventory', record.id, record);
    });
    this.version += 1;
    const touched = new Set<string>();
    for (const record of records) {
      const before = this.records.get(record.id);
      if (before) this.forget(before, touched);
      this.index(record);
      this.touch(record, touched);
    }
    this.onChange(touched);
  }

  remove(id: string): void {
    const record = this.records.get(id);
    if (!record) return;
    this.store.delete('inventory', id);
    this.version += 1;
    const touched = new Set<string>();
    this.forget(record, touched);
    this.onChange(touched);
  }

  private touch(record: InventoryRecord, touched: Set<string>): void {
    touched.add(record.id);
    for (const id of references(record)) touched.add(id);
  }

  private index(record: InventoryRecord): void {
    this.records.set(record.id, record);
    for (const id of references(record)) {
      const referrers = this.referrers.get(id);
      if (referrers) referrers.add(record.id);
      else this.referrers.set(id, new Set([record.id]));
    }
    if (record.type !== 'VirtualMachine') return;
    this.vmsByInstanceUuid.set(record.instanceUuid, record.id);
    this.vmsByPath.set(record.vmxPath, record.id);
  }

  private forget(record: InventoryRecord, touched: Set<string>): void {
    this.touch(record, touched);
    this.records.delete(record.id);
    for (const id of references(record)) this.referrers.get(id)?.delete(record.id);
    if (record.type !== 'VirtualMachine') return;
    if (this.vmsByInstanceUuid.get(record.instanceUuid) === record.id)
      this.vmsByInstanceUuid.delete(record.instanceUuid);
    if (this.vmsByPath.get(record.vmxPath) === record.id) this.vmsByPath.delete(record.vmxPath);
  }
}
