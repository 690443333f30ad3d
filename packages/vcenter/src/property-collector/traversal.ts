// Which objects a filter is about: its object set, followed along its traversal specs. Selection specs that are only a
// name stand for the traversal spec of that name, so traversals may be recursive; each object is entered once per spec.
import { type DataObject, isSubtype, type ManagedObjectReference, type Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { ObjectStore, StoredObject } from '../vmodl/object-store.ts';
import { readPath, rootProperty } from '../vmodl/property-path.ts';

/** Traversal specs in one filter. */
export const MAX_TRAVERSAL_SPECS = 256;

type Traversal = DataObject<'TraversalSpec'>;
type Selection = DataObject<'SelectionSpec'>;

function isTraversal(spec: Selection): spec is Traversal {
  return spec._typeName === 'TraversalSpec';
}

/** All traversal specs below an object set. Throws InvalidArgument for too many, and for a name that none has. */
export function traversalSpecs(objectSet: readonly DataObject<'ObjectSpec'>[]): Traversal[] {
  const specs: Traversal[] = [];
  const names: string[] = [];
  const collect = (selectSet: readonly Selection[] | undefined) => {
    for (const spec of selectSet ?? []) {
      if (!isTraversal(spec)) {
        names.push(spec.name ?? '');
        continue;
      }
      specs.push(spec);
      if (specs.length > MAX_TRAVERSAL_SPECS)
        throw fault('InvalidArgument', `more than ${MAX_TRAVERSAL_SPECS} traversal specs`, {
          invalidProperty: 'selectSet',
        });
      collect(spec.selectSet);
    }
  };
  for (const { selectSet } of objectSet) collect(selectSet);
  const unknown = names.find((name) => !specs.some((spec) => spec.name === name));
  if (unknown !== undefined)
    throw fault('InvalidArgument', `no traversal spec is named "${unknown}"`, { invalidProperty: 'selectSet' });
  return specs;
}

export interface SelectionResult {
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** Objects of the object set that don't exist. */
  readonly missing: readonly ManagedObjectReference[];
}

/** The objects that a filter selects, in the order in which they are reached. */
export function select(store: ObjectStore, objectSet: readonly DataObject<'ObjectSpec'>[]): SelectionResult {
  const byName = new Map<string, Traversal>();
  for (const spec of traversalSpecs(objectSet)) if (spec.name) byName.set(spec.name, spec);
  const objects = new Map<string, StoredObject>();
  const missing: ManagedObjectReference[] = [];
  const visited = new Map<Traversal, Set<string>>();
  const queue: { readonly object: StoredObject; readonly selectSet: readonly Selection[] }[] = [];

  const follow = (object: StoredObject, spec: Traversal) => {
    if (!isSubtype(object.ref.type, spec.type)) return;
    const seen = visited.get(spec) ?? new Set();
    if (seen.has(object.ref.value)) return;
    visited.set(spec, seen.add(object.ref.value));
    const value = readPath(object.ref.type, object.properties, spec.path)?.value;
    for (const reference of [value].flat()) {
      const target = isReference(reference) ? store.get(reference.value) : undefined;
      if (!target) continue;
      if (!spec.skip) objects.set(target.ref.value, target);
      if (spec.selectSet?.length) queue.push({ object: target, selectSet: spec.selectSet });
    }
  };

  for (const { obj, skip, selectSet } of objectSet) {
    const object = store.find(obj.type, obj.value);
    if (!object) {
      missing.push(obj);
      continue;
    }
    if (!skip) objects.set(obj.value, object);
    if (selectSet?.length) queue.push({ object, selectSet });
  }
  for (let next = queue.shift(); next; next = queue.shift())
    for (const spec of next.selectSet) {
      const traversal = isTraversal(spec) ? spec : byName.get(spec.name ?? '');
      if (traversal) follow(next.object, traversal);
    }
  return { objects, missing };
}

function isReference(value: unknown): value is ManagedObjectReference {
  return (
    typeof value === 'object' && value !== null && '_typeName' in value && value._typeName === 'ManagedObjectReference'
  );
}

/** Whether these changes to an object may change what the traversals reach. */
export function changesSelection(
  specs: readonly Traversal[],
  object: ManagedObjectReference,
  changed: ReadonlySet<string>,
): boolean {
  return specs.some((spec) => isSubtype(object.type, spec.type) && changed.has(rootProperty(spec.path)));
}

export function notFound(obj: ManagedObjectReference): Vim25Fault {
  return fault('ManagedObjectNotFound', `The object '${obj.type}:${obj.value}' does not exist any more`, { obj });
}
