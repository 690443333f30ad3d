// Dedicated failover hosts (vim25 ClusterFailoverHostAdmissionControlPolicy; reference: ha.md section 6 c): they stand idle,
// and nothing is powered on there but by HA. What the other hosts run is not counted; what is looked at is whether the
// failover hosts are there, and idle.
import type { HostMoref } from '../cluster.ts';
import type { AdmissionHost, VmNeed } from './resources.ts';

export interface FailoverHostsPolicy {
  readonly kind: 'failoverHosts';
  readonly failoverHosts: readonly HostMoref[];
  /** Host failures to tolerate; only what performance is left afterwards goes by it. */
  readonly failoverLevel: number;
}

/** vim25 ClusterFailoverHostAdmissionControlInfoHostStatus: green idle, yellow runs VMs, red cannot be used. */
export type FailoverHostStatus = 'green' | 'yellow' | 'red';

export interface FailoverHostsArithmetic {
  readonly kind: 'failoverHosts';
  readonly hosts: readonly {
    readonly host: HostMoref;
    readonly status: FailoverHostStatus;
    /** What runs there. */
    readonly vms: readonly string[];
  }[];
  /** Every failover host can be used, and there is one. */
  readonly satisfied: boolean;
}

/** `hosts`: all of the cluster, whatever their condition. */
export function failoverHosts(
  policy: FailoverHostsPolicy,
  hosts: readonly AdmissionHost[],
  vms: readonly VmNeed[],
): FailoverHostsArithmetic {
  const statuses = policy.failoverHosts.map((host) => {
    const running = vms.filter((vm) => vm.host === host).map(({ vm }) => vm);
    const condition = hosts.find((each) => each.host === host)?.condition;
    const status: FailoverHostStatus = condition !== 'good' ? 'red' : running.length > 0 ? 'yellow' : 'green';
    return { host, status, vms: running };
  });
  const satisfied = statuses.length > 0 && statuses.every(({ status }) => status !== 'red');
  return { kind: 'failoverHosts', hosts: statuses, satisfied };
}
