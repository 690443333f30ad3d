// The disk of a guest that is still another host's: the machine that is made for the guest has to know how large it is, and nobody
// asks anything of it before the real one takes its place.
import type { LockOffers } from '@microsphere/vmfs';
import type { DiskDescription } from '../vmkernel/disk-files.ts';
import type { VmDisk } from './running-guest.ts';

export class AwaitedDisk implements VmDisk {
  private readonly path: string;
  readonly capacityBytes: number;
  readonly givesSpaceBack: boolean;

  /** @param chain - the disk, and what it descends from, nearest first */
  constructor(chain: readonly Pick<DiskDescription, 'path' | 'capacityBytes' | 'provisioning'>[]) {
    const [disk] = chain;
    if (!disk) throw new RangeError('a disk without files');
    this.path = disk.path;
    this.capacityBytes = disk.capacityBytes;
    this.givesSpaceBack = chain.at(-1)?.provisioning === 'thin';
  }

  readonly read = (): Promise<never> => this.refused();
  readonly write = (): Promise<never> => this.refused();
  readonly unmap = (): Promise<never> => this.refused();
  readonly flush = (): Promise<never> => this.refused();
  readonly handOver = (): Promise<LockOffers> => this.refused();

  private refused(): Promise<never> {
    return Promise.reject(new Error(`${this.path} is not open on this host yet`));
  }

  async drained(): Promise<void> {}
  async close(): Promise<void> {}
  async takeBack(): Promise<void> {}
  async surrender(): Promise<void> {}
}
