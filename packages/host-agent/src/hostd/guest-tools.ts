// The guest tools channel: text lines between the guest and its host, named after VMware's RPCI ("info-get", "info-set")
// and TCLO ("OS_Halt"). Formats: packages/guests/README.md. Pure: bytes in, lines and decisions out.
import { type ApplicationState, AppMonitor } from './app-monitor.ts';

/** The longest line that is taken; a guest that sends a longer one loses it. */
export const MAX_TOOLS_LINE_BYTES = 1_024;
/** guestinfo.* keys that one guest may set. */
export const MAX_GUEST_INFO_KEYS = 64;
/** Bytes of them, keys and values together: they travel in every heartbeat of the host. */
export const MAX_GUEST_INFO_BYTES = 2_048;

/** vim25 guestHeartbeatStatus. */
export type HeartbeatStatus = 'gray' | 'green' | 'yellow' | 'red';

export interface GuestToolsOptions {
  /** What `info-get` answers, by key. */
  readonly info: (key: string) => string | undefined;
  readonly send: (bytes: Uint8Array) => void;
  readonly heartbeatIntervalMs: number;
  /** Silence after which the heartbeat is yellow, and after twice of which it is red; that of an application is red at once. */
  readonly heartbeatTimeoutMs: number;
}

/** What goes with a guest to another host. Its answers are given already, and what was typed is the machine's. */
export interface ToolsState {
  readonly running: boolean;
  readonly heartbeatStatus: HeartbeatStatus;
  readonly guestInfo: ReadonlyMap<string, string>;
  readonly applicationStatus: HeartbeatStatus;
  readonly applicationState: ApplicationState;
  /** Of a line that it has not ended yet. */
  readonly line: Uint8Array;
  readonly lineOverlong: boolean;
}

export class GuestTools {
  private readonly options: GuestToolsOptions;
  private pending = '';
  private overlong = false;
  private lastHeartbeat: number | undefined;
  /** Since when the host keeps the guest from running, and how long it has done so before: nobody speaks then. */
  private pausedAt: number | undefined;
  private pausedMs = 0;
  readonly application: AppMonitor;
  /** What the guest set: guestinfo.ip and the like. */
  readonly guestInfo = new Map<string, string>();
  /** Whether the tools in the guest have said hello. */
  running = false;
  /** The guest's count of its own boots, as its last heartbeat had it. */
  bootCount = 0;

  constructor(options: GuestToolsOptions) {
    this.options = options;
    this.application = new AppMonitor(options.heartbeatTimeoutMs);
  }

  /** The host keeps the guest from running. */
  pause(now: number): void {
    this.pausedAt ??= now;
  }

  /** The guest runs again. */
  resume(now: number): void {
    if (this.pausedAt !== undefined) this.pausedMs += now - this.pausedAt;
    this.pausedAt = undefined;
  }

  /** Time in which the guest could have spoken. */
  private timeOfGuest(now: number): number {
    return (this.pausedAt ?? now) - this.pausedMs;
  }

  /** Bytes from the guest. */
  receive(bytes: Uint8Array, now: number): void {
    const parts = (this.pending + Buffer.from(bytes).toString('latin1')).split('\n');
    this.pending = parts.pop() ?? '';
    for (const line of parts) {
      if (this.overlong || line.length > MAX_TOOLS_LINE_BYTES) this.overlong = false;
      else this.line(line, this.timeOfGuest(now));
    }
    if (this.pending.length > MAX_TOOLS_LINE_BYTES) {
      this.overlong = true;
      this.pending = '';
    }
  }

  private line(line: string, now: number): void {
    const [, id, command, argument] = /^(\d+) (\S+) ?(.*)$/.exec(line) ?? [];
    if (id === undefined || command === undefined) return;
    const answer = this.perform(command, argument ?? '', now);
    this.options.send(Buffer.from(`${id} ${answer.ok ? 1 : 0} ${answer.text}\n`, 'latin1'));
  }

