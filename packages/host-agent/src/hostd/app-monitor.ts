// Application monitoring of one guest, the host's side of VMware's GuestAppMonitor SDK: an application enables it, and marks
// itself active at least every 30 seconds until it disables it; or says outright that it needs a reset. Commands and codes are
// those of the SDK's RPCI (open-vm-tools, vmGuestAppMonitorLibInt.h). Pure: time is passed in.

/** vim25 GuestInfoAppStateType. */
export type ApplicationState = 'none' | 'appStateOk' | 'appStateNeedReset';

const PREFIX = 'GuestAppMonitor.Cmd.';
const code = { ok: '0', notEnabled: '2', argumentExpected: '3', badArgument: '5' } as const;

export class AppMonitor {
  private readonly timeoutMs: number;
  /** When it was last heard of; undefined while it is not monitored. */
  private activeAt: number | undefined;
  private state_: ApplicationState = 'none';

  /** @param timeoutMs - silence after which it is lost */
  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  /** What it has said of itself. */
  get state(): ApplicationState {
    return this.state_;
  }

  /** The answer to a command of the guest; undefined for one that is not for it. */
  perform(command: string, argument: string, now: number): string | undefined {
    switch (command.startsWith(PREFIX) ? command.slice(PREFIX.length) : '') {
      case 'Enable':
        this.activeAt = now;
        return code.ok;
      case 'Disable':
        this.activeAt = undefined;
        return code.ok;
      case 'IsEnabled':
        return String(this.activeAt !== undefined);
      case 'MarkActive':
        if (this.activeAt === undefined) return code.notEnabled;
        this.activeAt = now;
        return code.ok;
      case 'GetAppStatus':
        return this.heartbeatStatus(now);
      case 'PostAppState':
        if (argument === '') return code.argumentExpected;
        if (argument !== 'appStateOk' && argument !== 'appStateNeedReset') return code.badArgument;
        this.state_ = argument;
        return code.ok;
      default:
        return undefined;
    }
  }

  /** As it was on another host: gray is not monitored, red is lost. */
  restore(state: ApplicationState, status: 'gray' | 'green' | 'yellow' | 'red', now: number): void {
    this.state_ = state;
    if (status !== 'gray') this.activeAt = status === 'green' ? now : now - this.timeoutMs;
  }

  /** vim25 appHeartbeatStatus: gray while nobody has asked for it. */
  heartbeatStatus(now: number): 'gray' | 'green' | 'red' {
    if (this.activeAt === undefined) return 'gray';
    return now - this.activeAt < this.timeoutMs ? 'green' : 'red';
  }
}
