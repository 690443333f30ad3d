import { expect, it } from 'vitest';
import type { FdmEffect } from './effect.ts';
import { PowerOnLists } from './power-on-lists.ts';
import { report, runtime } from './testing.ts';

it('are written at every change, one a datastore, and again when that failed or the datastore was away', () => {
  const written: string[] = [];
  let request = 0;
  const lists = new PowerOnLists((effect: FdmEffect) => {
    if (effect.kind !== 'writePowerOnList') throw new Error(effect.kind);
    request = effect.request;
    written.push(`${effect.datastore} ${effect.isolated ? 1 : 0} ${effect.vms.join(' ')}`.trimEnd());
  });
  const did = () => written.splice(0);
  const one = report(runtime('web', 'on'), runtime('db', 'clean'));
  lists.update(one, false);
  expect(did()).toEqual(['ds1 0 web', 'ds2 0']);
  lists.update(one, false);
  expect(did()).toEqual([]);
  lists.update(report(runtime('web', 'on'), runtime('db', 'on')), false);
  expect(did()).toEqual(['ds1 0 db web']);
  lists.update(one, true);
  expect(did()).toEqual(['ds1 1 web', 'ds2 1']);

  const fault = { type: 'CannotAccessFile', message: 'no', definite: false };
  lists.written({ kind: 'powerOnListWritten', datastore: 'ds1', request: request - 2, fault });
  lists.update(one, true);
  expect(did()).toEqual([]);
  lists.written({ kind: 'powerOnListWritten', datastore: 'ds2', request, fault });
  lists.update(one, true);
  expect(did()).toEqual(['ds2 1']);

  lists.update({ ...one, accessibleDatastores: ['ds2'] }, true);
  expect(did()).toEqual([]);
  lists.update(one, true);
  expect(did()).toEqual(['ds1 1 web']);
});
