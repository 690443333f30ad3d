// Who is logged in. An initiator has one session: the login of a new one ends the one before it with all its connections
// (iSCSI calls that session reinstatement, RFC 7143 section 6.3.5), so that what it had sent and nobody answered takes no
// effect after the new session's first command. A session has a connection for each path, told apart by its connection
// id; a new one of the same id ends the one before it likewise. A process that has a successor is refused for good: it may have
// been frozen, and wake up. That is stored before the successor is served, so an array that starts again knows it.

/** Sessions that are remembered as superseded, the latest of them. */
export const MAX_SUPERSEDED_SESSIONS = 1_024;

/** Initiators that an array knows; the names of more are refused. */
export const MAX_INITIATORS = 1_024;

/** Connections of one session (vSphere 8 configuration maximums: 32 paths to a LUN). */
export const MAX_CONNECTIONS_PER_SESSION = 32;

/** One connection of an initiator (SAM calls initiator and target an I_T nexus). */
export interface Nexus {
  /** Name of the host. */
  readonly initiator: string;
  /** UUID of the process. */
  readonly session: string;
  /** Connection id (CID): which of the session's connections. */
  readonly connection: number;
}

export interface Login extends Nexus {
  /** Ends the connection; no command of it is carried out afterwards. */
  readonly end: () => void;
}

/** Why a login is refused, and whether for good. */
export interface Refusal {
  readonly reason: string;
  readonly forGood: boolean;
}

/** What is stored. */
export interface SessionRecord {
  /** The session of each initiator that logged in last. */
  readonly latest: Readonly<Record<string, string>>;
  readonly superseded: readonly string[];
}

export interface SessionStore {
  load(): SessionRecord | undefined;
  /** The record is on stable storage when this returns; throws when it could not be stored, and the one before it counts. */
  save(record: SessionRecord): void;
}

export class SessionTable {
  private readonly store: SessionStore;
  /** The session of each initiator that logged in last, also when its connections are gone. */
  private readonly latest: Map<string, string>;
  private readonly superseded: Set<string>;
  /** Those that are logged in, by initiator and connection id. */
  private readonly logins = new Map<string, Map<number, Login>>();

  constructor(store: SessionStore) {
    this.store = store;
    const { latest, superseded } = store.load() ?? { latest: {}, superseded: [] };
    this.latest = new Map(Object.entries(latest));
    this.superseded = new Set(superseded);
  }

  /** Why the login is refused; undefined when it is not. */
  login(login: Login): Refusal | undefined {
    const { initiator, session, connection } = login;
    if (this.superseded.has(session))
      return { reason: 'a later process of this initiator has logged in', forGood: true };
    const before = this.latest.get(initiator);
    if (before === undefined && this.latest.size >= MAX_INITIATORS)
      return { reason: `this array knows ${MAX_INITIATORS} initiators already`, forGood: true };
    if (before !== session) {
      const refusal = this.establish(initiator, session);
      if (refusal) return refusal;
      const others = this.logins.get(initiator);
      this.logins.delete(initiator);
      for (const other of others?.values() ?? []) other.end();
    }
    const connections = this.logins.get(initiator) ?? new Map<number, Login>();
    if (!connections.has(connection) && connections.size >= MAX_CONNECTIONS_PER_SESSION)
      return { reason: `this session has ${MAX_CONNECTIONS_PER_SESSION} connections already`, forGood: false };
    connections.get(connection)?.end();
    this.logins.set(initiator, connections.set(connection, login));
    return undefined;
  }

  /** The connection is gone. */
  logout({ initiator, connection, end }: Login): void {
    const connections = this.logins.get(initiator);
    if (connections?.get(connection)?.end === end) connections.delete(connection);
  }

  /** Makes the session its initiator's; stored before it counts. */
  private establish(initiator: string, session: string): Refusal | undefined {
    const before = this.latest.get(initiator);
    const superseded = [...this.superseded, ...(before === undefined ? [] : [before])].slice(-MAX_SUPERSEDED_SESSIONS);
    try {
      this.store.save({ latest: { ...Object.fromEntries(this.latest), [initiator]: session }, superseded });
    } catch (error) {
      return { reason: `the session could not be stored: ${(error as Error).message}`, forGood: false };
    }
    this.latest.set(initiator, session);
    this.superseded.clear();
    for (const one of superseded) this.superseded.add(one);
    return undefined;
  }
}
