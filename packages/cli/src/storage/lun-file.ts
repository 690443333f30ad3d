// A LUN in the array's own file, beside the array: what lies on the disk, whoever is alive. It is written only where it was
// opened for that, and no array serves it (vmfs/device.ts).
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { BLOCK_BYTES, type BlockCommand, type BlockOutcome, type Operation } from '@microsphere/vmfs';

export class LunFile {
  /** Size in blocks of 512 bytes. */
  readonly blocks: number;
  private readonly fd: number;
  private readonly path: string;

  private readonly writable: boolean;

  constructor(path: string, { writable = false }: { readonly writable?: boolean } = {}) {
    this.path = path;
    this.writable = writable;
    this.fd = openSync(path, writable ? 'r+' : 'r');
    this.blocks = Math.floor(fstatSync(this.fd).size / BLOCK_BYTES);
  }

  /** Runs an operation of the file system to its end. */
  run<T>(operation: Operation<T>): T {
    let step = operation.next();
    while (!step.done) step = operation.next(this.perform(step.value));
    return step.value;
  }

  /** Throws RangeError beyond the end of the file, TypeError for what it is not open for. */
  perform(command: BlockCommand): BlockOutcome {
    if (command.op === 'read') return this.read(command.lba, command.blocks);
    if (command.op !== 'write' || !this.writable) throw new TypeError(`${this.path} is not open for ${command.op}`);
    for (let done = 0; done < command.data.length; )
      done += writeSync(this.fd, command.data, done, undefined, command.lba * BLOCK_BYTES + done);
    if (command.fua) fsyncSync(this.fd);
    return undefined;
  }

  private read(lba: number, blocks: number): Uint8Array {
    const data = new Uint8Array(blocks * BLOCK_BYTES);
    const count = readSync(this.fd, data, 0, data.length, lba * BLOCK_BYTES);
    if (count !== data.length)
      throw new RangeError(`${this.path} ends before block ${lba + blocks}: it is no whole volume`);
    return data;
  }

  close(): void {
    closeSync(this.fd);
  }
}
