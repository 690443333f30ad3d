// A host on virtual time: the real FDM agent, and around it a shell that does what packages/host-agent does, over disks and a
// network that take their time. Its memory dies with its process; what it keeps over a restart is its cluster
// configuration and the list of VMs that are registered on it, as on a boot disk.
//
// While the lease of a datastore is in doubt the guests on it stand still; when it is lost they are stopped, because somebody
// else may take them. A frozen host (SIGSTOP) looks at its leases before anything else when it goes on; while it stands still
// its guests do, too.
import type { ClusterConfiguration, Fault, FdmStatus, HostMoref, InstanceUuid, ProtectedVm } from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import type { LeaseState } from '@microsphere/vmfs';
import type { Datastore, VmFiles } from './datastore.ts';
import { FdmShell } from './fdm-shell.ts';
import { HostDatastore } from './host-datastore.ts';
import type { Network } from './network.ts';
import type { PathCondition } from './path.ts';
import { type HostClock, SimulatedProcess } from './process.ts';
import type { Timeline } from './timeline.ts';
import { VmInventory } from './vm-inventory.ts';
import type { Observer, Packet, Sabotage } from './world.ts';

export interface SimulatedHostOptions {
  readonly moref: HostMoref;
  readonly timing: Timing;
  readonly timeline: Timeline;
  readonly clock: HostClock;
  readonly network: Network<Packet>;
  /** Those that its paths lead to. */
  readonly datastores: readonly Datastore[];
  readonly observer: Observer;
  readonly newUuid: () => string;
  /** What vCenter sent under a version: the bytes on a datastore are only that. */
  readonly configurationOf: (version: number) => ClusterConfiguration | undefined;
  readonly cluster: string;
  readonly memoryMb: number;
  readonly storageLatencyMs: () => number;
  /** From taking the lock to a running guest. */
  readonly powerOnMs: number;
  /** From HA's wish to the halt of a guest that listens. */
  readonly guestShutdownMs: number;
  readonly sabotage?: Sabotage | undefined;
}

/** One life of the host's process. */
interface Life {
  readonly bootUuid: string;
  readonly fdm: FdmShell;
  readonly datastores: readonly HostDatastore[];
  readonly vms: VmInventory;
}

export class SimulatedHost {
  readonly moref: HostMoref;
  readonly memoryMb: number;
  readonly #options: SimulatedHostOptions;
  readonly #process: SimulatedProcess<Life>;
  readonly #registered = new Map<InstanceUuid, VmFiles>();
  /** What is wrong with the paths. */
  readonly #paths = new Map<Datastore, PathCondition>();
  #configuration: ClusterConfiguration | undefined;
  #boots = 0;

  constructor(options: SimulatedHostOptions) {
    this.#options = options;
    this.moref = options.moref;
    this.memoryMb = options.memoryMb;
    this.#process = new SimulatedProcess(options);
    options.network.attach(
      this.moref,
      (packet) => {
        const life = this.#life;
        if (life) this.#process.run(life, () => life.fdm.received(packet));
      },
      () => this.alive && !this.frozen,
    );
  }

