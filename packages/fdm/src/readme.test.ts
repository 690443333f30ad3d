// The tables of the README are those of the code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { availabilityStates } from './availability.ts';
import { clusterEventTypes } from './cluster-event.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The rows of the table under a heading: the first cell's code, and the second cell. */
function table(heading: string): [string, string][] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`\s*\| ([^|]+)\|/gm)].map(([, code, text]) => [code!, text!.trim()]);
}

/** The members of a union in a source file, by their `kind`. */
function kinds(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');
  return [...source.matchAll(/^ {2}readonly kind: '(\w+)';/gm)].map(([, kind]) => kind!);
}

it('has every state with its meaning', () => {
  expect(Object.fromEntries(table('States'))).toEqual(availabilityStates);
});

it('has every event that goes in', () => {
  expect(table('Events in').map(([kind]) => kind)).toEqual(kinds('event.ts'));
});

it('has every effect that comes out', () => {
  expect(table('Effects out').map(([kind]) => kind)).toEqual(kinds('effect.ts'));
});

it('has every vSphere event', () => {
  expect(table('vSphere events').map(([type]) => type)).toEqual([...clusterEventTypes]);
});
