// The shell of vSphere HA's agent: it turns messages, timers, disk answers and vCenter's requests into events of the pure
// core (@microsphere/fdm), and carries out the effects. It decides nothing.
import {
  type ClusterConfiguration,
  type Fault,
  FdmAgent,
  type FdmEffect,
  type FdmEffectKind,
  type FdmEffectOf,
  type FdmEvent,
  type FdmEventOf,
  type FdmStatus,
  type VmAction,
} from '@microsphere/fdm';
import type { Logger } from '@microsphere/process';
import { type HostFaultType, pb, subjects, type Timing } from '@microsphere/proto';
import type { NatsConnection, Subscription } from 'nats';
import { HostFault } from '../fault.ts';
import type { BootDisk } from '../hostd/boot-disk.ts';
import type { HaActionResult } from '../hostd/ha-action.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { HostEvent } from '../vpxa/vpxa.ts';
import { toConfiguration } from './cluster-configuration.ts';
import { faultOf, HaDatastores } from './ha-datastores.ts';
import { IsolationPinger } from './isolation-address.ts';
import { type HostReport, localVmsEvent } from './local-vms.ts';
import { decodeWire, encodeWire, fdmProtectedVm, type WireBody } from './wire.ts';

export interface FdmOptions {
  readonly moref: string;
  readonly bootUuid: string;
  readonly nats: NatsConnection;
  readonly timing: Timing;
  readonly bootDisk: BootDisk;
  readonly log: Logger;
  readonly now: () => number;
  readonly datastores: () => readonly Datastore[];
  /** This host's VMs and what it could still take. */
  readonly localVms: () => HostReport;
  /**
   * Registers the VM if need be and powers it on. FDM tells these faults apart: FileLocked, CannotAccessFile (tried again
   * while a dead owner's lease may last), and InvalidPowerState when the VM's files, read under the lock, say that its last
   * power-off was clean: a master may not have heard of that, and HA must not undo it.
   */
  readonly powerOn: (vmxPath: string) => Promise<void>;
  /** Registers the VM if need be. */
  readonly register: (vmxPath: string) => Promise<void>;
  /** What HA does to a VM of this host; `because` is for its log. */
  readonly vmAction: (what: {
    readonly action: VmAction;
    readonly vmxPath: string;
    readonly because: string;
  }) => Promise<HaActionResult>;
  readonly event: (event: HostEvent) => void;
  /** The cluster's state changed in a way that vCenter should hear of at once. */
  readonly onStatus: () => void;
}

type EffectHandlers = { [K in FdmEffectKind]: (effect: FdmEffectOf<K>) => void };

export class Fdm {
  private readonly options: FdmOptions;
  private readonly agent: FdmAgent;
  private readonly isolationPinger: IsolationPinger;
  /** Of the cluster that this host belongs to. */
  private disks: HaDatastores | undefined;
  private readonly replies = new Map<string, { resolve: () => void; reject: (fault: HostFault) => void }>();
  private subscriptions: Subscription[] = [];
  private configuration: ClusterConfiguration | undefined;
  /** The same, as vCenter has sent it. */
  private encoded: Uint8Array = new Uint8Array(0);
  private timer: NodeJS.Timeout | undefined;
  private requests = 0;
  private status_: string = '';
  private stopped = false;
  /** Events that came while the effects of one before were being carried out. */
  private readonly events: FdmEvent[] = [];
  private stepping = false;

  constructor(options: FdmOptions) {
    this.options = options;
    this.agent = new FdmAgent({ host: options.moref, bootUuid: options.bootUuid, timing: options.timing });
    this.isolationPinger = new IsolationPinger(options.nats, options.timing.fdmPingTimeoutMs);
    const kept = options.bootDisk.read('clusterconfig');
    if (kept) this.configure(pb.ConfigureClusterRequest.decode(Buffer.from(kept.request, 'base64')));
  }

  get status(): FdmStatus {
    return this.agent.status();
  }

