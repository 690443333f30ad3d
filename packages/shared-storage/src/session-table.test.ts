import { beforeEach, expect, it } from 'vitest';
import { MAX_INITIATORS, MAX_SUPERSEDED_SESSIONS, SessionTable } from './session-table.ts';

let table: SessionTable;
let ended: string[];

beforeEach(() => {
  table = new SessionTable();
  ended = [];
});

const login = (initiator: string, session: string, name = session) =>
  table.login({ initiator, session, end: () => ended.push(name) });

it('ends the session before a new login of the same initiator, and no other', () => {
  expect(login('esx01', 'a', 'first')).toBeUndefined();
  expect(login('esx02', 'b')).toBeUndefined();
  expect(login('esx01', 'a', 'second')).toBeUndefined();
  expect(ended).toEqual(['first']);
});

it('refuses a process whose successor has logged in, also when both connections are gone', () => {
  const end = () => {};
  table.login({ initiator: 'esx01', session: 'a', end });
  table.logout('esx01', end);
  expect(login('esx01', 'b')).toBeUndefined();
  expect(login('esx01', 'a')).toMatch(/later process/);
  expect(login('esx01', 'b')).toBeUndefined();
});

it('a late logout does not log the successor out', () => {
  const end = () => {};
  table.login({ initiator: 'esx01', session: 'a', end });
  login('esx01', 'b');
  table.logout('esx01', end);
  login('esx01', 'b', 'third');
  expect(ended).toEqual(['b']);
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
