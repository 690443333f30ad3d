// What lies below a logical unit: bytes that are written at once and kept for good only after a sync. It is an interface
// so that a test can put a store there that loses power.

/** Errors are those of `node:fs`, with its codes. */
export interface BlockStore {
  readonly sizeBytes: number;
  /** Fills `into`; throws when the store has less. */
  read(offsetBytes: number, into: Uint8Array): void;
  write(offsetBytes: number, data: Uint8Array): void;
  /** Makes a range zeros by giving its space back; false where that can't be done, and nothing was. */
  deallocate(offsetBytes: number, lengthBytes: number): boolean;
  /** Everything written before the call is on stable storage when this resolves. */
  sync(): Promise<void>;
  close(): void;
}
