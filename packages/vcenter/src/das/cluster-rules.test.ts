import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { checkRules, MAX_GROUPS, MAX_RULES, mergedGroups, mergedRules, withoutMember } from './cluster-rules.ts';

type Group = DataObject<'ClusterGroupInfo'>;
type Rule = DataObject<'ClusterRuleInfo'>;

const view = {
  vmExists: (id: string) => /^vm-[1-5]$/.test(id),
  hostExists: (id: string) => /^host-[1-3]$/.test(id),
  cluster: moRef('ClusterComputeResource', 'domain-c1'),
  newUuid: () => 'uuid',
};
const vms = (name: string, ...ids: string[]) =>
  ({ _typeName: 'ClusterVmGroup', name, vm: ids.map((id) => moRef('VirtualMachine', id)) }) as const;
const hosts = (name: string, ...ids: string[]) =>
  ({ _typeName: 'ClusterHostGroup', name, host: ids.map((id) => moRef('HostSystem', id)) }) as const;
const groupSpec = (operation: 'add' | 'edit', info: Group) =>
  ({ _typeName: 'ClusterGroupSpec', operation, info }) as const;
const ruleSpec = (operation: 'add' | 'edit', info: Rule) =>
  ({ _typeName: 'ClusterRuleSpec', operation, info }) as const;
const apart = (name: string, ...ids: string[]) =>
  ({
    _typeName: 'ClusterAntiAffinityRuleSpec',
    name,
    vm: ids.map((id) => moRef('VirtualMachine', id)),
  }) as const;
const depends = (name: string, vmGroup: string, dependsOnVmGroup: string) =>
  ({ _typeName: 'ClusterDependencyRuleInfo', name, vmGroup, dependsOnVmGroup }) as const;

describe('groups', () => {
  it('are added, edited and removed by their names', () => {
    const added = mergedGroups(
      [],
      [groupSpec('add', vms('web', 'vm-1')), groupSpec('add', hosts('left', 'host-1'))],
      view,
    );
    expect(added.map(({ name, userCreated }) => [name, userCreated])).toEqual([
      ['web', true],
      ['left', true],
    ]);
    expect(mergedGroups(added, [groupSpec('edit', vms('web', 'vm-2'))], view)[0]).toMatchObject(vms('web', 'vm-2'));
    const removal = { _typeName: 'ClusterGroupSpec', operation: 'remove', removeKey: 'web' } as const;
    expect(mergedGroups(added, [removal], view).map(({ name }) => name)).toEqual(['left']);
    expect(() => mergedGroups([], [removal], view)).toThrow('no such group: "web"');
  });

  it.each<[string, Group, string]>([
    ['without a name', vms(' '), 'must have a name'],
    ['with a virtual machine of another cluster', vms('g', 'vm-9'), 'vm-9 is no virtual machine of the cluster'],
    ['with a host of another cluster', hosts('g', 'host-9'), 'host-9 is no host of the cluster'],
    ['of nothing', { _typeName: 'ClusterGroupInfo', name: 'g' }, 'one of virtual machines or of hosts'],
  ])('%s are refused', (_what, group, message) => {
    expect(() => mergedGroups([], [groupSpec('add', group)], view)).toThrow(message);
  });

  it('are refused twice, as another kind, and beyond their number', () => {
    const web = [vms('web')];
    expect(() => mergedGroups(web, [groupSpec('add', vms('web'))], view)).toThrow(
      expect.objectContaining({ type: 'DuplicateName' }),
    );
    expect(() => mergedGroups(web, [groupSpec('edit', hosts('web'))], view)).toThrow('no such group');
    const full = Array.from({ length: MAX_GROUPS }, (_, index) => vms(`g${index}`));
    expect(() => mergedGroups(full, [groupSpec('add', vms('web'))], view)).toThrow(`more than ${MAX_GROUPS} groups`);
  });
});

