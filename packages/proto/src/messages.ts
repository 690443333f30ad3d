// The generated message types, configured once: 64-bit integers are plain numbers, exact up to 2^53.
import protobuf from 'protobufjs/minimal.js';

protobuf.util.Long = null as never;
protobuf.configure();

export { microsphere as pb } from '#pb';

import type { microsphere } from '#pb';

/** What a generated message class offers; `T` is the decoded message, `I` what may be encoded. */
export interface MessageType<T, I = T> {
  encode(message: I, writer?: protobuf.Writer): protobuf.Writer;
  decode(reader: protobuf.Reader | Uint8Array, length?: number): T;
}

export type VmRuntime = microsphere.IVmRuntime;
export type Fault = microsphere.IFault;
