// Listens to the hosts: heartbeats become runtime state, connection states and virtual machines' places; silence becomes
// notResponding, and nothing more than that. The decisions are in reconcile.ts and event-cursor.ts.
import type { Logger } from '@microsphere/process';
import { pb, type Timing } from '@microsphere/proto';
import type { DasManager } from '../das/das-manager.ts';
import { datastoreOfPath, withDatastore } from '../inventory/datastore-path.ts';
import type { Instance } from '../inventory/instance.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { EventManager } from './event-manager.ts';
import type { HostEvents } from './host-events.ts';
import {
  type DatastoreReport,
  decodeHostReport,
  type HostReport,
  type MigrationReport,
  type VmReport,
} from './host-report.ts';
import type { HostRequests } from './host-requests.ts';
import type { HostRuntime, HostRuntimes } from './host-runtime.ts';
import { type HostView, reconcileReport } from './reconcile.ts';

export interface HostMonitorOptions {
  readonly inventory: Inventory;
  readonly instance: Instance;
  readonly hosts: HostRuntimes;
  readonly das: DasManager;
  readonly events: EventManager;
  readonly hostEvents: HostEvents;
  readonly requests: HostRequests;
  readonly timing: Timing;
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly log: Logger;
  /** Operations of vCenter on virtual machines that are under way, by instance UUID. */
  readonly busy: ReadonlyMap<string, unknown>;
  /** How far a host is with what it does with a virtual machine, in percent. */
  readonly onProgress: (instanceUuid: string, percent: number) => void;
  /** How far the source of a migration is with it. */
  readonly onMigration: (instanceUuid: string, migration: MigrationReport) => void;
  /** A host has sent its heartbeat, and the inventory says what it says. */
  readonly onHeard: (hostId: string) => void;
  /** Objects that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
}

export class HostMonitor {
  private readonly options: HostMonitorOptions;
  private readonly unregistering = new Set<string>();

  constructor(options: HostMonitorOptions) {
    this.options = options;
    for (const { id } of options.inventory.all('HostSystem')) this.added(id);
  }

  /** A host is in the inventory from now on: its silence counts from here. */
  added(hostId: string): void {
    this.options.hosts.ensure(hostId, this.options.now());
  }

  /** Somebody has disconnected a host: it is not listened to. */
  silenced(hostId: string): void {
    this.options.hosts.forget(hostId);
    this.options.das.lost(hostId);
    this.options.onChange([hostId]);
    this.refreshVms(hostId);
  }

  /** A host has left the inventory. How far its events were read is kept: it may come back. */
  removed(hostId: string): void {
    this.options.hosts.forget(hostId);
  }

  /** A message on a host's heartbeat subject. */
  heartbeat(data: Uint8Array): void {
    const report = decodeHostReport(data);
    const host = report && this.options.inventory.find('HostSystem', report.moref);
    // A host that isn't (any more) in this inventory may go on sending.
    if (!host || host.name !== report.hostName || host.connectionState === 'disconnected') return;
    this.heard(host, report);
  }

  private heard(host: HostRecord, report: HostReport): void {
    const { hosts, now, wallClock, das, inventory } = this.options;
    const runtime = hosts.ensure(host.id, now());
    const isNewBoot = runtime.report?.bootUuid !== report.bootUuid;
    runtime.report = report;
    runtime.reportedAt = now();
    if (isNewBoot) runtime.bootTime = wallClock() - report.uptimeMs;
    this.connected(host);
    this.datastores(host.id, report.datastores);
    this.virtualMachines(host.id, report, runtime);
    for (const { instanceUuid, progress, migration } of report.vms) {
      if (progress > 0) this.options.onProgress(instanceUuid, progress);
      if (migration) this.options.onMigration(instanceUuid, migration);
    }
    das.heard(host.id, report);
    this.options.hostEvents.isAt(host.id, { bootUuid: report.bootUuid, sequence: report.eventSequence });
    const vms = inventory.referring('VirtualMachine', host.id).map(({ id }) => id);
    const datastores = inventory.find('HostSystem', host.id)?.datastores ?? [];
    this.options.onChange([host.id, ...vms, ...datastores]);
    this.options.onHeard(host.id);
  }

