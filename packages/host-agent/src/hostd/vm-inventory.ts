// The virtual machines that are registered on this host, by the paths of their .vmx files; the list is on the boot disk,
// so a restarted host knows them again (powered off: they ran in a process that is gone).
import type { Logger } from '@microsphere/process';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { BootDisk } from './boot-disk.ts';
import type { VirtualMachine } from './virtual-machine.ts';

/** Virtual machines registered on one host. */
export const MAX_REGISTERED_VMS = 1_024;

export interface VmInventoryOptions {
  readonly bootDisk: BootDisk;
  readonly datastore: (name: string) => Datastore | undefined;
  readonly create: (datastore: Datastore, path: string) => VirtualMachine;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** "[datastore1] web/web.vmx" as its datastore's name and the path on it. Throws HostFault InvalidDatastore. */
export function parseVmxPath(vmxPath: string): { datastore: string; path: string } {
  const [, datastore, path] = /^\[([^\]]+)\] ?(.+\.vmx)$/.exec(vmxPath) ?? [];
  if (!datastore || !path) throw new HostFault('InvalidArgument', `not the path of a .vmx: ${JSON.stringify(vmxPath)}`);
  return { datastore, path: `/${path}` };
}

export class VmInventory {
  private readonly options: VmInventoryOptions;
  private readonly vms = new Map<string, VirtualMachine>();
  /** Registered, but on a datastore that isn't mounted (yet). */
  private readonly waiting = new Set<string>();

  constructor(options: VmInventoryOptions) {
    this.options = options;
    for (const path of options.bootDisk.read('vmInventory')?.vmxPaths ?? []) this.waiting.add(path);
  }

  *[Symbol.iterator](): IterableIterator<VirtualMachine> {
    yield* this.vms.values();
  }

  /** The VM, or a NotFound fault. */
  get(vmxPath: string): VirtualMachine {
    const vm = this.vms.get(vmxPath);
    if (!vm) throw new HostFault('NotFound', `${vmxPath} is not registered on this host`);
    return vm;
  }

  has(vmxPath: string): boolean {
    return this.vms.has(vmxPath);
  }

  /** Registers a VM; one that is registered already is returned. */
  async register(vmxPath: string): Promise<VirtualMachine> {
    const known = this.vms.get(vmxPath);
    if (known) return known;
    if (this.vms.size >= MAX_REGISTERED_VMS)
      throw new HostFault('SystemError', `${MAX_REGISTERED_VMS} virtual machines are registered on this host`);
    const { datastore: name, path } = parseVmxPath(vmxPath);
    const datastore = this.options.datastore(name);
    if (!datastore) throw new HostFault('InvalidDatastore', `this host has no datastore "${name}"`);
    const vm = this.options.create(datastore, path);
    await vm.load();
    // Somebody else may have registered it while its file was read.
    const first = this.vms.get(vm.vmxPath);
    if (first) return first;
    this.vms.set(vm.vmxPath, vm);
    this.save();
    return vm;
  }

  unregister(vmxPath: string): void {
    const vm = this.get(vmxPath);
    if (vm.poweredOn) throw new HostFault('InvalidPowerState', `${vmxPath} is powered on`);
    this.vms.delete(vmxPath);
    this.save();
  }

  /** Registers what waits for its datastore; called when datastores were mounted. */
  async registerWaiting(): Promise<void> {
    for (const vmxPath of [...this.waiting]) {
      try {
        await this.register(vmxPath);
        this.waiting.delete(vmxPath);
      } catch (error) {
        if (error instanceof HostFault && error.type === 'FileNotFound') this.waiting.delete(vmxPath);
        this.options.log.warn({ err: error, vmxPath }, 'a registered virtual machine is not usable');
      }
    }
    this.save();
  }

  private save(): void {
    this.options.bootDisk.write('vmInventory', { vmxPaths: [...this.vms.keys(), ...this.waiting] });
    this.options.onChange();
  }
}
