// vCenter's admission control: refuses what would leave a cluster unable to lose the hosts that its policy is about, and tells
// when it is, or is no longer, so for other reasons. It stands in nobody's way but its clients': HA restarts VMs without it.
import { type Assessment, admit, assess, type Resources, shortage } from '@microsphere/fdm';
import { moRef } from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import type { ClusterRecord, VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { sameValue } from '../vmodl/same-value.ts';
import type { EventManager } from '../vpxd/event-manager.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import { admissionInput, admissionVm, type ClusterView, isEnforced } from './admission-input.ts';

export interface AdmissionControlOptions {
  readonly inventory: Inventory;
  readonly hosts: HostRuntimes;
  readonly dasState: (hostId: string) => string | undefined;
  readonly events: EventManager;
  /** Clusters that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
}

export class AdmissionControl {
  private readonly options: AdmissionControlOptions;
  /** How each cluster stood when it was looked at last, by managed-object id. */
  private seen: ReadonlyMap<string, Assessment> = new Map();
  /** CPU reservations in MHz of VMs that were admitted and are not on yet, or do not have them yet, by managed-object id. */
  private readonly admitted = new Map<string, number>();

  constructor(options: AdmissionControlOptions) {
    this.options = options;
  }

  /** How the cluster stands; undefined where there is no admission control. */
  assessment(cluster: ClusterRecord): Assessment | undefined {
    return isEnforced(cluster) ? assess(admissionInput(this.view(cluster))) : undefined;
  }

  private view(cluster: ClusterRecord): ClusterView {
    const { inventory, dasState } = this.options;
    const hosts = inventory.referring('HostSystem', cluster.id);
    const vms = inventory.referring('VirtualMachine', cluster.resourcePool);
    return { cluster, hosts, vms, dasState, usage: this.usage(vms) };
  }

  private usage(vms: readonly VmRecord[]): Resources {
    let cpuMhz = 0;
    let memoryMb = 0;
    for (const vm of vms) {
      if (vm.powerState !== 'poweredOn') continue;
      cpuMhz += this.options.hosts.get(vm.host)?.vms.get(vm.id)?.overallCpuUsageMhz ?? 0;
      memoryMb += vm.memoryMb;
    }
    return { cpuMhz, memoryMb };
  }

  /**
   * Powers a VM on by `work`, unless that would break the guarantee; meanwhile it counts as powered on.
   * Faults: InsufficientFailoverResourcesFault, DisallowedOperationOnFailoverHost.
   */
  powerOn<T>(vm: VmRecord, work: () => Promise<T>): Promise<T> {
    return this.admitting(vm, vm.cpuReservationMhz ?? 0, work);
  }

  /** The same for another CPU reservation, where that is a larger one of a VM that runs. Fault: InsufficientFailoverResourcesFault. */
  reserveCpu<T>(vm: VmRecord, cpuReservationMhz: number, work: () => Promise<T>): Promise<T> {
    const isLarger = vm.powerState === 'poweredOn' && cpuReservationMhz > (vm.cpuReservationMhz ?? 0);
    return isLarger ? this.admitting(vm, cpuReservationMhz, work) : work();
  }

  private async admitting<T>(vm: VmRecord, cpuReservationMhz: number, work: () => Promise<T>): Promise<T> {
    this.check(vm, cpuReservationMhz);
    this.admitted.set(vm.id, cpuReservationMhz);
    try {
      return await work();
    } finally {
      this.admitted.delete(vm.id);
    }
  }

  private check(vm: VmRecord, cpuReservationMhz: number): void {
    const { inventory } = this.options;
    const cluster = inventory.above('ClusterComputeResource', vm.host);
    if (!cluster || !isEnforced(cluster)) return;
    const decision = admit(admissionInput(this.view(cluster), this.admitted), admissionVm(vm, cpuReservationMhz));
    switch (decision.kind) {
      case 'admitted':
        return;
      case 'insufficient':
        throw fault(
          'InsufficientFailoverResourcesFault',
          `Insufficient resources to satisfy configured failover level for vSphere HA: ${decision.because}`,
        );
      case 'failoverHost': {
        const hostname = inventory.need('HostSystem', decision.host).name;
        throw fault(
          'DisallowedOperationOnFailoverHost',
          `${hostname} is kept free for vSphere HA: ${vm.name} is not powered on there`,
          {
            host: moRef('HostSystem', decision.host),
            hostname,
          },
        );
      }
    }
  }

  /** To be called often: tells of clusters that stand otherwise than before. */
  tick(): void {
    const { inventory, onChange } = this.options;
    const before = this.seen;
    const seen = new Map<string, Assessment>();
    this.seen = seen;
    for (const cluster of [...inventory.all('ClusterComputeResource')]) {
      const assessment = this.assessment(cluster);
      if (assessment) seen.set(cluster.id, assessment);
      if (sameValue(before.get(cluster.id), assessment)) continue;
      if (assessment) this.announce(cluster, before.get(cluster.id), assessment);
      onChange([cluster.id]);
    }
  }

  /** A cluster that has just begun to be looked at was in order. */
  private announce(cluster: ClusterRecord, before: Assessment | undefined, now: Assessment): void {
    const { events } = this.options;
    const { name } = cluster;
    if (now.satisfied !== (before?.satisfied ?? true)) {
      const message = now.satisfied
        ? `Sufficient resources are available to satisfy vSphere HA failover level in cluster ${name}`
        : `Insufficient resources to satisfy vSphere HA failover level on cluster ${name}: ${shortage(now.arithmetic)}`;
      const type = now.satisfied ? 'FailoverLevelRestored' : 'InsufficientFailoverResourcesEvent';
      events.post({ type, message, about: cluster, fields: {} });
      if (!now.satisfied) {
        const eventTypeId = 'com.vmware.vc.HA.InsufficientFailoverLevelEvent';
        events.postExtended({ eventTypeId, message, about: cluster });
      }
    }
    if (!now.performance.satisfied && (before?.performance.satisfied ?? true))
      events.postExtended({
        eventTypeId: 'com.vmware.vc.HA.FailoverResourcesViolationEvent',
        message: `After the failure of the hosts to tolerate, virtual machines of cluster ${name} would lose more than ${now.performance.toleratedPercent} % of what they use`,
        about: cluster,
      });
  }
}
