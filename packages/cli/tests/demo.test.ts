// `microsphere demo ha`, as scripts use it: the verdict and its figures are the last line, and the exit status says the same.
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome } from '../../testkit/src/index.ts';

let home: TestHome;

beforeAll(async () => {
  home = new TestHome();
  await home.up(smallLab);
});

interface Verdict {
  readonly killed: readonly string[];
  readonly vms: readonly { readonly vm: string; readonly affected: boolean; readonly firstAckMs?: number }[];
  readonly longestGapMs: number;
}

it.each([
  ['host', /^esx0\d$/],
  ['master-and-vcenter', /^esx0\d,vcenter$/],
  ['array', /^array$/],
])('%s: every promise is kept', async (variation, killed) => {
  const { code, output, log } = await home.run(['demo', 'ha', '--json', '--variation', variation]);
  expect([code, log]).toEqual([0, '']);
  const verdict = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Verdict;
  expect(verdict).toMatchObject({ demo: 'ha', variation, broken: [], kept: true, acknowledged: expect.any(Number) });
  expect(verdict.killed.join()).toMatch(killed);
  expect(verdict.vms.map(({ vm }) => vm)).toEqual(['vm1', 'vm2']);
  expect(verdict.vms.some(({ affected }) => affected)).toBe(variation !== 'array');
  // The silence that clients saw is what was killed: no run in which nothing happened is a good one.
  for (const { affected, firstAckMs } of verdict.vms) if (affected) expect(firstAckMs).toBeGreaterThan(0);
  if (variation !== 'array')
    expect(verdict).toMatchObject({ poweredOnMs: expect.any(Number), declaredDeadMs: expect.any(Number) });
});

it('refuses a profile that the running lab does not have', async () => {
  const { code, log } = await home.run(['demo', 'ha', '--timing', 'realistic']);
  expect([code, log]).toEqual([2, 'microsphere: lab "small" runs in the fast profile\n']);
});
