// What vCenter itself has to say about vSphere HA: whether it has a master to talk to, which virtual machines the master's
// list protects, which hosts are healthy again. It watches what das-manager.ts and the inventory show, and speaks of changes.
import type { Timing } from '@microsphere/proto';
import { type EventName, type FaultName, type HaEventId, moRef, type Vim25Fault } from '@microsphere/vim25';
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
  readonly error: Vim25Fault | undefined;
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
/** What a request ends with that the master has not answered. */
const unanswered: ReadonlySet<FaultName> = new Set(['Timedout', 'HostNotReachable']);

/** Events of hosts that are not well. */
const badNews: ReadonlySet<string> = new Set<EventName | HaEventId>([
  'DasHostFailedEvent',
  'com.vmware.vc.HA.DasHostFailedEvent',
  'com.vmware.vc.HA.DasHostIsolatedEvent',
  'com.vmware.vc.HA.HostPartitionedFromMasterEvent',
  'com.vmware.vc.HA.HostAgentErrorEvent',
]);
/** Heartbeats of the master for which a host must have been well to be called so. */
const HEALTHY_HEARTBEATS = 3;

const healthy = new Set(['master', 'connectedToMaster']);

export class DasEvents {
  private readonly options: DasEventsOptions;
  private readonly clusters = new Map<string, ClusterState>();
  /** When hosts that are not well were last seen or said to be so. */
  private readonly ailing = new Map<string, number>();
  /** Whether each VM was protected when that was known last. */
  private readonly isProtected = new Map<string, boolean>();
  /** VMs that should be protected and aren't: since when, and whether that was said. */
  private readonly unprotected = new Map<string, { readonly since: number; said: boolean }>();
  /** VMs for which the list could not be changed: since when, and whether that was said. */
  private readonly failedUpdates = new Map<string, { readonly since: number; said: boolean }>();

  constructor(options: DasEventsOptions) {
    this.options = options;
    options.events.listen((event) => {
      const id = event._typeName === 'EventEx' ? event.eventTypeId : event._typeName;
      // News of a host that was cut off come late, and may be of what is long over: the next looks tell.
      if (badNews.has(id) && event.host) this.ailing.set(event.host.host.value, options.now());
    });
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
    if (state === undefined) {
      this.forget(vmId);
      return;
    }
    const host = inventory.find('HostSystem', vm.host);
    const isWanted = vm.dasWanted && host?.connectionState !== 'disconnected';
    const before = this.isProtected.get(vmId);
    // A new master has yet to read its list: what it doesn't list for a moment is not unprotected.
    if (before === undefined || state === isWanted) this.isProtected.set(vmId, state);
    if (state && isWanted && before === false)
      this.post('com.vmware.vc.HA.VmProtectedEvent', `Virtual machine ${vm.name} is vSphere HA protected`, vm);
    if (!state && !isWanted && before)
      this.post('com.vmware.vc.HA.VmUnprotectedEvent', `Virtual machine ${vm.name} is not vSphere HA protected`, vm);
    if (state || !isWanted) this.unprotected.delete(vmId);
    else if (!this.unprotected.has(vmId)) this.unprotected.set(vmId, { since: now(), said: false });
  }

  /** To be called often. */
  tick(): void {
    const { inventory, timing, now } = this.options;
    for (const cluster of [...inventory.all('ClusterComputeResource')]) this.lookAtCluster(cluster);
    for (const [vmId, pending] of this.unprotected) {
      const vm = inventory.find('VirtualMachine', vmId);
      if (!vm || pending.said || now() - pending.since < timing.hostNotRespondingMs) continue;
      pending.said = true;
      this.isProtected.set(vmId, false);
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
    const { das, timing, now } = this.options;
    const state = das.hostState(host.id)?.state ?? '';
    if (unhealthy.has(state)) this.ailing.set(host.id, now());
    const since = this.ailing.get(host.id);
    if (
      since === undefined ||
      !healthy.has(state) ||
      now() - since < HEALTHY_HEARTBEATS * timing.hostHeartbeatIntervalMs
    )
      return;
    this.ailing.delete(host.id);
    const message = `The vSphere HA agent on host ${host.name} is healthy`;
    this.post('com.vmware.vc.HA.HostDasAgentHealthyEvent', message, host);
  }

  /** The master was asked to change its list; `error`: it did not. A new master has yet to lock its lists: that is no news. */
  updated({ cluster, master, vms, error }: ListUpdate): void {
    this.answered(cluster, master, error);
    for (const vm of vms) {
      const failed = this.failedUpdates.get(vm.id);
      if (error) this.updateFailed(vm, error, failed);
      else if (failed) {
        this.failedUpdates.delete(vm.id);
        if (failed.said)
          this.options.events.post({
            type: 'VmDasUpdateOkEvent',
            message: `vSphere HA agents were told of the state of ${vm.name}`,
            about: vm,
            fields: { template: false },
          });
      }
    }
  }

  private updateFailed(
    vm: VmRecord,
    error: Error,
    failed: { readonly since: number; said: boolean } | undefined,
  ): void {
    const { events, timing, now } = this.options;
    if (!failed) this.failedUpdates.set(vm.id, { since: now(), said: false });
    if (!failed || failed.said || now() - failed.since < timing.requestTimeoutMs) return;
    failed.said = true;
    events.post({
      type: 'VmDasUpdateErrorEvent',
      message: `vSphere HA agents could not be told of the state of ${vm.name}: ${error.message}`,
      about: vm,
      fields: { template: false },
    });
  }

  private answered(cluster: ClusterRecord, master: HostRecord, error: Vim25Fault | undefined): void {
    const state = this.clusters.get(cluster.id);
    if (!state) return;
    const isSilent = error !== undefined && unanswered.has(error.type);
    if (isSilent && !state.unanswered)
      this.post(
        'com.vmware.vc.HA.VcCannotCommunicateWithMasterEvent',
        `vCenter Server cannot communicate with the vSphere HA master agent on ${master.name} in ${cluster.name}: ${error.message}`,
        cluster,
      );
    state.unanswered = isSilent;
  }
}
