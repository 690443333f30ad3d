// Where the rules of the cluster let a VM run (reference: ha.md section 5 "Placement inputs", section 8 "DRS"). "Must" rules
// are never broken by HA. "Should" rules between VMs and hosts are preferences, and count only with
// das.respectVmHostSoftAffinityRules; VMs that are to be kept apart are kept apart by HA only with
// das.respectVmVmAntiAffinityRules, or when their rule says that it must be respected. What HA breaks, DRS mends later.
import type { AntiAffinityRule, ClusterConfiguration, HostMoref, InstanceUuid, VmHostRule } from './cluster.ts';

interface RulesOfVm {
  readonly must: VmHostRule[];
  readonly should: VmHostRule[];
  readonly apart: AntiAffinityRule[];
}

function obeys(rule: VmHostRule, host: HostMoref): boolean {
  return rule.hosts.includes(host) === rule.affine;
}

export class PlacementRules {
  readonly #byVm = new Map<InstanceUuid, RulesOfVm>();

  constructor({ vmHostRules, antiAffinityRules, options }: ClusterConfiguration) {
    for (const rule of vmHostRules) {
      if (!rule.mandatory && !options.respectVmHostSoftAffinityRules) continue;
      for (const vm of rule.vms) this.#of(vm)[rule.mandatory ? 'must' : 'should'].push(rule);
    }
    for (const rule of antiAffinityRules) {
      if (!rule.mandatory && !options.respectVmVmAntiAffinityRules) continue;
      for (const vm of rule.vms) this.#of(vm).apart.push(rule);
    }
  }

  #of(vm: InstanceUuid): RulesOfVm {
    let rules = this.#byVm.get(vm);
    if (!rules) {
      rules = { must: [], should: [], apart: [] };
      this.#byVm.set(vm, rules);
    }
    return rules;
  }

  /** The rule that keeps the VM from the host, where `runsThere` tells which VMs are there or on their way. */
  forbiddenBy(
    vm: InstanceUuid,
    host: HostMoref,
    runsThere: (other: InstanceUuid) => boolean,
  ): VmHostRule | AntiAffinityRule | undefined {
    const rules = this.#byVm.get(vm);
    return (
      rules?.must.find((rule) => !obeys(rule, host)) ??
      rules?.apart.find((rule) => rule.vms.some((other) => other !== vm && runsThere(other)))
    );
  }

  /** How many "should" rules the VM would break on the host. */
  broken(vm: InstanceUuid, host: HostMoref): number {
    return this.#byVm.get(vm)?.should.filter((rule) => !obeys(rule, host)).length ?? 0;
  }
}