describe('rules', () => {
  it('get a key, keep it, and go by it', () => {
    const added = mergedRules(
      [],
      [ruleSpec('add', apart('a', 'vm-1', 'vm-2')), ruleSpec('add', apart('b', 'vm-1', 'vm-3'))],
      view,
    );
    expect(added.map(({ key, name, enabled, mandatory }) => [key, name, enabled, mandatory])).toEqual([
      [1, 'a', true, false],
      [2, 'b', true, false],
    ]);
    const edited = mergedRules(
      added,
      [ruleSpec('edit', { ...apart('a', 'vm-4', 'vm-5'), key: 1, enabled: false })],
      view,
    );
    expect(edited[0]).toMatchObject({ ...apart('a', 'vm-4', 'vm-5'), key: 1, enabled: false, ruleUuid: 'uuid' });
    const removal = { _typeName: 'ClusterRuleSpec', operation: 'remove', removeKey: 1 } as const;
    expect(mergedRules(edited, [removal], view).map(({ name }) => name)).toEqual(['b']);
    expect(() => mergedRules([], [removal], view)).toThrow('no rule has the key 1');
  });

  it.each<[string, Rule, string]>([
    ['without a name', apart('', 'vm-1', 'vm-2'), 'must have a name'],
    ['of no kind', { _typeName: 'ClusterRuleInfo', name: 'r' }, 'a rule of no kind'],
    ['about one machine', apart('r', 'vm-1', 'vm-1'), 'two virtual machines at least'],
    ['about a stranger', apart('r', 'vm-1', 'vm-9'), 'vm-9 is no virtual machine of the cluster'],
  ])('%s are refused', (_what, rule, message) => {
    expect(() => mergedRules([], [ruleSpec('add', rule)], view)).toThrow(message);
  });
});

describe('too many rules', () => {
  it('are refused', () => {
    const full = Array.from({ length: MAX_RULES }, (_, key) => ({ ...apart(`r${key}`, 'vm-1', 'vm-2'), key }));
    const more = ruleSpec('add', apart('more', 'vm-1', 'vm-2'));
    expect(() => mergedRules(full, [more], view)).toThrow(`more than ${MAX_RULES} rules`);
  });
});

describe('groups and rules together', () => {
  const groups = [vms('db', 'vm-1'), vms('app', 'vm-2', 'vm-3'), vms('web', 'vm-4'), hosts('left', 'host-1')];
  const check = (...rules: Rule[]) => checkRules({ groups, rules }, (vm) => (vm === 'vm-4' ? 1 : 2));

  it('may depend on one another along a line', () => {
    expect(() => check(depends('1', 'app', 'db'), depends('2', 'app', 'web'))).not.toThrow();
  });

  it.each<[string, Rule[], string]>([
    ['in a circle', [depends('1', 'app', 'db'), depends('2', 'db', 'app')], 'circle: vm-2 -> vm-1 -> vm-2'],
    ['on itself', [depends('1', 'db', 'db')], 'circle: vm-1 -> vm-1'],
    [
      'on what is restarted later',
      [depends('1', 'web', 'db')],
      'vm-4 depends on vm-1, whose restart priority is lower',
    ],
    ['on a group that is not there', [depends('1', 'web', 'nobody')], 'ClusterVmGroup "nobody", which does not exist'],
    ['on hosts', [depends('1', 'web', 'left')], 'ClusterVmGroup "left", which does not exist'],
    ['on no hosts', [{ _typeName: 'ClusterVmHostRuleInfo', name: 'r', vmGroupName: 'db' }], 'names no group of hosts'],
    [
      'on machines for hosts',
      [{ _typeName: 'ClusterVmHostRuleInfo', name: 'r', vmGroupName: 'db', affineHostGroupName: 'app' }],
      'ClusterHostGroup "app", which does not exist',
    ],
  ])('may not depend %s', (_what, rules, message) => {
    expect(() => check(...rules)).toThrow(message);
  });

  it('do not look at rules that are off', () => {
    expect(() => check({ ...depends('1', 'web', 'db'), enabled: false })).not.toThrow();
  });

  it('forget who leaves the cluster, and rules about one machine that is left', () => {
    const rules = [
      { ...apart('a', 'vm-1', 'vm-2'), key: 1 },
      { ...apart('b', 'vm-1', 'vm-2', 'vm-3'), key: 2 },
    ];
    const after = withoutMember({ groups, rules }, 'vm-1');
    expect(after.groups[0]).toEqual(vms('db'));
    expect(after.rules).toEqual([{ ...apart('b', 'vm-2', 'vm-3'), key: 2 }]);
    expect(withoutMember({ groups, rules }, 'host-1').groups[3]).toEqual(hosts('left'));
  });
});
