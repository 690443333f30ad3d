// Persistent reservations (SPC-5, 5.14) of one logical unit: who is registered with which key, and whether only
// registrants may write. A registration belongs to a process of an initiator: that of its predecessor it replaces. They
// are stored before they count, so they survive the array's death and a loss of power. All connections of a process share
// its registration, as with ALL_TG_PT.
import { pb } from '@microsphere/proto';
import { CheckCondition, ReservationConflict, TaskAborted } from './sense.ts';
import type { Nexus } from './session-table.ts';

/** Registrations of one logical unit; more initiators are refused. */
export const MAX_REGISTRATIONS = 1_024;
const NO_KEY = '0'.repeat(16);

const { PersistentReserveOutAction: Action, ReservationType: Type } = pb;

export interface Registration extends Omit<Nexus, 'connection'> {
  readonly key: string;
}

/** What is stored. */
export interface ReservationRecord {
  readonly registrations: readonly Registration[];
  readonly type: pb.ReservationType;
}

export interface ReservationStore {
  load(): ReservationRecord | undefined;
  /** The record is on stable storage when this resolves. CheckCondition when there is no room for it. */
  save(record: ReservationRecord): Promise<void>;
}

/** A service action, its fields as they are meant to be. */
interface Request {
  readonly nexus: Nexus;
  readonly key: string;
  readonly actionKey: string;
}

export class Reservation {
  private readonly store: ReservationStore;
  private record: ReservationRecord;
  /** Those of the record by initiator: every write asks. */
  private byInitiator: ReadonlyMap<string, Registration>;
  private generation = 0;
  /** Connections whose registration was preempted: what was on its way over them is refused, whoever is reserved by now. */
  private readonly fenced = new WeakSet<Nexus>();
  /** Connections that have ended: a change that still waited is not made. */
  private readonly lost = new WeakSet<Nexus>();
  /** Changes wait for one another. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(store: ReservationStore) {
    this.store = store;
    this.record = store.load() ?? { registrations: [], type: Type.NOT_RESERVED };
    this.byInitiator = byInitiator(this.record);
  }

  get keys(): pb.IPersistentReservations {
    return { generation: this.generation, keys: this.record.registrations.map(({ key }) => key) };
  }

  get reservation(): pb.IPersistentReservations {
    return { generation: this.generation, type: this.record.type };
  }

  /** Throws ReservationConflict where this initiator may not write. */
  checkWrite(nexus: Nexus): void {
    if (this.fenced.has(nexus))
      throw new ReservationConflict(`${nexus.initiator} was preempted, and has not registered anew`);
    if (this.record.type !== Type.NOT_RESERVED && !this.registrationOf(nexus))
      throw new ReservationConflict(`${nexus.initiator} is not registered`);
  }

