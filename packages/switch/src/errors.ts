// What a client of the switch's HTTP interface can do wrong, and the status that says so.

export const REFUSALS = {
  badRequest: 400,
  notFound: 404,
  methodNotAllowed: 405,
  /** Somebody else has what was asked for. */
  conflict: 409,
  tooLarge: 413,
  /** A limit is reached; later it may work. */
  tooMany: 429,
} as const;

export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: keyof typeof REFUSALS;

  constructor(refusal: keyof typeof REFUSALS, message: string, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}
