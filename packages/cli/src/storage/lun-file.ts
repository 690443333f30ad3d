// A LUN read from the array's own file, beside the array: what lies on the disk, whoever is alive. Nothing is ever written.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { BLOCK_BYTES, type BlockCommand, type BlockOutcome, type Operation } from '@microsphere/vmfs';

export class LunFile {
  /** Size in blocks of 512 bytes. */
  readonly blocks: number;
  private readonly fd: number;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
    this.fd = openSync(path, 'r');
    this.blocks = fstatSync(this.fd).size / BLOCK_BYTES;
  }

  /** Runs a reading operation of the file system to its end. Throws on one that would write. */
  run<T>(operation: Operation<T>): T {
    let step = operation.next();
    while (!step.done) step = operation.next(this.perform(step.value));
    return step.value;
  }

  private perform(command: BlockCommand): BlockOutcome {
    if (command.op !== 'read') throw new Error(`${this.path} is open for reading only, not for ${command.op}`);
    const data = new Uint8Array(command.blocks * BLOCK_BYTES);
    const count = readSync(this.fd, data, 0, data.length, command.lba * BLOCK_BYTES);
    if (count !== data.length) throw new RangeError(`${this.path} ends before block ${command.lba + command.blocks}`);
    return data;
  }

  close(): void {
    closeSync(this.fd);
  }
}
