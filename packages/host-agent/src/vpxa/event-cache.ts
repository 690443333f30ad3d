// The events of this boot that are kept for a vCenter that could not listen: each has a number, and whoever has fewer asks
// for the rest.
import type { pb } from '@microsphere/proto';

/** Events that a host keeps (reference: ha.md section 0, event cache of a slave). */
export const MAX_KEPT_EVENTS = 600;
/** Length of an event's message; what is longer is cut. A cache full of the longest ones fits into one answer. */
export const MAX_EVENT_MESSAGE_CHARACTERS = 256;

/** An event without what only vpxa knows. */
export interface HostEvent {
  readonly type: string;
  readonly message: string;
  readonly vmxPath?: string | undefined;
  readonly instanceUuid?: string | undefined;
  readonly aboutHost?: string | undefined;
  readonly arguments?: Readonly<Record<string, string>>;
}

export class EventCache {
  private readonly bootUuid: string;
  private readonly events: (pb.IHostEvent & { readonly sequence: number })[] = [];
  private sequence_ = 0;

  constructor(bootUuid: string) {
    this.bootUuid = bootUuid;
  }

  /** Number of the last event; 0 before the first. */
  get sequence(): number {
    return this.sequence_;
  }

  /** Numbers the event and keeps it. `createdTime` in milliseconds since the epoch. */
  add({ type, message, vmxPath, instanceUuid, aboutHost, arguments: given }: HostEvent, createdTime: number) {
    this.sequence_ += 1;
    const event = {
      createdTime,
      type,
      message: message.slice(0, MAX_EVENT_MESSAGE_CHARACTERS),
      vmxPath: vmxPath ?? '',
      instanceUuid: instanceUuid ?? '',
      aboutHost: aboutHost ?? '',
      arguments: { ...given },
      bootUuid: this.bootUuid,
      sequence: this.sequence_,
    };
    this.events.push(event);
    if (this.events.length > MAX_KEPT_EVENTS) this.events.shift();
    return event;
  }

  /** The kept events after `afterSequence` of boot `bootUuid`; all of them when that was an earlier boot. */
  after({ bootUuid, afterSequence }: { readonly bootUuid: string; readonly afterSequence: number }): pb.IHostEvent[] {
    const after = bootUuid === this.bootUuid ? afterSequence : 0;
    return this.events.filter(({ sequence }) => sequence > after);
  }
}