  private perform(command: string, argument: string, now: number): { ok: boolean; text: string } {
    switch (command) {
      case 'tools.hello':
        this.running = true;
        this.lastHeartbeat = now;
        return {
          ok: true,
          text: `heartbeatMs=${this.options.heartbeatIntervalMs} markActiveMs=${this.options.heartbeatTimeoutMs}`,
        };
      case 'tools.heartbeat': {
        this.running = true;
        this.lastHeartbeat = now;
        this.bootCount = Number(argument.split(' ')[1] ?? 0);
        return { ok: true, text: '' };
      }
      case 'tools.halted':
        this.running = false;
        return { ok: true, text: '' };
      case 'info-get': {
        const value = this.guestInfo.get(argument) ?? this.options.info(argument);
        return value === undefined ? { ok: false, text: 'No value found' } : { ok: true, text: value };
      }
      case 'info-set': {
        const space = argument.indexOf(' ');
        const key = space < 0 ? argument : argument.slice(0, space);
        if (!key.startsWith('guestinfo.')) return { ok: false, text: 'only guestinfo.* can be set' };
        if (!this.guestInfo.has(key) && this.guestInfo.size >= MAX_GUEST_INFO_KEYS)
          return { ok: false, text: `more than ${MAX_GUEST_INFO_KEYS} guestinfo keys` };
        const value = space < 0 ? '' : argument.slice(space + 1);
        let bytes = key.length + value.length;
        for (const [other, taken] of this.guestInfo) if (other !== key) bytes += other.length + taken.length;
        if (bytes > MAX_GUEST_INFO_BYTES)
          return { ok: false, text: `more than ${MAX_GUEST_INFO_BYTES} bytes of guestinfo` };
        this.guestInfo.set(key, value);
        return { ok: true, text: '' };
      }
      default: {
        const answer = this.application.perform(command, argument, now);
        return answer === undefined ? { ok: false, text: `Unknown command: ${command}` } : { ok: true, text: answer };
      }
    }
  }

  /** Asks the guest's operating system to stop or to restart. */
  request(what: 'OS_Halt' | 'OS_Reboot' | 'ping'): void {
    this.options.send(Buffer.from(`* ${what}\n`, 'latin1'));
  }

  heartbeatStatus(now: number): HeartbeatStatus {
    if (!this.running || this.lastHeartbeat === undefined) return 'gray';
    const silence = this.timeOfGuest(now) - this.lastHeartbeat;
    if (silence < this.options.heartbeatTimeoutMs) return 'green';
    return silence < 2 * this.options.heartbeatTimeoutMs ? 'yellow' : 'red';
  }

  state(now: number): ToolsState {
    return {
      running: this.running,
      heartbeatStatus: this.heartbeatStatus(now),
      guestInfo: this.guestInfo,
      applicationStatus: this.application.heartbeatStatus(this.timeOfGuest(now)),
      applicationState: this.application.state,
      line: Buffer.from(this.pending, 'latin1'),
      lineOverlong: this.overlong,
    };
  }

  /** It goes on here. Clocks of two hosts are not compared: a heartbeat is as old as the least that its status says. */
  restore(state: ToolsState, now: number): void {
    const { heartbeatTimeoutMs } = this.options;
    const time = this.timeOfGuest(now);
    const age = { gray: 0, green: 0, yellow: 1, red: 2 }[state.heartbeatStatus] * heartbeatTimeoutMs;
    this.running = state.running;
    if (state.heartbeatStatus !== 'gray') this.lastHeartbeat = time - age;
    for (const [key, value] of state.guestInfo) this.guestInfo.set(key, value);
    this.application.restore(state.applicationState, state.applicationStatus, time);
    this.pending = Buffer.from(state.line).toString('latin1');
    this.overlong = state.lineOverlong;
  }

  /** Of its application; a guest that was halted has none. */
  applicationStatus(now: number): HeartbeatStatus {
    return this.running ? this.application.heartbeatStatus(this.timeOfGuest(now)) : 'gray';
  }
}
