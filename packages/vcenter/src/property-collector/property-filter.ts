// One filter of a property collector: what it selects, what its client has been told, and what has become dirty since. A
// change marks the objects that it touches; only a change along a traversal makes the filter select anew.
import {
  box,
  type DataObject,
  isManagedObjectName,
  isSubtype,
  type ManagedObjectName,
  propertiesOf,
  type TypedReference,
} from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { ObjectChange, ObjectStore, StoredObject } from '../vmodl/object-store.ts';
import { pathExists, readPath, rootProperty } from '../vmodl/property-path.ts';
import { sameValue } from '../vmodl/same-value.ts';
import { changesSelection, notFound, select, traversalSpecs } from './traversal.ts';

type Spec = DataObject<'PropertyFilterSpec'>;

/** The paths that a filter asks of objects of one type. Throws InvalidProperty for one that the type doesn't have. */
function pathsOf(spec: Spec, type: ManagedObjectName): readonly string[] | undefined {
  const sets = spec.propSet.filter((propSet) => isSubtype(type, propSet.type));
  if (sets.length === 0) return undefined;
  const paths = sets.flatMap(({ all, pathSet }) => (all ? [...propertiesOf(type).keys()] : (pathSet ?? [])));
  return [...new Set(paths)];
}

/** Checks a filter's spec: types and paths that don't exist are the caller's mistake. Throws InvalidArgument, InvalidProperty. */
export function checkSpec(spec: Spec): void {
  for (const { type, pathSet } of spec.propSet) {
    if (!isManagedObjectName(type))
      throw fault('InvalidArgument', `propSet: no managed object type "${type}"`, { invalidProperty: 'propSet' });
    for (const path of pathSet ?? [])
      if (!pathExists(type, path)) throw fault('InvalidProperty', `${type} has no property "${path}"`, { name: path });
  }
  for (const { type, path } of traversalSpecs(spec.objectSet)) {
    if (!isManagedObjectName(type))
      throw fault('InvalidArgument', `selectSet: no managed object type "${type}"`, { invalidProperty: 'selectSet' });
    if (!pathExists(type, path)) throw fault('InvalidProperty', `${type} has no property "${path}"`, { name: path });
  }
}

/** Everything that a filter's spec selects, as it is now. Throws ManagedObjectNotFound. */
export function retrieve(store: ObjectStore, spec: Spec): DataObject<'ObjectContent'>[] {
  const { objects, missing } = select(store, spec.objectSet);
  if (missing[0] && !spec.reportMissingObjectsInResults) throw notFound(missing[0]);
  const contents: DataObject<'ObjectContent'>[] = [];
  for (const { ref, properties } of objects.values()) {
    const paths = pathsOf(spec, ref.type);
    if (!paths) continue;
    const propSet = paths.flatMap((name): DataObject<'DynamicProperty'>[] => {
      const found = readPath(ref.type, properties, name);
      return found ? [{ _typeName: 'DynamicProperty', name, val: box(found.value, found.descriptor) }] : [];
    });
    contents.push({ _typeName: 'ObjectContent', obj: ref, ...(propSet.length > 0 ? { propSet } : {}) });
  }
  return contents;
}

export interface PropertyFilterOptions {
  readonly ref: TypedReference<'PropertyFilter'>;
  readonly store: ObjectStore;
  readonly spec: Spec;
  /** There is something to collect. */
  readonly onDirty: () => void;
}

export class PropertyFilter {
  readonly ref: TypedReference<'PropertyFilter'>;
  private readonly options: PropertyFilterOptions;
  private readonly traversals: readonly DataObject<'TraversalSpec'>[];
  private readonly roots: ReadonlySet<string>;
  private readonly pathsByType = new Map<
    string,
    { paths: readonly string[]; properties: ReadonlySet<string> } | undefined
  >();
  private selected: ReadonlyMap<string, StoredObject> = new Map();
  private selectAgain = true;
  private dirty = new Set<string>();
  /** What the client has been told: values by path, by object. */
  private known = new Map<string, { readonly object: StoredObject; readonly values: Map<string, unknown> }>();
  private readonly stopListening: () => void;