  /** vCenter's configuration of the cluster; kept over restarts. */
  configure(request: pb.IConfigureClusterRequest): void {
    const configuration = toConfiguration(request);
    if (this.configuration && configuration.version < this.configuration.version) return;
    this.encoded = pb.ConfigureClusterRequest.encode(request).finish();
    this.options.bootDisk.write('clusterconfig', { request: Buffer.from(this.encoded).toString('base64') });
    if (configuration.cluster !== this.configuration?.cluster) this.join(configuration.cluster);
    this.configuration = configuration;
    this.reportLocalVms();
    this.step({ kind: 'configured', configuration });
  }

  /** Asks the agent, as master, to protect VMs (or no longer to); resolves when that is on disk. */
  protect(kind: 'protectRequest' | 'unprotectRequest', vms: readonly pb.IProtectedVm[]): Promise<void> {
    this.requests += 1;
    const request = String(this.requests);
    const answered = new Promise<void>((resolve, reject) => this.replies.set(request, { resolve, reject }));
    this.step({ kind, request, vms: vms.map(fdmProtectedVm) });
    return answered;
  }

  /** To be called whenever a VM of this host changed, and as often as the agent's heartbeat. */
  reportLocalVms(): void {
    this.step(localVmsEvent(this.options.localVms(), this.options.datastores()));
  }

  /** Every lock of this host on a datastore is gone. */
  datastoreLost(name: string): void {
    this.disks?.lost(name);
  }