  private connected(host: HostRecord): void {
    if (host.connectionState === 'connected') return;
    const connected: HostRecord = { ...host, connectionState: 'connected' };
    this.options.inventory.put(connected);
    this.options.events.post({
      type: 'HostConnectedEvent',
      message: `Connected to ${host.name}`,
      about: connected,
      fields: {},
    });
    this.refreshVms(host.id);
  }

  /** To be called often: marks hosts that have been silent for too long. */
  tick(): void {
    const { inventory, hosts, now, timing, events, das } = this.options;
    for (const host of [...inventory.all('HostSystem')]) {
      const silentMs = now() - hosts.ensure(host.id, now()).reportedAt;
      if (host.connectionState !== 'connected' || silentMs < timing.hostNotRespondingMs) continue;
      const lost: HostRecord = { ...host, connectionState: 'notResponding' };
      inventory.put(lost);
      events.post({
        type: 'HostConnectionLostEvent',
        message: `Host ${host.name} is not responding`,
        about: lost,
        fields: {},
      });
      das.lost(host.id);
      this.refreshVms(host.id);
    }
  }

  private refreshVms(hostId: string): void {
    const { inventory, onChange } = this.options;
    const cluster = inventory.above('ClusterComputeResource', hostId);
    const vms = inventory.referring('VirtualMachine', hostId).map(({ id }) => id);
    const datastores = inventory.find('HostSystem', hostId)?.datastores ?? [];
    onChange([...vms, ...datastores, ...(cluster ? [cluster.id] : [])]);
  }

  /** A virtual machine has moved, and its new owner says this of it without waiting for its next heartbeat. */
  moved(vmId: string, to: string, report: VmReport): void {
    const { hosts, now } = this.options;
    const destination = hosts.ensure(to, now());
    destination.vms = new Map([...destination.vms, [vmId, report]]);
    // Late words of the former owner are weighed against those of the new one.
    const last = destination.report;
    const others = last?.vms.filter(({ instanceUuid }) => instanceUuid !== report.instanceUuid) ?? [];
    if (last) destination.report = { ...last, vms: [...others, report] };
  }

  /** The datastores that a host has mounted; new ones enter the inventory. */
  datastores(hostId: string, reports: readonly DatastoreReport[]): void {
    const { inventory, instance, events } = this.options;
    const host = inventory.need('HostSystem', hostId);
    const datacenter = inventory.above('Datacenter', hostId);
    if (!datacenter) throw new Error(`${host.name} is in no datacenter`);
    const known = new Map(
      inventory
        .children(datacenter.datastoreFolder)
        .flatMap((record) => (record.type === 'Datastore' ? [[record.uuid, record]] : [])),
    );
    const ids: string[] = [];
    for (const { uuid, name, naa, capacityBytes } of reports) {
      let record = known.get(uuid);
      if (!record || record.capacityBytes !== capacityBytes || record.naa !== naa) {
        const isNew = record === undefined;
        const id = record?.id ?? instance.newId('datastore');
        record = { type: 'Datastore', id, name, parent: datacenter.datastoreFolder, uuid, naa, capacityBytes };
        inventory.put(record);
        if (isNew)
          events.post({
            type: 'DatastoreDiscoveredEvent',
            message: `Discovered datastore ${name} on ${host.name}`,
            about: host,
            fields: {
              datastore: {
                _typeName: 'DatastoreEventArgument',
                name,
                datastore: { _typeName: 'ManagedObjectReference', type: 'Datastore', value: id },
              },
            },
          });
      }
      ids.push(record.id);
    }
    ids.sort();
    if (ids.join() !== [...host.datastores].sort().join()) inventory.put({ ...host, datastores: ids });
  }

  private view(hostId: string): HostView | undefined {
    const record = this.options.inventory.find('HostSystem', hostId);
    const runtime = this.options.hosts.get(hostId);
    if (!record || !runtime) return undefined;
    return {
      connected: record.connectionState === 'connected',
      dead: this.options.das.hostState(hostId)?.state === 'hostDown',
      report: runtime.report,
      reportedAt: runtime.reportedAt,
    };
  }

  private vmOf({ instanceUuid, vmxPath }: VmReport): VmRecord | undefined {
    const { inventory } = this.options;
    return instanceUuid === '' ? inventory.vmByPath(vmxPath) : inventory.vmByInstanceUuid(instanceUuid);
  }

