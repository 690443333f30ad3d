// A host on virtual time: the real FDM agent, and around it a shell that does what packages/host-agent does, over modelled
// disks and a modelled network. Its memory dies with its process; what it keeps over a restart is its cluster
// configuration and the list of VMs that are registered on it, as on a boot disk.
//
// A host that could not refresh its heartbeat slot for a lease stops its own VMs, because from then on somebody else may
// take them. A frozen host (SIGSTOP) does that before anything else when it goes on; while it stands still its guests do, too.
import {
  type ClusterConfiguration,
  type Fault,
  FdmAgent,
  type FdmBody,
  type FdmEffect,
  type FdmEffectKind,
  type FdmEffectOf,
  type FdmEvent,
  type FdmStatus,
  type FdmTiming,
  type HostMoref,
  type InstanceUuid,
  LOCK_NOT_FREE_FAULT,
  NO_ACCESS_FAULT,
  POWER_STATE_FAULT,
  type ProtectedVm,
  type VolumeUuid,
} from '@microsphere/fdm';
import { type Datastore, type Owner, PROTECTED_LIST, SlotWatch, type VmFiles } from './datastore.ts';
import type { Network } from './network.ts';
import type { Timeline } from './timeline.ts';

/** What travels between hosts. */
export interface Packet {
  readonly from: HostMoref;
  readonly bootUuid: string;
  readonly body: FdmBody | { readonly kind: 'ping' | 'pong'; readonly nonce: number };
}

/** Who wanted a VM to start. */
export type StartedBy = 'user' | 'ha';

/** Hears of everything that happens to VMs, when it happens, and keeps the log. */
export interface Observer {
  log(who: string, text: string): void;
  vmStarted(host: HostMoref, vm: VmFiles, by: StartedBy): void;
  vmStopped(host: HostMoref, vm: VmFiles, because: string): void;
  /** The wish is on disk. */
  vmWantedOff(vm: VmFiles): void;
  protectionAcknowledged(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): void;
}

/** Mistakes that a host can be given, to see that the checker finds them. */
export type Sabotage =
  | 'ignoresLocks'
  | 'ignoresCleanPowerOff'
  | 'dropsOrders'
  | 'neverAbdicates'
  /** Says that the protected list is written before it is. */
  | 'acknowledgesEarly';

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

interface Mount {
  readonly datastore: Datastore;
  readonly watch: SlotWatch;
  /** Undefined until mounted, and after the lease was lost. */
  owner: Owner | undefined;
  refreshedAt: number;
}

/** One life of the host's process. */
interface Life {
  readonly bootUuid: string;
  readonly agent: FdmAgent;
  readonly mounts: readonly Mount[];
  readonly running: Map<InstanceUuid, VmFiles>;
  readonly starting: Map<InstanceUuid, VmFiles>;
  /** VMs that were switched off by somebody's wish in this life. */
  readonly clean: Set<InstanceUuid>;
  readonly replies: Map<string, (fault: Fault | undefined) => void>;
  mountCount: number;
  tick: number;
  requests: number;
}

/** Ticks that ask for one more at the same moment before that counts as a loop. */
const MAX_IDLE_TICKS = 20;

