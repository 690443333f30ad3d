// I/O that no guest waits for, on one mount. When all paths to the device have been down for Misc.APDTimeout whoever asked
// for it is told so, and nothing new is begun. What is under way is not torn, though: it may hold a directory's lock, which
// would be held for ever. It goes on by itself when a path is back, and who lets a lock go waits for that.
import { DeviceLostError, type LunDevice } from './lun-device.ts';

/** What is asked of the device. */
export type LosableDevice = Pick<LunDevice, 'checkNotLost' | 'orLost'>;

export class ManagementIo {
  private readonly device: LosableDevice;
  /** What nobody waits for any more: no more than was under way when that began, and what was to be let go. */
  private readonly late = new Set<Promise<unknown>>();

  constructor(device: LosableDevice) {
    this.device = device;
  }

  /**
   * Throws DeviceLostError where the device is not reached for too long: nothing was begun, or it is finished later, and `onLate`
   * hears its result.
   */
  async run<T>(operation: () => Promise<T>, onLate: (result: T) => void = () => {}): Promise<T> {
    this.device.checkNotLost({ guest: false });
    return await this.orLate(operation(), onLate);
  }

  /** Something is let go, which is begun in any case: throws DeviceLostError as above, and is done when the device is back. */
  async letGo(operation: () => Promise<void>): Promise<void> {
    await this.orLate(operation(), () => {});
  }

  private async orLate<T>(result: Promise<T>, onLate: (result: T) => void): Promise<T> {
    try {
      return await this.device.orLost(result);
    } catch (error) {
      if (error instanceof DeviceLostError) this.finishLate(result, onLate);
      throw error;
    }
  }

  private finishLate<T>(result: Promise<T>, onLate: (result: T) => void): void {
    this.late.add(result);
    const over = () => void this.late.delete(result);
    result.then(over, over);
    // Whoever asked was told a failure already.
    result.then(onLate, () => {});
  }

  /** Resolves when nothing is under way that nobody waits for. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.late]);
  }
}
