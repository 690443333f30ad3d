// vpxa, vCenter's agent on the host: takes the host into an inventory, sends its heartbeat and its events, and lets the
// requests in. A host that no vCenter has taken in yet listens by its name only. Nothing here decides anything about a
// virtual machine: with vCenter gone, the host goes on as it is.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from '@microsphere/process';
import { pb, subjects, type Timing } from '@microsphere/proto';
import type { NatsConnection } from 'nats';
import { HostFault } from '../fault.ts';
import type { BootDisk } from '../hostd/boot-disk.ts';
import type { RequestServer } from './request-server.ts';

/** Samples of the event loop's delay, in milliseconds. */
const LOOP_DELAY_RESOLUTION_MS = 5;

/** Events that a host keeps for a vCenter that could not listen (reference: ha.md section 0, event cache of a slave). */
export const MAX_KEPT_EVENTS = 600;

/** A heartbeat without what vpxa itself knows. */
export type HostSummary = Omit<
  pb.IHostHeartbeat,
  'moref' | 'sequence' | 'eventSequence' | 'loopDelayMs' | 'hostName' | 'bootUuid'
>;

export interface HostEvent {
  readonly type: string;
  readonly message: string;
  readonly vmxPath?: string | undefined;
  readonly instanceUuid?: string | undefined;
  readonly aboutHost?: string | undefined;
  readonly arguments?: Readonly<Record<string, string>>;
}

export interface VpxaOptions {
  readonly hostName: string;
  readonly bootUuid: string;
  readonly nats: NatsConnection;
  readonly requests: RequestServer;
  readonly bootDisk: BootDisk;
  readonly timing: Timing;
  readonly wallClock: () => number;
  readonly log: Logger;
  readonly summary: () => HostSummary;
  /** Called when vCenter has given the host its id, and at the start when it had one already. */
  readonly onConnected: (moref: string) => void;
}

export class Vpxa {
  private readonly options: VpxaOptions;
  private readonly loopDelay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  private timer: NodeJS.Timeout | undefined;
  private sequence = 0;
  private eventSequence = 0;
  private readonly events: pb.IHostEvent[] = [];
  private identity: { readonly moref: string; readonly vcenterUuid: string } | undefined;

  constructor(options: VpxaOptions) {
    this.options = options;
  }

  /** The id that vCenter gave this host. */
  get moref(): string | undefined {
    return this.identity?.moref;
  }

  start(): void {
    const { requests, hostName, bootDisk, timing } = this.options;
    requests.listen(subjects.standaloneRequests(hostName));
    this.identity = bootDisk.read('vpxa');
    if (this.identity) this.connected(this.identity.moref);
    this.loopDelay.enable();
    this.timer = setInterval(() => this.heartbeat(), timing.hostHeartbeatIntervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.loopDelay.disable();
  }

  /** vCenter takes the host in. A host has one vCenter: another one is refused. */
  connect({ moref, vcenterUuid }: { readonly moref: string; readonly vcenterUuid: string }): void {
    if (this.identity && this.identity.vcenterUuid !== vcenterUuid)
      throw new HostFault(
        'HostConfigFault',
        `${this.options.hostName} belongs to vCenter ${this.identity.vcenterUuid}`,
      );
    this.identity = { moref, vcenterUuid };
    this.options.bootDisk.write('vpxa', this.identity);
    this.connected(moref);
  }

  private connected(moref: string): void {
    this.options.requests.listen(subjects.requests(moref));
    this.options.onConnected(moref);
    this.heartbeat();
  }

  /** Sends a heartbeat now: also whenever something changed that vCenter should not wait a second for. */
  heartbeat(): void {
    if (!this.identity) return;
    const delayMs = this.loopDelay.max / 1e6 - LOOP_DELAY_RESOLUTION_MS;
    this.loopDelay.reset();
    this.sequence += 1;
    this.options.nats.publish(
      subjects.heartbeat(this.identity.moref),
      pb.HostHeartbeat.encode({
        ...this.options.summary(),
        moref: this.identity.moref,
        hostName: this.options.hostName,
        bootUuid: this.options.bootUuid,
        sequence: this.sequence,
        eventSequence: this.eventSequence,
        loopDelayMs: Math.max(0, delayMs),
      }).finish(),
    );
  }

  /** Tells vCenter, and keeps the event for a vCenter that doesn't hear it now. */
  event({ type, message, vmxPath, instanceUuid, aboutHost, arguments: given }: HostEvent): void {
    const { log, bootUuid, wallClock, nats } = this.options;
    log.info({ event: type, vmxPath, aboutHost }, message);
    this.eventSequence += 1;
    const event: pb.IHostEvent = {
      createdTime: wallClock(),
      type,
      message,
      vmxPath: vmxPath ?? '',
      instanceUuid: instanceUuid ?? '',
      aboutHost: aboutHost ?? '',
      arguments: { ...given },
      bootUuid,
      sequence: this.eventSequence,
    };
    this.events.push(event);
    if (this.events.length > MAX_KEPT_EVENTS) this.events.shift();
    if (!this.identity) return;
    const { moref } = this.identity;
    nats.publish(subjects.event(moref), pb.HostEvent.encode({ ...event, moref }).finish());
  }

  /** The kept events after `afterSequence` of boot `bootUuid`; all of them when that was an earlier boot. */
  readEvents({
    bootUuid,
    afterSequence,
  }: {
    readonly bootUuid: string;
    readonly afterSequence: number;
  }): pb.IHostEvent[] {
    const after = bootUuid === this.options.bootUuid ? afterSequence : 0;
    const moref = this.identity?.moref ?? '';
    return this.events.filter(({ sequence }) => (sequence ?? 0) > after).map((event) => ({ ...event, moref }));
  }
}
