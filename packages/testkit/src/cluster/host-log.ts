// What a host has said, line by line, with the host's own times: its events, as vCenter would show them, and the steps of
// its agents. A host that is cut off from everybody goes on saying it.
import type { TestProcess } from '../test-process.ts';

/** Lines of one host that are kept. */
export const MAX_LOG_ENTRIES = 20_000;

export interface LogEntry {
  /** Name of the host that said it. */
  readonly host: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly message: string;
  /** Type of the event, where it is one. */
  readonly event?: string;
  readonly vmxPath?: string;
  /** Moref of the host that the event is about. */
  readonly aboutHost?: string;
  /** "fdm" and the like. */
  readonly component?: string;
}

interface Line {
  readonly time?: string;
  readonly msg?: string;
  readonly event?: string;
  readonly vmxPath?: string;
  readonly aboutHost?: string;
  readonly component?: string;
}

export class HostLog {
  readonly host: string;
  private readonly kept: LogEntry[] = [];

  constructor(host: string) {
    this.host = host;
  }

  /** Listens to a process of the host from its first line on. */
  follow(process: Pick<TestProcess, 'onLogLine'>): void {
    process.onLogLine((text) => this.line(text));
  }

  get entries(): readonly LogEntry[] {
    return this.kept;
  }

  private line(text: string): void {
    const line = parse(text);
    if (line?.time === undefined) return;
    const { time, msg, event, vmxPath, aboutHost, component } = line;
    this.kept.push({
      host: this.host,
      time: Date.parse(time),
      message: msg ?? '',
      ...(event === undefined ? {} : { event }),
      ...(vmxPath === undefined ? {} : { vmxPath }),
      ...(aboutHost === undefined ? {} : { aboutHost }),
      ...(component === undefined ? {} : { component }),
    });
    if (this.kept.length > MAX_LOG_ENTRIES) this.kept.shift();
  }
}

/** Undefined for what a crash prints. */
function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
