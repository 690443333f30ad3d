import { beforeEach, expect, it } from 'vitest';
import type { FdmEffect } from './effect.ts';
import { SilentHosts } from './silent-hosts.ts';
import { published } from './testing.ts';

let effects: FdmEffect[];
let silent: SilentHosts;

function asked(now: number): number[] {
  effects.length = 0;
  silent.advance(['ds1', 'ds2'], now);
  return effects.flatMap((effect) => (effect.kind === 'readPowerOnLists' ? [effect.request] : []));
}

function read(request: number, datastore: string, isolated: boolean, ...vms: string[]): void {
  silent.read({ kind: 'powerOnListRead', request, host: 'host-2', datastore, isolated, vms });
}

beforeEach(() => {
  effects = [];
  silent = new SilentHosts(published, (effect) => effects.push(effect));
});

it('are read as long as they are silent, and say what they run and whether they are isolated', () => {
  silent.watch('host-2', 0);
  const [request = 0] = asked(0);
  expect(silent.running('host-2')).toBeUndefined();
  read(request, 'ds1', false, 'web');
  expect(silent.running('host-2')).toEqual(new Map([['ds1', new Set(['web'])]]));
  expect(silent.isIsolated('host-2')).toBe(false);
  expect(asked(2_999)).toEqual([]);
  const [again = 0] = asked(3_000);
  read(again, 'ds1', true);
  expect(silent.isIsolated('host-2')).toBe(true);
  expect(silent.running('host-2')?.get('ds1')).toEqual(new Set());
});

it('are not judged by what was read in an earlier silence, or of a host that speaks', () => {
  silent.watch('host-2', 0);
  const [request = 0] = asked(0);
  silent.forget('host-2');
  read(request, 'ds1', true, 'web');
  expect(silent.isIsolated('host-2')).toBe(false);
  silent.watch('host-2', 10_000);
  asked(10_000);
  read(request, 'ds1', true, 'web');
  expect(silent.running('host-2')).toBeUndefined();
});