  /** Lets the locks go, so that another host need not wait for the lease. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    await this.disks?.stop();
  }

  private join(cluster: string): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    const { nats, moref, datastores, timing, log } = this.options;
    void this.disks?.stop();
    this.disks = new HaDatastores({ moref, cluster, datastores, timing, log, answer: (event) => this.step(event) });
    this.subscriptions = [subjects.fdm(cluster, moref), subjects.fdmElection(cluster)].map((subject) =>
      nats.subscribe(subject, {
        callback: (error, message) => {
          if (!error) this.receive(message.data);
        },
      }),
    );
  }

  private receive(data: Uint8Array): void {
    const message = decodeWire(data);
    if (!message || message.from === this.options.moref) return;
    const { from, bootUuid, body } = message;
    if (body.kind === 'ping') this.send(from, { kind: 'pong', nonce: body.nonce });
    else if (body.kind === 'pong') this.step({ kind: 'pong', from, nonce: body.nonce });
    else this.step({ kind: 'message', message: { from, bootUuid, body } });
  }

  private send(to: string, body: WireBody): void {
    if (!this.configuration) return;
    this.options.nats.publish(subjects.fdm(this.configuration.cluster, to), this.encode(body));
  }

  private encode(body: WireBody): Uint8Array {
    return encodeWire({ from: this.options.moref, bootUuid: this.options.bootUuid, body });
  }

  private step(event: FdmEvent): void {
    if (this.stopped) return;
    this.events.push(event);
    // An effect that has news at once must not overtake the effects that are still to be carried out.
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.events.shift(); next; next = this.events.shift()) {
        for (const effect of this.agent.step(next, this.options.now())) this.perform(effect);
      }
    } finally {
      this.stepping = false;
    }
    this.schedule();
    const status = JSON.stringify(this.agent.status());
    if (status === this.status_) return;
    this.status_ = status;
    this.options.onStatus();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const delayMs = this.agent.nextDeadline - this.options.now();
    if (delayMs === Number.POSITIVE_INFINITY) return;
    // Rounded up, and a millisecond at least: a timer that fires early would only be set again.
    this.timer = setTimeout(
      () => {
        this.reportLocalVms();
        this.step({ kind: 'tick' });
      },
      Math.max(1, Math.ceil(delayMs)),
    );
  }

  private perform(effect: FdmEffect): void {
    (this.handlers[effect.kind] as (effect: FdmEffect) => void)(effect);
  }

  private readonly handlers: EffectHandlers = {
    send: ({ to, body }) => this.send(to, body),
    broadcast: ({ body }) => {
      if (this.configuration)
        this.options.nats.publish(subjects.fdmElection(this.configuration.cluster), this.encode(body));
    },
    ping: ({ to, nonce }) => {
      this.options.log.debug(`pings ${to}`);
      this.send(to, { kind: 'ping', nonce });
    },
    readDatastoreHeartbeats: ({ request, datastores }) => {
      this.options.log.debug('reads the datastore heartbeats');
      for (const datastore of this.options.datastores())
        if (datastores.includes(datastore.uuid)) void this.readHeartbeats(request, datastore);
    },
    lockProtectedList: ({ datastore }) => void this.disks?.lockList(datastore),
    releaseProtectedList: ({ datastore }) => this.disks?.releaseList(datastore),
    writeProtectedList: (effect) => void this.disks?.writeList(effect),
    probeProtectedList: ({ datastore }) => void this.disks?.probeList(datastore),
    writePowerOnList: (effect) => void this.disks?.writePowerOnList(effect),
    readPowerOnLists: (effect) => this.disks?.readPowerOnLists(effect),
    writeClusterConfiguration: ({ datastore }) => void this.disks?.writeConfiguration(datastore, this.encoded),
    readClusterConfiguration: () => void this.readConfiguration(),
    pingIsolationAddress: ({ address, nonce }) => {
      this.options.log.debug(`pings isolation address ${address}`);
      void this.isolationPinger.ping(address).then((answered) => {
        if (answered) this.step({ kind: 'isolationPong', address, nonce });
      });
    },
    powerOn: ({ vmxPath, instanceUuid, attempt, registerOnly }) => {
      const done = registerOnly ? this.options.register(vmxPath) : this.options.powerOn(vmxPath);
      this.answer(
        done.then(() => ({})),
        { kind: 'powerOnResult', vmxPath, instanceUuid, attempt },
      );
    },
    vmAction: ({ action, vmxPath, instanceUuid, because }) => {
      const done = this.options.vmAction({ action, vmxPath, because });
      this.answer(done, { kind: 'vmActionResult', action, instanceUuid });
    },
    reply: ({ request, fault }) => {
      const waiting = this.replies.get(request);
      this.replies.delete(request);
      if (fault) waiting?.reject(refusal(fault));
      else waiting?.resolve();
    },
    event: ({ type, message, aboutHost, vm, arguments: args }) => {
      const { vmxPath, instanceUuid } = vm ?? {};
      this.options.event({ type, message, aboutHost, vmxPath, instanceUuid, ...(args ? { arguments: args } : {}) });
    },
    log: ({ message }) => this.options.log.info(message),
  };

  private async readHeartbeats(request: number, datastore: Datastore): Promise<void> {
    try {
      const slots = await datastore.readHeartbeatSlots();
      const hosts = new Map(this.configuration?.hosts.map(({ hostName, moref }) => [hostName, moref]));
      this.step({
        kind: 'datastoreHeartbeats',
        request,
        datastore: datastore.uuid,
        slots: slots.flatMap(({ hostName, stamp }) => {
          const host = hosts.get(hostName);
          return host === undefined ? [] : [{ host, stamp }];
        }),
      });
    } catch (error) {
      this.options.log.warn({ err: error, datastore: datastore.name }, 'datastore heartbeats could not be read');
    }
  }

  /** What was done to a VM is an event when it is over; a report of this host comes first, for the core looks there what runs. */
  private answer(
    done: Promise<HaActionResult>,
    event: FdmEventOf<'powerOnResult'> | FdmEventOf<'vmActionResult'>,
  ): void {
    const answered = (result: FdmEvent): void => {
      this.reportLocalVms();
      this.step(result);
    };
    done.then(
      (result) => answered({ ...event, ...result }),
      (error) => answered({ ...event, fault: faultOf(error) }),
    );
  }

  private async readConfiguration(): Promise<void> {
    for (const encoded of (await this.disks?.readConfigurations()) ?? []) {
      try {
        const request = pb.ConfigureClusterRequest.decode(encoded);
        const { cluster, version } = this.configuration ?? {};
        if (request.cluster === cluster && request.version > (version ?? 0)) this.configure(request);
      } catch (err) {
        this.options.log.warn({ err }, 'a configuration of the cluster on a datastore is damaged');
      }
    }
  }
}

/** What a protect request can be refused with: by the core, or by the disk. */
const refusals: readonly HostFaultType[] = [
  'CannotAccessFile',
  'FileFault',
  'FileLocked',
  'InvalidDatastorePath',
  'InvalidState',
  'NoDiskSpace',
];

function refusal({ type, message, definite }: Fault): HostFault {
  return new HostFault(refusals.find((known) => known === type) ?? 'SystemError', message, { definite });
}
