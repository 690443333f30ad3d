// The tables agree with themselves: every name in them exists.
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parseDescriptor } from './descriptor.ts';
import { type DataObject, dataObjectTypes, managedObjectTypes, type PathValue, type Properties } from './registry.ts';
import { fieldsOf, isDataObjectName, isEnumName, isManagedObjectName, isPrimitiveName, isSubtype } from './schema.ts';

function exists(descriptor: string): boolean {
  const { type } = parseDescriptor(descriptor);
  return type === 'ManagedObjectReference' || isPrimitiveName(type) || isEnumName(type) || isDataObjectName(type);
}

describe('the tables', () => {
  it.each(Object.entries(dataObjectTypes))('know every type that %s names', (_name, { base, fields }) => {
    expect(base === 'DynamicData' || isDataObjectName(base)).toBe(true);
    expect(Object.values(fields).filter((descriptor) => !exists(descriptor))).toEqual([]);
  });

  it.each(Object.entries(managedObjectTypes))(
    'know every type that %s names',
    (_name, { base, properties, methods }) => {
      expect(base === '' || isManagedObjectName(base)).toBe(true);
      const used = Object.values<{ parameters: object; result: string }>(methods).flatMap(({ parameters, result }) => [
        ...Object.values<string>({ ...parameters }),
        ...(result === 'void' ? [] : [result]),
      ]);
      expect([...Object.values<string>(properties), ...used].filter((descriptor) => !exists(descriptor))).toEqual([]);
    },
  );

  it('give inherited fields first', () => {
    expect([...fieldsOf('VmfsDatastoreInfo').keys()].at(-1)).toBe('vmfs');
    expect(isSubtype('VirtualVmxnet3', 'VirtualDevice')).toBe(true);
    expect(isSubtype('VirtualDevice', 'VirtualVmxnet3')).toBe(false);
  });

  it('make the types that the compiler sees', () => {
    expectTypeOf<DataObject<'VirtualMachineRuntimeInfo'>['powerState']>().toEqualTypeOf<
      'poweredOff' | 'poweredOn' | 'suspended'
    >();
    expectTypeOf<DataObject<'ComputeResourceConfigSpec'>['_typeName']>().toEqualTypeOf<
      'ComputeResourceConfigSpec' | 'ClusterConfigSpecEx'
    >();
    expectTypeOf<PathValue<Properties<'HostSystem'>, 'runtime.dasHostState.state'>>().toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf<Properties<'VirtualMachine'>['name']>().toEqualTypeOf<string>();
  });
});
