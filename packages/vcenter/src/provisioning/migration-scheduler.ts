// Lets operations on virtual machines wait until their hosts, networks and datastores have room for them: the shell around
// packages/vmotion's queue, which decides. What waits can be cancelled; what runs ends by itself.
import {
  chargesOf,
  DATASTORE_LIMIT,
  HOST_LIMIT,
  MigrationQueue,
  type MovePriority,
  networkLimit,
  type OperationKind,
  type Participants,
  QueueFull,
  type Resource,
} from '@microsphere/vmotion';
import { fault } from '../vmodl/faults.ts';

/** The speed that every host's vMotion adapter is taken to have: nothing in a lab is slower. */
const ADAPTER_SPEED_MBIT = 10_000;

const limits = { host: HOST_LIMIT, network: networkLimit(ADAPTER_SPEED_MBIT), datastore: DATASTORE_LIMIT };

export interface ScheduledOperation extends Participants {
  readonly kind: OperationKind;
  readonly priority: MovePriority;
  /** Managed-object ids. A virtual machine is in one operation at a time. */
  readonly vm: string;
  readonly destination: string;
}

/** One of several parts of an operation, from 0. */
export interface Part {
  readonly index: number;
  readonly count: number;
}

interface Entry {
  readonly operation: ScheduledOperation;
  readonly admitted: () => void;
  running: boolean;
  part: Part;
}

export class MigrationScheduler {
  private readonly queue: MigrationQueue;
  /** By the id of the virtual machine. */
  private readonly entries = new Map<string, Entry>();

  constructor(limitOf: (resource: Resource) => number = ({ kind }) => limits[kind]) {
    this.queue = new MigrationQueue(limitOf);
  }

  /** Does the work as soon as there is room. Faults: RequestCanceled, MigrationNotReady (too many wait), and those of the work. */
  async run<T>(operation: ScheduledOperation, cancelled: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.admission(operation, cancelled);
    try {
      return await work();
    } finally {
      this.entries.delete(operation.vm);
      this.admit(this.queue.ended(operation.vm));
    }
  }

  /** Virtual machines on their way to a host; those that still wait included only where somebody asks for them. */
  headedFor(host: string, { waiting }: { readonly waiting: boolean }): readonly string[] {
    return [...this.entries.values()]
      .filter((entry) => entry.operation.destination === host && (waiting || entry.running))
      .map((entry) => entry.operation.vm);
  }

  /** The operation on a virtual machine, which runs, has come to a part of its work. */
  begin(vm: string, part: Part): void {
    const entry = this.entries.get(vm);
    if (!entry?.running) throw new Error(`no operation on ${vm} runs`);
    entry.part = part;
  }

  /** How far the operation on a virtual machine is whose present part is so far. */
  percentOf(vm: string, percent: number): number {
    const { index, count } = this.entries.get(vm)?.part ?? { index: 0, count: 1 };
    return (100 * index + percent) / count;
  }

  private admission(operation: ScheduledOperation, cancelled: AbortSignal): Promise<void> {
    const { vm: id, kind, priority } = operation;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.entries.delete(id);
        reject(fault('RequestCanceled', 'the task was cancelled while it waited'));
        this.admit(this.queue.cancel(id));
      };
      if (cancelled.aborted) return void reject(fault('RequestCanceled', 'the task was cancelled'));
      cancelled.addEventListener('abort', cancel, { once: true });
      const admitted = () => {
        cancelled.removeEventListener('abort', cancel);
        resolve();
      };
      this.entries.set(id, { operation, admitted, running: false, part: { index: 0, count: 1 } });
      try {
        this.admit(this.queue.enqueue({ id, priority, charges: chargesOf(kind, operation) }));
      } catch (error) {
        this.entries.delete(id);
        cancelled.removeEventListener('abort', cancel);
        if (!(error instanceof QueueFull)) throw error;
        reject(fault('MigrationNotReady', error.message, { reason: error.message }));
      }
    });
  }

  private admit(ids: readonly string[]): void {
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (!entry) throw new Error(`${id} is in the queue and nobody waits for it`);
      entry.running = true;
      entry.admitted();
    }
  }
}
