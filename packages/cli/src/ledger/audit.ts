// The audit of a ledger: what its clients were told against what is on its disk. It knows nothing of how the entries were
// fetched, and it finds a promise broken only where two observations contradict one another:
// - an acknowledged entry is on the disk exactly once, at the index that the acknowledgement named;
// - entries of one client are there in the order in which it sent them, without gaps;
// - a boot of the guest ends all earlier boots: no acknowledgement of boot k comes after one of boot k + 1 was received.
//   One that did would mean that two hosts ran the VM at once.
import type { LedgerEntry } from '@microsphere/guests';

/** An acknowledgement as its client received it. */
export interface Acknowledgement {
  readonly client: bigint;
  readonly n: bigint;
  readonly index: bigint;
  readonly boot: bigint;
  /** Monotonic milliseconds: when the request that it answers was last sent, and when it came. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** What is audited of an entry as the guest read it from its disk. */
export type AuditedEntry = Pick<LedgerEntry, 'index' | 'boot' | 'kind' | 'client' | 'n'>;

export interface AuditResult {
  readonly acknowledged: number;
  readonly entries: number;
  readonly boots: number;
  /** Empty when every promise was kept. */
  readonly violations: readonly string[];
}

/** Where an audit begins: what lies before was audited already. */
export interface AuditStart {
  /** The index of the first entry that is given. */
  readonly index: bigint;
  /** The boot before that entry; 0 for none. */
  readonly boot: bigint;
}

/** Violations that are spelled out; more are counted only. */
export const MAX_REPORTED_VIOLATIONS = 20;

export function auditLedger(
  acknowledgements: readonly Acknowledgement[],
  entries: readonly AuditedEntry[],
  start: AuditStart = { index: 0n, boot: 0n },
): AuditResult {
  const violations: string[] = [];
  const places = new Map<string, AuditedEntry[]>();
  const lastOfClient = new Map<bigint, bigint>();
  let { boot } = start;
  for (const [position, entry] of entries.entries()) {
    const index = start.index + BigInt(position);
    if (entry.index !== index) violations.push(`entry ${index} says it is entry ${entry.index}`);
    if (entry.kind === 'boot') {
      if (entry.boot !== boot + 1n)
        violations.push(`boot entry ${entry.index}: boot ${entry.boot} follows boot ${boot}`);
      boot = entry.boot;
      continue;
    }
    if (entry.boot !== boot)
      violations.push(`entry ${entry.index} of boot ${entry.boot} lies among those of boot ${boot}`);
    const key = `${entry.client}/${entry.n}`;
    places.set(key, [...(places.get(key) ?? []), entry]);
    const last = lastOfClient.get(entry.client) ?? 0n;
    if (entry.n !== last + 1n)
      violations.push(`entry ${entry.index}: client ${entry.client} has n=${entry.n} after n=${last}`);
    lastOfClient.set(entry.client, entry.n);
  }

  for (const { client, n, index } of acknowledgements) {
    const found = places.get(`${client}/${n}`) ?? [];
    if (found.length === 0)
      violations.push(`LOST: client ${client} n=${n} was acknowledged at index ${index} and is not there`);
    else if (found.length > 1)
      violations.push(`TWICE: client ${client} n=${n} is at ${found.map((entry) => entry.index).join(', ')}`);
    else if (found[0]?.index !== index)
      violations.push(`MOVED: client ${client} n=${n} was acknowledged at index ${index} and is at ${found[0]?.index}`);
  }

  // A request sent after an acknowledgement of a newer boot had come can't be answered by an older one.
  let newest: Acknowledgement | undefined;
  for (const acknowledgement of [...acknowledgements].sort((a, b) => a.receivedAt - b.receivedAt)) {
    if (newest && acknowledgement.boot < newest.boot && acknowledgement.sentAt > newest.receivedAt)
      violations.push(
        `TWO AT ONCE: boot ${acknowledgement.boot} answered client ${acknowledgement.client} n=${acknowledgement.n} ` +
          `after boot ${newest.boot} had answered`,
      );
    if (!newest || acknowledgement.boot > newest.boot) newest = acknowledgement;
  }

  const told = violations.slice(0, MAX_REPORTED_VIOLATIONS);
  if (violations.length > told.length) told.push(`and ${violations.length - told.length} more`);
  return {
    acknowledged: acknowledgements.length,
    entries: entries.length,
    boots: Number(boot - start.boot),
    violations: told,
  };
}
