// Operations that wait until the budgets of their hosts, networks and datastores have room: over budget means queued, not
// failed (vmotion-ft.md 1.7). High priority comes before default before low, and what came first comes first. One that lacks room
// somewhere keeps its place there: nobody overtakes it at the resource that it waits for. Others may overtake it at the rest of its
// resources, so that a full host does not stop its neighbours, but only so often: no one waits for ever.
import type { Charge, Resource } from './costs.ts';

/** vim25 VirtualMachineMovePriority, the first to be served first. */
export const movePriorities = ['highPriority', 'defaultPriority', 'lowPriority'] as const;
export type MovePriority = (typeof movePriorities)[number];

/** Operations that may wait. */
export const MAX_WAITING = 1_000;
/** How often one may be overtaken where it has room before it keeps its place there, too. */
export const MAX_OVERTAKEN = 8;

export interface Operation {
  readonly id: string;
  readonly priority: MovePriority;
  readonly charges: readonly Charge[];
}

interface Waiting {
  readonly operation: Operation;
  overtaken: number;
}

export class QueueFull extends Error {
  override readonly name = 'QueueFull';

  constructor() {
    super(`${MAX_WAITING} operations wait already`);
  }
}

function keyOf({ kind, id }: Resource): string {
  return `${kind} ${id}`;
}

/** Every method that may make room, or need it, returns the ids of what starts now, in order. */
export class MigrationQueue {
  private readonly limitOf: (resource: Resource) => number;
  private waiting_: readonly Waiting[] = [];
  private readonly running_ = new Map<string, Operation>();
  private readonly used = new Map<string, number>();

  constructor(limitOf: (resource: Resource) => number) {
    this.limitOf = limitOf;
  }

  /** In the order in which they are looked at. */
  get waiting(): readonly Operation[] {
    return this.waiting_.map(({ operation }) => operation);
  }

  get running(): readonly Operation[] {
    return [...this.running_.values()];
  }

  /** Throws QueueFull. A cost that no empty resource has room for, and an id that is known already, are broken assumptions. */
  enqueue(operation: Operation): readonly string[] {
    const { id, charges, priority } = operation;
    if (this.running_.has(id) || this.waiting_.some((other) => other.operation.id === id))
      throw new Error(`operation ${id} is in the queue already`);
    const tooDear = charges.find((charge) => charge.cost > this.limitOf(charge));
    if (tooDear) throw new Error(`operation ${id} costs ${keyOf(tooDear)} ${tooDear.cost}, more than it ever has`);
    const rank = movePriorities.indexOf(priority);
    const after = this.waiting_.filter((other) => movePriorities.indexOf(other.operation.priority) <= rank);
    this.waiting_ = [...after, { operation, overtaken: 0 }, ...this.waiting_.slice(after.length)];
    const started = this.start();
    if (this.waiting_.length > MAX_WAITING) {
      this.waiting_ = this.waiting_.filter((other) => other.operation !== operation);
      throw new QueueFull();
    }
    return started;
  }

  /** Takes an operation that waits out of the queue. One that runs goes on: it says when it has ended. */
  cancel(id: string): readonly string[] {
    this.waiting_ = this.waiting_.filter(({ operation }) => operation.id !== id);
    return this.start();
  }

  /** An operation that ran has ended, whichever way. */
  ended(id: string): readonly string[] {
    const operation = this.running_.get(id);
    if (!operation) throw new Error(`operation ${id} does not run`);
    this.running_.delete(id);
    for (const charge of operation.charges) this.use(charge, -charge.cost);
    return this.start();
  }

  private use(charge: Charge, cost: number): void {
    const used = (this.used.get(keyOf(charge)) ?? 0) + cost;
    if (used === 0) this.used.delete(keyOf(charge));
    else this.used.set(keyOf(charge), used);
  }

  private hasRoom(charge: Charge): boolean {
    return (this.used.get(keyOf(charge)) ?? 0) + charge.cost <= this.limitOf(charge);
  }

  private start(): string[] {
    const started: string[] = [];
    const left: Waiting[] = [];
    /** Resources at which somebody who came before waits. */
    const kept = new Set<string>();
    for (const waiting of this.waiting_) {
      const { charges, id } = waiting.operation;
      const blocking = charges.filter((charge) => kept.has(keyOf(charge)) || !this.hasRoom(charge));
      if (blocking.length > 0) {
        left.push(waiting);
        for (const charge of waiting.overtaken < MAX_OVERTAKEN ? blocking : charges) kept.add(keyOf(charge));
        continue;
      }
      for (const charge of charges) this.use(charge, charge.cost);
      this.running_.set(id, waiting.operation);
      started.push(id);
      const shared = new Set(charges.map(keyOf));
      for (const other of left)
        if (other.operation.charges.some((charge) => shared.has(keyOf(charge)))) other.overtaken += 1;
    }
    this.waiting_ = left;
    return started;
  }
}
