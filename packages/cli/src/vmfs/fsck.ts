// `microsphere vmfs fsck`: everything that is wrong with a volume, and with --repair put right where that is safe. Exit
// statuses as those of fsck(8).
import { type Finding, type FsckReport, fsck, stillThere } from '@microsphere/vmfs';
import { failureOf } from '../errors.ts';
import { Failure } from '../terminal/failure.ts';
import { beatingSlots, openVolume } from './volume.ts';

/** fsck(8), "exit status". */
const FSCK_STATUS = { clean: 0, corrected: 1, uncorrected: 4, operationalError: 8 } as const;

export interface FsckOptions {
  readonly repair: boolean;
  /** Repairs without watching the heartbeats before. */
  readonly force: boolean;
  readonly labName?: string | undefined;
}

export interface FsckResult extends FsckReport {
  readonly status: number;
}

/** Throws a Failure of status 8 when the volume can't be looked at, or may not be repaired. */
export async function checkVolume(target: string, options: FsckOptions): Promise<FsckResult> {
  try {
    return await check(target, options);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    throw new Failure(failure.message, { status: FSCK_STATUS.operationalError, cause: error });
  }
}

async function check(target: string, { repair, force, labName }: FsckOptions): Promise<FsckResult> {
  const volume = await openVolume(target, { labName, repair });
  const { device } = volume;
  const { blocks } = device;
  try {
    const first = await device.run(fsck({ blocks }));
    const watched = first.superblock !== undefined && !(repair && force);
    const liveSlots = watched ? await beatingSlots(volume) : new Set<number>();
    if (!repair) {
      if (liveSlots.size === 0) return { ...first, status: statusOf(first) };
      const report = stillThere(first, await device.run(fsck({ blocks, liveSlots })));
      return { ...report, status: statusOf(report) };
    }
    if (first.findings.length === 0) return { ...first, status: FSCK_STATUS.clean };
    const report = await device.run(fsck({ blocks, repair: true, liveSlots }));
    return { ...report, status: statusOf(report) };
  } finally {
    device.close();
  }
}

/** What the next mount clears away by itself leaves a volume clean. */
function statusOf({ findings }: FsckReport): number {
  if (findings.some(({ severity, repaired }) => severity !== 'leftover' && !repaired)) return FSCK_STATUS.uncorrected;
  return findings.some(({ repaired }) => repaired) ? FSCK_STATUS.corrected : FSCK_STATUS.clean;
}

export function printFsck(result: FsckResult, target: string): string {
  const { superblock, findings, unlisted, files, directories, usedFileBlocks, inUseBy } = result;
  const lines = findings.map(printFinding);
  if (unlisted > 0) lines.push(`and ${unlisted} more`);
  if (inUseBy.length > 0)
    lines.push(
      `in use by ${inUseBy.map(({ hostName }) => hostName).join(', ')}: only what did not change meanwhile is listed`,
    );
  const verdict = { 0: 'clean', 1: 'repaired', 4: 'damaged; --repair puts right what it can' }[result.status];
  const label = superblock ? `${superblock.label} (${superblock.uuid})` : target;
  lines.push(
    `${label}: ${verdict}; ${files} files, ${directories} directories, ${usedFileBlocks} of ${superblock?.fileBlocks ?? 0} file blocks in use`,
  );
  return lines.join('\n');
}

function printFinding({ kind, severity, where, what, repair, repaired }: Finding): string {
  const end = repaired ? `repaired: ${repair}` : repair === undefined ? 'no repair' : `repair: ${repair}`;
  return `${severity}: ${kind}: ${place(where)}: ${what}\n    ${end}`;
}

/** "/vm1/vm1.vmx, LBA 2088" */
function place({ path, descriptor, slot, fileBlock, lba }: Finding['where']): string {
  const parts: string[] = [];
  if (path !== undefined) parts.push(path);
  else if (descriptor !== undefined) parts.push(`descriptor ${descriptor}`);
  else if (slot !== undefined) parts.push(`heartbeat slot ${slot}`);
  else if (fileBlock !== undefined) parts.push(`file block ${fileBlock}`);
  if (lba !== undefined) parts.push(`LBA ${lba}`);
  return parts.join(', ');
}
