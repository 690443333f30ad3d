// What vCenter itself has to say about vSphere HA: whether it has a master to talk to, which virtual machines the master's
// list protects, which hosts are healthy again. It watches what das-manager.ts and the inventory show, and speaks of changes.
import type { Timing } from '@microsphere/proto';
import { type HaEventId, moRef } from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import {
  type ClusterRecord,
  type HostRecord,
  type InventoryRecord,
  isActiveForDas,
  type VmRecord,
} from '../inventory/records.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import type { EventManager } from '../vpxd/event-manager.ts';

/** What is known of a cluster by the view of vCenter. */
export interface DasView {
  /** The master that vCenter talks to. */
  master(clusterId: string): string | undefined;
  /** Whether a master has said what is on its list since vCenter started. */
  hasList(clusterId: string): boolean;
  hostState(hostId: string): { readonly state: string } | undefined;
}

export interface DasEventsOptions {
  readonly inventory: Inventory;
  readonly objects: ObjectStore;
  readonly events: EventManager;
  readonly das: DasView;
  readonly timing: Timing;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** A change of the protected list that a master was asked for. */
export interface ListUpdate {
  readonly cluster: ClusterRecord;
  readonly master: HostRecord;
  readonly vms: readonly VmRecord[];
  readonly error: Error | undefined;
}

interface ClusterState {
  master: string | undefined;
  /** Since when there is no master; undefined while there is one. */
  withoutMasterSince: number | undefined;
  /** That there is none was said. */
  missed: boolean;
  /** The last request to change the list failed, and that was said. */
  unanswered: boolean;
  isolated: boolean;
}

const unhealthy = new Set([
  'hostDown',
  'networkIsolated',
  'networkPartitionedFromMaster',
  'fdmUnreachable',
  'initializationError',
  'uninitializationError',
]);
const healthy = new Set(['master', 'connectedToMaster']);

export class DasEvents {
  private readonly options: DasEventsOptions;
  private readonly clusters = new Map<string, ClusterState>();
  /** Hosts that were not well when they were looked at last. */
  private readonly ailing = new Set<string>();
  /** Whether each VM was protected when that was known last. */
  private readonly isProtected = new Map<string, boolean>();
  /** VMs that should be protected and aren't: since when, and whether that was said. */
  private readonly unprotected = new Map<string, { readonly since: number; said: boolean }>();
  /** VMs of which it was said that the list could not be changed. */
  private readonly failedUpdates = new Set<string>();

  constructor(options: DasEventsOptions) {
    this.options = options;
    options.objects.listen(({ ref, kind, changed }) => {
      if (ref.type !== 'VirtualMachine') return;
      if (kind === 'destroy') this.forget(ref.value);
      else if (changed.has('runtime')) this.look(ref.value);
    });
  }

  private post(eventTypeId: HaEventId, message: string, about: InventoryRecord): void {
    this.options.events.postExtended({ eventTypeId, message, about });
  }

  private forget(vmId: string): void {
    this.isProtected.delete(vmId);
    this.unprotected.delete(vmId);
    this.failedUpdates.delete(vmId);
  }

  private look(vmId: string): void {
    const { inventory, objects, das, now } = this.options;
    const vm = inventory.find('VirtualMachine', vmId);
    const cluster = vm && inventory.above('ClusterComputeResource', vm.host);
    if (!vm || !cluster || !das.hasList(cluster.id)) return;
    const runtime = objects.properties(moRef('VirtualMachine', vmId))?.runtime;
    const state = runtime?.dasVmProtection?.dasProtected;
    const before = this.isProtected.get(vmId);
    if (state === undefined) this.forget(vmId);
    else {
      this.isProtected.set(vmId, state);
      if (state && before === false)
        this.post('com.vmware.vc.HA.VmProtectedEvent', `Virtual machine ${vm.name} is vSphere HA protected`, vm);
      if (!state && before)
        this.post('com.vmware.vc.HA.VmUnprotectedEvent', `Virtual machine ${vm.name} is not vSphere HA protected`, vm);
      if (state || !vm.dasWanted) this.unprotected.delete(vmId);
      else if (!this.unprotected.has(vmId)) this.unprotected.set(vmId, { since: now(), said: false });
    }
  }

  /** To be called often. */
  tick(): void {
    const { inventory, timing, now } = this.options;
    for (const cluster of [...inventory.all('ClusterComputeResource')]) this.lookAtCluster(cluster);
    for (const [vmId, pending] of this.unprotected) {
      const vm = inventory.find('VirtualMachine', vmId);
      if (!vm || pending.said || now() - pending.since < timing.hostNotRespondingMs) continue;
      pending.said = true;
      this.post(
        'com.vmware.vc.HA.VmNotProtectedEvent',
        `Virtual machine ${vm.name} failed to become vSphere HA protected: it may not be restarted after a failure`,
        vm,
      );
    }
  }

