import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mayFollow, type PowerState, powerTransitions } from './power-state.ts';

const states = Object.keys(powerTransitions) as PowerState[];

it('is what README.md says', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `(powered|powering|resetting)(\w*)` *\|[^|]*\|([^|]*)\|/gm)];
  const documented = rows.map(([, first, rest, next]) => [`${first}${rest}`, next?.match(/\w+/g)]);
  expect(documented).toEqual(Object.entries(powerTransitions));
});

it('can be left from everywhere, and everything leads back to off', () => {
  for (const state of states) {
    const reached = new Set<PowerState>([state]);
    for (const from of reached) for (const to of states) if (mayFollow(from, to)) reached.add(to);
    expect(reached, state).toEqual(new Set(states));
    expect(mayFollow(state, state)).toBe(false);
  }
});

it('never lets a guest run that was not made ready under the lock', () => {
  expect(states.filter((state) => mayFollow(state, 'poweredOn'))).toEqual(['poweringOn', 'resetting']);
});
