// A flat disk that is being filled: its extent is there and locked, and is a disk when its descriptor is written, last. What
// a crash leaves is nobody's, and the next attempt at the same name clears it away.
import { encodeText } from '../bytes.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import { createFlatFile, flatDescriptor, type NewDisk } from './create-disk.ts';
import { formatDescriptor } from './descriptor.ts';
import type { DeviceRange } from './disk-extent.ts';
import { besideDisk } from './disk-path.ts';
import type { DiskVolume } from './disk-volume.ts';
import { FlatExtent } from './flat-extent.ts';

export class NewFlatDisk {
  /** Of the descriptor to be. */
  readonly path: string;
  private readonly volume: DiskVolume;
  private readonly disk: NewDisk;
  private readonly extent: FlatExtent;

  private constructor(options: {
    readonly volume: DiskVolume;
    readonly path: string;
    readonly disk: NewDisk;
    readonly extent: FlatExtent;
  }) {
    this.volume = options.volume;
    this.path = options.path;
    this.disk = options.disk;
    this.extent = options.extent;
  }

  /** Throws VmfsError exists, noSpace, tooLarge, notFound. */
  static *begin(volume: DiskVolume, path: string, disk: NewDisk): Operation<NewFlatDisk> {
    yield* createFlatFile(volume, path, disk);
    const file = yield* volume.openFile(besideDisk(path, 'flat'), { mode: 'exclusive' });
    const extent = new FlatExtent({ volume, file, thin: disk.provisioning === 'thin' });
    return new NewFlatDisk({ volume, path, disk, extent });
  }

  /** Where a range can be written; undefined: `allocate` it. No I/O. */
  locateForWrite(sector: number, sectors: number): readonly DeviceRange[] | undefined {
    return this.extent.locateForWrite(sector, sectors);
  }

  /** Sees to it that a range can be written, and says where. One at a time. Throws VmfsError noSpace: nothing changed. */
  *allocate(sector: number, sectors: number): Operation<readonly DeviceRange[]> {
    const there = this.locateForWrite(sector, sectors);
    if (there) return there;
    const { file } = this.extent;
    yield* this.volume.allocate(file, { offsetBytes: sector * BLOCK_BYTES, lengthBytes: sectors * BLOCK_BYTES });
    const ranges = this.locateForWrite(sector, sectors);
    if (!ranges) throw new RangeError(`${file.path}: sector ${sector} was not allocated`);
    return ranges;
  }

  /** Makes it a disk, with all that was written to it durable. */
  *finish(): Operation<void> {
    yield { op: 'flush' };
    yield* this.volume.closeFile(this.extent.file);
    const descriptor = flatDescriptor(this.path, this.disk);
    yield* this.volume.createFile(this.path, { content: encodeText(formatDescriptor(descriptor)) });
  }

  /** Gives up: nothing is left. */
  *abandon(): Operation<void> {
    const { file } = this.extent;
    yield* this.volume.closeFile(file);
    yield* this.volume.remove(file.path);
  }
}
