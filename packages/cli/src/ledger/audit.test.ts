import { expect, it } from 'vitest';
import { type Acknowledgement, type AuditedEntry, auditLedger, MAX_REPORTED_VIOLATIONS } from './audit.ts';

/** `b` a boot, `a1` an append of client "a" with n = 1. */
function ledger(...words: string[]): AuditedEntry[] {
  let boot = 0n;
  return words.map((word, position) => {
    if (word === 'b') boot += 1n;
    return {
      index: BigInt(position),
      boot,
      kind: word === 'b' ? 'boot' : 'append',
      client: word === 'b' ? 0n : BigInt(word.charCodeAt(0)),
      n: word === 'b' ? 0n : BigInt(word.slice(1)),
    };
  });
}

function acknowledged(word: string, index: number, boot: number, at: number): Acknowledgement {
  return {
    client: BigInt(word.charCodeAt(0)),
    n: BigInt(word.slice(1)),
    index: BigInt(index),
    boot: BigInt(boot),
    sentAt: at - 1,
    receivedAt: at,
  };
}

const good = ledger('b', 'a1', 'c1', 'a2', 'b', 'a3');

it('finds nothing in a ledger that kept its promises', () => {
  const acks = [acknowledged('a1', 1, 1, 10), acknowledged('a2', 3, 1, 20), acknowledged('a3', 5, 2, 30)];
  expect(auditLedger(acks, good)).toEqual({ acknowledged: 3, entries: 6, boots: 2, violations: [] });
});

it('begins where an earlier audit ended', () => {
  const acks = [acknowledged('a3', 5, 2, 30)].map((ack) => ({ ...ack, n: 1n }));
  const later = good.slice(4).map((entry) => (entry.kind === 'append' ? { ...entry, n: 1n } : entry));
  expect(auditLedger(acks, later, { index: 4n, boot: 1n })).toEqual({
    acknowledged: 1,
    entries: 2,
    boots: 1,
    violations: [],
  });
  expect(auditLedger(acks, later, { index: 3n, boot: 1n }).violations).toContain('entry 3 says it is entry 4');
});

it('lets an entry be there that was never acknowledged', () => {
  expect(auditLedger([], good).violations).toEqual([]);
});

it.each([
  ['a lost entry', [acknowledged('a4', 6, 2, 10)], good, /LOST: client 97 n=4/],
  ['an entry twice', [acknowledged('a1', 1, 1, 10)], ledger('b', 'a1', 'a1'), /TWICE: client 97 n=1 is at 1, 2/],
  ['an entry elsewhere', [acknowledged('a1', 2, 1, 10)], good, /MOVED: client 97 n=1/],
  ['a gap', [], ledger('b', 'a1', 'a3'), /n=3 after n=1/],
  [
    'a boot that is missing',
    [],
    good.filter(({ kind, boot }) => kind === 'append' || boot !== 2n),
    /entry 4 says it is entry 5/,
  ],
  [
    'an old boot that answers after a new one',
    [acknowledged('a3', 5, 2, 10), acknowledged('c1', 2, 1, 20)],
    good,
    /TWO AT ONCE: boot 1 answered client 99 n=1 after boot 2/,
  ],
])('finds %s', (_what, acks, entries, message) => {
  expect(auditLedger(acks, entries).violations.join('\n')).toMatch(message);
});

it('takes an old answer for a late one when it was asked before the new boot spoke', () => {
  const late = { ...acknowledged('c1', 2, 1, 20), sentAt: 5 };
  expect(auditLedger([acknowledged('a3', 5, 2, 10), late], good).violations).toEqual([]);
});

it('counts what it does not spell out', () => {
  const acks = Array.from({ length: 100 }, (_, n) => acknowledged(`z${n + 1}`, n, 1, n));
  const { violations } = auditLedger(acks, good);
  expect(violations).toHaveLength(MAX_REPORTED_VIOLATIONS + 1);
  expect(violations.at(-1)).toBe('and 80 more');
});
