// The README says of every phase what it is, and its figures are those of the code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrationPhases } from './contract.ts';
import { MAX_ROUNDS, PAYING_RATIO } from './precopy.ts';
import { DEFAULT_DOWNTIME_GOAL_MS } from './source.ts';
import { MIN_SHARE } from './throttle.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

it('has every phase', () => {
  const section = readme.split(/^## /m).find((part) => part.startsWith('Phases\n')) ?? '';
  expect([...section.matchAll(/^\| `(\w+)`/gm)].map(([, phase]) => phase)).toEqual([...migrationPhases]);
});

it('has the figures', () => {
  expect(readme).toContain(`\`downtimeGoalMs\`, ${DEFAULT_DOWNTIME_GOAL_MS} ms`);
  expect(readme).toContain(`after ${MAX_ROUNDS} rounds`);
  expect(readme).toContain(`down to 1/${1 / MIN_SHARE} of its time`);
  expect(PAYING_RATIO).toBe(0.75);
});
