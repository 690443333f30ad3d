// Groups and rules of a cluster as a client gives them: added, edited, removed, and looked at as a whole, because a rule names
// groups, and what one rule says of the order of restarts another one must not contradict.
import type { DataObject, ManagedObjectReference, Vim25Fault } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import { overlaid } from '../vmodl/overlaid.ts';

type Group = DataObject<'ClusterGroupInfo'>;
type Rule = DataObject<'ClusterRuleInfo'>;

/** Groups, and rules, of one cluster. */
export const MAX_GROUPS = 1_024;
export const MAX_RULES = 1_024;

export interface ClusterRules {
  readonly groups: readonly Group[];
  readonly rules: readonly Rule[];
}

/** What groups and rules may name. */
export interface RulesView {
  readonly vmExists: (vmId: string) => boolean;
  readonly hostExists: (hostId: string) => boolean;
  readonly cluster: ManagedObjectReference;
  readonly newUuid: () => string;
}

function invalid(property: 'groupSpec' | 'rulesSpec', why: string): Vim25Fault {
  return fault('InvalidArgument', `${property}: ${why}`, { invalidProperty: property });
}

function duplicate(name: string, { cluster }: RulesView): Vim25Fault {
  return fault('DuplicateName', `The name '${name}' already exists.`, { name, object: cluster });
}

/** Faults: InvalidArgument, DuplicateName. */
export function mergedGroups(
  before: readonly Group[],
  specs: readonly DataObject<'ClusterGroupSpec'>[],
  view: RulesView,
): readonly Group[] {
  const groups = new Map(before.map((group) => [group.name, group]));
  for (const { operation, info, removeKey } of specs) {
    if (operation === 'remove') {
      if (!groups.delete(String(removeKey))) throw invalid('groupSpec', `no such group: "${removeKey}"`);
      continue;
    }
    if (!info) throw invalid('groupSpec', 'a group must be given');
    checkGroup(info, view);
    if (operation === 'add' && groups.has(info.name)) throw duplicate(info.name, view);
    if (operation === 'edit' && groups.get(info.name)?._typeName !== info._typeName)
      throw invalid('groupSpec', `no such group: "${info.name}"`);
    groups.set(info.name, { ...info, userCreated: info.userCreated ?? true });
  }
  if (groups.size > MAX_GROUPS) throw invalid('groupSpec', `more than ${MAX_GROUPS} groups`);
  return [...groups.values()];
}

function checkGroup(info: Group, { vmExists, hostExists }: RulesView): void {
  if (info.name.trim() === '') throw invalid('groupSpec', 'a group must have a name');
  switch (info._typeName) {
    case 'ClusterVmGroup': {
      const stranger = info.vm?.find(({ value }) => !vmExists(value));
      if (stranger)
        throw invalid('groupSpec', `"${info.name}": ${stranger.value} is no virtual machine of the cluster`);
      return;
    }
    case 'ClusterHostGroup': {
      const stranger = info.host?.find(({ value }) => !hostExists(value));
      if (stranger) throw invalid('groupSpec', `"${info.name}": ${stranger.value} is no host of the cluster`);
      return;
    }
    default:
      throw invalid('groupSpec', `"${info.name}": a group is one of virtual machines or of hosts`);
  }
}

/** Faults: InvalidArgument, DuplicateName. */
export function mergedRules(
  before: readonly Rule[],
  specs: readonly DataObject<'ClusterRuleSpec'>[],
  view: RulesView,
): readonly Rule[] {
  const rules = new Map(before.map((rule) => [rule.key ?? 0, rule]));
  for (const { operation, info, removeKey } of specs) {
    if (operation === 'remove') {
      if (!rules.delete(Number(removeKey))) throw invalid('rulesSpec', `no rule has the key ${removeKey}`);
      continue;
    }
    if (!info) throw invalid('rulesSpec', 'a rule must be given');
    const known = operation === 'edit' ? rules.get(info.key ?? 0) : undefined;
    if (operation === 'edit' && known?._typeName !== info._typeName)
      throw invalid('rulesSpec', `no ${info._typeName} has the key ${info.key}`);
    const key = known?.key ?? Math.max(0, ...rules.keys()) + 1;
    const fresh = { enabled: true, mandatory: false, userCreated: true, ruleUuid: view.newUuid() };
    // An edited rule is replaced but for what it is known by.
    const rule: Rule = { ...overlaid({ ...fresh, ...known, ...info }, info), key };
    checkRule(rule, view);
    if ([...rules.values()].some((other) => other.name === rule.name && other.key !== key))
      throw duplicate(rule.name ?? '', view);
    rules.set(key, rule);
  }
  if (rules.size > MAX_RULES) throw invalid('rulesSpec', `more than ${MAX_RULES} rules`);
  return [...rules.values()];
}