  get #life(): Life | undefined {
    return this.#process.life;
  }

  get alive(): boolean {
    return this.#life !== undefined;
  }

  get frozen(): boolean {
    return this.#process.frozen;
  }

  get status(): FdmStatus | undefined {
    return this.#life?.fdm.status;
  }

  get configuration(): ClusterConfiguration | undefined {
    return this.#configuration;
  }

  get bootUuid(): string | undefined {
    return this.#life?.bootUuid;
  }

  readonly now = (): number => this.#process.now();

  /** A VM whose guest executes instructions now. */
  runs(uuid: InstanceUuid): boolean {
    return !this.frozen && (this.#life?.vms.runs(uuid) ?? false);
  }

  /** Runs it, or is about to, or has not let it go yet. */
  has(uuid: InstanceUuid): boolean {
    return this.#life?.vms.has(uuid) ?? false;
  }

  get memoryUnreservedMb(): number {
    return this.#life?.vms.memoryUnreservedMb ?? 0;
  }

  /** Whether commands go through. */
  reaches(datastore: Datastore): boolean {
    return this.#options.datastores.includes(datastore) && this.#condition(datastore) === 'up';
  }

  /** Whether its process has the datastore mounted, and its lease is alive. */
  accesses(datastore: Datastore): boolean {
    return this.#life?.datastores.some((mine) => mine.datastore === datastore && mine.accessible) ?? false;
  }

  // What is done to it

  boot(): void {
    if (this.#life) throw new Error(`${this.moref} is on already`);
    this.#boots += 1;
    const bootUuid = `${this.moref}#${this.#boots}`;
    const datastores = this.#options.datastores.map((datastore) => this.#open(bootUuid, datastore));
    const vms = this.#inventory(bootUuid, datastores);
    const life: Life = { bootUuid, datastores, vms, fdm: this.#fdm(bootUuid, datastores, vms) };
    this.#process.begin(life);
    this.#options.observer.log(this.moref, 'boots');
    for (const datastore of datastores) datastore.start();
    life.fdm.reportNow();
    if (this.#configuration) life.fdm.configure(this.#configuration);
  }

  #fdm(bootUuid: string, datastores: readonly HostDatastore[], vms: VmInventory): FdmShell {
    const { timing, network, observer, sabotage, cluster, configurationOf } = this.#options;
    return new FdmShell({
      host: this.moref,
      bootUuid,
      cluster,
      timing,
      network,
      observer,
      sabotage,
      datastores,
      vms,
      now: this.now,
      later: this.#process.laterOf(bootUuid),
      configurationOf,
      onConfigured: (configuration) => {
        this.#configuration = configuration;
      },
    });
  }

  #inventory(bootUuid: string, datastores: readonly HostDatastore[]): VmInventory {
    const { timing, observer, powerOnMs, guestShutdownMs, sabotage } = this.#options;
    const inLife = this.#process.inLifeOf(bootUuid);
    return new VmInventory({
      host: this.moref,
      timing,
      observer,
      memoryMb: this.memoryMb,
      registered: this.#registered,
      datastores,
      powerOnMs,
      guestShutdownMs,
      sabotage,
      now: this.now,
      later: this.#process.laterOf(bootUuid),
      frozen: () => this.frozen,
      onChange: () => inLife((life) => life.fdm.report()),
    });
  }

  #open(bootUuid: string, datastore: Datastore): HostDatastore {
    const { timing, newUuid, storageLatencyMs } = this.#options;
    const inLife = this.#process.inLifeOf(bootUuid);
    return new HostDatastore({
      host: this.moref,
      bootUuid,
      datastore,
      timing,
      newUuid,
      now: this.now,
      condition: () => this.#condition(datastore),
      latencyMs: storageLatencyMs,
      after: (delayMs, action) => this.#options.timeline.after(delayMs, action),
      later: this.#process.laterOf(bootUuid),
      onLease: (state) => inLife((life) => this.#leaseChanged(life, datastore, state)),
      onChange: () => inLife((life) => life.fdm.report()),
    });
  }

  #leaseChanged(life: Life, datastore: Datastore, state: LeaseState): void {
    const { observer } = this.#options;
    if (state === 'timedOut') {
      observer.log(this.moref, `does not know whether it still holds its locks on ${datastore.name}`);
      life.vms.locksInDoubt(datastore);
    } else if (state === 'alive') {
      observer.log(this.moref, `has held its locks on ${datastore.name} all the time`);
      life.vms.locksKept(datastore);
    } else {
      observer.log(this.moref, `has lost its locks on ${datastore.name}`);
      life.fdm.datastoreLost(datastore.name);
      life.vms.locksLost(datastore);
    }
  }

  /** SIGKILL. */
  kill(): void {
    const life = this.#process.kill();
    if (!life) return;
    this.#options.observer.log(this.moref, 'is killed');
    life.vms.hostKilled();
  }

  /** SIGSTOP. */
  freeze(): void {
    if (this.#process.freeze()) this.#options.observer.log(this.moref, 'is frozen');
  }

  /** SIGCONT. */
  thaw(): void {
    const life = this.#life;
    const went = this.#process.thaw(({ datastores }) => {
      this.#options.observer.log(this.moref, 'goes on');
      for (const datastore of datastores) datastore.checkLease();
    });
    if (went && this.#life === life && !this.frozen) life?.vms.goOn();
  }

  configure(configuration: ClusterConfiguration): void {
    const life = this.#life;
    if (!life || this.frozen) return;
    life.fdm.configure(configuration);
  }

  /** Cuts, hangs or mends the path to a datastore. */
  setPath(datastore: Datastore, condition: PathCondition): void {
    if (condition === 'up') this.#paths.delete(datastore);
    else this.#paths.set(datastore, condition);
    this.pathsChanged();
  }

  #condition(datastore: Datastore): PathCondition {
    if (!datastore.up) return 'down';
    const condition = this.#paths.get(datastore) ?? 'up';
    return condition === 'up' && datastore.removed ? 'removed' : condition;
  }

  /** An array has died or has come back. */
  pathsChanged(): void {
    const life = this.#life;
    if (!life) return;
    this.#process.run(life, () => {
      for (const datastore of life.datastores) datastore.conditionChanged();
    });
  }

  /** A user, through vCenter or at the host itself. */
  powerOn(vm: VmFiles): void {
    if (!this.frozen) this.#life?.vms.powerOn(vm, 'user', () => {});
  }

  /** A user's power-off. */
  powerOff(vm: VmFiles): void {
    if (!this.frozen) this.#life?.vms.powerOff(vm, 'it is switched off', 'user');
  }

  /** The guest powers itself off. */
  shutDownGuest(vm: VmFiles): void {
    if (!this.frozen) this.#life?.vms.powerOff(vm, 'it was shut down by its guest', 'guestShutdown');
  }

  /** The guest crashes. */
  crashVm(vm: VmFiles): void {
    if (!this.frozen) this.#life?.vms.crash(vm);
  }

  /** Whether its guest executes, and does nothing any more. */
  hangs(uuid: InstanceUuid): boolean {
    return this.#life?.vms.hangs(uuid) ?? false;
  }

  /** From now on its guest does nothing any more. */
  hangVm(vm: VmFiles): void {
    if (!this.frozen) this.#life?.vms.hang(vm);
  }

  /** A request of vCenter to the master. */
  request(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[], done: (fault: Fault | undefined) => void): void {
    if (!this.frozen) this.#life?.fdm.request(verb, vms, done);
  }
}
