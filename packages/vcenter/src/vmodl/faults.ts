// Raising vim25 faults. Expected failures are thrown as Vim25Fault; whatever else is thrown is a broken assumption.
import { type DataObject, type ExactDataObject, type FaultName, Vim25Fault } from '@microsphere/vim25';

type FieldsOf<N extends FaultName> = Omit<ExactDataObject<N>, '_typeName' | 'faultMessage' | 'faultCause'>;

/** A fault that may be thrown: its type, the message that people read, its own fields. */
export function fault<N extends FaultName>(
  type: N,
  message: string,
  ...[fields, options]: Record<never, never> extends FieldsOf<N>
    ? [fields?: FieldsOf<N>, options?: { readonly cause?: unknown }]
    : [fields: FieldsOf<N>, options?: { readonly cause?: unknown }]
): Vim25Fault {
  const faultMessage = [{ _typeName: 'LocalizableMessage', key: `microsphere.fault.${type}`, message }] as const;
  // The fields are those of this type; the compiler does not follow a generic discriminator.
  const value = { _typeName: type, ...fields, faultMessage } as unknown as DataObject<'MethodFault'>;
  return new Vim25Fault(value, message, options);
}

/** As it stands in task infos and missing sets. */
export function localized(error: Vim25Fault): DataObject<'LocalizedMethodFault'> {
  return { _typeName: 'LocalizedMethodFault', fault: error.fault, localizedMessage: error.message };
}
