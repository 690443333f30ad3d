// Which vCenter this is, and the numbers that its managed objects get: a number is on the disk before it is used, so none
// is ever given twice.
import type { Store } from '../vcdb/database.ts';

const DOCUMENT = 'vcenter';
/** Numbers that one write of the database reserves. */
const NUMBERS_PER_WRITE = 100;

export class Instance {
  readonly instanceUuid: string;
  private readonly store: Store;
  private next: number;
  private reserved: number;

  constructor(store: Store, newUuid: () => string) {
    const saved = store.all('instance')[0]?.document;
    this.store = store;
    this.instanceUuid = saved?.instanceUuid ?? newUuid();
    this.next = saved?.nextNumber ?? 1;
    this.reserved = this.next;
    if (!saved) this.reserve();
  }

  private reserve(): void {
    this.reserved = this.next + NUMBERS_PER_WRITE;
    this.store.put('instance', DOCUMENT, { instanceUuid: this.instanceUuid, nextNumber: this.reserved });
  }

  /** A new managed-object id: `newId('vm')` is "vm-42". */
  newId(prefix: string): string {
    return `${prefix}-${this.newNumber()}`;
  }

  newNumber(): number {
    if (this.next >= this.reserved) this.reserve();
    this.next += 1;
    return this.next - 1;
  }

  /** The id of a host of this name; asked again, the same one. */
  hostId(hostName: string): string {
    const saved = this.store.all('hostId').find(({ id }) => id === hostName);
    if (saved) return saved.document.id;
    const id = this.newId('host');
    this.store.put('hostId', hostName, { id });
    return id;
  }
}
