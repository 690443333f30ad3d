// vpxa, vCenter's agent on the host: takes the host into an inventory, sends its heartbeat and its events, and lets the
// requests in. A host that no vCenter has taken in yet listens by its name only. Nothing here decides anything about a
// virtual machine: with vCenter gone, the host goes on as it is.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from '@microsphere/process';
import { pb, subjects, type Timing } from '@microsphere/proto';
import type { NatsConnection } from 'nats';
import { HostFault } from '../fault.ts';
import type { BootDisk, BootDiskDocuments } from '../hostd/boot-disk.ts';
import { EventCache, type HostEvent } from './event-cache.ts';
import type { RequestServer } from './request-server.ts';

export type { HostEvent } from './event-cache.ts';

/** Samples of the event loop's delay, in milliseconds. */
const LOOP_DELAY_RESOLUTION_MS = 5;
/** Heartbeats in a heartbeat interval that changes can cause, beside the regular one: a storm of changes is none of heartbeats. */
export const MAX_CHANGE_HEARTBEATS_PER_INTERVAL = 10;
/** The longest heartbeat that is sent: what a NATS message takes (1 MiB, max_payload). */
const MAX_HEARTBEAT_BYTES = 1024 * 1024;

/** A heartbeat without what vpxa itself knows. */
type HostSummary = Omit<
  pb.IHostHeartbeat,
  'moref' | 'sequence' | 'eventSequence' | 'loopDelayMs' | 'hostName' | 'bootUuid'
>;

export interface VpxaOptions {
  readonly hostName: string;
  readonly bootUuid: string;
  readonly nats: Pick<NatsConnection, 'publish'>;
  readonly requests: Pick<RequestServer, 'listen' | 'unlisten' | 'stop'>;
  readonly bootDisk: Pick<BootDisk, 'read' | 'write'>;
  readonly timing: Pick<Timing, 'hostHeartbeatIntervalMs'>;
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly summary: () => HostSummary;
  /** Called when vCenter has given the host an id that is new to it, and at the start when it had one already. */
  readonly onConnected: (moref: string) => void;
}

export class Vpxa {
  private readonly options: VpxaOptions;
  private readonly events: EventCache;
  private readonly loopDelay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  private regular: NodeJS.Timeout | undefined;
  private afterChange: NodeJS.Timeout | undefined;
  private lastChangeHeartbeat = Number.NEGATIVE_INFINITY;
  private sequence = 0;
  private identity: BootDiskDocuments['vpxa'] | undefined;
  private stopped = false;

  constructor(options: VpxaOptions) {
    this.options = options;
    this.events = new EventCache(options.bootUuid);
  }

  start(): void {
    const { requests, hostName, bootDisk, timing } = this.options;
    this.loopDelay.enable();
    this.regular = setInterval(() => this.heartbeat(), timing.hostHeartbeatIntervalMs);
    this.identity = bootDisk.read('vpxa');
    if (this.identity) {
      this.connected(this.identity.moref);
      this.heartbeat();
    }
    requests.listen(subjects.standaloneRequests(hostName));
  }

  /** A last heartbeat, because what changed last may not have been told yet; no more of them, and no more requests. */
  stop(): void {
    this.heartbeat();
    this.stopped = true;
    clearInterval(this.regular);
    clearTimeout(this.afterChange);
    this.loopDelay.disable();
    this.options.requests.stop();
  }

  /**
   * vCenter takes the host in, again and again if it likes, and under another id if it has forgotten the first one. Faults:
   * HostConfigFault for another vCenter, of which a host has one; InvalidArgument.
   */
  connect({ moref, vcenterUuid }: { readonly moref: string; readonly vcenterUuid: string }): void {
    const { identity } = this;
    const { hostName, requests, bootDisk } = this.options;
    if (identity && identity.vcenterUuid !== vcenterUuid)
      throw new HostFault('HostConfigFault', `${hostName} belongs to vCenter ${identity.vcenterUuid}`);
    try {
      subjects.heartbeat(moref);
    } catch (cause) {
      throw new HostFault('InvalidArgument', `moref: ${JSON.stringify(moref)} can't be a host's id`, { cause });
    }
    if (identity?.moref !== moref) {
      bootDisk.write('vpxa', { moref, vcenterUuid });
      if (identity) requests.unlisten(subjects.requests(identity.moref));
      this.identity = { moref, vcenterUuid };
      this.connected(moref);
    }
    this.heartbeat();
  }

  private connected(moref: string): void {
    this.options.requests.listen(subjects.requests(moref));
    this.options.onConnected(moref);
  }

  /** Something changed that vCenter should not wait a heartbeat interval for. */
  changed(): void {
    if (this.afterChange || this.stopped) return;
    const { now, timing } = this.options;
    const pauseMs = timing.hostHeartbeatIntervalMs / MAX_CHANGE_HEARTBEATS_PER_INTERVAL;
    const delayMs = Math.max(0, this.lastChangeHeartbeat + pauseMs - now());
    // Not in this turn: whoever changes one thing often changes the next one, too.
    this.afterChange = setTimeout(() => {
      this.afterChange = undefined;
      this.lastChangeHeartbeat = now();
      this.heartbeat();
    }, delayMs);
  }

  private heartbeat(): void {
    if (!this.identity || this.stopped) return;
    const { summary, hostName, bootUuid } = this.options;
    const delayMs = this.loopDelay.max / 1e6 - LOOP_DELAY_RESOLUTION_MS;
    this.loopDelay.reset();
    this.sequence += 1;
    const { moref } = this.identity;
    const heartbeat = pb.HostHeartbeat.encode({
      ...summary(),
      moref,
      hostName,
      bootUuid,
      sequence: this.sequence,
      eventSequence: this.events.sequence,
      loopDelayMs: Math.max(0, delayMs),
    }).finish();
    if (heartbeat.length > MAX_HEARTBEAT_BYTES)
      this.options.log.error(`a heartbeat of ${heartbeat.length} bytes is not sent`);
    else this.options.nats.publish(subjects.heartbeat(moref), heartbeat);
  }

  /** Tells vCenter, and keeps the event for a vCenter that doesn't hear it now. */
  event(happened: HostEvent): void {
    const { log, wallClock, nats } = this.options;
    const event = this.events.add(happened, wallClock());
    log.info({ event: event.type, vmxPath: happened.vmxPath, aboutHost: happened.aboutHost }, event.message);
    if (!this.identity || this.stopped) return;
    const { moref } = this.identity;
    nats.publish(subjects.event(moref), pb.HostEvent.encode({ ...event, moref }).finish());
  }

  /** The kept events after `afterSequence` of boot `bootUuid`; all of them when that was an earlier boot. */
  readEvents(after: { readonly bootUuid: string; readonly afterSequence: number }): pb.IHostEvent[] {
    const moref = this.identity?.moref ?? '';
    return this.events.after(after).map((event) => ({ ...event, moref }));
  }
}
