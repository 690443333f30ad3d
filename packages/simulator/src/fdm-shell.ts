// The shell of an FDM agent on virtual time: it turns packets, ticks and answers of disks into events of the core, and carries
// the effects out, as packages/host-agent/src/fdm does it over a real network and real disks.
import {
  type ClusterConfiguration,
  type Fault,
  FdmAgent,
  type FdmEffect,
  type FdmEffectKind,
  type FdmEffectOf,
  type FdmEvent,
  type FdmStatus,
  type FdmTiming,
  type HostMoref,
  NO_ACCESS_FAULT,
  type ProtectedVm,
} from '@microsphere/fdm';
import { type FileLock, LockedError, type Operation, type Volume } from '@microsphere/vmfs';
import type { VmFiles } from './datastore.ts';
import type { HeldLock, HostDatastore } from './host-datastore.ts';
import type { Network } from './network.ts';
import {
  configurationPath,
  encodeConfigurationVersion,
  encodePowerOnList,
  encodeProtectedList,
  ensureFile,
  parseConfigurationVersion,
  parsePowerOnList,
  parseProtectedList,
  powerOnListPath,
  protectedListPath,
  withFile,
} from './protected-list.ts';
import type { StorageError } from './storage-operation.ts';
import { HOST_CPU_MHZ } from './vcenter.ts';
import { storageFault, type VmInventory } from './vm-inventory.ts';
import type { Observer, Packet, Sabotage } from './world.ts';

export interface FdmShellOptions {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly cluster: string;
  readonly timing: FdmTiming;
  readonly network: Network<Packet>;
  readonly observer: Observer;
  readonly sabotage: Sabotage | undefined;
  readonly datastores: readonly HostDatastore[];
  readonly vms: VmInventory;
  readonly now: () => number;
  /** Things that this life of the host does later, if it lasts. */
  readonly later: (delayMs: number, action: () => void) => void;
  readonly configurationOf: (version: number) => ClusterConfiguration | undefined;
  /** It is to be kept over restarts. */
  readonly onConfigured: (configuration: ClusterConfiguration) => void;
}

/** Ticks that ask for one more at the same moment before that counts as a loop. */
const MAX_IDLE_TICKS = 20;
/** A deadline that is nearer than this has come: clocks of hosts are fractions. */
const CLOCK_GRAIN_MS = 1e-3;

type EffectHandlers = { readonly [K in FdmEffectKind]: (effect: FdmEffectOf<K>) => void };

export class FdmShell {
  readonly #options: FdmShellOptions;
  readonly #agent: FdmAgent;
  readonly #replies = new Map<string, (fault: Fault | undefined) => void>();
  /** Protected lists that this host has locked, by datastore. */
  readonly #lists = new Map<string, HeldLock>();
  /** Datastores whose poweron file is being written, with what comes next. */
  readonly #powerOnLists = new Map<string, FdmEffectOf<'writePowerOnList'> | undefined>();
  #configuration: ClusterConfiguration | undefined;
  #requests = 0;
  /** When the agent wants to be ticked, and when the timer for that fires at the earliest. */
  #tickAt = Number.POSITIVE_INFINITY;
  #timerAt = Number.POSITIVE_INFINITY;
  #idleTicks = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #reporting = false;

  constructor(options: FdmShellOptions) {
    const { host, bootUuid, timing } = options;
    this.#options = options;
    this.#agent = new FdmAgent({ host, bootUuid, timing });
  }

  get status(): FdmStatus {
    return this.#agent.status();
  }

  configure(configuration: ClusterConfiguration): void {
    if (this.#configuration && configuration.version < this.#configuration.version) return;
    this.#configuration = configuration;
    this.#options.onConfigured(configuration);
    this.step({ kind: 'configured', configuration });
  }

  /** A request of vCenter to the master. */
  request(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[], done: (fault: Fault | undefined) => void): void {
    this.#requests += 1;
    const request = String(this.#requests);
    this.#replies.set(request, (fault) => {
      if (!fault) this.#options.observer.protectionAcknowledged(verb, vms);
      done(fault);
    });
    this.step({ kind: verb === 'protect' ? 'protectRequest' : 'unprotectRequest', request, vms });
  }