function checkRule(rule: Rule, { vmExists }: RulesView): void {
  if (!rule.name?.trim()) throw invalid('rulesSpec', 'a rule must have a name');
  if (rule._typeName === 'ClusterRuleInfo') throw invalid('rulesSpec', `"${rule.name}" is a rule of no kind`);
  if (rule._typeName !== 'ClusterAffinityRuleSpec' && rule._typeName !== 'ClusterAntiAffinityRuleSpec') return;
  if (new Set(rule.vm.map(({ value }) => value)).size < 2)
    throw invalid('rulesSpec', `"${rule.name}" must be about two virtual machines at least`);
  const stranger = rule.vm.find(({ value }) => !vmExists(value));
  if (stranger) throw invalid('rulesSpec', `"${rule.name}": ${stranger.value} is no virtual machine of the cluster`);
}

/** What the order of restarts goes by: a smaller rank is restarted first. */
export type PriorityRank = (vmId: string) => number;

/**
 * Whether groups and rules fit together: rules name groups that exist and are of the right kind; no virtual machine depends on
 * itself, and none on one that is restarted after it. Fault: InvalidArgument.
 */
export function checkRules({ groups, rules }: ClusterRules, rankOf: PriorityRank): void {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const mustBe = (rule: Rule, type: Group['_typeName'], name: string | undefined) => {
    if (byName.get(name ?? '')?._typeName !== type)
      throw invalid('rulesSpec', `"${rule.name}" names ${type} "${name ?? ''}", which does not exist`);
  };
  for (const rule of rules) {
    if (rule._typeName === 'ClusterDependencyRuleInfo') {
      mustBe(rule, 'ClusterVmGroup', rule.vmGroup);
      mustBe(rule, 'ClusterVmGroup', rule.dependsOnVmGroup);
    } else if (rule._typeName === 'ClusterVmHostRuleInfo') {
      mustBe(rule, 'ClusterVmGroup', rule.vmGroupName);
      const { affineHostGroupName: affine, antiAffineHostGroupName: antiAffine } = rule;
      if (affine === undefined && antiAffine === undefined)
        throw invalid('rulesSpec', `"${rule.name}" names no group of hosts`);
      if (affine !== undefined) mustBe(rule, 'ClusterHostGroup', affine);
      if (antiAffine !== undefined) mustBe(rule, 'ClusterHostGroup', antiAffine);
    }
  }
  checkDependencies({ groups, rules }, rankOf);
}

function checkDependencies({ groups, rules }: ClusterRules, rankOf: PriorityRank): void {
  const dependsOn = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule._typeName !== 'ClusterDependencyRuleInfo' || rule.enabled === false) continue;
    const first = vmsOf(groups, rule.dependsOnVmGroup);
    for (const vm of vmsOf(groups, rule.vmGroup)) {
      const later = first.find((other) => rankOf(vm) < rankOf(other));
      if (later !== undefined)
        throw invalid(
          'rulesSpec',
          `"${rule.name}": ${vm} depends on ${later}, whose restart priority is lower: it would be restarted before it`,
        );
      dependsOn.set(vm, [...(dependsOn.get(vm) ?? []), ...first]);
    }
  }
  const cycle = cycleIn(dependsOn);
  if (cycle) throw invalid('rulesSpec', `dependencies go round in a circle: ${cycle.join(' -> ')}`);
}

/** Virtual machines of a group, by id. */
export function vmsOf(groups: readonly Group[], name: string | undefined): readonly string[] {
  const group = groups.find((each) => each.name === name);
  return group?._typeName === 'ClusterVmGroup' ? (group.vm ?? []).map(({ value }) => value) : [];
}

/** Hosts of a group, by id. */
export function hostsOf(groups: readonly Group[], name: string | undefined): readonly string[] {
  const group = groups.find((each) => each.name === name);
  return group?._typeName === 'ClusterHostGroup' ? (group.host ?? []).map(({ value }) => value) : [];
}

function cycleIn(dependsOn: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const settled = new Set<string>();
  const walk = (vm: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(vm)) return [...path.slice(path.indexOf(vm)), vm];
    if (settled.has(vm)) return undefined;
    for (const other of dependsOn.get(vm) ?? []) {
      const found = walk(other, [...path, vm]);
      if (found) return found;
    }
    settled.add(vm);
    return undefined;
  };
  for (const vm of dependsOn.keys()) {
    const found = walk(vm, []);
    if (found) return found;
  }
  return undefined;
}

/** Without a virtual machine or host that has left the cluster; a rule about fewer than two virtual machines goes with it. */
export function withoutMember({ groups, rules }: ClusterRules, id: string): ClusterRules {
  const others = (members: readonly ManagedObjectReference[] | undefined) =>
    (members ?? []).filter(({ value }) => value !== id);
  return {
    groups: groups.map((group) => {
      if (group._typeName === 'ClusterVmGroup') return { ...group, vm: others(group.vm) };
      return group._typeName === 'ClusterHostGroup' ? { ...group, host: others(group.host) } : group;
    }),
    rules: rules.flatMap((rule): Rule[] => {
      if (rule._typeName !== 'ClusterAffinityRuleSpec' && rule._typeName !== 'ClusterAntiAffinityRuleSpec')
        return [rule];
      const vm = others(rule.vm);
      return vm.length < 2 ? [] : [{ ...rule, vm }];
    }),
  };
}
