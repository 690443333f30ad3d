// An open flat disk: the guest's sectors, mapped to where the extent lies on the LUN. Data goes from guest memory to the
// array's frame and back with one copy each. While the array is away the guest waits; once the locks are lost, or the
// disk is closed, its requests fail, and none that waited is sent any more.
import { BLOCK_BYTES } from '@microsphere/block';
import { type Extent, type Mapping, mapExtents } from '@microsphere/vmfs';
import { type Admission, type LunDevice, MAX_TRANSFER_BLOCKS } from './lun-device.ts';
import { NotAdmittedError, type VolumeHeartbeat } from './volume-heartbeat.ts';

/** Requests of one disk under way; more are refused. */
export const MAX_REQUESTS_UNDER_WAY = 256;

export interface DatastoreDiskOptions {
  readonly name: string;
  readonly capacityBytes: number;
  readonly extents: readonly Extent[];
  readonly device: LunDevice;
  readonly heartbeat: VolumeHeartbeat;
}

/** A part of a request: one command. */
interface Part extends Mapping {
  /** Where its bytes are in the request's. */
  readonly offsetBytes: number;
}

export class DatastoreDisk {
  private readonly options: DatastoreDiskOptions;
  private readonly underWay = new Set<Promise<unknown>>();
  private closed = false;

  constructor(options: DatastoreDiskOptions) {
    this.options = options;
  }

  get capacityBytes(): number {
    return this.options.capacityBytes;
  }

  /** Fills `data`, whose length is in whole sectors, from `sector` on. */
  read(sector: number, data: Uint8Array): Promise<void> {
    const { device } = this.options;
    const { client, lun } = device;
    return this.transfer(sector, data.length, async ({ lba, blocks, offsetBytes }) => {
      const bytes = await device.repeated(this.admission, () => client.read({ lun, lba, blocks }));
      data.set(bytes, offsetBytes);
    });
  }

  /** Acknowledged when it survives the array's own death; after the next `flush`, a loss of power too. */
  write(sector: number, data: Uint8Array): Promise<void> {
    const { device } = this.options;
    const { client, lun } = device;
    return this.transfer(sector, data.length, ({ lba, blocks, offsetBytes }) => {
      const bytes = data.subarray(offsetBytes, offsetBytes + blocks * BLOCK_BYTES);
      return device.repeated(this.admission, () => client.write(lun, lba, bytes));
    });
  }

  flush(): Promise<void> {
    const { device } = this.options;
    return this.track(() => device.repeated(this.admission, () => device.client.synchronizeCache(device.lun)));
  }

  /** Closes the disk: what waits is given up. Resolves when nothing of it is on its way to the array any more. */
  async drained(): Promise<void> {
    this.closed = true;
    this.options.heartbeat.wake();
    await Promise.allSettled([...this.underWay]);
  }

  private readonly admission: Admission = {
    admit: () => {
      if (this.closed) return Promise.reject(new NotAdmittedError(`${this.options.name} is closed`));
      return this.options.heartbeat.admit(() => !this.closed);
    },
    fenced: () => this.options.heartbeat.fenced(),
  };

  private transfer(sector: number, lengthBytes: number, one: (part: Part) => Promise<void>): Promise<void> {
    const { capacityBytes, extents, name } = this.options;
    const offset = sector * BLOCK_BYTES;
    if (offset < 0 || lengthBytes % BLOCK_BYTES !== 0 || offset + lengthBytes > capacityBytes)
      return Promise.reject(
        new RangeError(`${name}: sector ${sector}, ${lengthBytes} bytes, of ${capacityBytes} bytes`),
      );
    const parts = toParts(mapExtents(extents, offset, lengthBytes));
    return this.track(async () => {
      // All parts end before the request does: its memory is the guest's again afterwards.
      const results = await Promise.allSettled(parts.map(one));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    });
  }

  private track(operation: () => Promise<void>): Promise<void> {
    if (this.underWay.size >= MAX_REQUESTS_UNDER_WAY)
      return Promise.reject(new RangeError(`${this.options.name}: ${MAX_REQUESTS_UNDER_WAY} requests are under way`));
    const result = operation();
    this.underWay.add(result);
    const done = () => void this.underWay.delete(result);
    result.then(done, done);
    return result;
  }
}

/** Each mapping in pieces that one command can carry. */
function toParts(mappings: readonly Mapping[]): Part[] {
  const parts: Part[] = [];
  let offsetBytes = 0;
  for (const { lba, blocks } of mappings)
    for (let done = 0; done < blocks; done += MAX_TRANSFER_BLOCKS) {
      const count = Math.min(MAX_TRANSFER_BLOCKS, blocks - done);
      parts.push({ lba: lba + done, blocks: count, offsetBytes });
      offsetBytes += count * BLOCK_BYTES;
    }
  return parts;
}
