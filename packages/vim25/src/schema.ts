// The tables at run time: what a type extends, which fields it has, which methods an object answers.
import { type DataObjectTable, type FieldTable, primitiveNames } from './descriptor.ts';
import {
  type DataObjectName,
  dataObjectTypes,
  type ManagedObjectName,
  managedObjectTypes,
  type SubtypeName,
} from './registry.ts';
import { type EnumName, enums } from './types/enums.ts';

/** The release of the API that is spoken, as it stands in paths: /sdk/vim25/8.0.1.0/... */
export const RELEASE = '8.0.1.0';

export interface MethodSchema {
  readonly parameters: FieldTable;
  readonly result: string;
}

interface ManagedObjectTable {
  readonly base: string;
  readonly properties: FieldTable;
  readonly methods: Readonly<Record<string, MethodSchema>>;
}

const dataObjects: Readonly<Record<string, DataObjectTable>> = dataObjectTypes;
const managedObjects: Readonly<Record<string, ManagedObjectTable>> = managedObjectTypes;

export function isDataObjectName(name: string): name is DataObjectName {
  return Object.hasOwn(dataObjects, name);
}

export function isManagedObjectName(name: string): name is ManagedObjectName {
  return Object.hasOwn(managedObjects, name);
}

export function isEnumName(name: string): name is EnumName {
  return Object.hasOwn(enums, name);
}

export function isPrimitiveName(name: string): boolean {
  return primitiveNames.includes(name);
}

/** The type itself and what it extends, nearest first; "DynamicData" and "ManagedObject" end it. */
function ancestry(table: Readonly<Record<string, { readonly base: string }>>, name: string): string[] {
  const names: string[] = [];
  for (let at = name; Object.hasOwn(table, at); at = table[at]!.base) names.push(at);
  return names;
}

const ancestries = new Map<string, readonly string[]>(
  [dataObjects, managedObjects].flatMap((table) =>
    Object.keys(table).map((name): [string, readonly string[]] => [name, ancestry(table, name)]),
  ),
);

/** Whether the type `name` is `base` or extends it; both are data object types, or both managed object types. */
export function isSubtype(name: string, base: string): boolean {
  return ancestries.get(name)?.includes(base) ?? false;
}

export function isOfType<N extends DataObjectName>(name: string, base: N): name is SubtypeName<N> {
  return isSubtype(name, base);
}

function merged<T>(name: string, own: (name: string) => Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  // Inherited fields come first, as in the WSDL.
  return new Map([...(ancestries.get(name) ?? [])].reverse().flatMap((ancestor) => Object.entries(own(ancestor))));
}

function memoized<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value = make(name);
      known.set(name, value);
    }
    return value;
  };
}

const dataObjectFields = memoized((name) => merged(name, (at) => dataObjects[at]?.fields ?? {}));
const managedObjectProperties = memoized((name) => merged(name, (at) => managedObjects[at]?.properties ?? {}));
const managedObjectMethods = memoized((name) => merged(name, (at) => managedObjects[at]?.methods ?? {}));

/** The fields of a data object type, inherited ones first, each with its descriptor. */
export function fieldsOf(name: DataObjectName): ReadonlyMap<string, string> {
  return dataObjectFields(name);
}

/** The properties of a managed object type, each with its descriptor. */
export function propertiesOf(name: ManagedObjectName): ReadonlyMap<string, string> {
  return managedObjectProperties(name);
}

export function methodsOf(name: ManagedObjectName): ReadonlyMap<string, MethodSchema> {
  return managedObjectMethods(name);
}
