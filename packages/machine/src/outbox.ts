/** What a guest has said to its host, record by record, as it lies in the output ring. */
import type { InputRecord } from './contract.ts';
import { decodeRecord } from './input.ts';
import * as at from './layout.ts';
import type { Ring } from './ring.ts';

export type Output =
  | { readonly kind: 'blockRequest'; readonly request: number }
  | { readonly kind: 'frame' | 'console' | 'tools'; readonly bytes: Uint8Array }
  | { readonly kind: 'log'; readonly record: InputRecord };

/** The next record, taken out of the ring; undefined when there is none. */
export function takeOutput(ring: Ring): Output | undefined {
  if (ring.usedBytes === 0) return undefined;
  const header = new Uint8Array(8);
  ring.peek(header);
  const view = new DataView(header.buffer);
  const kind = view.getUint32(0, true);
  const bytes = new Uint8Array(view.getUint32(4, true));
  ring.peek(bytes, 8);
  ring.skip(8 + ((bytes.length + 7) & ~7));
  switch (kind) {
    case at.OUTPUT_BLOCK_REQUEST:
      return { kind: 'blockRequest', request: new DataView(bytes.buffer).getUint32(0, true) };
    case at.OUTPUT_FRAME:
      return { kind: 'frame', bytes };
    case at.OUTPUT_CONSOLE:
      return { kind: 'console', bytes };
    case at.OUTPUT_TOOLS:
      return { kind: 'tools', bytes };
    case at.OUTPUT_LOG:
      return { kind: 'log', record: decodeRecord(bytes) };
    default:
      throw new Error(`the output ring holds a record of kind ${kind}`);
  }
}
