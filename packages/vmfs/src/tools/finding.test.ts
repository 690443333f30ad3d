// docs/vmfs.md is what users read of the findings: the table there is the one here.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingKinds, sameFinding } from './finding.ts';

it('is in docs/vmfs.md, every kind with its severity, meaning and repair', () => {
  const page = readFileSync(new URL('../../../../docs/vmfs.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.*?) +\| (.*?) +\|$/gm)].map(([, ...cells]) => cells);
  const kinds = Object.entries(findingKinds).map(([kind, { severity, means, repair }]) => [
    kind,
    severity,
    means,
    repair ?? 'nothing that would be safe',
  ]);
  expect(rows).toEqual(kinds);
});

it('is the same when kind, place and what was found are', () => {
  const finding = {
    kind: 'blockLeaked',
    severity: 'leak',
    where: { fileBlock: 9 },
    what: 'a',
    repair: 'b',
    repaired: false,
  } as const;
  expect(sameFinding(finding, { ...finding, repaired: true })).toBe(true);
  expect(sameFinding(finding, { ...finding, where: { fileBlock: 10 } })).toBe(false);
  expect(sameFinding(finding, { ...finding, what: 'c' })).toBe(false);
});
