// The generated message types.
import './plain-numbers.ts';
import type protobuf from 'protobufjs/minimal.js';
import type { microsphere } from '#pb';

export { microsphere as pb } from '#pb';

/** What a generated message class offers; `T` is the decoded message, `I` what may be encoded. */
export interface MessageType<T, I = T> {
  encode(message: I, writer?: protobuf.Writer): protobuf.Writer;
  decode(reader: protobuf.Reader | Uint8Array, length?: number): T;
}

export type VmRuntime = microsphere.IVmRuntime;
export type Fault = microsphere.IFault;
