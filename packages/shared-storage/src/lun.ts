// A logical unit: one sparse file. Reads and writes go to the page cache in one system call each on the only thread, so
// that commands take effect one after the other (COMPARE AND WRITE needs no lock) and an acknowledged write survives the
// array's own death; a flush is a data sync that all who ask during one share.
import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { CheckCondition } from './sense.ts';

export const BLOCK_BYTES = 512;

export interface LunOptions {
  readonly lun: number;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly naa: string;
}

export class Lun {
  readonly lun: number;
  readonly name: string;
  readonly naa: string;
  readonly blocks: number;
  private readonly fd: number;
  private flushing: Promise<void> | undefined;
  private nextFlush: Promise<void> | undefined;

  /** Opens the file, makes it when it is missing. Throws when it has another size. */
  constructor({ lun, name, path, sizeBytes, naa }: LunOptions) {
    this.lun = lun;
    this.name = name;
    this.naa = naa;
    this.blocks = sizeBytes / BLOCK_BYTES;
    closeSync(openSync(path, 'a'));
    this.fd = openSync(path, 'r+');
    const { size } = fstatSync(this.fd);
    if (size === 0) ftruncateSync(this.fd, sizeBytes);
    else if (size !== sizeBytes) {
      closeSync(this.fd);
      throw new Error(`${path} has ${size} bytes, LUN ${lun} (${name}) is to have ${sizeBytes}`);
    }
  }

  /** Fills `into` from block `lba` on. */
  read(lba: number, into: Uint8Array): void {
    this.checkRange(lba, into.length);
    try {
      const count = readSync(this.fd, into, 0, into.length, lba * BLOCK_BYTES);
      if (count !== into.length) throw new Error(`${count} of ${into.length} bytes`);
    } catch (cause) {
      throw new CheckCondition('UNRECOVERED_READ_ERROR', `lba ${lba}: ${(cause as Error).message}`, { cause });
    }
  }

  write(lba: number, data: Uint8Array): void {
    this.checkRange(lba, data.length);
    try {
      let done = 0;
      while (done < data.length) done += writeSync(this.fd, data, done, data.length - done, lba * BLOCK_BYTES + done);
    } catch (cause) {
      const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((cause as NodeJS.ErrnoException).code ?? '');
      throw new CheckCondition(
        full ? 'SPACE_ALLOCATION_FAILED_WRITE_PROTECT' : 'WRITE_ERROR',
        `lba ${lba}: ${(cause as Error).message}`,
        { cause },
      );
    }
  }

  /** Makes blocks zeros; where they are already, nothing is written, and the file stays sparse. */
  writeZeros(lba: number, blocks: number): void {
    const found = Buffer.allocUnsafe(blocks * BLOCK_BYTES);
    this.read(lba, found);
    const zeros = Buffer.alloc(found.length);
    if (!found.equals(zeros)) this.write(lba, zeros);
  }

  /** Writes `data` if the blocks are as in `compare`; else a MISCOMPARE. */
  compareAndWrite(lba: number, compare: Uint8Array, data: Uint8Array): void {
    const found = Buffer.allocUnsafe(compare.length);
    this.read(lba, found);
    if (!found.equals(compare))
      throw new CheckCondition('MISCOMPARE_DURING_VERIFY_OPERATION', `lba ${lba} is not as expected`);
    this.write(lba, data);
  }

  /** Everything written before is on stable storage when this resolves. */
  flush(): Promise<void> {
    // One that runs may have begun before the caller's write: wait for the next, which all who come now share.
    if (this.nextFlush) return this.nextFlush;
    const start = (): Promise<void> => {
      this.nextFlush = undefined;
      this.flushing = new Promise<void>((resolve, reject) => {
        // After a sync that failed nobody knows what is on the disk, and asking again would not tell (the kernel reports
        // the loss once): not a CheckCondition but the end of this process.
        fdatasync(this.fd, (cause) => (cause ? reject(new Error(`LUN ${this.lun}: ${cause.message}`)) : resolve()));
      }).finally(() => {
        this.flushing = undefined;
      });
      return this.flushing;
    };
    if (!this.flushing) return start();
    this.nextFlush = this.flushing.then(start, start);
    return this.nextFlush;
  }

  close(): void {
    closeSync(this.fd);
  }

  private checkRange(lba: number, bytes: number): void {
    if (!Number.isSafeInteger(lba) || lba < 0 || lba + bytes / BLOCK_BYTES > this.blocks)
      throw new CheckCondition(
        'LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE',
        `lba ${lba}, ${bytes / BLOCK_BYTES} blocks, of ${this.blocks} on LUN ${this.lun}`,
      );
  }
}
