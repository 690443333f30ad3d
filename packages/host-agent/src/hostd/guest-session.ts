// What a host knows of a guest beside its machine, and the guest's next host has to know, too: since when it runs, what its tools
// have said, and the last of its console. Pure: state in, message out, and back.
import { pb } from '@microsphere/proto';
import type { ConsoleBuffer } from './console-buffer.ts';
import type { GuestTools } from './guest-tools.ts';

/** Of the console's history so much goes with the guest: it has room in the header of one frame. */
export const MAX_MOVED_CONSOLE_BYTES = 48 * 1024;

/** What of a guest on a host its session is about. */
export interface GuestParts {
  readonly tools: Pick<GuestTools, 'state' | 'restore'>;
  ioOperations: number;
}

export interface GuestTimes {
  /** Milliseconds since the epoch. */
  readonly bootTime: number;
  /** Since its power-on or last reset. */
  readonly upTimeMs: number;
}

export function sessionOf(
  { tools, ioOperations }: GuestParts,
  { bootTime, upTimeMs }: GuestTimes,
  console: Pick<ConsoleBuffer, 'history'>,
  now: number,
): pb.IGuestSession {
  const state = tools.state(now);
  return {
    bootTime,
    upTimeMs,
    ioOperations,
    toolsRunning: state.running,
    guestInfo: Object.fromEntries(state.guestInfo),
    guestHeartbeatStatus: pb.EntityStatus[state.heartbeatStatus],
    appHeartbeatStatus: pb.EntityStatus[state.applicationStatus],
    applicationState: state.applicationState,
    console: console.history().subarray(-MAX_MOVED_CONSOLE_BYTES),
    toolsLine: state.line,
    toolsLineOverlong: state.lineOverlong,
  };
}

/** The guest goes on here. Throws RangeError for a session that no host has sent. */
export function restoreSession(
  guest: GuestParts,
  session: pb.GuestSession,
  console: Pick<ConsoleBuffer, 'moved'>,
  now: number,
): void {
  guest.tools.restore(
    {
      running: session.toolsRunning,
      heartbeatStatus: statusOf(session.guestHeartbeatStatus),
      guestInfo: new Map(Object.entries(session.guestInfo)),
      applicationStatus: statusOf(session.appHeartbeatStatus),
      applicationState: applicationStateOf(session.applicationState),
      line: session.toolsLine,
      lineOverlong: session.toolsLineOverlong,
    },
    now,
  );
  guest.ioOperations = Number(session.ioOperations);
  console.moved(session.console);
}

function statusOf(status: pb.EntityStatus): 'gray' | 'green' | 'yellow' | 'red' {
  for (const name of ['gray', 'green', 'yellow', 'red'] as const) if (pb.EntityStatus[name] === status) return name;
  throw new RangeError(`status ${status} of a guest is none`);
}

function applicationStateOf(state: string): 'none' | 'appStateOk' | 'appStateNeedReset' {
  if (state === 'none' || state === 'appStateOk' || state === 'appStateNeedReset') return state;
  throw new RangeError(`state ${JSON.stringify(state)} of an application is none`);
}
