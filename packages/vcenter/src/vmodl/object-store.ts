// Every managed object with its properties, in one place. A property is set whole and only counts as changed when it
// differs; who listens is told which object changed in which properties, never to look at everything again.
import {
  isManagedObjectName,
  isSubtype,
  type ManagedObjectName,
  type ManagedObjectReference,
  moRef,
  type Properties,
  type TypedReference,
} from '@microsphere/vim25';
import { sameValue } from './same-value.ts';

export interface StoredObject {
  readonly ref: ManagedObjectReference;
  /** Values are never modified, only replaced. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ObjectChange {
  readonly kind: 'create' | 'modify' | 'destroy';
  readonly ref: ManagedObjectReference;
  /** Names of the properties that changed; of a created or destroyed object, all that are set. */
  readonly changed: ReadonlySet<string>;
}

export type ChangeListener = (change: ObjectChange) => void;

export class ObjectStore {
  private readonly objects = new Map<string, { ref: ManagedObjectReference; properties: Record<string, unknown> }>();
  private readonly listeners = new Set<ChangeListener>();

  /** Calls `listener` after each change; returns what ends that. */
  listen(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(change: ObjectChange): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Creates the object, or sets all of its properties: what isn't given is unset. */
  put<N extends ManagedObjectName>(ref: TypedReference<N>, properties: Properties<N>): void {
    const given = definedOnly({ ...properties });
    const object = this.objects.get(ref.value);
    if (!object) {
      this.objects.set(ref.value, { ref: moRef(ref.type, ref.value), properties: given });
      this.tell({ kind: 'create', ref, changed: new Set(Object.keys(given)) });
      return;
    }
    const gone = Object.keys(object.properties).filter((name) => given[name] === undefined);
    this.change(object, { ...Object.fromEntries(gone.map((name) => [name, undefined])), ...given });
  }

  /** Sets some properties of an object that exists; undefined unsets. */
  set<N extends ManagedObjectName>(ref: TypedReference<N>, properties: Partial<Properties<N>>): void {
    const object = this.objects.get(ref.value);
    if (!object) throw new Error(`no managed object ${ref.value}`);
    this.change(object, { ...properties });
  }

  private change(
    object: { ref: ManagedObjectReference; properties: Record<string, unknown> },
    given: Readonly<Record<string, unknown>>,
  ): void {
    const changed = new Set<string>();
    for (const [name, value] of Object.entries(given)) {
      if (sameValue(object.properties[name], value)) continue;
      if (value === undefined) delete object.properties[name];
      else object.properties[name] = value;
      changed.add(name);
    }
    if (changed.size > 0) this.tell({ kind: 'modify', ref: object.ref, changed });
  }

  destroy(id: string): void {
    const object = this.objects.get(id);
    if (!object) return;
    this.objects.delete(id);
    this.tell({ kind: 'destroy', ref: object.ref, changed: new Set(Object.keys(object.properties)) });
  }

  /** The object of this id, if it is of this type or one that extends it. */
  find(type: string, id: string): StoredObject | undefined {
    const object = this.objects.get(id);
    return object && isSubtype(object.ref.type, type) ? object : undefined;
  }

  get(id: string): StoredObject | undefined {
    return this.objects.get(id);
  }

  /** The properties of an object of exactly this type. */
  properties<N extends ManagedObjectName>(ref: TypedReference<N>): Properties<N> | undefined {
    const object = this.objects.get(ref.value);
    // Only `put` and `set` write, and they take this type.
    return object?.ref.type === ref.type ? (object.properties as Properties<N>) : undefined;
  }

  [Symbol.iterator](): IterableIterator<StoredObject> {
    return this.objects.values();
  }

  /** The object above, following `parent`. */
  parent(object: StoredObject): StoredObject | undefined {
    const parent = object.properties.parent as ManagedObjectReference | undefined;
    return parent && isManagedObjectName(parent.type) ? this.objects.get(parent.value) : undefined;
  }

  /** Whether an object lies below a container, at whatever depth. */
  isBelow(object: StoredObject, containerId: string): boolean {
    for (let at = this.parent(object); at; at = this.parent(at)) if (at.ref.value === containerId) return true;
    return false;
  }
}

function definedOnly(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
