import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { addRuleSpec, type Rule, type RuleKind, removeRuleSpec } from './rule-spec.ts';

const vm = (number: number) => moRef('VirtualMachine', `vm-${number}`);
const host = moRef('HostSystem', 'host-1');

describe('a rule', () => {
  const spec = (says: RuleKind, change: Partial<Rule> = {}) => {
    const { groupSpec = [], rulesSpec = [] } = addRuleSpec({
      name: 'r',
      vms: [vm(1)],
      says,
      mandatory: false,
      ...change,
    });
    return [groupSpec.map(({ info }) => info), rulesSpec.map(({ info }) => info)];
  };
  const own = { _typeName: 'ClusterVmGroup', name: 'r: vms', vm: [vm(1)] };
  const rule = { name: 'r', enabled: true, mandatory: false };

  it('of order has a group of each kind of machines', () => {
    expect(spec({ kind: 'after', vms: [vm(2)] })).toEqual([
      [own, { _typeName: 'ClusterVmGroup', name: 'r: others', vm: [vm(2)] }],
      [{ _typeName: 'ClusterDependencyRuleInfo', ...rule, vmGroup: 'r: vms', dependsOnVmGroup: 'r: others' }],
    ]);
  });

  it.each([
    ['on', 'affineHostGroupName'],
    ['notOn', 'antiAffineHostGroupName'],
  ] as const)('of hosts (%s) has a group of machines and one of hosts', (kind, where) => {
    const info = {
      _typeName: 'ClusterVmHostRuleInfo',
      ...rule,
      mandatory: true,
      vmGroupName: 'r: vms',
      [where]: 'r: others',
    };
    expect(spec({ kind, hosts: [host] }, { mandatory: true })).toEqual([
      [own, { _typeName: 'ClusterHostGroup', name: 'r: others', host: [host] }],
      [info],
    ]);
  });

  it('of machines that run apart needs no group', () => {
    expect(spec({ kind: 'apart' }, { vms: [vm(1), vm(2)] })).toEqual([
      [],
      [{ _typeName: 'ClusterAntiAffinityRuleSpec', ...rule, vm: [vm(1), vm(2)] }],
    ]);
  });

  it('goes with its groups', () => {
    const configuration: ExactDataObject<'ClusterConfigInfoEx'> = {
      _typeName: 'ClusterConfigInfoEx',
      vmSwapPlacement: 'vmDirectory',
      dasConfig: { _typeName: 'ClusterDasConfigInfo' },
      drsConfig: { _typeName: 'ClusterDrsConfigInfo' },
      rule: [{ _typeName: 'ClusterAntiAffinityRuleSpec', name: 'r', key: 7, vm: [] }],
      group: [
        { _typeName: 'ClusterVmGroup', name: 'r: vms' },
        { _typeName: 'ClusterVmGroup', name: 'somebody else’s' },
      ],
    };
    const { rulesSpec, groupSpec } = removeRuleSpec('r', configuration);
    expect(rulesSpec?.map(({ removeKey }) => removeKey)).toEqual([7]);
    expect(groupSpec?.map(({ removeKey }) => removeKey)).toEqual(['r: vms']);
    expect(() => removeRuleSpec('nothing', configuration)).toThrow('no rule "nothing"; there are: r');
  });
});