type EffectHandlers = { readonly [K in FdmEffectKind]: (life: Life, effect: FdmEffectOf<K>) => void };

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
  #idleTicks = 0;

  constructor(options: SimulatedHostOptions) {
    this.#options = options;
    this.moref = options.moref;
    this.memoryMb = options.memoryMb;
    this.#timeline = options.timeline;
    options.network.attach(this.moref, (packet) => {
      const life = this.#life;
      if (life) this.#inLife(life, () => this.#received(life, packet));
    });
  }

  get alive(): boolean {
    return this.#life !== undefined;
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  get status(): FdmStatus | undefined {
    return this.#life?.agent.status();
  }

  /** VMs whose guests execute instructions now. */
  runs(uuid: InstanceUuid): boolean {
    return !this.frozen && (this.#life?.running.has(uuid) ?? false);
  }

  /** Runs it, or is about to. */
  has(uuid: InstanceUuid): boolean {
    return (this.#life?.running.has(uuid) || this.#life?.starting.has(uuid)) ?? false;
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
    const { timing, datastores, observer } = this.#options;
    const bootUuid = `${this.moref}#${this.#boots}`;
    const mounts = datastores.map((datastore) => ({
      datastore,
      watch: new SlotWatch({ leaseMs: timing.vmfsLeaseMs, maxGapMs: 2 * timing.vmfsHeartbeatIntervalMs }),
      owner: undefined,
      refreshedAt: 0,
    }));
    const life: Life = {
      bootUuid,
      agent: new FdmAgent({ host: this.moref, bootUuid, timing }),
      mounts,
      running: new Map(),
      starting: new Map(),
      clean: new Set(),
      replies: new Map(),
      mountCount: 0,
      tick: 0,
      requests: 0,
    };
    this.#life = life;
    observer.log(this.moref, 'boots');
    for (const mount of mounts) this.#beat(life, mount);
    this.#report(life);
    if (this.#configuration) this.#step(life, { kind: 'configured', configuration: this.#configuration });
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
    for (const mount of life.mounts) this.#checkLease(life, mount);
    for (const action of missed) this.#inLife(life, action);
  }

  configure(configuration: ClusterConfiguration): void {
    this.#configuration = configuration;
    if (this.#life) this.#step(this.#life, { kind: 'configured', configuration });
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
    if (!life?.running.has(vm.instanceUuid) || this.frozen) return;
    life.clean.add(vm.instanceUuid);
    this.#stop(life, vm, 'it is switched off');
    this.#unlock(life, vm, () => {
      vm.cleanPowerOff = true;
      this.#options.observer.vmWantedOff(vm);
    });
  }

  /** The guest crashes. */
  crashVm(vm: VmFiles): void {
    const life = this.#life;
    if (!life?.running.has(vm.instanceUuid) || this.frozen) return;
    this.#stop(life, vm, 'it crashed');
    this.#unlock(life, vm, () => {});
  }

  /** A request of vCenter to the master. */
  request(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[], done: (fault: Fault | undefined) => void): void {
    const life = this.#life;
    if (!life || this.frozen) return;
    life.requests += 1;
    const request = String(life.requests);
    life.replies.set(request, (fault) => {
      if (!fault) this.#options.observer.protectionAcknowledged(verb, vms);
      done(fault);
    });
    this.#step(life, { kind: verb === 'protect' ? 'protectRequest' : 'unprotectRequest', request, vms });
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

  /** Refreshes the slot of this host, looks at those of others, mounts what is not mounted; and so on for ever. */
  #beat(life: Life, mount: Mount): void {
    const { datastore } = mount;
    const { timing } = this.#options;
    const askedAt = this.#timeline.now;
    const before = mount.owner;
    life.mountCount += 1;
    const owner = before ?? { host: this.moref, mountUuid: `${life.bootUuid}/${life.mountCount}` };
    const command = () => {
      if (!before) datastore.takeSlot(owner);
      return { kept: before ? datastore.refreshSlot(owner) : true, slots: datastore.slots() };
    };
    this.#disk(life, datastore, command, (result) => {
      // Fenced meanwhile, by its own clock: the next round mounts anew.
      if (!result || mount.owner !== before) return;
      mount.watch.observe(result.slots, askedAt);
      if (!result.kept) return this.#fence(life, mount, 'another host has cleared its heartbeat slot');
      mount.refreshedAt = askedAt;
      this.#later(life, askedAt + timing.vmfsLeaseMs - this.#timeline.now, () => this.#checkLease(life, mount));
      if (before) return;
      mount.owner = owner;
      this.#report(life);
    });
    this.#later(life, timing.vmfsHeartbeatIntervalMs, () => this.#beat(life, mount));
  }

  #checkLease(life: Life, mount: Mount): void {
    if (!mount.owner || this.#timeline.now - mount.refreshedAt < this.#options.timing.vmfsLeaseMs) return;
    this.#fence(life, mount, 'its heartbeat slot could not be refreshed for a lease');
  }

  /** Every lock of this mount may be somebody else's from now on. */
  #fence(life: Life, mount: Mount, because: string): void {
    mount.owner = undefined;
    this.#options.observer.log(this.moref, `has lost its locks on ${mount.datastore.name}: ${because}`);
    for (const vm of [...life.running.values()]) {
      if (mount.datastore.vms.has(vm.instanceUuid)) this.#stop(life, vm, 'its lock is lost');
    }
    for (const uuid of mount.datastore.vms.keys()) life.starting.delete(uuid);
    this.#step(life, { kind: 'protectedListLost', datastore: mount.datastore.name });
    this.#report(life);
  }

  #mountOf(life: Life, datastore: string): Mount | undefined {
    return life.mounts.find((mount) => mount.datastore.name === datastore || mount.datastore.uuid === datastore);
  }

  // Virtual machines

  #report(life: Life): void {
    const vms = [...this.#registered.values()].map((vm) => {
      const { instanceUuid, vmxPath } = vm;
      const runs = life.running.has(instanceUuid);
      const powerState = runs ? ('poweredOn' as const) : ('poweredOff' as const);
      return { vmxPath, instanceUuid, powerState, cleanPowerOff: !runs && life.clean.has(instanceUuid) };
    });
    this.#step(life, {
      kind: 'localVms',
      vms,
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
    if (this.has(instanceUuid)) return refuse(POWER_STATE_FAULT, `${vmxPath} is powered on here already`);
    if (vm.memoryMb > this.memoryUnreservedMb) return refuse('InsufficientMemoryResourcesFault', 'no memory left');
    const mount = life.mounts.find(({ datastore }) => datastore.vms.has(instanceUuid));
    const owner = mount?.owner;
    if (!mount || !owner) return refuse(NO_ACCESS_FAULT, `the datastore of ${vmxPath} is not mounted`);
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

  #unlock(life: Life, vm: VmFiles, before: () => void): void {
    const mount = life.mounts.find(({ datastore }) => datastore.vms.has(vm.instanceUuid));
    const owner = mount?.owner;
    if (!owner) return;
    const { datastore } = mount;
    const command = () => {
      if (!datastore.holds(vm.vmxPath, owner)) return;
      before();
      datastore.unlock(vm.vmxPath, owner);
    };
    this.#disk(life, datastore, command, () => {});
  }

  // Its agent

  #received(life: Life, { from, bootUuid, body }: Packet): void {
    switch (body.kind) {
      case 'ping':
        this.#send(life, from, { kind: 'pong', nonce: body.nonce });
        break;
      case 'pong':
        this.#step(life, { kind: 'pong', from, nonce: body.nonce });
        break;
      case 'powerOn':
        if (this.#options.sabotage === 'dropsOrders') break;
        this.#step(life, { kind: 'message', message: { from, bootUuid, body } });
        break;
      case 'election':
      case 'masterHeartbeat':
        if (this.#options.sabotage === 'neverAbdicates' && life.agent.status().state === 'master') break;
        this.#step(life, { kind: 'message', message: { from, bootUuid, body } });
        break;
      default:
        this.#step(life, { kind: 'message', message: { from, bootUuid, body } });
    }
  }

  #send(life: Life, to: HostMoref, body: Packet['body']): void {
    this.#options.network.send(this.moref, to, { from: this.moref, bootUuid: life.bootUuid, body });
  }

  #step(life: Life, event: FdmEvent): void {
    if (this.#life !== life) return;
    const effects = life.agent.step(event, this.#timeline.now);
    for (const effect of effects) this.#perform(life, effect);
    this.#schedule(life);
  }

  #schedule(life: Life): void {
    life.tick += 1;
    const { tick } = life;
    const deadline = life.agent.nextDeadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    const delayMs = deadline - this.#timeline.now;
    this.#idleTicks = delayMs > 0 ? 0 : this.#idleTicks + 1;
    if (this.#idleTicks > MAX_IDLE_TICKS) throw new Error(`the agent of ${this.moref} asks for a tick without end`);
    // As a real shell, whose clock is finer than its timers.
    this.#later(life, delayMs > 0 ? delayMs : 1, () => {
      if (life.tick === tick) this.#step(life, { kind: 'tick' });
    });
  }

  #perform(life: Life, effect: FdmEffect): void {
    (this.#handlers[effect.kind] as (life: Life, effect: FdmEffect) => void)(life, effect);
  }

  readonly #handlers: EffectHandlers = {
    send: (life, { to, body }) => this.#send(life, to, body),
    broadcast: (life, { body }) => {
      for (const { moref } of this.#configuration?.hosts ?? []) if (moref !== this.moref) this.#send(life, moref, body);
    },
    ping: (life, { to, nonce }) => this.#send(life, to, { kind: 'ping', nonce }),
    readDatastoreHeartbeats: (life, { request, datastores }) => {
      for (const uuid of datastores) this.#readSlots(life, request, uuid);
    },
    lockProtectedList: (life, { datastore }) => this.#lockList(life, datastore),
    releaseProtectedList: (life, { datastore }) => {
      const mount = this.#mountOf(life, datastore);
      const owner = mount?.owner;
      if (owner)
        this.#disk(
          life,
          mount.datastore,
          () => mount.datastore.unlock(PROTECTED_LIST, owner),
          () => {},
        );
    },
    writeProtectedList: (life, { datastore, request, vms }) => {
      const mount = this.#mountOf(life, datastore);
      const owner = mount?.owner;
      const answer = (written: boolean | undefined) => {
        const fault = { type: NO_ACCESS_FAULT, message: `the list of ${datastore} was not written`, definite: false };
        this.#step(life, { kind: 'protectedListWritten', datastore, request, ...(written ? {} : { fault }) });
      };
      const early = this.#options.sabotage === 'acknowledgesEarly';
      if (early) this.#later(life, 0, () => answer(true));
      const answered = early ? () => {} : answer;
      if (owner) this.#disk(life, mount.datastore, () => mount.datastore.writeProtectedList(vms, owner), answered);
      else this.#later(life, 0, () => answer(false));
    },
    powerOn: (life, { vmxPath, instanceUuid, attempt }) => {
      const vm = life.mounts.map(({ datastore }) => datastore.vms.get(instanceUuid)).find((files) => files);
      if (!vm) throw new Error(`${vmxPath} is on no datastore`);
      const answer = { kind: 'powerOnResult', vmxPath, instanceUuid, attempt } as const;
      // After this step: a refusal that needs no disk must not answer inside the effect.
      this.#later(life, 0, () =>
        this.#powerOn(life, vm, 'ha', (fault) => this.#step(life, fault ? { ...answer, fault } : answer)),
      );
    },
    reply: (life, { request, fault }) => {
      const done = life.replies.get(request);
      life.replies.delete(request);
      done?.(fault);
    },
    event: (_life, { type, vm, aboutHost }) => {
      const about = [vm?.instanceUuid, aboutHost].filter((name) => name !== undefined);
      this.#options.observer.log(this.moref, ['event', type, ...about].join(' '));
    },
    log: (_life, { message }) => this.#options.observer.log(this.moref, message),
  };

  #readSlots(life: Life, request: number, uuid: VolumeUuid): void {
    const mount = this.#mountOf(life, uuid);
    if (!mount) return;
    this.#disk(
      life,
      mount.datastore,
      () => mount.datastore.slots(),
      (slots) => {
        if (!slots) return;
        const read = [...slots].map(([host, { mountUuid, sequence }]) => ({ host, stamp: `${mountUuid}:${sequence}` }));
        this.#step(life, { kind: 'datastoreHeartbeats', request, datastore: uuid, slots: read });
      },
    );
  }

  #lockList(life: Life, name: string): void {
    const mount = this.#mountOf(life, name);
    const owner = mount?.owner;
    const refuse = (because: string) =>
      this.#step(life, { kind: 'protectedListRefused', datastore: name, owner: because });
    if (!owner) return this.#later(life, 0, () => refuse('nobody: the datastore is not mounted'));
    const { datastore, watch } = mount;
    const command = () => ({
      locked:
        datastore.holds(PROTECTED_LIST, owner) || datastore.lock(PROTECTED_LIST, owner, watch, this.#timeline.now),
      vms: datastore.readProtectedList(),
      holder: datastore.ownerOf(PROTECTED_LIST)?.host,
    });
    this.#disk(life, datastore, command, (result) => {
      if (!result) refuse('nobody: the datastore is not reached');
      else if (!result.locked) refuse(String(result.holder));
      else if (mount.owner !== owner) refuse('nobody: the lock was lost');
      else this.#step(life, { kind: 'protectedListLocked', datastore: name, vms: result.vms });
    });
  }
}