  private lookAtCluster(cluster: ClusterRecord): void {
    const { inventory } = this.options;
    const hosts = inventory.referring('HostSystem', cluster.id).filter(isActiveForDas);
    if (cluster.dasConfig.enabled !== true || hosts.length === 0) {
      this.clusters.delete(cluster.id);
      return;
    }
    this.lookAtMaster(cluster);
    this.lookForIsolation(cluster, hosts);
    for (const host of hosts) this.lookAtHost(host);
  }

  private lookAtMaster(cluster: ClusterRecord): void {
    const { inventory, das, timing, now } = this.options;
    const at = now();
    const fresh: ClusterState = {
      master: undefined,
      withoutMasterSince: at,
      missed: false,
      unanswered: false,
      isolated: false,
    };
    const state = this.clusters.get(cluster.id) ?? fresh;
    this.clusters.set(cluster.id, state);
    const master = das.master(cluster.id);
    const nameOf = (id: string) => inventory.find('HostSystem', id)?.name ?? id;
    if (master !== state.master) {
      if (master !== undefined)
        this.post(
          'com.vmware.vc.HA.VcConnectedToMasterEvent',
          `vCenter Server is connected to a vSphere HA master agent running on host ${nameOf(master)} in ${cluster.name}`,
          cluster,
        );
      else if (state.master !== undefined)
        this.post(
          'com.vmware.vc.HA.VcDisconnectedFromMasterEvent',
          `vCenter Server is disconnected from the vSphere HA master agent running on host ${nameOf(state.master)} in ${cluster.name}`,
          cluster,
        );
      state.master = master;
      state.withoutMasterSince = master === undefined ? at : undefined;
      state.missed = false;
      state.unanswered = false;
    }
    if (state.withoutMasterSince === undefined || state.missed) return;
    if (at - state.withoutMasterSince < timing.hostNotRespondingMs) return;
    state.missed = true;
    this.post(
      'com.vmware.vc.HA.VcCannotFindMasterEvent',
      `vCenter Server is unable to find a vSphere HA master agent in cluster ${cluster.name}`,
      cluster,
    );
  }

  private lookForIsolation(cluster: ClusterRecord, hosts: readonly HostRecord[]): void {
    const { events, das } = this.options;
    const state = this.clusters.get(cluster.id);
    if (!state) return;
    const isolated = hosts.every(({ id }) => das.hostState(id)?.state === 'networkIsolated');
    if (isolated && !state.isolated)
      events.post({
        type: 'DasClusterIsolatedEvent',
        message: `All hosts in the vSphere HA cluster ${cluster.name} were isolated from the network`,
        about: cluster,
        fields: {},
      });
    state.isolated = isolated;
  }

  private lookAtHost(host: HostRecord): void {
    const state = this.options.das.hostState(host.id)?.state ?? '';
    if (unhealthy.has(state)) this.ailing.add(host.id);
    else if (healthy.has(state) && this.ailing.delete(host.id))
      this.post(
        'com.vmware.vc.HA.HostDasAgentHealthyEvent',
        `The vSphere HA agent on host ${host.name} is healthy`,
        host,
      );
  }

  /** The master was asked to change its list; `error`: it did not. */
  updated({ cluster, master, vms, error }: ListUpdate): void {
    const state = this.clusters.get(cluster.id);
    if (error && state && !state.unanswered)
      this.post(
        'com.vmware.vc.HA.VcCannotCommunicateWithMasterEvent',
        `vCenter Server cannot communicate with the vSphere HA master agent on ${master.name} in ${cluster.name}: ${error.message}`,
        cluster,
      );
    if (state) state.unanswered = error !== undefined;
    for (const vm of vms) {
      if (error ? this.failedUpdates.has(vm.id) : !this.failedUpdates.delete(vm.id)) continue;
      const about = { about: vm, fields: { template: false } } as const;
      if (error) {
        this.failedUpdates.add(vm.id);
        const message = `vSphere HA agents could not be told of the state of ${vm.name}: ${error.message}`;
        this.options.events.post({ type: 'VmDasUpdateErrorEvent', message, ...about });
      } else {
        const message = `vSphere HA agents were told of the state of ${vm.name}`;
        this.options.events.post({ type: 'VmDasUpdateOkEvent', message, ...about });
      }
    }
  }
}
