// Rules of the cluster as vim25 has them: a rule that people name, with the groups that it needs, which go with it. Pure.
import type { ExactDataObject, ManagedObjectReference } from '@microsphere/vim25';
import { Failure } from '../terminal/failure.ts';

type ClusterSpec = ExactDataObject<'ClusterConfigSpecEx'>;

/** What a rule says of its virtual machines; exactly one of them. */
export type RuleKind =
  /** They are restarted when all of these are ready. */
  | { readonly kind: 'after'; readonly vms: readonly ManagedObjectReference[] }
  /** They run on one of these hosts, or on none of them. */
  | { readonly kind: 'on' | 'notOn'; readonly hosts: readonly ManagedObjectReference[] }
  /** No two of them run on one host. */
  | { readonly kind: 'apart' };

export interface Rule {
  readonly name: string;
  readonly vms: readonly ManagedObjectReference[];
  readonly says: RuleKind;
  /** HA never breaks it. */
  readonly mandatory: boolean;
}

/** The groups of a rule are called after it. */
const groupsOf = (name: string) => ({ vms: `${name}: vms`, others: `${name}: others` });

export function addRuleSpec({ name, vms, says, mandatory }: Rule): ClusterSpec {
  const groups = groupsOf(name);
  const rule = { name, mandatory, enabled: true } as const;
  const add = (info: NonNullable<ExactDataObject<'ClusterRuleSpec'>['info']>) =>
    [{ _typeName: 'ClusterRuleSpec', operation: 'add', info }] as const;
  const group = (info: NonNullable<ExactDataObject<'ClusterGroupSpec'>['info']>) =>
    ({ _typeName: 'ClusterGroupSpec', operation: 'add', info }) as const;
  const own = group({ _typeName: 'ClusterVmGroup', name: groups.vms, vm: vms });
  const spec = (rulesSpec: ClusterSpec['rulesSpec'], groupSpec: ClusterSpec['groupSpec']): ClusterSpec => ({
    _typeName: 'ClusterConfigSpecEx',
    groupSpec,
    rulesSpec,
  });
  switch (says.kind) {
    case 'after': {
      const dependency = { vmGroup: groups.vms, dependsOnVmGroup: groups.others };
      const others = group({ _typeName: 'ClusterVmGroup', name: groups.others, vm: says.vms });
      return spec(add({ _typeName: 'ClusterDependencyRuleInfo', ...rule, ...dependency }), [own, others]);
    }
    case 'on':
    case 'notOn': {
      const where = says.kind === 'on' ? 'affineHostGroupName' : 'antiAffineHostGroupName';
      const hosts = group({ _typeName: 'ClusterHostGroup', name: groups.others, host: says.hosts });
      const info = { vmGroupName: groups.vms, [where]: groups.others };
      return spec(add({ _typeName: 'ClusterVmHostRuleInfo', ...rule, ...info }), [own, hosts]);
    }
    case 'apart':
      return spec(add({ _typeName: 'ClusterAntiAffinityRuleSpec', ...rule, vm: vms }), []);
  }
}

/** Without the rule of this name, and without the groups that came with it. */
export function removeRuleSpec(name: string, configuration: ExactDataObject<'ClusterConfigInfoEx'>): ClusterSpec {
  const { rule: rules = [], group: groups = [] } = configuration;
  const rule = rules.find((each) => each.name === name);
  if (!rule) {
    const others = rules.map((each) => each.name).join(', ');
    throw new Failure(`no rule "${name}"; there are: ${others || 'none'}`);
  }
  const own = Object.values(groupsOf(name)).filter((group) => groups.some((each) => each.name === group));
  return {
    _typeName: 'ClusterConfigSpecEx',
    rulesSpec: [{ _typeName: 'ClusterRuleSpec', operation: 'remove', removeKey: rule.key }],
    groupSpec: own.map((removeKey) => ({ _typeName: 'ClusterGroupSpec', operation: 'remove', removeKey }) as const),
  };
}
