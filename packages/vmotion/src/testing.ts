// What the unit tests of this package share: the published intervals, and guests as arithmetic sees them.
import { type MigrationTiming, PAGE_BYTES } from './contract.ts';
import { PreCopy, type PreCopyDecision } from './precopy.ts';

/** The published figures (vmotion-ft.md section 0); that the system's profiles have them is tested in packages/proto. */
export const published: MigrationTiming = {
  vmotionMaxSwitchoverMs: 100_000,
  vmotionPreparationMs: 90_000,
  vmotionSilenceMs: 20_000,
};

/** A guest that dirties pages evenly, up to the whole of what it works on. */
export interface ModelGuest {
  readonly memoryPages: number;
  readonly dirtyPagesPerMs: number;
  readonly workingSetPages: number;
}

export interface ModelMigration {
  readonly last: PreCopyDecision;
  readonly preCopy: PreCopy;
  readonly totalMs: number;
}

/** Pre-copy of such a guest over a link without latency, to its end. */
export function preCopyOf(
  { memoryPages, dirtyPagesPerMs, workingSetPages }: ModelGuest,
  {
    pagesPerMs,
    downtimeGoalMs,
    switchoverCostMs = 0,
    copyAimMs,
    maxSwitchoverMs = published.vmotionMaxSwitchoverMs,
  }: {
    readonly pagesPerMs: number;
    readonly downtimeGoalMs: number;
    readonly switchoverCostMs?: number;
    readonly copyAimMs?: number;
    readonly maxSwitchoverMs?: number;
  },
): ModelMigration {
  const preCopy = new PreCopy(memoryPages, {
    downtimeGoalMs,
    switchoverCostMs,
    maxSwitchoverMs,
    ...(copyAimMs === undefined ? {} : { copyAimMs }),
  });
  let now = 0;
  for (let pages = memoryPages; ; ) {
    preCopy.begin(now);
    const tookMs = pages / pagesPerMs;
    now += tookMs;
    preCopy.sent({ pages, bytes: pages * PAGE_BYTES });
    preCopy.received(now);
    pages = Math.min(workingSetPages, Math.round(tookMs * dirtyPagesPerMs * preCopy.share));
    const last = preCopy.dirtied(pages);
    if (last.kind !== 'round') return { last, preCopy, totalMs: now };
  }
}
