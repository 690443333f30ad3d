// A vim25 fault as an error, on both ends of the wire.
import type { DataObject, ExactDataObject, FaultName } from './registry.ts';

/** What a fault has besides its type: the fields of that type. */
export type FaultFields<N extends FaultName> = Omit<ExactDataObject<N>, '_typeName' | 'faultMessage'>;

export class Vim25Fault extends Error {
  override readonly name = 'Vim25Fault';
  /** The fault as it travels; `fault._typeName` says which one it is. */
  readonly fault: DataObject<'MethodFault'>;

  constructor(fault: DataObject<'MethodFault'>, message?: string, options?: { readonly cause?: unknown }) {
    super(message ?? fault.faultMessage?.[0]?.message ?? fault._typeName, options);
    this.fault = fault;
  }

  /** Name of the fault type: "InvalidPowerState". */
  get type(): FaultName {
    return this.fault._typeName;
  }
}