  /** Tells the agent what runs here and what is reached. */
  report(): void {
    // Several changes at one moment are one report.
    if (this.#reporting) return;
    this.#reporting = true;
    this.#options.later(0, () => {
      this.#reporting = false;
      this.reportNow();
    });
  }

  reportNow(): void {
    const { datastores, vms, now } = this.#options;
    this.#reportedAt = now();
    this.step({
      kind: 'localVms',
      vms: vms.runtimes(),
      datastores: Object.fromEntries(datastores.map((mine) => [mine.datastore.name, mine.condition])),
      cpuMhz: HOST_CPU_MHZ,
      cpuUnreservedMhz: HOST_CPU_MHZ,
      memoryUnreservedMb: vms.memoryUnreservedMb,
      accessibleDatastores: datastores.filter(({ accessible }) => accessible).map(({ datastore }) => datastore.name),
      startingVms: vms.startingVms(),
    });
  }

  /** Every lock of this host on a datastore is gone. */
  datastoreLost(name: string): void {
    if (this.#lists.delete(name)) this.step({ kind: 'protectedListLost', datastore: name });
  }

  #datastore(nameOrUuid: string): HostDatastore | undefined {
    return this.#options.datastores.find(({ datastore: { name, uuid } }) => name === nameOrUuid || uuid === nameOrUuid);
  }

  #vm(instanceUuid: string): VmFiles | undefined {
    return this.#options.datastores.map(({ datastore }) => datastore.vms.get(instanceUuid)).find((files) => files);
  }

  received({ from, bootUuid, body }: Packet): void {
    switch (body.kind) {
      case 'ping':
        this.#send(from, { kind: 'pong', nonce: body.nonce });
        break;
      case 'pong':
        this.step({ kind: 'pong', from, nonce: body.nonce });
        break;
      case 'powerOn':
        if (this.#options.sabotage === 'dropsOrders') break;
        this.step({ kind: 'message', message: { from, bootUuid, body } });
        break;
      case 'election':
      case 'masterHeartbeat':
        if (this.#options.sabotage === 'neverAbdicates' && this.#agent.status().state === 'master') break;
        this.step({ kind: 'message', message: { from, bootUuid, body } });
        break;
      default:
        this.step({ kind: 'message', message: { from, bootUuid, body } });
    }
  }

  #send(to: HostMoref, body: Packet['body']): void {
    this.#options.network.send(this.#options.host, to, {
      from: this.#options.host,
      bootUuid: this.#options.bootUuid,
      body,
    });
  }

  step(event: FdmEvent): void {
    const panics = this.#options.sabotage === 'panicsWithoutMaster';
    const before = panics ? this.status.state : undefined;
    const effects = this.#agent.step(event, this.#options.now());
    for (const effect of effects) this.#perform(effect);
    this.#schedule();
    if (panics && before === 'connectedToMaster' && this.status.state !== before) this.#panic();
  }

  /** A mistake that is made on purpose. */
  #panic(): void {
    const { later, vms } = this.#options;
    for (const { instanceUuid } of vms.runtimes()) {
      const vm = this.#vm(instanceUuid);
      if (vm) later(0, () => vms.act('powerOff', vm, 'there is no master', ignore));
    }
  }

  #schedule(): void {
    const deadline = this.#agent.nextDeadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    const { host, now } = this.#options;
    const delayMs = deadline - now();
    this.#idleTicks = delayMs > 0 ? 0 : this.#idleTicks + 1;
    if (this.#idleTicks > MAX_IDLE_TICKS) throw new Error(`the agent of ${host} asks for a tick without end`);
    // As a real shell, whose clock is finer than its timers.
    this.#plan(delayMs > CLOCK_GRAIN_MS ? deadline : now() + 1);
  }

  /** A timer that is set already, and fires before, is as good: it is set anew then. */
  #plan(at: number): void {
    const { now, later } = this.#options;
    this.#tickAt = at;
    if (this.#timerAt <= at) return;
    this.#timerAt = at;
    later(at - now(), () => {
      if (this.#timerAt !== at) return;
      this.#timerAt = Number.POSITIVE_INFINITY;
      if (this.#tickAt > now() + CLOCK_GRAIN_MS) this.#plan(this.#tickAt);
      else this.#tick();
    });
  }

  /** About once a heartbeat the agent is told how the VMs are. */
  #tick(): void {
    const { now, timing } = this.#options;
    if (now() - this.#reportedAt >= timing.fdmHeartbeatIntervalMs) this.reportNow();
    else this.step({ kind: 'tick' });
  }

  #perform(effect: FdmEffect): void {
    (this.#handlers[effect.kind] as (effect: FdmEffect) => void)(effect);
  }

  readonly #handlers: EffectHandlers = {
    send: ({ to, body }) => this.#send(to, body),
    broadcast: ({ body }) => {
      for (const { moref } of this.#configuration?.hosts ?? [])
        if (moref !== this.#options.host) this.#send(moref, body);
    },
    ping: ({ to, nonce }) => this.#send(to, { kind: 'ping', nonce }),
    readDatastoreHeartbeats: ({ request, datastores }) => {
      for (const uuid of datastores)
        this.#datastore(uuid)?.readSlots((slots) =>
          this.step({ kind: 'datastoreHeartbeats', request, datastore: uuid, slots }),
        );
    },
    lockProtectedList: ({ datastore }) => this.#lockList(datastore),
    releaseProtectedList: ({ datastore }) => {
      const list = this.#lists.get(datastore);
      const mine = this.#datastore(datastore);
      this.#lists.delete(datastore);
      if (list) mine?.unlock(list, ignore);
    },
    writeProtectedList: (effect) => this.#writeList(effect),
    powerOn: ({ vmxPath, instanceUuid, attempt, registerOnly }) => {
      const { later, vms } = this.#options;
      const answer = { kind: 'powerOnResult', vmxPath, instanceUuid, attempt } as const;
      // The report comes first: the core looks there whether a VM that could not be started runs already.
      const answered = (fault: Fault | undefined): void => {
        this.reportNow();
        this.step(fault ? { ...answer, fault } : answer);
      };
      // After this step: a refusal that needs no disk must not answer inside the effect.
      later(0, () => {
        const vm = this.#vm(instanceUuid);
        if (!vm) answered({ type: NO_ACCESS_FAULT, message: `no path leads to ${vmxPath}`, definite: true });
        else if (registerOnly) {
          vms.register(vm);
          answered(undefined);
        } else vms.powerOn(vm, 'ha', answered);
      });
    },
    pingIsolationAddress: ({ address, nonce }) =>
      this.#options.network.pingAddress(this.#options.host, address, () =>
        this.#options.later(0, () => this.step({ kind: 'isolationPong', address, nonce })),
      ),
    writePowerOnList: (effect) => {
      if (this.#powerOnLists.has(effect.datastore)) this.#powerOnLists.set(effect.datastore, effect);
      else this.#writePowerOnList(effect);
    },
    readPowerOnLists: ({ request, host, datastores }) => {
      for (const name of datastores) this.#readPowerOnList(request, host, name);
    },
    probeProtectedList: ({ datastore }) => {
      const answer = (owner: 'held' | 'free' | 'inaccessible') =>
        this.step({ kind: 'protectedListOwner', datastore, owner });
      const mine = this.#datastore(datastore);
      if (mine) mine.probeLock(protectedListPath(this.#options.cluster), answer);
      else this.#options.later(0, () => answer('inaccessible'));
    },
    writeClusterConfiguration: ({ datastore }) => {
      const { cluster } = this.#options;
      const path = configurationPath(cluster);
      const content = encodeConfigurationVersion(this.#configuration?.version ?? 0);
      this.#datastore(datastore)?.run(
        (volume) => withFile(volume, { cluster, path }, () => volume.writeFile(path, content)),
        ignore,
      );
    },
    readClusterConfiguration: () => {
      const path = configurationPath(this.#options.cluster);
      for (const mine of this.#options.datastores)
        mine.run(
          (volume) => volume.readFile(path),
          (result) => {
            if ('error' in result) return;
            const configuration = this.#options.configurationOf(parseConfigurationVersion(result.value));
            if (configuration && configuration.version > (this.#configuration?.version ?? 0))
              this.configure(configuration);
          },
        );
    },
    vmAction: ({ action, vmxPath, instanceUuid, because }) => {
      const vm = this.#vm(instanceUuid);
      if (!vm) throw new Error(`${vmxPath} is on no datastore`);
      this.#options.later(0, () =>
        this.#options.vms.act(action, vm, because, (fault) =>
          this.step({ kind: 'vmActionResult', action, instanceUuid, ...(fault ? { fault } : {}) }),
        ),
      );
    },
    reply: ({ request, fault }) => {
      const done = this.#replies.get(request);
      this.#replies.delete(request);
      done?.(fault);
    },
    event: ({ type, vm, aboutHost }) => {
      const about = [vm?.instanceUuid, aboutHost].filter((name) => name !== undefined);
      this.#options.observer.log(this.#options.host, ['event', type, ...about].join(' '));
    },
    log: ({ message }) => this.#options.observer.log(this.#options.host, message),
  };

  #lockList(name: string): void {
    const { cluster, later } = this.#options;
    const mine = this.#datastore(name);
    const refuse = (owner: string) => this.step({ kind: 'protectedListRefused', datastore: name, owner });
    if (!mine) {
      later(0, () => refuse('nobody: the datastore is not accessible'));
      return;
    }
    const path = protectedListPath(cluster);
    const held = this.#lists.get(name)?.fileLock;
    const open = function* (volume: Volume): Operation<{ fileLock: FileLock; content: Uint8Array }> {
      yield* ensureFile(volume, cluster, path);
      const fileLock = held ?? (yield* volume.lockFile(path));
      try {
        return { fileLock, content: yield* volume.readFile(path) };
      } catch (error) {
        // Whoever cannot read the list must not keep it from others.
        yield* volume.unlockFile(fileLock);
        throw error;
      }
    };
    mine.run(
      open,
      (result, mount) => {
        if ('error' in result) {
          refuse(ownerIn(result.error));
          return;
        }
        if (mount) this.#lists.set(name, { fileLock: result.value.fileLock, mount });
        this.step({ kind: 'protectedListLocked', datastore: name, vms: parseProtectedList(result.value.content) });
      },
      ({ fileLock }) => {
        if (mine.mount) mine.unlock({ fileLock, mount: mine.mount }, ignore);
      },
    );
  }

  #writeList({ datastore, request, vms }: FdmEffectOf<'writeProtectedList'>): void {
    const { cluster, later, sabotage } = this.#options;
    const answer = (error: StorageError | undefined) => {
      const fault = error && storageFault(error);
      this.step({ kind: 'protectedListWritten', datastore, request, ...(fault ? { fault } : {}) });
    };
    const mine = this.#datastore(datastore);
    const list = this.#lists.get(datastore);
    if (!mine || !list || mine.mount !== list.mount) {
      const fault = { type: NO_ACCESS_FAULT, message: `the list of ${datastore} is not locked`, definite: false };
      later(0, () => this.step({ kind: 'protectedListWritten', datastore, request, fault }));
      return;
    }
    const early = sabotage === 'acknowledgesEarly';
    if (early) later(0, () => answer(undefined));
    mine.run(
      (volume) => volume.writeFile(protectedListPath(cluster), encodeProtectedList(vms)),
      (result) => {
        if (!early) answer('error' in result ? result.error : undefined);
      },
    );
  }

  /** Tries until it is on disk, or a newer one overtakes it. */
  #writePowerOnList({ datastore, request, isolated, vms }: FdmEffectOf<'writePowerOnList'>): void {
    const { cluster, host, later, timing } = this.#options;
    this.#powerOnLists.set(datastore, undefined);
    const path = powerOnListPath(cluster, host);
    const content = encodePowerOnList({ isolated, vms });
    const write = (volume: Volume) => withFile(volume, { cluster, path }, () => volume.writeFile(path, content));
    const attempt = (): void =>
      this.#datastore(datastore)?.run(write, (result) => {
        const newer = this.#powerOnLists.get(datastore);
        if (newer) this.#writePowerOnList(newer);
        else if ('error' in result) later(timing.fdmHeartbeatIntervalMs, attempt);
        else {
          this.#powerOnLists.delete(datastore);
          this.step({ kind: 'powerOnListWritten', datastore, request });
        }
      });
    attempt();
  }

  #readPowerOnList(request: number, host: HostMoref, datastore: string): void {
    this.#datastore(datastore)?.run(
      (volume) => volume.readFile(powerOnListPath(this.#options.cluster, host)),
      (result) => {
        const list = 'value' in result ? parsePowerOnList(result.value) : undefined;
        if (list) this.step({ kind: 'powerOnListRead', request, host, datastore, ...list });
      },
    );
  }
}

function ignore(): void {}

/** Who has a list, as far as it is known. */
function ownerIn(error: StorageError): string {
  return error instanceof LockedError ? error.owner.hostName : `nobody: ${error.message}`;
}
