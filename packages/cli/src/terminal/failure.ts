// How a command ends that can't do what it was asked: one clear line on standard error and a status that isn't zero.

/** A failure that is the user's to understand: its message is all that is printed. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;

  /** @param status - exit status: 1 for "it failed", 2 for "it was asked wrongly" */
  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status ?? 1;
  }
}

/** How a line for the user begins on standard error. */
export const MESSAGE_PREFIX = 'microsphere: ';

/** Says something to the user beside the result: each line on standard error. */
export function tell(message: string): void {
  for (const line of message.split('\n')) process.stderr.write(`${MESSAGE_PREFIX}${line}\n`);
}
