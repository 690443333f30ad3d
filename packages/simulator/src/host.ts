// A host on virtual time: the real FDM agent, and around it a shell that does what packages/host-agent does, over modelled
// disks and a modelled network. Its memory dies with its process; what it keeps over a restart is its cluster
// configuration and the list of VMs that are registered on it, as on a boot disk.
//
// A host that could not refresh its heartbeat slot for a lease stops its own VMs, because from then on somebody else may
// take them. A frozen host (SIGSTOP) does that before anything else when it goes on; while it stands still its guests do, too.
import {
  type ClusterConfiguration,
  type Fault,
  type FdmStatus,
  type FdmTiming,
  type HostMoref,
  type InstanceUuid,
  LOCK_NOT_FREE_FAULT,
  NO_ACCESS_FAULT,
  POWER_STATE_FAULT,
  type ProtectedVm,
} from '@microsphere/fdm';
import type { Datastore, VmFiles } from './datastore.ts';
import { FdmShell } from './fdm-shell.ts';
import { Mount } from './mount.ts';
import type { Network } from './network.ts';
import type { Timeline } from './timeline.ts';
import type { Observer, Packet, Sabotage, StartedBy } from './world.ts';

export interface SimulatedHostOptions {
  readonly moref: HostMoref;
  readonly timing: FdmTiming;
  readonly timeline: Timeline;
  readonly network: Network<Packet>;
  readonly datastores: readonly Datastore[];
  readonly observer: Observer;
  readonly memoryMb: number;
  readonly storageLatencyMs: number;
  /** From taking the lock to a running guest. */
  readonly powerOnMs: number;
  readonly sabotage?: Sabotage | undefined;
}

/** One life of the host's process. */
interface Life {
  readonly bootUuid: string;
  readonly fdm: FdmShell;
  readonly mounts: readonly Mount[];
  readonly running: Map<InstanceUuid, VmFiles>;
  readonly starting: Map<InstanceUuid, VmFiles>;
  /** VMs whose guests have been stopped, but not their locks given back. */
  readonly stopping: Set<InstanceUuid>;
  /** VMs that were switched off by somebody's wish in this life. */
  readonly clean: Set<InstanceUuid>;
}

export class SimulatedHost {
  readonly moref: HostMoref;
  readonly memoryMb: number;
  readonly #options: SimulatedHostOptions;
  readonly #timeline: Timeline;
  readonly #registered = new Map<InstanceUuid, VmFiles>();
  readonly #cutOff = new Set<Datastore>();
  #configuration: ClusterConfiguration | undefined;
  #life: Life | undefined;
  #boots = 0;
  /** What the process has not noticed yet, while it is stopped. */
  #frozen: (() => void)[] | undefined;

  constructor(options: SimulatedHostOptions) {
    this.#options = options;
    this.moref = options.moref;
    this.memoryMb = options.memoryMb;
    this.#timeline = options.timeline;
    options.network.attach(this.moref, (packet) => {
      const life = this.#life;
      if (life) this.#inLife(life, () => life.fdm.received(packet));
    });
  }

