// Container views: the objects of some types below a container, kept up to date as objects come, move and go.
import {
  isSubtype,
  type ManagedObjectReference,
  moRef,
  type Properties,
  type TypedReference,
} from '@microsphere/vim25';
import type { ObjectChange, ObjectStore, StoredObject } from '../vmodl/object-store.ts';

export interface ContainerViewSpec {
  readonly container: ManagedObjectReference;
  /** Empty: all types. */
  readonly type: readonly string[];
  readonly recursive: boolean;
}

export class ContainerView {
  readonly ref: TypedReference<'ContainerView'>;
  private readonly store: ObjectStore;
  private readonly spec: ContainerViewSpec;
  private readonly members = new Map<string, ManagedObjectReference>();
  private readonly stopListening: () => void;

  constructor(id: string, store: ObjectStore, spec: ContainerViewSpec) {
    this.ref = moRef('ContainerView', id);
    this.store = store;
    this.spec = spec;
    for (const object of store) if (this.includes(object)) this.members.set(object.ref.value, object.ref);
    store.put(this.ref, { ...spec, ...this.view() });
    this.stopListening = store.listen((change) => this.changed(change));
  }

  private view(): Pick<Properties<'ContainerView'>, 'view'> {
    return { view: [...this.members.values()] };
  }

  private includes(object: StoredObject): boolean {
    const { type, container, recursive } = this.spec;
    if (!isSubtype(object.ref.type, 'ManagedEntity')) return false;
    if (type.length > 0 && !type.some((name) => isSubtype(object.ref.type, name))) return false;
    return recursive
      ? this.store.isBelow(object, container.value)
      : this.store.parent(object)?.ref.value === container.value;
  }

  private changed({ kind, ref, changed }: ObjectChange): void {
    if (kind === 'modify' && !changed.has('parent')) return;
    const before = this.members.size;
    const had = this.members.has(ref.value);
    const object = kind === 'destroy' ? undefined : this.store.get(ref.value);
    if (object && this.includes(object)) this.members.set(ref.value, ref);
    else this.members.delete(ref.value);
    if (this.members.size !== before || this.members.has(ref.value) !== had) this.store.set(this.ref, this.view());
  }

  destroy(): void {
    this.stopListening();
    this.store.destroy(this.ref.value);
  }
}
