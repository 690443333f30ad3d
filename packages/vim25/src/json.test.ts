import { describe, expect, it } from 'vitest';
import { box, fromJson, MAX_JSON_DEPTH, parametersFromJson, TypeMismatch, toJson, unbox } from './json.ts';
import { moRef } from './registry.ts';

describe('the JSON encoding', () => {
  it('boxes what stands where any type may', () => {
    const change = { _typeName: 'PropertyChange', name: 'x', op: 'assign' };
    const encoded = (val: unknown) => (toJson({ ...change, val }, 'PropertyChange') as { val: unknown }).val;
    expect(encoded(box('poweredOn', 'VirtualMachinePowerState'))).toEqual({
      _typeName: 'VirtualMachinePowerState',
      _value: 'poweredOn',
    });
    expect(encoded(box(['a'], 'string[]'))).toEqual({ _typeName: 'ArrayOfString', _value: ['a'] });
    expect(encoded('a')).toEqual({ _typeName: 'string', _value: 'a' });
    expect(encoded(moRef('Task', 'task-1'))).toEqual({
      _typeName: 'ManagedObjectReference',
      type: 'Task',
      value: 'task-1',
    });
  });

  it('leaves out what is unset and keeps the order of the fields', () => {
    const json = toJson({ value: 'v', annotation: undefined, key: 'k', _typeName: 'OptionValue' }, 'OptionValue');
    expect(JSON.stringify(json)).toBe(
      '{"_typeName":"OptionValue","key":"k","value":{"_typeName":"string","_value":"v"}}',
    );
  });

  it('comes back as it went', () => {
    const spec = {
      _typeName: 'VirtualMachineConfigSpec',
      name: 'web',
      memoryMB: 4,
      deviceChange: [
        {
          _typeName: 'VirtualDeviceConfigSpec',
          operation: 'add',
          device: { _typeName: 'VirtualDisk', key: -1, capacityInKB: 16384 },
        },
      ],
      extraConfig: [{ _typeName: 'OptionValue', key: 'guestinfo.ip', value: '10.10.0.11' }],
    };
    expect(fromJson(toJson(spec, 'VirtualMachineConfigSpec'), 'VirtualMachineConfigSpec', 'config')).toEqual(spec);
    expect(unbox(toJson(spec, 'VirtualMachineConfigSpec'))).toEqual(spec);
  });

  it.each([
    ['a missing field', { _typeName: 'OptionValue' }, 'OptionValue', 'spec.key: required'],
    ['a wrong primitive', { key: 1 }, 'OptionValue', 'spec.key: not a string'],
    ['an unknown field', { key: 'k', colour: 1 }, 'OptionValue', 'spec.colour: OptionValue has no such field'],
    ['a type that does not fit', { _typeName: 'AboutInfo' }, 'OptionValue', 'spec: not a OptionValue: "AboutInfo"'],
    ['a type from the prototype', { _typeName: 'toString' }, 'OptionValue', 'spec: not a OptionValue'],
    ['an unknown enum value', 'on', 'VirtualMachinePowerState', 'spec: not a VirtualMachinePowerState: "on"'],
    ['a number out of range', 2 ** 31, 'int', 'spec: not a int'],
    ['an object for an array', {}, 'string[]', 'spec: not an array of string'],
    ['half a reference', { type: 'Task' }, 'ManagedObjectReference', 'spec: not a ManagedObjectReference'],
    ['no date', 'yesterday', 'dateTime', 'spec: not a dateTime'],
  ])('refuses %s and says where', (_what, json, descriptor, message) => {
    expect(() => fromJson(json, descriptor, 'spec')).toThrow(TypeMismatch);
    expect(() => fromJson(json, descriptor, 'spec')).toThrow(message);
  });

  it('refuses what is nested too deeply, and parameters that do not exist', () => {
    let spec: object = { type: 'Folder', path: 'childEntity', _typeName: 'TraversalSpec' };
    for (let depth = 0; depth < MAX_JSON_DEPTH; depth++)
      spec = { _typeName: 'TraversalSpec', type: 'Folder', path: 'childEntity', selectSet: [spec] };
    expect(() => fromJson(spec, 'SelectionSpec', 'spec')).toThrow('nested deeper');
    expect(() => parametersFromJson({ nme: 'x' }, { name: 'string' })).toThrow('nme: no such parameter');
    expect(() => parametersFromJson([], { name: 'string' })).toThrow('not an object');
  });
});
