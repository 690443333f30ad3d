// The story of a failover in milliseconds after the kill: what its clients saw from outside, and what the cluster said.
import type { EventLine } from '../commands/events.ts';
import type { Acknowledgement } from '../ledger/audit.ts';

/** Whole milliseconds after the kill; undefined for what did not happen, or was not heard of. */
export interface VmTimeline {
  readonly vm: string;
  /** Whether the kill took its host. */
  readonly affected: boolean;
  /** The last acknowledgement before the silence: negative, or just after the kill for an answer on its way. */
  readonly lastAckMs: number | undefined;
  readonly poweredOnMs: number | undefined;
  /** The first acknowledgement after the silence. */
  readonly firstAckMs: number | undefined;
  /** The longest time between two acknowledgements. */
  readonly longestGapMs: number;
}

export interface Timeline {
  readonly declaredDeadMs: number | undefined;
  readonly vms: readonly VmTimeline[];
}

export interface TimelineInput {
  /** Milliseconds since the epoch. */
  readonly killedAt: number;
  readonly killedHosts: readonly string[];
  /** Monotonic milliseconds and milliseconds since the epoch of one moment. */
  readonly clock: { readonly monotonic: number; readonly wall: number };
  readonly events: readonly EventLine[];
  readonly vms: readonly {
    readonly name: string;
    readonly affected: boolean;
    readonly acknowledgements: readonly Acknowledgement[];
  }[];
}

const failedHostEvents: ReadonlySet<string> = new Set(['DasHostFailedEvent', 'com.vmware.vc.HA.DasHostFailedEvent']);

export function timelineOf({ killedAt, killedHosts, clock, events, vms }: TimelineInput): Timeline {
  const after = (event: EventLine) => Date.parse(event.time) - killedAt;
  const later = events.filter((event) => after(event) >= 0);
  const declared = later.filter(
    ({ type, host }) => failedHostEvents.has(type) && host !== undefined && killedHosts.includes(host),
  );
  return {
    declaredDeadMs: declared.length > 0 ? Math.min(...declared.map(after)) : undefined,
    vms: vms.map(({ name, affected, acknowledgements }) => {
      const times = acknowledgements.map(({ receivedAt }) =>
        Math.round(receivedAt - clock.monotonic + clock.wall - killedAt),
      );
      // The longest silence that ends after the kill; without one there was no interruption.
      let silence = -1;
      for (let index = 1; index < times.length; index += 1) {
        const [gap, longest] = [gapBefore(times, index), gapBefore(times, silence)];
        if (times[index]! > 0 && gap > longest) silence = index;
      }
      const poweredOn = later.find((event) => event.type === 'VmPoweredOnEvent' && event.vm === name);
      return {
        vm: name,
        affected,
        lastAckMs: times[silence - 1],
        poweredOnMs: poweredOn && after(poweredOn),
        firstAckMs: times[silence],
        longestGapMs: Math.max(0, gapBefore(times, silence)),
      };
    }),
  };
}

function gapBefore(times: readonly number[], index: number): number {
  const [from, to] = [times[index - 1], times[index]];
  return from === undefined || to === undefined ? -1 : to - from;
}
