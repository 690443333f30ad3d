import { expect, it } from 'vitest';
import { auditLedger } from '../ledger/audit.ts';
import type { FailoverResult } from './failover.ts';
import { story, verdict, wasKept } from './verdict.ts';

const entry = { index: 0n, boot: 1n, kind: 'append', client: 7n, n: 1n } as const;
const boot = { index: 0n, boot: 1n, kind: 'boot', client: 0n, n: 0n } as const;
const acknowledgements = [{ client: 7n, n: 1n, index: 1n, boot: 1n, sentAt: 1, receivedAt: 2 }];

/** A run whose one ledger has these entries: its audit decides. */
function run(...entries: Parameters<typeof auditLedger>[1]): FailoverResult {
  const audit = auditLedger(acknowledgements, entries);
  const vm = { vm: 'vm1', affected: true, lastAckMs: -5, poweredOnMs: 4_000, firstAckMs: 4_200, longestGapMs: 4_205 };
  return {
    variation: 'host',
    killed: ['esx01'],
    timeline: { declaredDeadMs: 3_600, vms: [vm] },
    audits: [{ vm: 'vm1', ...audit }],
    broken: audit.violations.map((violation) => `vm1: ${violation}`),
  };
}

const good = run(boot, { ...entry, index: 1n });
/** The entry that was acknowledged is not there. */
const bad = run(boot);

it('says of a run that kept its promises what was measured', () => {
  expect(verdict([good])).toEqual({
    demo: 'ha',
    variation: 'host',
    killed: ['esx01'],
    declaredDeadMs: 3_600,
    poweredOnMs: 4_000,
    firstAckMs: 4_200,
    longestGapMs: 4_205,
    acknowledged: 1,
    vms: good.timeline.vms,
    broken: [],
    kept: true,
  });
  expect(story(good)).toMatch(/\nKept: all 1 acknowledged entries are on the disks exactly once/);
});

it('says which promise was broken', () => {
  const lost = 'vm1: LOST: client 7 n=1 was acknowledged at index 1 and is not there';
  expect(verdict([bad])).toMatchObject({ kept: false, broken: [lost] });
  expect(story(bad)).toContain(`BROKEN PROMISES:\n  ${lost}`);
  expect(story(bad)).not.toContain('Kept');
});

it('is broken when one of many runs was, and when there was none', () => {
  expect(verdict([good, bad])).toEqual({ demo: 'ha', runs: 2, kept: false, broken: bad.broken });
  expect(verdict([good, good])).toEqual({ demo: 'ha', runs: 2, kept: true, broken: [] });
  expect([wasKept([good]), wasKept([bad]), wasKept([good, bad]), wasKept([])]).toEqual([true, false, false, false]);
});