  get alive(): boolean {
    return this.#life !== undefined;
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  get status(): FdmStatus | undefined {
    return this.#life?.fdm.status;
  }

  /** VMs whose guests execute instructions now. */
  runs(uuid: InstanceUuid): boolean {
    return !this.frozen && (this.#life?.running.has(uuid) ?? false);
  }

  /** Runs it, or is about to. */
  has(uuid: InstanceUuid): boolean {
    const life = this.#life;
    return life !== undefined && (life.running.has(uuid) || life.starting.has(uuid) || life.stopping.has(uuid));
  }

  get memoryUnreservedMb(): number {
    const life = this.#life;
    if (!life) return 0;
    let taken = 0;
    for (const vms of [life.running, life.starting]) for (const vm of vms.values()) taken += vm.memoryMb;
    return this.memoryMb - taken;
  }

  reaches(datastore: Datastore): boolean {
    return datastore.up && !this.#cutOff.has(datastore);
  }

  // What is done to it

  boot(): void {
    if (this.#life) throw new Error(`${this.moref} is on already`);
    this.#boots += 1;
    const { datastores, observer } = this.#options;
    const bootUuid = `${this.moref}#${this.#boots}`;
    const mounts = datastores.map((datastore) => this.#mount(bootUuid, datastore));
    const life: Life = {
      bootUuid,
      mounts,
      fdm: this.#fdm(bootUuid, mounts),
      running: new Map(),
      starting: new Map(),
      stopping: new Set(),
      clean: new Set(),
    };
    this.#life = life;
    observer.log(this.moref, 'boots');
    for (const mount of mounts) mount.beat();
    this.#report(life);
    if (this.#configuration) life.fdm.configure(this.#configuration);
  }

  /** The parts of a process act only as long as it lives. */
  #lifeOf(bootUuid: string) {
    return (action: (life: Life) => void): void => {
      const life = this.#life;
      if (life?.bootUuid === bootUuid) action(life);
    };
  }

  #fdm(bootUuid: string, mounts: readonly Mount[]): FdmShell {
    const { timing, timeline, network, observer, sabotage } = this.#options;
    const inLife = this.#lifeOf(bootUuid);
    return new FdmShell({
      host: this.moref,
      bootUuid,
      timing,
      timeline,
      network,
      observer,
      sabotage,
      mounts,
      later: (delayMs, action) => inLife((life) => this.#later(life, delayMs, action)),
      disk: (datastore, command, answered) => inLife((life) => this.#disk(life, datastore, command, answered)),
      powerOn: (vm, done) => inLife((life) => this.#powerOn(life, vm, 'ha', done)),
    });
  }

  #mount(bootUuid: string, datastore: Datastore): Mount {
    const { timing } = this.#options;
    const inLife = this.#lifeOf(bootUuid);
    return new Mount({
      host: this.moref,
      bootUuid,
      datastore,
      timing,
      now: () => this.#timeline.now,
      later: (delayMs, action) => inLife((life) => this.#later(life, delayMs, action)),
      disk: (command, answered) => inLife((life) => this.#disk(life, datastore, command, answered)),
      mounted: () => inLife((life) => this.#report(life)),
      lockLost: (because) => inLife((life) => this.#lockLost(life, datastore, because)),
    });
  }

  /** SIGKILL. */
  kill(): void {
    const life = this.#life;
    if (!life) return;
    this.#life = undefined;
    this.#frozen = undefined;
    this.#options.observer.log(this.moref, 'is killed');
    for (const vm of life.running.values()) this.#options.observer.vmStopped(this.moref, vm, 'its host was killed');
  }

  /** SIGSTOP. */
  freeze(): void {
    if (!this.#life || this.frozen) return;
    this.#options.observer.log(this.moref, 'is frozen');
    this.#frozen = [];
  }

  /** SIGCONT. */
  thaw(): void {
    const missed = this.#frozen;
    const life = this.#life;
    if (!missed || !life) return;
    this.#frozen = undefined;
    this.#options.observer.log(this.moref, 'goes on');
    for (const mount of life.mounts) mount.checkLease();
    for (const action of missed) this.#inLife(life, action);
  }

  configure(configuration: ClusterConfiguration): void {
    this.#configuration = configuration;
    this.#life?.fdm.configure(configuration);
  }

  /** Cuts or mends the path to a datastore. */
  setPath(datastore: Datastore, connected: boolean): void {
    if (connected) this.#cutOff.delete(datastore);
    else this.#cutOff.add(datastore);
    this.pathsChanged();
  }

  /** An array has died or has come back. */
  pathsChanged(): void {
    const life = this.#life;
    if (life) this.#inLife(life, () => this.#report(life));
  }

  /** A user, through vCenter or at the host itself. */
  powerOn(vm: VmFiles): void {
    const life = this.#life;
    if (life && !this.frozen) this.#powerOn(life, vm, 'user', () => {});
  }

  /** A user's power-off, or a guest that shut itself down. */
  powerOff(vm: VmFiles): void {
    const life = this.#life;
    const { instanceUuid } = vm;
    if (!life?.running.has(instanceUuid) || this.frozen) return;
    // Nobody is told that it is off, and wanted off, before the disk says so.
    life.stopping.add(instanceUuid);
    this.#stop(life, vm, 'it is switched off');
    const write = () => {
      vm.cleanPowerOff = true;
      this.#options.observer.vmWantedOff(vm);
    };
    this.#unlock(life, vm, write, (written) => {
      life.stopping.delete(instanceUuid);
      if (written) life.clean.add(instanceUuid);
      this.#report(life);
    });
  }

  /** The guest crashes. */
  crashVm(vm: VmFiles): void {
    const life = this.#life;
    if (!life?.running.has(vm.instanceUuid) || this.frozen) return;
    this.#stop(life, vm, 'it crashed');
    this.#unlock(
      life,
      vm,
      () => {},
      () => {},
    );
  }

  /** A request of vCenter to the master. */
  request(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[], done: (fault: Fault | undefined) => void): void {
    if (!this.frozen) this.#life?.fdm.request(verb, vms, done);
  }

  // Its process

  /** Only a process that lives acts, and one that is stopped acts later. */
  #inLife(life: Life, action: () => void): void {
    if (this.#life !== life) return;
    if (this.#frozen) this.#frozen.push(action);
    else action();
  }

  #later(life: Life, delayMs: number, action: () => void): void {
    this.#timeline.after(delayMs, () => this.#inLife(life, action));
  }

  /** One command to a disk: it is carried out even if the host dies meanwhile. Answered with undefined when the disk is not reached. */
  #disk<T>(life: Life, datastore: Datastore, command: () => T, answered: (result: T | undefined) => void): void {
    const halfMs = this.#options.storageLatencyMs / 2;
    this.#timeline.after(halfMs, () => {
      const result = this.reaches(datastore) ? command() : undefined;
      this.#later(life, halfMs, () => answered(result));
    });
  }

  /** Every lock of this mount may be somebody else's from now on. */
  #lockLost(life: Life, datastore: Datastore, because: string): void {
    this.#options.observer.log(this.moref, `has lost its locks on ${datastore.name}: ${because}`);
    for (const vm of [...life.running.values()]) {
      if (datastore.vms.has(vm.instanceUuid)) this.#stop(life, vm, 'its lock is lost');
    }
    for (const uuid of datastore.vms.keys()) life.starting.delete(uuid);
    life.fdm.step({ kind: 'protectedListLost', datastore: datastore.name });
    this.#report(life);
  }

  // Virtual machines

  #report(life: Life): void {
    const vms = [...this.#registered.values()].map((vm) => {
      const { instanceUuid, vmxPath } = vm;
      const runs = life.running.has(instanceUuid) || life.stopping.has(instanceUuid);
      const powerState = runs ? ('poweredOn' as const) : ('poweredOff' as const);
      return {
        vmxPath,
        instanceUuid,
        powerState,
        cleanPowerOff: !runs && life.clean.has(instanceUuid),
        guestHeartbeat: runs ? ('green' as const) : ('gray' as const),
        appHeartbeat: 'gray' as const,
        upTimeMs: 0,
        ioOperations: 0,
        appNeedsReset: false,
      };
    });
    life.fdm.step({
      kind: 'localVms',
      vms,
      datastores: {},
      cpuUnreservedMhz: 10_000,
      memoryUnreservedMb: this.memoryUnreservedMb,
      accessibleDatastores: life.mounts
        .filter(({ datastore, owner }) => owner && this.reaches(datastore))
        .map(({ datastore }) => datastore.name),
    });
  }

  #powerOn(life: Life, vm: VmFiles, by: StartedBy, done: (fault: Fault | undefined) => void): void {
    const { sabotage, observer, powerOnMs } = this.#options;
    const refuse = (type: string, message: string) => done({ type, message, definite: true });
    const { instanceUuid, vmxPath } = vm;
    this.#registered.set(instanceUuid, vm);
    if (this.has(instanceUuid)) {
      refuse(POWER_STATE_FAULT, `${vmxPath} is powered on here already`);
      return;
    }
    if (vm.memoryMb > this.memoryUnreservedMb) {
      refuse('InsufficientMemoryResourcesFault', 'no memory left');
      return;
    }
    const mount = life.mounts.find(({ datastore }) => datastore.vms.has(instanceUuid));
    const owner = mount?.owner;
    if (!mount || !owner) {
      refuse(NO_ACCESS_FAULT, `the datastore of ${vmxPath} is not mounted`);
      return;
    }
    const { datastore, watch } = mount;
    life.starting.set(instanceUuid, vm);
    const command = (): 'started' | 'locked' | 'wantedOff' => {
      const locked = datastore.lock(vmxPath, owner, watch, this.#timeline.now);
      if (!locked && sabotage !== 'ignoresLocks') return 'locked';
      if (by === 'ha' && vm.cleanPowerOff && sabotage !== 'ignoresCleanPowerOff') {
        datastore.unlock(vmxPath, owner);
        return 'wantedOff';
      }
      vm.cleanPowerOff = false;
      return 'started';
    };
    this.#disk(life, datastore, command, (outcome) => {
      // The lease ran out meanwhile.
      if (!life.starting.has(instanceUuid)) return refuse(NO_ACCESS_FAULT, `the lock of ${vmxPath} was lost`);
      if (outcome === 'started') {
        this.#later(life, powerOnMs, () => {
          if (!life.starting.delete(instanceUuid)) return refuse(NO_ACCESS_FAULT, `the lock of ${vmxPath} was lost`);
          life.running.set(instanceUuid, vm);
          life.clean.delete(instanceUuid);
          observer.vmStarted(this.moref, vm, by);
          this.#report(life);
          done(undefined);
        });
        return;
      }
      life.starting.delete(instanceUuid);
      if (outcome === 'locked') refuse(LOCK_NOT_FREE_FAULT, `held by ${datastore.ownerOf(vmxPath)?.host}`);
      else if (outcome === 'wantedOff') refuse(POWER_STATE_FAULT, 'its last power-off was clean');
      else refuse(NO_ACCESS_FAULT, `the datastore of ${vmxPath} is not reached`);
    });
  }

  #stop(life: Life, vm: VmFiles, because: string): void {
    life.running.delete(vm.instanceUuid);
    this.#options.observer.vmStopped(this.moref, vm, because);
    this.#report(life);
  }

  /** Lets the lock go after a last `write` under it; `answered` hears whether it was this host's still. */
  #unlock(life: Life, vm: VmFiles, write: () => void, answered: (written: boolean) => void): void {
    const mount = life.mounts.find(({ datastore }) => datastore.vms.has(vm.instanceUuid));
    const owner = mount?.owner;
    if (!owner) {
      this.#later(life, 0, () => answered(false));
      return;
    }
    const { datastore } = mount;
    const command = () => {
      if (!datastore.holds(vm.vmxPath, owner)) return false;
      write();
      datastore.unlock(vm.vmxPath, owner);
      return true;
    };
    this.#disk(life, datastore, command, (written) => answered(written ?? false));
  }
}
