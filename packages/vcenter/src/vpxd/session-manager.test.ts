import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventManager } from './event-manager.ts';
import { MAX_OBJECTS_PER_SESSION, MAX_SESSIONS, SessionManager } from './session-manager.ts';

function begin(store = new MemoryStore()) {
  const objects = new ObjectStore();
  objects.put(moRef('Folder', 'group-1'), { name: 'root', overallStatus: 'green', configStatus: 'green' });
  const events = new EventManager({ store, objects, inventory: new Inventory(store), wallClock: () => 0 });
  let number = 0;
  const sessions = new SessionManager({
    users: [{ name: 'admin', password: 'secret' }],
    store,
    objects,
    events,
    wallClock: () => 0,
    newSessionId: () => {
      number += 1;
      return `id-${number}`;
    },
  });
  const login = (password = 'secret', userName = 'admin') =>
    sessions.login({ userName, password, ipAddress: '127.0.0.1', locale: 'en' });
  return { store, objects, events, sessions, login };
}

describe('sessions', () => {
  it('begin with the right password only, and leave a trace either way', () => {
    const { events, sessions, login } = begin();
    expect(() => login('guess')).toThrow(expect.objectContaining({ type: 'InvalidLogin' }));
    expect(() => login('', 'nobody')).toThrow(expect.objectContaining({ type: 'InvalidLogin' }));
    const { session, id } = login();
    expect(sessions.find(id)).toBe(session);
    expect([sessions.find('id-9'), sessions.find(undefined)]).toEqual([undefined, undefined]);
    sessions.logout(session);
    expect(sessions.find(id)).toBeUndefined();
    expect(events.all.map(({ _typeName }) => _typeName)).toEqual([
      'BadUsernameSessionEvent',
      'BadUsernameSessionEvent',
      'UserLoginSessionEvent',
      'UserLogoutSessionEvent',
    ]);
  });

  it('survive a restart of vCenter; their ids are not in the database', () => {
    const { store, login } = begin();
    const { id } = login();
    expect(begin(store).sessions.find(id)?.user.userName).toBe('admin');
    expect(JSON.stringify(store.all('session'))).not.toContain(id);
  });

  it('take everything along when they end', () => {
    const { objects, events, sessions, login } = begin();
    const { session } = login();
    const made = [
      session.createCollector().ref,
      session.createView({ container: moRef('Folder', 'group-1'), type: [], recursive: true }).ref,
      session.createHistory({ _typeName: 'EventFilterSpec' }, events).ref,
      session.defaultCollector.ref,
    ];
    expect(made.every((ref) => session.owns(ref) && objects.get(ref.value))).toBe(true);
    sessions.logout(session);
    expect(made.filter(({ value }) => objects.get(value))).toEqual([]);
  });

  it('have room for so many collectors, and vCenter for so many sessions', () => {
    const { login, sessions } = begin();
    const first = login();
    for (let count = 0; count < MAX_OBJECTS_PER_SESSION; count++) first.session.createCollector();
    expect(() => first.session.createCollector()).toThrow('at most');
    const second = login();
    // The first one is used, so that the second one has been idle longest.
    sessions.find(first.id);
    for (let count = 2; count <= MAX_SESSIONS; count++) login();
    expect([sessions.find(first.id) !== undefined, sessions.find(second.id), sessions.all.length]).toEqual([
      true,
      undefined,
      MAX_SESSIONS,
    ]);
  });
});
