// The virtual machines that are registered on this host, by the paths of their .vmx files; the list is on the boot disk,
// so a restarted host knows them again (powered off: they ran in a process that is gone). One whose files can't be read
// now is registered all the same: it waits, and counts as inaccessible.
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import { wasMoved } from '../vmkernel/storage-fault.ts';
import type { BootDisk } from './boot-disk.ts';
import type { VirtualMachine, VmDatastore } from './virtual-machine.ts';
import type { Relocation } from './vm-configuration.ts';
import type { StartedBy } from './vm-surroundings.ts';

/** Virtual machines registered on one host. */
export const MAX_REGISTERED_VMS = 1_024;
/** Storage vMotions that are followed, one after the other, from a path that somebody remembers. */
export const MAX_MOVES_FOLLOWED = 16;
/** How long their shutdown may take, in milliseconds: the process has five seconds (packages/process) for all. */
export const SHUTDOWN_LIMIT_MS = 3_000;

export interface VmInventoryOptions {
  readonly bootDisk: Pick<BootDisk, 'read' | 'write'>;
  /** The VM whose .vmx is at `path` of the datastore with that name. Throws HostFault InvalidDatastore. */
  readonly open: (datastore: string, path: string) => VirtualMachine;
  /** Where a VM is whose .vmx says something of a Storage vMotion; undefined: where that .vmx is. */
  readonly follow: (vmxPath: string, relocation: Relocation) => Promise<string | undefined>;
  readonly log: Pick<Logger, 'warn'>;
  readonly onChange: () => void;
}

/** "[datastore1] web/web.vmx" as its datastore's name and the path on it. Throws HostFault InvalidArgument. */
export function parseVmxPath(vmxPath: string): { readonly datastore: string; readonly path: string } {
  // In a folder: the folder is the VM's, and goes with it.
  const [, datastore, path] = /^\[([^\]]+)\] ?(?=[^\s/])((?:[^/]+\/)+[^/]+\.vmx)$/.exec(vmxPath) ?? [];
  if (!datastore || !path)
    throw new HostFault('InvalidArgument', `not the path of a .vmx in a folder: ${JSON.stringify(vmxPath)}`);
  return { datastore, path: `/${path}` };
}

export class VmInventory {
  private readonly options: VmInventoryOptions;
  private readonly vms = new Map<string, VirtualMachine>();
  /** Registered, but its files could not be read yet. */
  private readonly waiting: Set<string>;
  /** Not registered: other hosts are going to send them here. */
  private readonly expected = new Map<string, VirtualMachine>();
  /** Paths that VMs of this host had before Storage vMotions, as long as somebody may know them by these. */
  private readonly former = new Map<string, VirtualMachine>();
  private closed = false;

  constructor(options: VmInventoryOptions) {
    this.options = options;
    this.waiting = new Set(options.bootDisk.read('vmInventory')?.vmxPaths);
  }

  *[Symbol.iterator](): IterableIterator<VirtualMachine> {
    yield* this.vms.values();
  }

  /** The VMs whose files are on a datastore, also those that are only on their way here. */
  on(datastore: VmDatastore): VirtualMachine[] {
    return this.all.filter((vm) => vm.datastore === datastore);
  }

  private get all(): VirtualMachine[] {
    return [...new Set([...this.vms.values(), ...this.expected.values()])];
  }

  /** The VM, where it is registered. */
  find(vmxPath: string): VirtualMachine | undefined {
    return this.vms.get(vmxPath);
  }

  /** The VM, or a NotFound fault. */
  get(vmxPath: string): VirtualMachine {
    const vm = this.vms.get(vmxPath) ?? this.former.get(vmxPath);
    if (!vm) throw new HostFault('NotFound', `${vmxPath} is not registered on this host`);
    return vm;
  }

  /** All that is registered, as heartbeats have it. */
  runtimes(): pb.IVmRuntime[] {
    const inaccessible = [...this.waiting].map((vmxPath) => ({ vmxPath, inaccessible: true }));
    return [...[...this.vms.values()].map((vm) => vm.runtime()), ...inaccessible];
  }

