// Sessions: who is logged in, and the collectors and views that belong to each. Sessions outlive a restart of vCenter, what
// belongs to them does not.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type DataObject, type ManagedObjectReference, moRef } from '@microsphere/vim25';
import { ContainerView, type ContainerViewSpec } from '../property-collector/container-view.ts';
import { PropertyCollector } from '../property-collector/property-collector.ts';
import type { Store } from '../vcdb/database.ts';
import { fault } from '../vmodl/faults.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import { EventHistoryCollector } from './event-history-collector.ts';
import type { EventManager } from './event-manager.ts';

/** Sessions at once; the one that has been idle longest is ended for a new one. */
export const MAX_SESSIONS = 1_000;
/** Property collectors, views and event collectors of one session, of each kind. */
export const MAX_OBJECTS_PER_SESSION = 100;

export interface User {
  readonly name: string;
  readonly password: string;
}

export interface SessionManagerOptions {
  readonly users: readonly User[];
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly events: EventManager;
  readonly wallClock: () => number;
  readonly newSessionId: () => string;
}

interface Destroyable {
  destroy(): void;
}

/** What one session has. */
export class Session {
  readonly digest: string;
  user: DataObject<'UserSession'>;
  readonly defaultCollector: PropertyCollector;
  private readonly objects: ObjectStore;
  private readonly collectors = new Map<string, PropertyCollector>();
  private readonly views = new Map<string, ContainerView>();
  private readonly histories = new Map<string, EventHistoryCollector>();
  private number = 0;

  constructor(digest: string, user: DataObject<'UserSession'>, objects: ObjectStore) {
    this.digest = digest;
    this.user = user;
    this.objects = objects;
    this.defaultCollector = new PropertyCollector(
      moRef('PropertyCollector', `session-${user.key}-propertyCollector`),
      objects,
    );
  }

  private newId(kind: string): string {
    this.number += 1;
    return `session-${this.user.key}-${kind}-${this.number}`;
  }

  private room(objects: ReadonlyMap<string, unknown>, what: string): void {
    if (objects.size >= MAX_OBJECTS_PER_SESSION)
      throw fault('InvalidArgument', `a session has at most ${MAX_OBJECTS_PER_SESSION} ${what}`);
  }

  createCollector(): PropertyCollector {
    this.room(this.collectors, 'property collectors');
    const collector = new PropertyCollector(moRef('PropertyCollector', this.newId('pc')), this.objects);
    this.collectors.set(collector.ref.value, collector);
    return collector;
  }

  createView(spec: ContainerViewSpec): ContainerView {
    this.room(this.views, 'views');
    const view = new ContainerView(this.newId('view'), this.objects, spec);
    this.views.set(view.ref.value, view);
    return view;
  }

  createHistory(filter: DataObject<'EventFilterSpec'>, events: EventManager): EventHistoryCollector {
    this.room(this.histories, 'event collectors');
    const history = new EventHistoryCollector(this.newId('events'), filter, events, this.objects);
    this.histories.set(history.ref.value, history);
    return history;
  }

  /** The collector; each session has its own behind the well-known id. Undefined for one of another session. */
  collector(id: string): PropertyCollector | undefined {
    return id === PROPERTY_COLLECTOR.value ? this.defaultCollector : this.collectors.get(id);
  }

  history(id: string): EventHistoryCollector | undefined {
    return this.histories.get(id);
  }

  /** Destroys a collector or view of this session; false for what isn't one. */
  destroyObject(id: string): boolean {
    for (const objects of [this.collectors, this.views, this.histories] as Map<string, Destroyable>[]) {
      const object = objects.get(id);
      if (!object) continue;
      objects.delete(id);
      object.destroy();
      return true;
    }
    return false;
  }

  destroyFilter(id: string): boolean {
    return [this.defaultCollector, ...this.collectors.values()].some((collector) => collector.destroyFilterById(id));
  }

  owns({ value }: ManagedObjectReference): boolean {
    return value.startsWith(`session-${this.user.key}-`);
  }

  end(): void {
    for (const objects of [this.collectors, this.views, this.histories] as Map<string, Destroyable>[])
      for (const object of objects.values()) object.destroy();
    this.defaultCollector.destroy();
  }
}

export const PROPERTY_COLLECTOR = moRef('PropertyCollector', 'propertyCollector');

function digestOf(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

export class SessionManager {
  private readonly options: SessionManagerOptions;
  /** By digest; the longest idle one first. */
  private readonly sessions = new Map<string, Session>();

  constructor(options: SessionManagerOptions) {
    this.options = options;
    for (const { id, document } of options.store.all('session'))
      this.sessions.set(id, new Session(id, document, options.objects));
  }

  /** The session of an id that came with a request. */
  find(sessionId: string | undefined): Session | undefined {
    const session = sessionId === undefined ? undefined : this.sessions.get(digestOf(sessionId));
    if (!session) return undefined;
    this.sessions.delete(session.digest);
    this.sessions.set(session.digest, session);
    session.user = {
      ...session.user,
      lastActiveTime: new Date(this.options.wallClock()).toISOString(),
      callCount: (session.user.callCount ?? 0) + 1,
    };
    return session;
  }

  get all(): readonly Session[] {
    return [...this.sessions.values()];
  }

  /** Faults: InvalidLogin. */
  login({ userName, password, ipAddress, locale }: LoginRequest): { readonly session: Session; readonly id: string } {
    const { users, events, store, objects, wallClock, newSessionId } = this.options;
    const user = users.find(({ name }) => name === userName);
    const right = same(password, user?.password ?? '') && user !== undefined;
    if (!right) {
      events.post({
        type: 'BadUsernameSessionEvent',
        message: `Cannot login ${userName}@${ipAddress}`,
        userName,
        fields: { ipAddress },
      });
      throw fault('InvalidLogin', 'Cannot complete login due to an incorrect user name or password.');
    }
    const id = newSessionId();
    const digest = digestOf(id);
    const now = new Date(wallClock()).toISOString();
    const record: DataObject<'UserSession'> = {
      _typeName: 'UserSession',
      // A key that others may see: it doesn't open the session.
      key: digest.slice(0, 32),
      userName,
      fullName: userName,
      loginTime: now,
      lastActiveTime: now,
      locale,
      messageLocale: locale,
      ipAddress,
      callCount: 0,
    };
    const idlest = this.sessions.size >= MAX_SESSIONS ? [...this.sessions.values()][0] : undefined;
    if (idlest) this.logout(idlest);
    store.put('session', digest, record);
    const session = new Session(digest, record, objects);
    this.sessions.set(digest, session);
    events.post({
      type: 'UserLoginSessionEvent',
      message: `User ${userName}@${ipAddress} logged in`,
      userName,
      fields: { ipAddress, locale, sessionId: record.key },
    });
    return { session, id };
  }

  logout(session: Session): void {
    const { userName, ipAddress, key, loginTime, callCount } = session.user;
    this.options.store.delete('session', session.digest);
    this.sessions.delete(session.digest);
    session.end();
    this.options.events.post({
      type: 'UserLogoutSessionEvent',
      message: `User ${userName}@${ipAddress} logged out`,
      userName,
      fields: { ipAddress, sessionId: key, loginTime, callCount },
    });
  }
}

export interface LoginRequest {
  readonly userName: string;
  readonly password: string;
  readonly ipAddress: string;
  readonly locale: string;
}

/** Takes the same time whatever the difference. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
