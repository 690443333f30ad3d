// After a Storage vMotion a .vmx is left where the virtual machine was, and leads whoever comes by the old path to the new one. It goes
// when nobody comes by it any more: the inventory has the new path, and so has the protected list of vSphere HA. Each heartbeat of
// a host is an occasion, so that what a vCenter did not live to do is done by the next one.
import type { Logger } from '@microsphere/process';
import { datastoreOfPath } from '../inventory/datastore-path.ts';
import { withoutFormer } from '../inventory/former-paths.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';

export interface RelocationCleanupOptions {
  readonly inventory: Inventory;
  readonly requests: Pick<HostRequests, 'request'>;
  /** Operations of vCenter on virtual machines that are under way, by instance UUID. */
  readonly busy: ReadonlyMap<string, unknown>;
  readonly log: Pick<Logger, 'info'>;
}

export class RelocationCleanup {
  private readonly options: RelocationCleanupOptions;
  /** Former paths that a host has been asked about and has not answered. */
  private readonly underWay = new Set<string>();

  constructor(options: RelocationCleanupOptions) {
    this.options = options;
  }

  /** Removes what leads to virtual machines of a host, as far as nobody needs it. */
  settle(hostId: string): void {
    const { inventory, busy } = this.options;
    const isOn = inventory.above('ClusterComputeResource', hostId)?.dasConfig.enabled === true;
    for (const vm of inventory.referring('VirtualMachine', hostId)) {
      if (busy.has(vm.instanceUuid)) continue;
      // A list that nobody reads leads nobody anywhere.
      for (const { vmxPath, listed, leads } of vm.formerPaths ?? [])
        if (leads && !(listed && isOn)) void this.complete(vm, vmxPath);
    }
  }

  /** A virtual machine is destroyed: nothing is to lead to it. */
  destroyed(vm: VmRecord): void {
    for (const { vmxPath, leads } of vm.formerPaths ?? []) if (leads) void this.complete(vm, vmxPath);
  }

  private async complete(vm: VmRecord, vmxPath: string): Promise<void> {
    const { inventory, requests, log } = this.options;
    const host = this.hostFor(vm, vmxPath);
    if (!host || this.underWay.has(vmxPath)) return;
    this.underWay.add(vmxPath);
    try {
      const apart = this.ownHostApart(vm, vmxPath);
      if (apart) await requests.request(apart, 'vmotion.completeRelocation', { vmxPath });
      await requests.request(host, 'vmotion.completeRelocation', { vmxPath, ...(apart ? { settled: true } : {}) });
    } catch (error) {
      // Asked again with the host's next heartbeat.
      log.info({ err: error, host: host.name, vmxPath }, 'what a virtual machine left when it moved is still there');
      return;
    } finally {
      this.underWay.delete(vmxPath);
    }
    const now = inventory.find('VirtualMachine', vm.id);
    if (now) inventory.put(withoutFormer(now, vmxPath, { leads: false }));
  }

  /** Its own host, where that does not reach what was left and has to say that it has no need of it. */
  private ownHostApart({ id, host }: VmRecord, vmxPath: string): HostRecord | undefined {
    const { inventory } = this.options;
    const own = inventory.find('HostSystem', host);
    const datastore = datastoreOfPath(inventory, host, vmxPath)?.id;
    if (!own || datastore === undefined || own.datastores.includes(datastore)) return undefined;
    return inventory.find('VirtualMachine', id) ? own : undefined;
  }

  /** Its own, which then understands the path no more, or another one that reaches the datastore; none: later. */
  private hostFor(vm: VmRecord, vmxPath: string): HostRecord | undefined {
    const { inventory } = this.options;
    const datastore = datastoreOfPath(inventory, vm.host, vmxPath)?.id;
    if (datastore === undefined) return undefined;
    const [first, ...others] = inventory
      .referring('HostSystem', datastore)
      .filter(({ connectionState }) => connectionState === 'connected');
    return others.find(({ id }) => id === vm.host) ?? first;
  }
}