  /** Registers a VM; one that is registered already is returned, and one that has moved is registered where it is. */
  async register(vmxPath: string): Promise<VirtualMachine> {
    let at = vmxPath;
    for (let moves = 0; moves <= MAX_MOVES_FOLLOWED; moves += 1) {
      const known = this.vms.get(at) ?? this.former.get(at);
      if (known) return this.found(vmxPath, known);
      this.mustHaveRoom(at);
      const vm = this.expected.get(at) ?? (await this.open(at));
      const next = vm.relocation && (await this.options.follow(vm.vmxPath, vm.relocation));
      if (next === undefined) return this.found(vmxPath, this.add(vm));
      at = next;
    }
    throw new HostFault('SystemError', `${vmxPath} has moved more than ${MAX_MOVES_FOLLOWED} times since`);
  }

  private found(vmxPath: string, vm: VirtualMachine): VirtualMachine {
    const { datastore, path } = parseVmxPath(vmxPath);
    const asked = `[${datastore}] ${path.slice(1)}`;
    if (asked === vm.vmxPath) return vm;
    this.former.set(asked, vm);
    if (this.waiting.has(asked)) this.forget(asked);
    return vm;
  }

  /** Powers a VM on, wherever its files are by now: another host may have moved them since it was registered here. */
  async powerOn(vmxPath: string, by: StartedBy): Promise<void> {
    const vm = await this.register(vmxPath);
    try {
      await vm.powerOn(by);
    } catch (error) {
      if (!wasMoved(error)) throw error;
      await this.remove(vm.vmxPath, async () => {});
      await (await this.register(vmxPath)).powerOn(by);
    }
  }

  /** Its files are elsewhere from now on; who knows it by its former path is still understood. */
  moved(vm: VirtualMachine, former: string): void {
    this.vms.delete(former);
    this.vms.set(vm.vmxPath, vm);
    this.former.set(former, vm);
    // Where that fails, the file at the former path says where it is, to the next life of this host, too.
    this.saveWhatIs(vm);
  }

  /** It has come with its files: who knows it by its former path is still understood. */
  alsoKnownAs(former: string, vm: VirtualMachine): void {
    this.former.set(former, vm);
  }

  /** What has happened to a VM is so, whether it can be written or not. */
  private saveWhatIs(vm: VirtualMachine): void {
    try {
      this.save();
    } catch (error) {
      this.options.log.warn({ err: error, vmxPath: vm.vmxPath }, 'the list of virtual machines was not written');
    }
  }

  /** No VM of this host needs what is left there. Fault: InvalidState, also where the files of some can't be read. */
  mustBeSettled(former: string): void {
    for (const vm of this.all)
      if (vm.relocation?.source === former)
        throw new HostFault('InvalidState', `${vm.vmxPath} goes by ${former} still`);
    if (this.waiting.size > 0)
      throw new HostFault(
        'InvalidState',
        `${this.waiting.size} virtual machines can't be read: they may go by ${former}`,
      );
  }

  /** Nobody knows it by that path any more. */
  forgetFormerPath(vmxPath: string): void {
    this.former.delete(vmxPath);
  }

  /** Other paths that it is known by. */
  formerPaths(vm: VirtualMachine): string[] {
    return [...this.former].flatMap(([path, other]) => (other === vm ? [path] : []));
  }

  private async open(vmxPath: string): Promise<VirtualMachine> {
    const { datastore, path } = parseVmxPath(vmxPath);
    const vm = this.options.open(datastore, path);
    await vm.load();
    return vm;
  }

  /** Another one may have come first, while its file was read: the one that counts is returned. */
  private add(vm: VirtualMachine): VirtualMachine {
    const first = this.vms.get(vm.vmxPath);
    if (first) return first;
    this.mustHaveRoom(vm.vmxPath);
    this.vms.set(vm.vmxPath, vm);
    const waited = this.waiting.delete(vm.vmxPath);
    try {
      this.save();
    } catch (error) {
      this.vms.delete(vm.vmxPath);
      if (waited) this.waiting.add(vm.vmxPath);
      throw error;
    }
    return vm;
  }

