// A store that is one sparse file. Reads and writes go to the page cache in one system call each, so an acknowledged
// write survives the array's own death; a data sync makes it survive a loss of power.
import { spawnSync } from 'node:child_process';
import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { BlockStore } from './block-store.ts';

export class FileStore implements BlockStore {
  readonly sizeBytes: number;
  private readonly path: string;
  private readonly fd: number;
  private punches = true;

  /** Opens the file, makes it when it is missing. Throws when it has another size. */
  constructor(path: string, sizeBytes: number) {
    this.path = path;
    this.sizeBytes = sizeBytes;
    closeSync(openSync(path, 'a'));
    this.fd = openSync(path, 'r+');
    const { size } = fstatSync(this.fd);
    if (size === 0) ftruncateSync(this.fd, sizeBytes);
    else if (size !== sizeBytes) {
      closeSync(this.fd);
      throw new Error(`${path} has ${size} bytes, and is to have ${sizeBytes}`);
    }
  }

  read(offsetBytes: number, into: Uint8Array): void {
    const count = readSync(this.fd, into, 0, into.length, offsetBytes);
    if (count !== into.length) throw new Error(`${count} of ${into.length} bytes`);
  }

  write(offsetBytes: number, data: Uint8Array): void {
    let done = 0;
    while (done < data.length) done += writeSync(this.fd, data, done, data.length - done, offsetBytes + done);
  }

  /**
   * Node.js has no call that punches a hole; the tool of util-linux does, in a few milliseconds. It is waited for: a write
   * that came after an UNMAP must not be lost to it.
   */
  deallocate(offsetBytes: number, lengthBytes: number): boolean {
    if (!this.punches) return false;
    const range = ['--punch-hole', '--offset', String(offsetBytes), '--length', String(lengthBytes)];
    const { status } = spawnSync('fallocate', [...range, this.path], { stdio: 'ignore' });
    // There is no such tool, or the file system can't: it won't for the next range.
    this.punches = status === 0;
    return this.punches;
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => fdatasync(this.fd, (cause) => (cause ? reject(cause) : resolve())));
  }

  close(): void {
    closeSync(this.fd);
  }
}
