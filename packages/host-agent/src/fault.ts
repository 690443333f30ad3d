// The host's one error table: every expected failure is a vim25 fault, and says whether the caller may assume that
// nothing happened.
import type { Fault, HostFaultType } from '@microsphere/proto';

/** A vim25 fault as an error. */
export class HostFault extends Error {
  override readonly name = 'HostFault';
  readonly type: HostFaultType;
  /** Whether the caller may assume that nothing happened. */
  readonly definite: boolean;

  constructor(type: HostFaultType, message: string, options: { definite?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.type = type;
    this.definite = options.definite ?? true;
  }
}

/** Any error as it goes over the wire. */
export function toFault(error: unknown): Fault & { readonly type: HostFaultType } {
  if (error instanceof HostFault) return { type: error.type, message: error.message, definite: error.definite };
  return { type: 'SystemError', message: error instanceof Error ? error.message : String(error), definite: false };
}
