/**
 * The block requests of one virtual machine that its sink works on. Each is a view of a bounce buffer in the block, so the block must
 * outlive them all: a destroyed machine is told when the last one has ended.
 */
import { type BlockRequest, SECTOR_SIZE, type VmSink } from './contract.ts';
import * as at from './layout.ts';
import type { VmBlock } from './vm-block.ts';

const OPERATIONS = new Map<number, BlockRequest['operation']>([
  [at.OPERATION_READ, 'read'],
  [at.OPERATION_WRITE, 'write'],
  [at.OPERATION_FLUSH, 'flush'],
  [at.OPERATION_DISCARD, 'discard'],
]);

export interface BlockRequestsOptions {
  readonly block: VmBlock;
  readonly sink: Pick<VmSink, 'blockRequest'>;
  /** An answer lies in the block. */
  readonly answered: () => void;
}

export class BlockRequests {
  private readonly options: BlockRequestsOptions;
  private readonly outstanding = new Set<number>();
  private released: (() => void) | undefined;

  constructor(options: BlockRequestsOptions) {
    this.options = options;
  }

  get outstandingCount(): number {
    return this.outstanding.size;
  }

  /** Hands a request of the guest's table to the sink. */
  issue(index: number): void {
    const { block, sink } = this.options;
    const { disk, operation, sector, lengthBytes } = block.request(index);
    const name = OPERATIONS.get(operation);
    if (name === undefined) throw new Error(`request ${index} of the guest has the operation ${operation}`);
    this.outstanding.add(index);
    let open = true;
    sink.blockRequest({
      disk,
      operation: name,
      sector,
      sectors: lengthBytes / SECTOR_SIZE,
      data: block.bounce(index).subarray(0, name === 'discard' ? 0 : lengthBytes),
      complete: (ok) => {
        if (!open) return;
        open = false;
        this.completed(index, ok);
      },
    });
  }

  private completed(index: number, ok: boolean): void {
    this.outstanding.delete(index);
    if (this.released) {
      if (this.outstanding.size === 0) this.released();
      return;
    }
    this.options.block.write32(at.COMPLETIONS + 4 * index, ok ? at.COMPLETED_OK : at.COMPLETED_FAILED);
    this.options.answered();
  }

  /**
   * After a restore the requests in flight are new to this sink; what the guest has forgotten is completed without it. Which ones these
   * are is settled now, before the guest executes again and makes others; the sink hears of them when the caller has returned.
   */
  reissueLater(): void {
    const states = Array.from({ length: at.REQUEST_COUNT }, (_, index) => this.options.block.request(index).state);
    setImmediate(() => {
      for (const [index, state] of states.entries()) {
        if (this.released) return;
        if (state === at.REQUEST_IN_FLIGHT) this.issue(index);
        else if (state === at.REQUEST_FORGOTTEN) this.completed(index, false);
      }
    });
  }

  /** The machine is gone: answers mean nothing any more. Calls `released` when no request points into the block. */
  abandon(released: () => void): void {
    this.released = released;
    if (this.outstanding.size === 0) released();
  }
}
