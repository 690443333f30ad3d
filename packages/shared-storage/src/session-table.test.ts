import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionFile } from './session-file.ts';
import {
  type Login,
  MAX_CONNECTIONS_PER_SESSION,
  MAX_INITIATORS,
  MAX_SUPERSEDED_SESSIONS,
  type SessionRecord,
  SessionTable,
} from './session-table.ts';

let record: SessionRecord | undefined;
let table: SessionTable;
let ended: string[];

const store = {
  load: () => record,
  save: (next: SessionRecord) => {
    record = next;
  },
};

beforeEach(() => {
  record = undefined;
  table = new SessionTable(store);
  ended = [];
});
afterEach(removeTemporaryDirectories);

const given = (initiator: string, session: string, connection = 0, name = session): Login => ({
  initiator,
  session,
  connection,
  end: () => ended.push(name),
});
const login = (initiator: string, session: string, connection = 0, name = session) =>
  table.login(given(initiator, session, connection, name))?.reason;

it('ends the connection before a new login of the same id, and no other', () => {
  expect(login('esx01', 'a', 0, 'first')).toBeUndefined();
  expect(login('esx01', 'a', 1, 'other path')).toBeUndefined();
  expect(login('esx02', 'b')).toBeUndefined();
  expect(login('esx01', 'a', 0, 'second')).toBeUndefined();
  expect(ended).toEqual(['first']);
});

it('ends all connections of the session before a new session of the same initiator', () => {
  login('esx01', 'a', 0, 'first path');
  login('esx01', 'a', 1, 'second path');
  expect(login('esx01', 'b', 7)).toBeUndefined();
  expect(ended).toEqual(['first path', 'second path']);
});

it('refuses a process whose successor has logged in, also when both connections are gone', () => {
  const first = given('esx01', 'a');
  table.login(first);
  table.logout(first);
  expect(login('esx01', 'b')).toBeUndefined();
  expect(table.login(given('esx01', 'a'))).toEqual({ reason: expect.stringMatching(/later process/), forGood: true });
  expect(login('esx01', 'b')).toBeUndefined();
});

it.each(['before the successor came back', 'after it'])('knows that when it starts again: %s', (when) => {
  login('esx01', 'a');
  login('esx01', 'b');
  table = new SessionTable(store);
  if (when === 'after it') login('esx01', 'b');
  expect(login('esx01', 'a')).toMatch(/later process/);
  expect(login('esx01', 'b')).toBeUndefined();
});

it('supersedes a process that it has not seen since it started again', () => {
  login('esx01', 'a');
  table = new SessionTable(store);
  expect(login('esx01', 'b')).toBeUndefined();
  expect(login('esx01', 'a')).toMatch(/later process/);
});

it('serves no session that it could not store, and ends none for it', () => {
  login('esx01', 'a');
  let full = true;
  table = new SessionTable({
    ...store,
    save: (next) => {
      if (full) throw new Error('no space left on device');
      store.save(next);
    },
  });
  login('esx01', 'a');
  expect(table.login(given('esx01', 'b'))).toEqual({ reason: expect.stringMatching(/no space/), forGood: false });
  expect(ended).toEqual([]);
  expect(login('esx01', 'a', 1)).toBeUndefined();
  full = false;
  expect(login('esx01', 'b')).toBeUndefined();
});

it('a late logout does not log the successor out', () => {
  const first = given('esx01', 'a');
  table.login(first);
  login('esx01', 'b');
  table.logout(first);
  login('esx01', 'b', 0, 'third');
  expect(ended).toEqual(['a', 'b']);
});

it('remembers so many', () => {
  for (let session = 0; session <= MAX_SUPERSEDED_SESSIONS + 1; session += 1) login('esx01', String(session));
  expect(login('esx01', '1')).toMatch(/later process/);
  expect(login('esx01', '0')).toBeUndefined();
});

it('knows so many initiators', () => {
  for (let host = 1; host <= MAX_INITIATORS; host += 1) expect(login(`esx${host}`, String(host))).toBeUndefined();
  expect(login('one more', 'x')).toMatch(/1024 initiators/);
  expect(login('esx1', 'successor')).toBeUndefined();
});

it('has so many connections of one session', () => {
  for (let id = 0; id < MAX_CONNECTIONS_PER_SESSION; id += 1) expect(login('esx01', 'a', id)).toBeUndefined();
  expect(login('esx01', 'a', MAX_CONNECTIONS_PER_SESSION)).toMatch(/32 connections/);
  expect(login('esx01', 'a', 3)).toBeUndefined();
});

it('lies in a file; one that is damaged is not taken for none', () => {
  const path = join(temporaryDirectory(), 'sessions.json');
  const file = new SessionFile(path);
  expect(file.load()).toBeUndefined();
  const stored = { latest: { esx01: 'b' }, superseded: ['a'] };
  file.save(stored);
  expect(file.load()).toEqual(stored);
  writeFileSync(path, '{"latest":');
  expect(() => file.load()).toThrow(/sessions.json is damaged/);
});