  /**
   * Carries PERSISTENT RESERVE OUT out; `preempted` hears, at the moment from which they can't write any more, who were.
   * Throws ReservationConflict or CheckCondition when nothing was done.
   */
  change(
    nexus: Nexus,
    command: pb.IPersistentReserveOut,
    preempted: (isOf: (nexus: Nexus) => boolean, abort: boolean) => void,
  ): Promise<void> {
    const result = this.queue.then(async () => {
      if (this.lost.has(nexus)) throw new TaskAborted('the connection has ended');
      const request = {
        nexus,
        key: keyOf(command.reservationKey),
        actionKey: keyOf(command.serviceActionReservationKey),
      };
      const action = command.serviceAction ?? Action.REGISTER;
      const next = this.after(action, request, command.type ?? Type.NOT_RESERVED);
      if (next === this.record) return;
      await this.store.save(next);
      const gone = this.record.registrations.filter(
        (before) => !next.registrations.some((after) => after.initiator === before.initiator),
      );
      this.record = next;
      this.byInitiator = byInitiator(next);
      if (action !== Action.RESERVE && action !== Action.RELEASE) this.generation += 1;
      const registers = action === Action.REGISTER || action === Action.REGISTER_AND_IGNORE_EXISTING_KEY;
      if (registers && request.actionKey !== NO_KEY) this.fenced.delete(nexus);
      if (action === Action.PREEMPT || action === Action.PREEMPT_AND_ABORT)
        preempted((other) => gone.some((before) => same(before, other)), action === Action.PREEMPT_AND_ABORT);
    });
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Writes that come over this connection are refused until it registers anew. */
  fence(nexus: Nexus): void {
    this.fenced.add(nexus);
  }

  /** Whether what comes over this connection is refused until it registers anew. */
  isFenced(nexus: Nexus): boolean {
    return this.fenced.has(nexus);
  }

  /** The connection has ended. */
  nexusLost(nexus: Nexus): void {
    this.lost.add(nexus);
  }

  private registrationOf(nexus: Nexus): Registration | undefined {
    const registration = this.byInitiator.get(nexus.initiator);
    return registration?.session === nexus.session ? registration : undefined;
  }

  private after(action: pb.PersistentReserveOutAction, request: Request, type: pb.ReservationType): ReservationRecord {
    const { record } = this;
    switch (action) {
      case Action.REGISTER:
        if ((this.registrationOf(request.nexus)?.key ?? NO_KEY) !== request.key)
          throw new ReservationConflict(`${request.nexus.initiator} is not registered with key ${request.key}`);
        return registered(record, request);
      case Action.REGISTER_AND_IGNORE_EXISTING_KEY:
        return registered(record, request);
      case Action.RESERVE:
        this.checkKey(request);
        checkType(type);
        return record.type === type ? record : { ...record, type };
      case Action.RELEASE:
        this.checkKey(request);
        checkType(type);
        return record.type === type ? { ...record, type: Type.NOT_RESERVED } : record;
      case Action.CLEAR:
        this.checkKey(request);
        return { registrations: [], type: Type.NOT_RESERVED };
      case Action.PREEMPT:
      case Action.PREEMPT_AND_ABORT:
        this.checkKey(request);
        return preempted(record, request);
      default:
        throw new CheckCondition('INVALID_FIELD_IN_CDB', `service action ${Number(action)}`);
    }
  }

  private checkKey({ nexus, key }: Request): void {
    if (this.registrationOf(nexus)?.key !== key)
      throw new ReservationConflict(`${nexus.initiator} is not registered with key ${key}`);
  }
}

function byInitiator({ registrations }: ReservationRecord): ReadonlyMap<string, Registration> {
  return new Map(registrations.map((registration) => [registration.initiator, registration]));
}

function same(a: Omit<Nexus, 'connection'>, b: Nexus): boolean {
  return a.initiator === b.initiator && a.session === b.session;
}

/** The initiator registers, changes its key, or, by a key of zeros, ends its registration; the last one's takes the reservation along. */
function registered(record: ReservationRecord, { nexus, actionKey }: Request): ReservationRecord {
  const others = record.registrations.filter(({ initiator }) => initiator !== nexus.initiator);
  if (actionKey === NO_KEY)
    return { registrations: others, type: others.length === 0 ? Type.NOT_RESERVED : record.type };
  if (others.length >= MAX_REGISTRATIONS)
    throw new CheckCondition('INSUFFICIENT_REGISTRATION_RESOURCES', `${others.length} initiators are registered`);
  const { initiator, session } = nexus;
  return { ...record, registrations: [...others, { initiator, session, key: actionKey }] };
}

/** Ends the registrations with the key, or by a key of zeros all; never that of the one who asks. */
function preempted(record: ReservationRecord, { nexus, actionKey }: Request): ReservationRecord {
  const registrations = record.registrations.filter(
    (registration) => same(registration, nexus) || (actionKey !== NO_KEY && registration.key !== actionKey),
  );
  if (actionKey !== NO_KEY && registrations.length === record.registrations.length)
    throw new ReservationConflict(`nobody else is registered with key ${actionKey}`);
  return { ...record, registrations };
}

function checkType(type: pb.ReservationType): void {
  if (type !== Type.WRITE_EXCLUSIVE_ALL_REGISTRANTS)
    throw new CheckCondition(
      'INVALID_FIELD_IN_CDB',
      `reservation type ${type}: this array has WRITE EXCLUSIVE - ALL REGISTRANTS`,
    );
}

function keyOf(given: string | null | undefined): string {
  if (!given) return NO_KEY;
  if (!/^[0-9a-f]{16}$/.test(given))
    throw new CheckCondition(
      'INVALID_FIELD_IN_PARAMETER_LIST',
      'a reservation key is 16 lower-case hexadecimal digits',
    );
  return given;
}
