// The console of a virtual machine: what the guest last wrote, for whoever looks now, and everybody who is looking.

/** Bytes of output that are kept for a viewer who comes later. */
export const MAX_CONSOLE_HISTORY_BYTES = 64 * 1024;
/** Viewers of one console at a time. */
export const MAX_CONSOLE_VIEWERS = 16;

export type ConsoleViewer = (bytes: Uint8Array) => void;

export class ConsoleBuffer {
  /** A ring, made for the first byte: what was written at `position` lies at `position % length`. */
  private ring = new Uint8Array(0);
  private position = 0;
  private readonly viewers = new Set<ConsoleViewer>();

  /** Output of the guest. */
  write(bytes: Uint8Array): void {
    if (this.ring.length === 0) this.ring = new Uint8Array(MAX_CONSOLE_HISTORY_BYTES);
    const kept = bytes.subarray(-this.ring.length);
    const at = (this.position + bytes.length - kept.length) % this.ring.length;
    const beforeTheEnd = kept.subarray(0, this.ring.length - at);
    this.ring.set(beforeTheEnd, at);
    this.ring.set(kept.subarray(beforeTheEnd.length));
    this.position += bytes.length;
    for (const viewer of this.viewers) viewer(bytes);
  }

  /** It goes on from another host, where it wrote this last. */
  moved(history: Uint8Array): void {
    this.position = 0;
    this.write(history);
  }

  /** What the guest last wrote. */
  history(): Uint8Array {
    if (this.position <= this.ring.length) return this.ring.slice(0, this.position);
    const at = this.position % this.ring.length;
    return Buffer.concat([this.ring.subarray(at), this.ring.subarray(0, at)]);
  }

  /** Shows the history and then everything new; returns what ends it. Throws RangeError when too many look already. */
  view(viewer: ConsoleViewer): () => void {
    if (this.viewers.size >= MAX_CONSOLE_VIEWERS)
      throw new RangeError(`${MAX_CONSOLE_VIEWERS} viewers have this console open`);
    viewer(this.history());
    this.viewers.add(viewer);
    return () => this.viewers.delete(viewer);
  }
}