  private virtualMachines(hostId: string, report: HostReport, runtime: HostRuntime): void {
    const { inventory, busy, now } = this.options;
    const { actions, leftovers } = reconcileReport({
      hostId,
      report,
      now: now(),
      vm: (vm) => this.vmOf(vm),
      host: (id) => this.view(id),
      busy: (instanceUuid) => busy.has(instanceUuid),
      leftovers: runtime.leftovers,
    });
    runtime.leftovers = leftovers;
    for (const action of actions) {
      if (action.kind === 'update') inventory.put(withDatastore(inventory, action.vm));
      else if (action.kind === 'adopt') this.adopt(hostId, action.report);
      else void this.unregister(hostId, action.vmxPath);
    }
    const owned = report.vms.flatMap((vm): [string, VmReport][] => {
      const record = this.vmOf(vm);
      return record?.host === hostId ? [[record.id, vm]] : [];
    });
    runtime.vms = new Map(owned);
  }

  /** A VM that somebody made or registered behind vCenter's back, or that vCenter was killed before it noted. */
  private adopt(hostId: string, report: VmReport): void {
    const { inventory, instance, events, wallClock } = this.options;
    const host = inventory.need('HostSystem', hostId);
    const datacenter = inventory.above('Datacenter', hostId);
    const cluster = inventory.above('ClusterComputeResource', hostId);
    if (!datacenter || !cluster) throw new Error(`${host.name} is in no cluster`);
    const network = host.networks[0];
    const datastore = datastoreOfPath(inventory, hostId, report.vmxPath)?.id;
    const vm: VmRecord = {
      type: 'VirtualMachine',
      id: instance.newId('vm'),
      name: this.freeName(datacenter.vmFolder, report.name || report.vmxPath),
      parent: datacenter.vmFolder,
      vmxPath: report.vmxPath,
      instanceUuid: report.instanceUuid,
      biosUuid: report.instanceUuid,
      resourcePool: cluster.resourcePool,
      host: hostId,
      ...(datastore === undefined ? {} : { datastore }),
      guestId: 'otherGuest64',
      numCpu: report.numCpu,
      memoryMb: report.memorySizeMb,
      disks: [],
      adapters:
        network === undefined
          ? []
          : report.macAddresses.map((macAddress) => ({
              macAddress,
              network,
              networkName: inventory.need('Network', network).name,
            })),
      extraConfig: {},
      modified: new Date(wallClock()).toISOString(),
      powerState: report.powerState,
      cleanPowerOff: report.cleanPowerOff,
      bootTime: report.bootTime,
      dasWanted: report.powerState === 'poweredOn',
    };
    inventory.put(vm);
    events.post({
      type: 'VmDiscoveredEvent',
      message: `Discovered ${vm.name} on ${host.name}`,
      about: vm,
      fields: { template: false },
    });
  }

  private freeName(folder: string, wanted: string): string {
    const { inventory } = this.options;
    let name = wanted;
    for (let number = 1; inventory.childNamed(folder, name); number++) name = `${wanted} (${number})`;
    return name;
  }

  private async unregister(hostId: string, vmxPath: string): Promise<void> {
    const { inventory, requests, log } = this.options;
    const host = inventory.need('HostSystem', hostId);
    const key = `${hostId} ${vmxPath}`;
    if (this.unregistering.has(key)) return;
    this.unregistering.add(key);
    try {
      await requests.request(host, 'hostd.unregisterVm', { vmxPath });
      log.info({ host: host.name, vmxPath }, 'a leftover registration was removed');
    } catch (error) {
      // Looked at again with the host's next heartbeat.
      log.warn({ err: error, host: host.name, vmxPath }, 'a leftover registration could not be removed');
    } finally {
      this.unregistering.delete(key);
    }
  }

  /** A message on a host's event subject. */
  event(data: Uint8Array): void {
    let event: pb.HostEvent;
    try {
      event = pb.HostEvent.decode(data);
    } catch {
      return;
    }
    const host = this.options.inventory.find('HostSystem', event.moref);
    if (host && host.connectionState !== 'disconnected') this.options.hostEvents.hear(event.moref, event);
  }
}
