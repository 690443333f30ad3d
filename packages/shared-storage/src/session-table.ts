// Who is logged in. An initiator has one session: a new login ends the one before it (iSCSI calls that session
// reinstatement, RFC 7143 section 6.3.5), so that what it had sent and nobody answered takes no effect after the new
// session's first command. A process that has a successor is refused for good: it may have been frozen, and wake up.

/** Sessions that are remembered as superseded; an array's restart forgets them, their slots on the disk say it too. */
export const MAX_SUPERSEDED_SESSIONS = 1_024;

/** Initiators that an array knows; the names of more are refused until it starts anew. */
export const MAX_INITIATORS = 1_024;

/** One connection of an initiator (SAM calls initiator and target an I_T nexus). */
export interface Nexus {
  /** Name of the host. */
  readonly initiator: string;
  /** UUID of the process. */
  readonly session: string;
}

export interface Login extends Nexus {
  /** Ends the session's connection; no command of it is carried out afterwards. */
  readonly end: () => void;
}

export class SessionTable {
  private readonly current = new Map<string, Login>();
  private readonly superseded = new Set<string>();
  /** The session that logged in last, also when its connection is gone. */
  private readonly latest = new Map<string, string>();

  /** Why the login is refused; undefined when it is not. */
  login(login: Login): string | undefined {
    const { initiator, session } = login;
    if (this.superseded.has(session)) return 'a later process of this initiator has logged in';
    if (!this.latest.has(initiator) && this.latest.size >= MAX_INITIATORS)
      return `this array knows ${MAX_INITIATORS} initiators already`;
    const before = this.latest.get(initiator);
    if (before !== undefined && before !== session) this.supersede(before);
    this.current.get(initiator)?.end();
    this.latest.set(initiator, session);
    this.current.set(initiator, login);
    return undefined;
  }

  /** The connection is gone. */
  logout(initiator: string, end: () => void): void {
    if (this.current.get(initiator)?.end === end) this.current.delete(initiator);
  }

  private supersede(session: string): void {
    this.superseded.add(session);
    const [oldest] = this.superseded;
    if (this.superseded.size > MAX_SUPERSEDED_SESSIONS && oldest !== undefined) this.superseded.delete(oldest);
  }
}
