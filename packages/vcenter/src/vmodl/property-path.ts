// Property paths: "runtime.powerState", `config.extraConfig["guestinfo.ip"]`. Whether a path exists is a question to the
// type; what is there is a question to the object.
import {
  type DataObjectName,
  dataObjectTypes,
  fieldsOf,
  isDataObjectName,
  isSubtype,
  type ManagedObjectName,
  parseDescriptor,
  propertiesOf,
} from '@microsphere/vim25';

export type PathStep = { readonly field: string } | { readonly key: string };

/** Length of a path that is looked at. */
export const MAX_PATH_LENGTH = 1_024;

const parsed = new Map<string, readonly PathStep[] | undefined>();
/** Parsed paths that are remembered: clients ask for the same ones again and again. */
const MAX_PARSED_PATHS = 4_096;

/** The steps of a path; undefined for text that is none. */
export function parsePath(path: string): readonly PathStep[] | undefined {
  if (parsed.has(path)) return parsed.get(path);
  if (parsed.size >= MAX_PARSED_PATHS) parsed.clear();
  const steps = path.length > MAX_PATH_LENGTH ? undefined : parse(path);
  parsed.set(path, steps);
  return steps;
}

function parse(path: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  const token = /(?:^|\.)([A-Za-z_]\w*)|\["([^"\]]*)"\]|\[([^\]"]+)\]/y;
  while (token.lastIndex < path.length) {
    const match = token.exec(path);
    if (!match) return undefined;
    const [, field, quoted, bare] = match;
    steps.push(field === undefined ? { key: quoted ?? bare ?? '' } : { field });
  }
  return steps[0] && 'field' in steps[0] ? steps : undefined;
}

/** The property that a path begins with. */
export function rootProperty(path: string): string {
  const first = parsePath(path)?.[0];
  return first && 'field' in first ? first.field : path;
}

/** The types of the field `name` in a data object type and in those that extend it. */
function fieldTypes(type: string, name: string): string[] {
  const own = isDataObjectName(type) ? fieldsOf(type).get(name) : undefined;
  if (own !== undefined) return [own];
  return Object.keys(dataObjectTypes)
    .filter((candidate): candidate is DataObjectName => isSubtype(candidate, type))
    .flatMap((candidate) => fieldsOf(candidate).get(name) ?? []);
}

/** Whether objects of a type can have something at this path. */
export function pathExists(type: ManagedObjectName, path: string): boolean {
  let types: string[] | undefined;
  for (const step of parsePath(path) ?? []) {
    if (!types) types = 'field' in step ? [propertiesOf(type).get(step.field) ?? []].flat() : [];
    else if ('field' in step)
      types = types.flatMap((at) =>
        parseDescriptor(at).array ? [] : fieldTypes(parseDescriptor(at).type, step.field),
      );
    else types = types.flatMap((at) => (parseDescriptor(at).array ? [parseDescriptor(at).type] : []));
  }
  return types !== undefined && types.length > 0;
}

export interface PathResult {
  readonly value: unknown;
  /** The type that the value was found under. */
  readonly descriptor: string;
}

/** What is at a path of an object; undefined where something on the way is unset. */
export function readPath(
  type: ManagedObjectName,
  properties: Readonly<Record<string, unknown>>,
  path: string,
): PathResult | undefined {
  let found: PathResult | undefined;
  for (const step of parsePath(path) ?? []) {
    found = found ? descend(found, step) : atProperty(type, properties, step);
    if (!found) return undefined;
  }
  return found;
}

function atProperty(
  type: ManagedObjectName,
  properties: Readonly<Record<string, unknown>>,
  step: PathStep,
): PathResult | undefined {
  if (!('field' in step)) return undefined;
  const descriptor = propertiesOf(type).get(step.field);
  const value = properties[step.field];
  return descriptor === undefined || value === undefined ? undefined : { value, descriptor };
}

function descend({ value, descriptor }: PathResult, step: PathStep): PathResult | undefined {
  if ('key' in step) {
    if (!Array.isArray(value)) return undefined;
    const element: unknown = value.find((candidate) => keyOf(candidate) === step.key);
    return element === undefined ? undefined : { value: element, descriptor: parseDescriptor(descriptor).type };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const type = String(record._typeName);
  const field = isDataObjectName(type) ? fieldsOf(type).get(step.field) : undefined;
  const next = record[step.field];
  return field === undefined || next === undefined ? undefined : { value: next, descriptor: field };
}

/** What names an element of an array: its `key`, or itself. */
function keyOf(element: unknown): string {
  if (typeof element !== 'object' || element === null) return String(element);
  const { key, value } = element as { readonly key?: unknown; readonly value?: unknown };
  return key === undefined ? String(value) : keyOf(key);
}
