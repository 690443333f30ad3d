// All tables together, and the TypeScript types that the compiler reads from them.
import type { FieldTable, Primitives } from './descriptor.ts';
import { admissionControlTypes } from './types/admission-control.ts';
import { alarmManagedObjects, alarmTypes } from './types/alarm.ts';
import { computeManagedObjects, computeTypes } from './types/compute.ts';
import { dasTypes } from './types/das.ts';
import type { EnumName, Enums } from './types/enums.ts';
import { evcManagedObjects, evcTypes } from './types/evc.ts';
import { eventManagedObjects, eventTypes } from './types/event.ts';
import { faultTypes } from './types/faults.ts';
import { healthUpdateManagedObjects, healthUpdateTypes } from './types/health-update.ts';
import { inventoryManagedObjects, inventoryTypes } from './types/inventory.ts';
import { migrationManagedObjects, migrationTypes } from './types/migration.ts';
import { propertyCollectorManagedObjects, propertyCollectorTypes } from './types/property-collector.ts';
import { ruleTypes } from './types/rules.ts';
import { serviceInstanceManagedObjects, serviceInstanceTypes } from './types/service-instance.ts';
import { taskManagedObjects, taskTypes } from './types/task.ts';
import { virtualMachineManagedObjects, virtualMachineTypes } from './types/virtual-machine.ts';
import { virtualMachineSnapshotManagedObjects, virtualMachineSnapshotTypes } from './types/virtual-machine-snapshot.ts';

export const dataObjectTypes = {
  ...serviceInstanceTypes,
  ...propertyCollectorTypes,
  ...taskTypes,
  ...eventTypes,
  ...alarmTypes,
  ...healthUpdateTypes,
  ...inventoryTypes,
  ...computeTypes,
  ...dasTypes,
  ...ruleTypes,
  ...admissionControlTypes,
  ...virtualMachineTypes,
  ...virtualMachineSnapshotTypes,
  ...migrationTypes,
  ...evcTypes,
  ...faultTypes,
};

export const managedObjectTypes = {
  ...serviceInstanceManagedObjects,
  ...propertyCollectorManagedObjects,
  ...taskManagedObjects,
  ...eventManagedObjects,
  ...alarmManagedObjects,
  ...healthUpdateManagedObjects,
  ...inventoryManagedObjects,
  ...computeManagedObjects,
  ...virtualMachineManagedObjects,
  ...virtualMachineSnapshotManagedObjects,
  ...migrationManagedObjects,
  ...evcManagedObjects,
};

type DataObjectTables = typeof dataObjectTypes;
type ManagedObjectTables = typeof managedObjectTypes;

export type DataObjectName = keyof DataObjectTables;
export type ManagedObjectName = keyof ManagedObjectTables;

/** A reference to a managed object, as it travels. */
export interface ManagedObjectReference {
  readonly _typeName: 'ManagedObjectReference';
  readonly type: ManagedObjectName;
  /** Its id: "vm-42". */
  readonly value: string;
}

/** A reference whose type the compiler knows. */
export type TypedReference<N extends ManagedObjectName> = ManagedObjectReference & { readonly type: N };

export function moRef<N extends ManagedObjectName>(type: N, value: string): TypedReference<N> {
  return { _typeName: 'ManagedObjectReference', type, value };
}

/** The TypeScript type of a field. */
export type ValueOf<D extends string> = D extends `${infer E}?`
  ? ValueOf<E> | undefined
  : D extends `${infer E}[]`
    ? readonly ValueOf<E>[]
    : D extends keyof Primitives
      ? Primitives[D]
      : D extends 'ManagedObjectReference'
        ? ManagedObjectReference
        : D extends EnumName
          ? Enums[D][number]
          : D extends DataObjectName
            ? DataObject<D>
            : D extends 'void'
              ? undefined
              : never;

/** An object type of a table of fields; what may be unset may be left out. */
export type FieldsOf<F extends FieldTable> = {
  readonly [K in keyof F as F[K] extends `${string}?` ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends `${string}?` ? K : never]?: ValueOf<F[K]>;
};

type Inherited<N> = N extends DataObjectName
  ? FieldsOf<DataObjectTables[N]['fields']> & Inherited<DataObjectTables[N]['base']>
  : unknown;

type Ancestors<N> = N extends DataObjectName ? N | Ancestors<DataObjectTables[N]['base']> : never;

/** The names of a data object type and of all that extend it. */
export type SubtypeName<N extends DataObjectName> = {
  [K in DataObjectName]: N extends Ancestors<K> ? K : never;
}[DataObjectName];

/** Exactly this data object type. `_typeName` tells it from the types that extend its base. */
export type ExactDataObject<N extends DataObjectName> = { readonly _typeName: N } & Inherited<N>;

/** A data object of this type, or of one that extends it. */
export type DataObject<N extends DataObjectName> = {
  [K in SubtypeName<N>]: ExactDataObject<K>;
}[SubtypeName<N>];

type PropertyTables<N> = N extends ManagedObjectName
  ? ManagedObjectTables[N]['properties'] & PropertyTables<ManagedObjectTables[N]['base']>
  : unknown;
type MethodTables<N> = N extends ManagedObjectName
  ? ManagedObjectTables[N]['methods'] & MethodTables<ManagedObjectTables[N]['base']>
  : unknown;

/** The properties of a managed object type, inherited ones included. */
export type Properties<N extends ManagedObjectName> =
  PropertyTables<N> extends infer F extends FieldTable ? FieldsOf<F> : never;

export type PropertyName<N extends ManagedObjectName> = keyof PropertyTables<N> & string;
export type MethodName<N extends ManagedObjectName> = keyof MethodTables<N> & string;

interface MethodTable {
  readonly parameters: FieldTable;
  readonly result: string;
}
type MethodOf<N extends ManagedObjectName, M extends MethodName<N>> = MethodTables<N>[M &
  keyof MethodTables<N>] extends infer T extends MethodTable
  ? T
  : never;

export type Parameters<N extends ManagedObjectName, M extends MethodName<N>> = FieldsOf<MethodOf<N, M>['parameters']>;
export type Result<N extends ManagedObjectName, M extends MethodName<N>> = ValueOf<MethodOf<N, M>['result']>;

type Step<T, K extends string> = T extends unknown ? (K extends keyof T ? T[K] : undefined) : never;

/** The value at a property path ("runtime.powerState"); undefined where something on the way is unset. */
export type PathValue<T, P extends string> = T extends undefined
  ? undefined
  : P extends `${infer K}.${infer Rest}`
    ? PathValue<Step<T, K>, Rest>
    : Step<T, P>;

/** A fault of this name, with its fields. */
export type FaultName = SubtypeName<'MethodFault'>;
export type EventName = SubtypeName<'Event'>;
