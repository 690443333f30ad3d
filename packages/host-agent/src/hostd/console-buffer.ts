// The console of a virtual machine: what the guest last wrote, for whoever looks now, and everybody who is looking.

/** Bytes of output that are kept for a viewer who comes later. */
export const MAX_CONSOLE_HISTORY_BYTES = 64 * 1024;
/** Viewers of one console at a time. */
export const MAX_CONSOLE_VIEWERS = 16;

export type ConsoleViewer = (bytes: Uint8Array) => void;

export class ConsoleBuffer {
  private history = Buffer.alloc(0);
  private readonly viewers = new Set<ConsoleViewer>();

  /** Output of the guest. */
  write(bytes: Uint8Array): void {
    this.history = Buffer.concat([this.history, bytes]).subarray(-MAX_CONSOLE_HISTORY_BYTES);
    for (const viewer of this.viewers) viewer(bytes);
  }

  /** Shows the history and then everything new; returns what ends it. Throws RangeError when too many look already. */
  view(viewer: ConsoleViewer): () => void {
    if (this.viewers.size >= MAX_CONSOLE_VIEWERS)
      throw new RangeError(`${MAX_CONSOLE_VIEWERS} viewers have this console open`);
    viewer(this.history);
    this.viewers.add(viewer);
    return () => this.viewers.delete(viewer);
  }
}
