// Every bound of the broker, named. The defaults are those of nats-server 2.9 (server/const.go, server/opts.go), so that
// nothing behaves differently when the real one takes the broker's place; the configuration may set those of `Limits`.

export interface Limits {
  /** Largest payload of one message, headers included, in bytes; one that is larger closes its connection. */
  readonly maxPayloadBytes: number;
  /** Bytes that may wait for one client to read them; a client that lets more pile up is a slow consumer and is cut off. */
  readonly maxPendingBytes: number;
  /** Longest control line, in bytes. */
  readonly maxControlLineBytes: number;
  /** Connections at one time. */
  readonly maxConnections: number;
  /** Subscriptions of one connection. */
  readonly maxSubscriptions: number;
  /** A client that has been silent for this long is pinged. */
  readonly pingIntervalMs: number;
  /** A client that leaves more pings than this unanswered is stale. */
  readonly maxOutstandingPings: number;
  /** A client must have sent CONNECT after this time when authorization is required. */
  readonly authorizationTimeoutMs: number;
  /** A client that has read nothing of what waits for it during this time is a slow consumer. */
  readonly writeDeadlineMs: number;
}

export const defaultLimits: Limits = {
  maxPayloadBytes: 1024 * 1024,
  maxPendingBytes: 64 * 1024 * 1024,
  maxControlLineBytes: 4096,
  maxConnections: 65_536,
  maxSubscriptions: 1_000_000,
  pingIntervalMs: 120_000,
  maxOutstandingPings: 2,
  authorizationTimeoutMs: 2_000,
  writeDeadlineMs: 10_000,
};

/** Subjects whose matches are remembered. */
export const MAX_CACHED_SUBJECTS = 1024;
/** How long a publisher is held back when a receiver of its messages has fallen behind, in milliseconds, each time. */
export const PUBLISHER_STALL_MS = 10;
/** How long a connection that is being closed may take to read its last messages and why it is closed, in milliseconds. */
export const LINGER_MS = 2_000;
/** How often silence, logins and deadlines are looked at, in milliseconds; at most a quarter of the shortest of them. */
export const PATROL_INTERVAL_MS = 1_000;
/** Payloads up to this size are copied into the connection's output buffer; larger ones are sent from where they are. */
export const COPY_LIMIT_BYTES = 4096;
/** Size of an output buffer, in bytes. */
export const OUTPUT_BUFFER_BYTES = 32 * 1024;
