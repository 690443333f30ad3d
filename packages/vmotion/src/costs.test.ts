import { describe, expect, it } from 'vitest';
import { chargesOf, networkLimit, type OperationKind } from './costs.ts';

const place = { hosts: ['a', 'b'], datastores: ['ds'] };

describe('the costs of', () => {
  it.each<[OperationKind, number, number, number]>([
    ['vMotion', 1, 1, 1],
    ['storageVMotion', 4, 0, 16],
    ['sharedNothing', 4, 1, 16],
    ['provisioning', 1, 0, 0],
  ])('%s are %i for each host, %i for each adapter, %i for each datastore', (kind, host, network, datastore) => {
    const cost = (resource: string) =>
      chargesOf(kind, place)
        .filter((charge) => charge.kind === resource)
        .map((charge) => [charge.id, charge.cost]);
    const each = (ids: readonly string[], units: number) => (units === 0 ? [] : ids.map((id) => [id, units]));
    expect([cost('host'), cost('network'), cost('datastore')]).toEqual([
      each(['a', 'b'], host),
      each(['a', 'b'], network),
      each(['ds'], datastore),
    ]);
  });

  it('a host or datastore that is both ends are charged once', () => {
    expect(chargesOf('storageVMotion', { hosts: ['a', 'a'], datastores: ['x', 'y', 'x'] })).toEqual([
      { kind: 'host', id: 'a', cost: 4 },
      { kind: 'datastore', id: 'x', cost: 16 },
      { kind: 'datastore', id: 'y', cost: 16 },
    ]);
  });
});

it.each([
  [1_000, 4],
  [2_500, 4],
  [10_000, 8],
  [100_000, 8],
])('an adapter of %i Mbit/s carries %i at once', (speedMbit, limit) => {
  expect(networkLimit(speedMbit)).toBe(limit);
});
