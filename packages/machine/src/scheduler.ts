/**
 * Who runs next on a pCPU: proportional shares with reservations and limits, after mClock (Gulati, Merchant, Varman, OSDI 2010), which
 * is vSphere's own way for storage. Pure arithmetic on times in microseconds.
 *
 * A slice of n instructions takes n / pcpuMhz microseconds of emulated time, on the pCPU and on the vCPU, however fast the real
 * processor is; neither begins another slice before that time has passed. So no pCPU and no vCPU is ever faster than its MHz.
 */

/** What a vCPU has and has had. Lives in shared memory; whoever runs the vCPU writes it. */
export interface VcpuAccount {
  /** Where it ran last, -1 for nowhere. */
  lastPcpu: number;
  readonly shares: number;
  /** 0 for none. */
  readonly limitMhz: number;
  readonly reservationMhz: number;
  /** End of its last slice in emulated time. */
  busyUntil: number;
  /** Work done by its share; the smallest goes first. */
  proportionTag: number;
  /** When its reservation owes it another slice. */
  reservationTag: number;
  /** When its limit lets it run again. */
  limitTag: number;
}

export interface Candidate {
  readonly account: VcpuAccount;
  /** Not before this for reasons of its own: a timer that it waits for, else 0. */
  readonly wakeAt: number;
}

export interface PcpuLoad {
  /** What it executes this moment, undefined when nothing. */
  readonly running: VcpuAccount | undefined;
  readonly busyUntil: number;
}

/** A pCPU or vCPU that comes too late may make up for this much: sleeping is not exact. */
export const CATCH_UP_US = 5000;
/** Emulated length of a slice. Inputs enter between slices, so it bounds their delay. */
export const SLICE_US = 1000;
/** Most instructions of a slice, so that a slow real processor returns soon all the same. */
export const MAXIMUM_SLICE_INSTRUCTIONS = 1_000_000;
/** What even the shortest slice is charged in time: a guest that wakes at once again and again pays for the waking. */
export const MINIMUM_SLICE_US = 20;

export type Decision<C extends Candidate> =
  | {
      readonly kind: 'run';
      readonly candidate: C;
      /** Emulated time at which the slice begins. */
      readonly startAt: number;
      /** Others could run before this slice ends: an idle pCPU may want to know. */
      readonly leavesBehind: boolean;
    }
  /** Nothing to do until then (infinite: until something happens). */
  | { readonly kind: 'sleep'; readonly until: number };

function eligibleAt({ account, wakeAt }: Candidate): number {
  return Math.max(account.busyUntil, account.limitMhz > 0 ? account.limitTag : 0, wakeAt);
}

/** How many vCPUs want each pCPU within a slice's time because they ran there last. */
function countByHome(candidates: readonly Candidate[], pcpuCount: number, now: number): number[] {
  const counts = Array.from({ length: pcpuCount }, () => 0);
  for (const candidate of candidates) {
    const { lastPcpu } = candidate.account;
    if (lastPcpu >= 0 && eligibleAt(candidate) < now + SLICE_US) counts[lastPcpu] = (counts[lastPcpu] ?? 0) + 1;
  }
  return counts;
}

/**
 * A vCPU stays on its pCPU while that one is there for it alone: moving costs caches, and two pCPUs need not wake for one vCPU. Where
 * several want one pCPU, or it is busy, all pCPUs compete for them, so that shares are the host's and not a pCPU's.
 */
function staysAtHome(
  candidate: Candidate,
  { here, pcpus, now, wanted }: { here: number; pcpus: readonly PcpuLoad[]; now: number; wanted: readonly number[] },
): boolean {
  const { account } = candidate;
  const home = pcpus[account.lastPcpu];
  if (account.lastPcpu === here || !home) return false;
  if ((home.running !== undefined && home.running !== account) || (wanted[account.lastPcpu] ?? 0) > 1) return false;
  return home.busyUntil <= Math.max(eligibleAt(candidate), now);
}

function before(a: VcpuAccount, b: VcpuAccount, now: number): boolean {
  const owedA = a.reservationMhz > 0 && a.reservationTag <= now;
  const owedB = b.reservationMhz > 0 && b.reservationTag <= now;
  if (owedA !== owedB) return owedA;
  return owedA ? a.reservationTag < b.reservationTag : a.proportionTag < b.proportionTag;
}

/** What pCPU `here` does at `now`. */
export function decide<C extends Candidate>(
  candidates: readonly C[],
  { here, pcpus, now }: { here: number; pcpus: readonly PcpuLoad[]; now: number },
): Decision<C> {
  const freeAt = Math.max(pcpus[here]?.busyUntil ?? 0, now - CATCH_UP_US);
  const wanted = countByHome(candidates, pcpus.length, now);
  let best: C | undefined;
  let until = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (staysAtHome(candidate, { here, pcpus, now, wanted })) continue;
    const at = Math.max(eligibleAt(candidate), freeAt);
    if (at > now) until = Math.min(until, at);
    else if (!best || before(candidate.account, best.account, now)) best = candidate;
  }
  if (!best) return { kind: 'sleep', until };
  const startAt = Math.max(freeAt, eligibleAt(best));
  const leavesBehind = candidates.some((other) => other !== best && eligibleAt(other) < now + SLICE_US);
  return { kind: 'run', candidate: best, startAt, leavesBehind };
}

/** Instructions of a slice: a vCPU with a limit gets shorter ones rather than longer waits. */
export function sliceInstructions({ limitMhz }: Pick<VcpuAccount, 'limitMhz'>, pcpuMhz: number): number {
  const mhz = limitMhz > 0 ? Math.min(limitMhz, pcpuMhz) : pcpuMhz;
  return Math.min(MAXIMUM_SLICE_INSTRUCTIONS, Math.floor(mhz * SLICE_US));
}

/** A vCPU that comes back from waiting competes from now on; it has no claim to what it did not want before. */
export function rejoin(account: VcpuAccount, virtualTime: number): void {
  account.proportionTag = Math.max(account.proportionTag, virtualTime);
}

/** Enters a slice that began at `startAt` into the account; returns the emulated time at which it ends. */
export function charge(
  account: VcpuAccount,
  { startAt, instructions, pcpuMhz }: { startAt: number; instructions: number; pcpuMhz: number },
): number {
  account.busyUntil = startAt + Math.max(MINIMUM_SLICE_US, instructions / pcpuMhz);
  account.proportionTag += instructions / account.shares;
  if (account.limitMhz > 0)
    account.limitTag = Math.max(account.limitTag, startAt - CATCH_UP_US) + instructions / account.limitMhz;
  if (account.reservationMhz > 0)
    account.reservationTag =
      Math.max(account.reservationTag, startAt - CATCH_UP_US) + instructions / account.reservationMhz;
  return account.busyUntil;
}
