// What a client may say (https://docs.nats.io/reference/reference-protocols/nats-protocol), and what it is told when it
// does it wrong. Subjects, reply subjects, queue names and subscription ids are the bytes of the wire read as Latin-1, one
// character a byte, and are written back the same way: a subject in UTF-8 passes through unharmed.

export interface Publish {
  readonly kind: 'publish';
  readonly subject: string;
  readonly reply: string | undefined;
  /** How many of the first bytes of `payload` are headers; undefined for PUB. */
  readonly headerBytes: number | undefined;
  /** Headers and data, as a view of what was received. */
  readonly payload: Buffer;
}

export interface Subscribe {
  readonly kind: 'subscribe';
  readonly subject: string;
  readonly queue: string | undefined;
  readonly sid: string;
}

export interface Unsubscribe {
  readonly kind: 'unsubscribe';
  readonly sid: string;
  /** Unsubscribe once this many messages have been delivered; undefined: at once. */
  readonly maxMessages: number | undefined;
}

export interface Connect {
  readonly kind: 'connect';
  /** The JSON text of the options. */
  readonly json: string;
}

export type Operation =
  | Connect
  | Publish
  | Subscribe
  | Unsubscribe
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  /** A client may acknowledge and complain; nobody listens. */
  | { readonly kind: 'ignored' };

/** Everything that is said in `-ERR`, in the words of nats-server (server/errors.go, the protocol's page). */
export const violations = {
  parser: 'Parser Error',
  unknownOperation: 'Unknown Protocol Operation',
  maxControlLine: 'maximum control line exceeded',
  maxPayload: 'Maximum Payload Violation',
  maxConnections: 'maximum connections exceeded',
  maxSubscriptions: 'maximum subscriptions exceeded',
  authorization: 'Authorization Violation',
  authorizationTimeout: 'Authentication Timeout',
  stale: 'Stale Connection',
  invalidSubject: 'Invalid Subject',
  invalidPublishSubject: 'Invalid Publish Subject',
  noRespondersNeedsHeaders: 'no responders requires headers support',
  headersNotSupported: 'message headers not supported',
} as const;

export type Violation = keyof typeof violations;

/** The connection can't go on: what was received is not the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly violation: Violation;

  constructor(violation: Violation, detail: string) {
    super(`${violations[violation]}: ${detail}`);
    this.violation = violation;
  }
}
