// Which VMs wait for which others (vim25 ClusterDependencyRuleInfo): a VM is restarted when all VMs of the groups that its
// own groups depend on are ready. vCenter refuses cycles; where one reaches a host all the same, VMs that wait for one
// another do not wait, since nobody else would ever start them.
import type { DependencyRule, InstanceUuid } from './cluster.ts';

const none: readonly InstanceUuid[] = [];

export class Dependencies {
  readonly #direct = new Map<InstanceUuid, Set<InstanceUuid>>();
  /** All that a VM waits for, directly or not; found when asked for. */
  readonly #all = new Map<InstanceUuid, ReadonlySet<InstanceUuid>>();
  readonly #prerequisites = new Map<InstanceUuid, readonly InstanceUuid[]>();

  constructor(rules: readonly DependencyRule[]) {
    for (const { vms, dependsOn } of rules) {
      for (const vm of vms) {
        const known = this.#direct.get(vm) ?? new Set();
        for (const other of dependsOn) known.add(other);
        this.#direct.set(vm, known);
      }
    }
  }

  /** What the VM waits for itself. */
  prerequisites(vm: InstanceUuid): readonly InstanceUuid[] {
    const direct = this.#direct.get(vm);
    if (!direct) return none;
    let result = this.#prerequisites.get(vm);
    if (!result) {
      result = [...direct].filter((other) => !this.waitsFor(other, vm));
      this.#prerequisites.set(vm, result);
    }
    return result;
  }

  /** Whether `vm` waits for `other`, directly or through others; a VM of a cycle for itself, too. */
  waitsFor(vm: InstanceUuid, other: InstanceUuid): boolean {
    let all = this.#all.get(vm);
    if (!all) {
      all = this.#reachableFrom(vm);
      this.#all.set(vm, all);
    }
    return all.has(other);
  }

  #reachableFrom(vm: InstanceUuid): ReadonlySet<InstanceUuid> {
    const reached = new Set<InstanceUuid>();
    const open = [...(this.#direct.get(vm) ?? none)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...(this.#direct.get(next) ?? none));
    }
    return reached;
  }
}