  /**
   * A VM that another host is going to send: whoever registers it here meanwhile gets the same one. Faults: those of its files,
   * InvalidState, and TaskInProgress for one that is expected already.
   */
  async expect(vmxPath: string): Promise<VirtualMachine> {
    this.mustHaveRoom(vmxPath);
    const vm = this.vms.get(vmxPath) ?? this.expected.get(vmxPath) ?? (await this.open(vmxPath));
    if (this.expected.has(vm.vmxPath))
      throw new HostFault('TaskInProgress', `${vm.vmxPath} is migrating to this host already`);
    const first = this.vms.get(vm.vmxPath) ?? vm;
    this.expected.set(first.vmxPath, first);
    return first;
  }

  /** It has come: this host has its lock. Its guest stands still, and does not wait for the boot disk. Faults: InvalidState, SystemError. */
  arrived(vm: VirtualMachine): void {
    if (this.vms.has(vm.vmxPath)) return;
    this.mustHaveRoom(vm.vmxPath);
    this.vms.set(vm.vmxPath, vm);
    this.waiting.delete(vm.vmxPath);
  }

  /** It has come, and is remembered, or will not. */
  expectNoMore(vm: VirtualMachine): void {
    this.expected.delete(vm.vmxPath);
    if (this.vms.get(vm.vmxPath) === vm) this.saveWhatIs(vm);
  }

  /** It has gone to another host. */
  departed(vm: VirtualMachine): void {
    this.gone(vm);
    this.forget(vm.vmxPath);
  }

  private gone(vm: VirtualMachine): void {
    this.vms.delete(vm.vmxPath);
    for (const path of this.formerPaths(vm)) this.former.delete(path);
  }

  private mustHaveRoom(vmxPath: string): void {
    if (this.closed) throw new HostFault('InvalidState', 'this host is stopping');
    if (!this.waiting.has(vmxPath) && this.vms.size + this.waiting.size >= MAX_REGISTERED_VMS)
      throw new HostFault('SystemError', `${MAX_REGISTERED_VMS} virtual machines are registered on this host`);
  }

  /** Fault: InvalidPowerState. One that is inaccessible can be unregistered, too. */
  async unregister(vmxPath: string): Promise<void> {
    if (this.waiting.has(vmxPath)) {
      this.waiting.delete(vmxPath);
      this.save();
    } else await this.remove(vmxPath, async () => {});
  }

  /** Unregisters a VM once `dispose` has removed its files; meanwhile nobody on this host can start it. */
  destroy(vmxPath: string, dispose: () => Promise<void>): Promise<void> {
    return this.remove(vmxPath, dispose);
  }

  private async remove(vmxPath: string, dispose: () => Promise<void>): Promise<void> {
    const vm = this.get(vmxPath);
    await vm.retire(dispose);
    this.gone(vm);
    this.save();
  }

  /** Registers what waits for its datastore; called when datastores were mounted. */
  async registerWaiting(): Promise<void> {
    for (const vmxPath of [...this.waiting]) {
      try {
        await this.register(vmxPath);
      } catch (error) {
        if (this.closed) return;
        this.options.log.warn({ err: error, vmxPath }, 'a registered virtual machine is not accessible');
        // Somebody has destroyed it, or registered and destroyed it meanwhile.
        if (error instanceof HostFault && error.type === 'FileNotFound') this.forget(vmxPath);
      }
    }
  }

  private forget(vmxPath: string): void {
    this.waiting.delete(vmxPath);
    try {
      this.save();
    } catch (error) {
      // The list on the boot disk has one too many until it is written again: the next start finds no file either.
      this.options.log.warn({ err: error, vmxPath }, 'the list of virtual machines was not written');
    }
  }

  private save(): void {
    this.options.bootDisk.write('vmInventory', { vmxPaths: [...this.vms.keys(), ...this.waiting] });
    this.options.onChange();
  }

  /**
   * The host is shut down: its VMs are switched off, each in its own time. Resolves when no guest executes, and none of their
   * writes is on its way. Storage that keeps them waiting is not waited for.
   */
  async shutDown(): Promise<void> {
    this.closed = true;
    const vms = this.all;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SHUTDOWN_LIMIT_MS);
    }).then(() => Promise.all(vms.map((vm) => vm.giveUpShutDown())));
    await Promise.race([Promise.all(vms.map((vm) => vm.shutDown())), late]);
    clearTimeout(timer);
  }
}