  /** Throws ManagedObjectNotFound when an object of the object set doesn't exist. */
  constructor(options: PropertyFilterOptions) {
    this.options = options;
    this.ref = options.ref;
    this.traversals = traversalSpecs(options.spec.objectSet);
    this.roots = new Set(options.spec.objectSet.map(({ obj }) => obj.value));
    const { missing } = select(options.store, options.spec.objectSet);
    if (missing[0] && !options.spec.reportMissingObjectsInResults) throw notFound(missing[0]);
    this.stopListening = options.store.listen((change) => this.changed(change));
  }

  destroy(): void {
    this.stopListening();
  }

  /** The client knows nothing any more. */
  reset(): void {
    this.known = new Map();
    this.dirty = new Set();
    this.selectAgain = true;
  }

  get hasChanges(): boolean {
    return this.selectAgain || this.dirty.size > 0;
  }

  private wanted(type: ManagedObjectName): { paths: readonly string[]; properties: ReadonlySet<string> } | undefined {
    if (!this.pathsByType.has(type)) {
      const paths = pathsOf(this.options.spec, type);
      this.pathsByType.set(type, paths && { paths, properties: new Set(paths.map(rootProperty)) });
    }
    return this.pathsByType.get(type);
  }

  private changed({ kind, ref, changed }: ObjectChange): void {
    const before = this.hasChanges;
    if (kind !== 'modify' && (this.selected.has(ref.value) || this.roots.has(ref.value))) this.selectAgain = true;
    if (changesSelection(this.traversals, ref, changed)) this.selectAgain = true;
    if (kind === 'modify' && this.selected.has(ref.value)) {
      const wanted = this.wanted(ref.type);
      for (const name of changed)
        if (wanted?.properties.has(name)) {
          this.dirty.add(ref.value);
          break;
        }
    }
    if (!before && this.hasChanges) this.options.onDirty();
  }

  private reselect(): void {
    this.selectAgain = false;
    const before = this.selected;
    this.selected = select(this.options.store, this.options.spec.objectSet).objects;
    for (const id of before.keys()) if (!this.selected.has(id)) this.dirty.add(id);
    for (const id of this.known.keys()) if (!this.selected.has(id)) this.dirty.add(id);
    for (const id of this.selected.keys()) if (!this.known.has(id)) this.dirty.add(id);
  }

  /** At most `limit` updates; what is left stays dirty. */
  collect(limit: number): DataObject<'ObjectUpdate'>[] {
    if (this.selectAgain) this.reselect();
    const updates: DataObject<'ObjectUpdate'>[] = [];
    for (const id of this.dirty) {
      if (updates.length >= limit) break;
      this.dirty.delete(id);
      const update = this.update(id);
      if (update) updates.push(update);
    }
    return updates;
  }

  private update(id: string): DataObject<'ObjectUpdate'> | undefined {
    const known = this.known.get(id);
    const object = this.selected.get(id);
    if (!object) {
      this.known.delete(id);
      return known && { _typeName: 'ObjectUpdate', kind: 'leave', obj: known.object.ref };
    }
    const wanted = this.wanted(object.ref.type);
    if (!wanted) return undefined;
    const values = known?.values ?? new Map<string, unknown>();
    if (!known) this.known.set(id, { object, values });
    const changeSet = wanted.paths.flatMap((name) => this.change(object, name, values));
    if (known && changeSet.length === 0) return undefined;
    return { _typeName: 'ObjectUpdate', kind: known ? 'modify' : 'enter', obj: object.ref, changeSet };
  }

  private change(object: StoredObject, name: string, values: Map<string, unknown>): DataObject<'PropertyChange'>[] {
    const found = readPath(object.ref.type, object.properties, name);
    if (sameValue(found?.value, values.get(name))) return [];
    if (!found) {
      values.delete(name);
      return [{ _typeName: 'PropertyChange', name, op: 'indirectRemove' }];
    }
    values.set(name, found.value);
    return [{ _typeName: 'PropertyChange', name, op: 'assign', val: box(found.value, found.descriptor) }];
  }
}
