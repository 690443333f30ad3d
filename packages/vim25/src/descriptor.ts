// How the tables of this package write the type of a field: a name of vim25 ("string", "VirtualMachinePowerState",
// "VirtualDevice"), with "[]" for an array and "?" for what may be unset. The tables are read by the compiler, which makes
// the TypeScript types from them, and at run time by whoever encodes, decodes or checks values.

export interface Primitives {
  readonly boolean: boolean;
  readonly byte: number;
  readonly short: number;
  readonly int: number;
  /** Exact up to 2^53. */
  readonly long: number;
  readonly float: number;
  readonly double: number;
  readonly string: string;
  /** ISO 8601 with its zone: "2026-08-01T12:00:00.000Z". */
  readonly dateTime: string;
  /** A value that says its own type: boxed on the wire (see boxing.ts), plain here. */
  readonly anyType: unknown;
}

export type PrimitiveName = keyof Primitives;

export const primitiveNames: readonly string[] = [
  'boolean',
  'byte',
  'short',
  'int',
  'long',
  'float',
  'double',
  'string',
  'dateTime',
  'anyType',
] satisfies readonly PrimitiveName[];

/** The type of a field, taken apart. */
export interface Descriptor {
  readonly type: string;
  readonly array: boolean;
  readonly optional: boolean;
}

const parsed = new Map<string, Descriptor>();

/** Takes a field's type apart: "VirtualDevice[]?" is an optional array of VirtualDevice. */
export function parseDescriptor(text: string): Descriptor {
  let descriptor = parsed.get(text);
  if (!descriptor) {
    const optional = text.endsWith('?');
    const rest = optional ? text.slice(0, -1) : text;
    const array = rest.endsWith('[]');
    descriptor = { type: array ? rest.slice(0, -2) : rest, array, optional };
    parsed.set(text, descriptor);
  }
  return descriptor;
}

export type FieldTable = Readonly<Record<string, string>>;

/** A data object type: what it extends, and its own fields in the order of the WSDL. */
export interface DataObjectTable {
  readonly base: string;
  readonly fields: FieldTable;
}

export function dataObject<const B extends string, const F extends FieldTable>(base: B, fields: F) {
  return { base, fields };
}

/** A method: its parameters in order, and its result ("void" for none). */
export function method<const P extends FieldTable, const R extends string = 'void'>(
  parameters: P,
  ...[result]: R extends 'void' ? [] : [R]
) {
  return { parameters, result: (result ?? 'void') as R };
}
