// The JSON encoding of vim25 (VI/JSON, as vSphere 8.0.1 has it): data objects carry `_typeName`; where any type may stand,
// what isn't a data object is boxed, `{"_typeName":"string","_value":"web"}`, arrays as `ArrayOf...`.
import { type FieldTable, parseDescriptor } from './descriptor.ts';
import { fieldsOf, isDataObjectName, isEnumName, isManagedObjectName, isPrimitiveName, isSubtype } from './schema.ts';
import { enums } from './types/enums.ts';

/** A value where any type may stand, saying its own. */
export interface Boxed {
  readonly _typeName: string;
  readonly _value: unknown;
}

/** Nesting that is followed in a value from outside. */
export const MAX_JSON_DEPTH = 64;

/** What came does not have the type that it should have; `path` names the field. */
export class TypeMismatch extends Error {
  override readonly name = 'TypeMismatch';
  readonly path: string;

  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.path = path;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBoxed(value: unknown): value is Boxed {
  return isRecord(value) && typeof value._typeName === 'string' && Object.hasOwn(value, '_value');
}

/** A value as it stands where any type may stand; `descriptor` is the type that it has. */
export function box(value: unknown, descriptor: string): unknown {
  const { type, array } = parseDescriptor(descriptor);
  if (array) return { _typeName: `ArrayOf${type.charAt(0).toUpperCase()}${type.slice(1)}`, _value: value };
  if (type === 'anyType') return boxByLook(value);
  return isPrimitiveName(type) || isEnumName(type) ? { _typeName: type, _value: value } : value;
}

function boxByLook(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return { _typeName: typeof value, _value: value };
    case 'number':
      return { _typeName: Number.isInteger(value) ? 'long' : 'double', _value: value };
    default:
      return value;
  }
}

/** A value of this type as JSON; fields that are unset are left out. */
export function toJson(value: unknown, descriptor: string): unknown {
  const { type, array } = parseDescriptor(descriptor);
  if (value === undefined || value === null) return undefined;
  if (array) return (value as readonly unknown[]).map((element) => toJson(element, type));
  if (type === 'anyType') return anyToJson(boxByLook(value));
  if (!isRecord(value) || type === 'ManagedObjectReference') return value;
  return objectToJson(value);
}

function anyToJson(value: unknown): unknown {
  if (!isBoxed(value)) return isRecord(value) ? objectToJson(value) : value;
  const element = value._typeName.startsWith('ArrayOf') ? value._typeName.slice('ArrayOf'.length) : undefined;
  if (element === undefined || !isDataObjectName(element)) return value;
  return { _typeName: value._typeName, _value: toJson(value._value, `${element}[]`) };
}

function objectToJson(value: Readonly<Record<string, unknown>>): unknown {
  const name = String(value._typeName);
  if (!isDataObjectName(name)) return value;
  const json: Record<string, unknown> = { _typeName: name };
  for (const [field, descriptor] of fieldsOf(name)) {
    const encoded = toJson(value[field], descriptor);
    if (encoded !== undefined) json[field] = encoded;
  }
  return json;
}

/** A value without the boxes around what any type may be; types are not looked at. */
export function unbox(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(unbox);
  if (!isRecord(json)) return json;
  if (isBoxed(json)) return unbox(json._value);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, unbox(value)]));
}

/** Checks a value from outside and takes the boxes off. Throws `TypeMismatch`. */
export function fromJson(json: unknown, descriptor: string, path: string, depth = 0): unknown {
  const { type, array, optional } = parseDescriptor(descriptor);
  if (depth > MAX_JSON_DEPTH) throw new TypeMismatch(path, `nested deeper than ${MAX_JSON_DEPTH}`);
  if (json === undefined || json === null) {
    if (optional) return undefined;
    throw new TypeMismatch(path, `required, of type ${descriptor}`);
  }
  if (array) {
    const list = isBoxed(json) ? json._value : json;
    if (!Array.isArray(list)) throw new TypeMismatch(path, `not an array of ${type}`);
    return list.map((element, index) => fromJson(element, type, `${path}[${index}]`, depth + 1));
  }
  if (type === 'anyType') return unbox(json);
  if (isPrimitiveName(type)) return primitive(json, type, path);
  if (isEnumName(type)) {
    if (enums[type].some((value) => value === json)) return json;
    throw new TypeMismatch(path, `not a ${type}: ${JSON.stringify(json)}`);
  }
  if (!isRecord(json)) throw new TypeMismatch(path, `not a ${type}`);
  if (type === 'ManagedObjectReference') return reference(json, path);
  return object(json, type, path, depth);
}

function reference(json: Readonly<Record<string, unknown>>, path: string): unknown {
  const { type, value } = json;
  if (typeof type !== 'string' || !isManagedObjectName(type) || typeof value !== 'string')
    throw new TypeMismatch(path, 'not a ManagedObjectReference');
  return { _typeName: 'ManagedObjectReference', type, value };
}

function object(json: Readonly<Record<string, unknown>>, type: string, path: string, depth: number): unknown {
  const name = json._typeName ?? type;
  if (typeof name !== 'string' || !isDataObjectName(name) || !isSubtype(name, type))
    throw new TypeMismatch(path, `not a ${type}: ${JSON.stringify(name)}`);
  const fields = fieldsOf(name);
  for (const field of Object.keys(json))
    if (field !== '_typeName' && !fields.has(field))
      throw new TypeMismatch(`${path}.${field}`, `${name} has no such field`);
  return { _typeName: name, ...fieldsFromJson(json, fields, path, depth + 1) };
}

function fieldsFromJson(
  json: Readonly<Record<string, unknown>>,
  fields: Iterable<readonly [string, string]>,
  path: string,
  depth: number,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [field, descriptor] of fields) {
    const at = path === '' ? field : `${path}.${field}`;
    const decoded = fromJson(Object.hasOwn(json, field) ? json[field] : undefined, descriptor, at, depth);
    if (decoded !== undefined) value[field] = decoded;
  }
  return value;
}

/** The parameters of a method from the body of its request. Throws `TypeMismatch`. */
export function parametersFromJson(json: unknown, parameters: FieldTable): Readonly<Record<string, unknown>> {
  const body = json ?? {};
  if (!isRecord(body)) throw new TypeMismatch('body', 'not an object of parameters');
  for (const name of Object.keys(body))
    if (!Object.hasOwn(parameters, name)) throw new TypeMismatch(name, 'no such parameter');
  return fieldsFromJson(body, Object.entries(parameters), '', 0);
}

const integerRanges: Readonly<Record<string, number>> = {
  byte: 2 ** 7,
  short: 2 ** 15,
  int: 2 ** 31,
  long: Number.MAX_SAFE_INTEGER + 1,
};

function primitive(json: unknown, type: string, path: string): unknown {
  const value = isBoxed(json) ? json._value : json;
  const range = integerRanges[type];
  const good =
    range !== undefined
      ? Number.isInteger(value) && (value as number) < range && (value as number) >= -range
      : type === 'float' || type === 'double'
        ? typeof value === 'number'
        : type === 'dateTime'
          ? typeof value === 'string' && !Number.isNaN(Date.parse(value))
          : typeof value === (type === 'boolean' ? 'boolean' : 'string');
  if (!good) throw new TypeMismatch(path, `not a ${type}: ${JSON.stringify(value)}`);
  return value;
}
