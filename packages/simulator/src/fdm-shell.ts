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
  type VolumeUuid,
} from '@microsphere/fdm';
import { type Datastore, PROTECTED_LIST, type VmFiles } from './datastore.ts';
import type { Mount } from './mount.ts';
import type { Network } from './network.ts';
import type { Timeline } from './timeline.ts';
import type { Observer, Packet, Sabotage } from './world.ts';

export interface FdmShellOptions {
  readonly host: HostMoref;
  readonly bootUuid: string;
  readonly timing: FdmTiming;
  readonly timeline: Timeline;
  readonly network: Network<Packet>;
  readonly observer: Observer;
  readonly sabotage: Sabotage | undefined;
  readonly mounts: readonly Mount[];
  /** Things that this life of the host does later, if it lasts. */
  readonly later: (delayMs: number, action: () => void) => void;
  readonly disk: <T>(datastore: Datastore, command: () => T, answered: (result: T | undefined) => void) => void;
  readonly powerOn: (vm: VmFiles, done: (fault: Fault | undefined) => void) => void;
}

/** Ticks that ask for one more at the same moment before that counts as a loop. */
const MAX_IDLE_TICKS = 20;

/** The core does not ask for this yet. */
function notYet({ kind }: FdmEffect): void {
  throw new Error(`not carried out: ${kind}`);
}

type EffectHandlers = { readonly [K in FdmEffectKind]: (effect: FdmEffectOf<K>) => void };

export class FdmShell {
  readonly #options: FdmShellOptions;
  readonly #agent: FdmAgent;
  readonly #replies = new Map<string, (fault: Fault | undefined) => void>();
  #configuration: ClusterConfiguration | undefined;
  #requests = 0;
  #tick = 0;
  #idleTicks = 0;

  constructor(options: FdmShellOptions) {
    const { host, bootUuid, timing } = options;
    this.#options = options;
    this.#agent = new FdmAgent({ host, bootUuid, timing });
  }

  get status(): FdmStatus {
    return this.#agent.status();
  }

  configure(configuration: ClusterConfiguration): void {
    this.#configuration = configuration;
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

  #mountOf(datastore: string): Mount | undefined {
    const { mounts } = this.#options;
    return mounts.find((mount) => mount.datastore.name === datastore || mount.datastore.uuid === datastore);
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
    const effects = this.#agent.step(event, this.#options.timeline.now);
    for (const effect of effects) this.#perform(effect);
    this.#schedule();
  }

  #schedule(): void {
    this.#tick += 1;
    const tick = this.#tick;
    const deadline = this.#agent.nextDeadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    const delayMs = deadline - this.#options.timeline.now;
    this.#idleTicks = delayMs > 0 ? 0 : this.#idleTicks + 1;
    if (this.#idleTicks > MAX_IDLE_TICKS)
      throw new Error(`the agent of ${this.#options.host} asks for a tick without end`);
    // As a real shell, whose clock is finer than its timers.
    this.#options.later(delayMs > 0 ? delayMs : 1, () => {
      if (this.#tick === tick) this.step({ kind: 'tick' });
    });
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
      for (const uuid of datastores) this.#readSlots(request, uuid);
    },
    lockProtectedList: ({ datastore }) => this.#lockList(datastore),
    releaseProtectedList: ({ datastore }) => {
      const mount = this.#mountOf(datastore);
      const owner = mount?.owner;
      if (owner)
        this.#options.disk(
          mount.datastore,
          () => mount.datastore.unlock(PROTECTED_LIST, owner),
          () => {},
        );
    },
    writeProtectedList: ({ datastore, request, vms }) => {
      const mount = this.#mountOf(datastore);
      const owner = mount?.owner;
      const answer = (written: boolean | undefined) => {
        const fault = { type: NO_ACCESS_FAULT, message: `the list of ${datastore} was not written`, definite: false };
        this.step({ kind: 'protectedListWritten', datastore, request, ...(written ? {} : { fault }) });
      };
      const early = this.#options.sabotage === 'acknowledgesEarly';
      if (early) this.#options.later(0, () => answer(true));
      const answered = early ? () => {} : answer;
      if (owner) this.#options.disk(mount.datastore, () => mount.datastore.writeProtectedList(vms, owner), answered);
      else this.#options.later(0, () => answer(false));
    },
    powerOn: ({ vmxPath, instanceUuid, attempt }) => {
      const vm = this.#options.mounts.map(({ datastore }) => datastore.vms.get(instanceUuid)).find((files) => files);
      if (!vm) throw new Error(`${vmxPath} is on no datastore`);
      const answer = { kind: 'powerOnResult', vmxPath, instanceUuid, attempt } as const;
      // After this step: a refusal that needs no disk must not answer inside the effect.
      this.#options.later(0, () =>
        this.#options.powerOn(vm, (fault) => this.step(fault ? { ...answer, fault } : answer)),
      );
    },
    pingIsolationAddress: notYet,
    writePowerOnList: notYet,
    readPowerOnLists: notYet,
    probeProtectedList: notYet,
    writeClusterConfiguration: notYet,
    readClusterConfiguration: notYet,
    vmAction: notYet,
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

  #readSlots(request: number, uuid: VolumeUuid): void {
    const mount = this.#mountOf(uuid);
    if (!mount) return;
    this.#options.disk(
      mount.datastore,
      () => mount.datastore.slots(),
      (slots) => {
        if (!slots) return;
        const read = [...slots].map(([host, { mountUuid, sequence }]) => ({ host, stamp: `${mountUuid}:${sequence}` }));
        this.step({ kind: 'datastoreHeartbeats', request, datastore: uuid, slots: read });
      },
    );
  }

  #lockList(name: string): void {
    const mount = this.#mountOf(name);
    const owner = mount?.owner;
    const refuse = (because: string) => this.step({ kind: 'protectedListRefused', datastore: name, owner: because });
    if (!owner) {
      this.#options.later(0, () => refuse('nobody: the datastore is not mounted'));
      return;
    }
    const { datastore, watch } = mount;
    const command = () => ({
      locked:
        datastore.holds(PROTECTED_LIST, owner) ||
        datastore.lock(PROTECTED_LIST, owner, watch, this.#options.timeline.now),
      vms: datastore.readProtectedList(),
      holder: datastore.ownerOf(PROTECTED_LIST)?.host,
    });
    this.#options.disk(datastore, command, (result) => {
      if (!result) refuse('nobody: the datastore is not reached');
      else if (!result.locked) refuse(String(result.holder));
      else if (mount.owner !== owner) refuse('nobody: the lock was lost');
      else this.step({ kind: 'protectedListLocked', datastore: name, vms: result.vms });
    });
  }
}
