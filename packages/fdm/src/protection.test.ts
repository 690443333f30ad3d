import { beforeEach, describe, expect, it } from 'vitest';
import type { FdmEffect } from './effect.ts';
import { MAX_OPEN_PROTECT_REQUESTS, MAX_PROTECTED_VMS_PER_DATASTORE, ProtectedLists } from './protection.ts';
import { protectedVm, published } from './testing.ts';

const web = protectedVm('web');
const db = protectedVm('db', { datastore: 'ds2' });
const lost = { type: 'CannotAccessFile', message: 'the array is gone', definite: false };

let lists: ProtectedLists;
let effects: FdmEffect[];

/** What was done since the last call, logs left out. */
function did() {
  return effects.splice(0).filter(({ kind }) => kind !== 'log');
}

beforeEach(() => {
  effects = [];
  lists = new ProtectedLists(published, (effect) => effects.push(effect));
});

function own(...datastores: string[]): void {
  lists.advance(datastores, 0);
  for (const datastore of datastores) lists.locked(datastore, []);
  did();
}

const uuids = () => lists.vms().map(({ instanceUuid }) => instanceUuid);

describe('ownership', () => {
  it('asks for every list once, and again an interval after a refusal', () => {
    lists.advance(['ds1'], 0);
    lists.advance(['ds1'], 100);
    expect(did()).toEqual([{ kind: 'lockProtectedList', datastore: 'ds1' }]);
    lists.refused('ds1', 'host-3', 200);
    expect(lists.nextDeadline()).toBe(3_200);
    lists.advance(['ds1'], 3_199);
    expect(did()).toEqual([]);
    lists.advance(['ds1'], 3_200);
    expect(did()).toEqual([{ kind: 'lockProtectedList', datastore: 'ds1' }]);
  });

  it('is not due for a datastore that is not there, and asks when it is there again', () => {
    lists.advance(['ds1'], 0);
    lists.refused('ds1', 'nobody', 0);
    lists.advance([], 10_000);
    expect(lists.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
    did();
    lists.advance(['ds1'], 10_001);
    expect(did()).toEqual([{ kind: 'lockProtectedList', datastore: 'ds1' }]);
  });

  it('takes over what is on the list, except VMs of other datastores', () => {
    lists.advance(['ds1'], 0);
    lists.locked('ds1', [web, db]);
    expect(uuids()).toEqual(['web']);
    expect(lists.protectedVms()).toEqual(['web']);
  });

  it('ends with the office: locks go, requests fail', () => {
    own('ds1');
    lists.protect('1', [web]);
    did();
    lists.release();
    expect(did()).toMatchObject([
      { kind: 'releaseProtectedList', datastore: 'ds1' },
      { kind: 'reply', request: '1', fault: { definite: false } },
    ]);
    expect(uuids()).toEqual([]);
  });

  it('ends when the lock is lost, and what was being written may be on disk', () => {
    own('ds1');
    lists.protect('1', [web]);
    lists.protect('2', [protectedVm('app')]);
    did();
    lists.lost('ds1', 0);
    expect(did()).toMatchObject([
      { request: '1', fault: { definite: false } },
      { request: '2', fault: { definite: true } },
    ]);
    // The answer of the disk comes too late to mean anything.
    lists.written('ds1', 1, undefined);
    expect(did()).toEqual([]);
  });
});

describe('a protect request', () => {
  it('is answered, and counts, when it is on disk', () => {
    own('ds1');
    lists.protect('1', [web]);
    expect(did()).toEqual([{ kind: 'writeProtectedList', datastore: 'ds1', request: 1, vms: [web] }]);
    expect(uuids()).toEqual([]);
    lists.written('ds1', 1, undefined);
    expect(did()).toEqual([{ kind: 'reply', request: '1' }]);
    expect(uuids()).toEqual(['web']);
  });

  it('waits for every list that it touches', () => {
    own('ds1', 'ds2');
    lists.protect('1', [web, db]);
    lists.written('ds1', 1, undefined);
    expect(did().filter(({ kind }) => kind === 'reply')).toEqual([]);
    lists.written('ds2', 2, lost);
    expect(did()).toEqual([{ kind: 'reply', request: '1', fault: lost }]);
  });

  it('goes to disk with all others that came during a write', () => {
    own('ds1');
    for (const name of ['a', 'b', 'c']) lists.protect(name, [protectedVm(name)]);
    expect(did()).toHaveLength(1);
    lists.written('ds1', 1, undefined);
    expect(did()).toMatchObject([
      { kind: 'reply', request: 'a' },
      { kind: 'writeProtectedList', request: 2 },
    ]);
    lists.written('ds1', 2, undefined);
    expect(did()).toMatchObject([{ request: 'b' }, { request: 'c' }]);
    expect(uuids()).toEqual(['a', 'b', 'c']);
  });

  it('is answered at once when nothing is to be written', () => {
    own('ds1');
    lists.protect('1', [web]);
    lists.written('ds1', 1, undefined);
    did();
    lists.protect('2', [web]);
    expect(did()).toEqual([{ kind: 'reply', request: '2' }]);
  });

  it.each([
    ['a list of somebody else', [db], /ds2 is not this master's/],
    ['what is no datastore path', [{ ...web, vmxPath: 'web.vmx' }], /not a datastore path: "web.vmx"/],
  ])('is refused for %s, and then nothing is done', (_what, vms, message) => {
    own('ds1');
    lists.protect('1', [web, ...vms]);
    expect(did()).toMatchObject([
      { kind: 'reply', fault: { definite: true, message: expect.stringMatching(message) } },
    ]);
    expect(uuids()).toEqual([]);
  });
});

describe('an unprotect request', () => {
  it('counts before the disk knows, and no more when the disk has failed', () => {
    own('ds1');
    lists.protect('1', [web]);
    lists.written('ds1', 1, undefined);
    lists.unprotect('2', [web]);
    expect(uuids()).toEqual([]);
    expect(lists.protectedVms()).toEqual(['web']);
    lists.written('ds1', 2, lost);
    expect(uuids()).toEqual(['web']);
    expect(did().at(-1)).toEqual({ kind: 'reply', request: '2', fault: lost });
  });
});

describe('limits', () => {
  it(`holds ${MAX_PROTECTED_VMS_PER_DATASTORE} VMs a list`, () => {
    own('ds1');
    const vms = Array.from({ length: MAX_PROTECTED_VMS_PER_DATASTORE }, (_, index) => protectedVm(`vm${index}`));
    lists.protect('1', vms);
    lists.protect('2', [web]);
    expect(did()).toMatchObject([
      { kind: 'writeProtectedList' },
      { request: '2', fault: { message: expect.stringMatching(/is full/) } },
    ]);
  });

  it(`lets ${MAX_OPEN_PROTECT_REQUESTS} requests wait`, () => {
    own('ds1');
    for (let index = 0; index < MAX_OPEN_PROTECT_REQUESTS; index += 1)
      lists.protect(`${index}`, [protectedVm(`vm${index}`)]);
    did();
    lists.protect('one more', [web]);
    expect(did()).toMatchObject([{ request: 'one more', fault: { definite: true } }]);
    lists.written('ds1', 1, undefined);
    did();
    lists.protect('another', [web]);
    expect(did()).toEqual([]);
  });
});
