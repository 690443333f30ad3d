// What a destination does with its core: keeps the pages that come, takes the lock by its offer, opens the disk by the others,
// and starts the guest. It lives from its preparation to the end of the migration, in the process of a host.

import { type FileLock, type LockOffer, type Operation, openDisk, type Volume } from '@microsphere/vmfs';
import {
  CoreDriver,
  type DestinationEffect,
  type DestinationEvent,
  MigrationDestination,
  type MigrationOutcome,
  PAGE_BYTES,
} from '@microsphere/vmotion';
import { pathOnVolume } from '../datastore.ts';
import type { HeldLock } from '../host-datastore.ts';
import { Guest } from './guest.ts';
import { Machine } from './machine.ts';
import type { HandOver, MigrationPacket, Stream } from './network.ts';
import { diskPath } from './power-on.ts';
import type { HostContext, Migration, Step } from './world.ts';

type EffectHandlers = {
  readonly [K in DestinationEffect['kind']]: (effect: Extract<DestinationEffect, { kind: K }>) => void;
};

export interface DestinationShellOptions {
  readonly context: HostContext;
  readonly migration: Migration;
  /** The VM is this host's. */
  readonly onMachine: (machine: Machine) => void;
  readonly onEnded: (outcome: MigrationOutcome) => void;
}

export class DestinationShell {
  readonly migration: Migration;
  readonly #options: DestinationShellOptions;
  readonly #driver: CoreDriver<DestinationEvent, DestinationEffect>;
  readonly #pages: Uint32Array;
  #stream: Stream | undefined;
  #handOver: HandOver | undefined;
  /** Of the .vmx; asked for, and held. */
  #asking = false;
  #lock: HeldLock | undefined;
  #starting = false;
  #ended = false;

  constructor(options: DestinationShellOptions) {
    const { context, migration } = options;
    this.#options = options;
    this.migration = migration;
    this.#pages = new Uint32Array(context.guestShape.memoryPages);
    this.#driver = new CoreDriver<DestinationEvent, DestinationEffect>({
      core: new MigrationDestination({ timing: context.timing, preparedAt: context.now() }),
      tick: { kind: 'tick' },
      now: context.now,
      later: context.later,
      perform: (effect) => (this.#effects[effect.kind] as (effect: DestinationEffect) => void)(effect),
    });
  }

  prepare(): void {
    const { network, host, run } = this.#options.context;
    network.listen(host, this.migration.id, (stream) => run(() => this.#connected(stream)));
    // So that it ends some time if nobody connects.
    this.#step({ kind: 'tick' });
  }

  cancel(because: string): void {
    this.#step({ kind: 'cancel', because });
  }

  /** Whether the lock may be this host's by now, whoever knows that. */
  get mayOwn(): boolean {
    return this.#asking || this.#lock !== undefined;
  }

  locksLost(): void {
    // Who asked is told by the disk, or rather by whoever speaks for it.
    if (!this.#lock) return;
    this.#lock = undefined;
    if (this.#starting) this.#startFailed('the locks of this host are lost');
  }

  #step(event: DestinationEvent): void {
    this.#driver.tell(event);
  }

  #reached(step: Step): void {
    const { observer, host } = this.#options.context;
    observer.reached(this.migration, step, host);
  }

  readonly #effects: EffectHandlers = {
    send: ({ message }) => this.#stream?.send({ kind: 'message', message }),
    restoreState: () => {
      this.#reached('restoreState');
      const { later, startMs } = this.#options.context;
      later(startMs, () => this.#step({ kind: 'stateRestored' }));
    },
    takeLock: () => this.#takeLock(),
    start: () => this.#start(),
    discard: () => {
      this.#reached('discard');
      const { datastore } = this.#options.context;
      const lock = this.#lock;
      this.#lock = undefined;
      if (lock) datastore.unlock(lock, () => {});
    },
    log: ({ message }) => {
      const { observer, host } = this.#options.context;
      observer.log(host, `destination of migration ${this.migration.id}: ${message}`);
    },
    ended: ({ outcome }) => {
      const { network, host } = this.#options.context;
      this.#ended = true;
      network.listen(host, this.migration.id, undefined);
      this.#stream?.close();
      this.#options.onEnded(outcome);
    },
  };

  #connected(stream: Stream): void {
    const { run } = this.#options.context;
    if (this.#ended) {
      stream.close();
      return;
    }
    this.#stream = stream;
    this.#step({ kind: 'connected' });
    stream.listen({
      received: (packet) => run(() => this.#received(packet)),
      closed: (because) => run(() => this.#step({ kind: 'disconnected', because })),
    });
  }

  #received(packet: MigrationPacket): void {
    if (packet.kind === 'pages') {
      for (const [page, content] of packet.pages) this.#pages[page] = content;
      this.#step({ kind: 'pagesReceived', pages: packet.pages.size, bytes: packet.pages.size * PAGE_BYTES });
      return;
    }
    const { message, handOver } = packet;
    switch (message.kind) {
      case 'handOver':
        this.#handOver = handOver;
        this.#step({ kind: 'message', message });
        break;
      case 'roundEnd':
      case 'abort':
      case 'alive':
        this.#step({ kind: 'message', message });
        break;
      default:
        throw new Error(`a source does not say ${message.kind}`);
    }
  }

  #takeLock(): void {
    this.#reached('takeLock');
    const { datastore, sabotage, observer, host } = this.#options.context;
    const { vm } = this.migration;
    const path = pathOnVolume(vm.vmxPath);
    const offer = this.#handOver!.vmxOffer;
    this.#asking = true;
    datastore.ask(
      (volume) =>
        sabotage === 'takesFreeLocks' ? volume.lockFile(path, 'exclusive', offer) : accept(volume, path, offer),
      (result, mount) => {
        this.#asking = false;
        if ('error' in result) {
          // It may have been taken for a mount that is no more.
          observer.lost(host, vm, 'lockLost');
          this.#step({ kind: 'lockRefused', because: result.error.message });
        } else if (result.value && mount) {
          this.#lock = { fileLock: result.value, mount };
          this.#reached('lockTaken');
          this.#step({ kind: 'lockTaken' });
        } else this.#step({ kind: 'lockRefused', because: 'it is not offered any more' });
      },
    );
  }

  #start(): void {
    this.#reached('start');
    const { datastore, sabotage } = this.#options.context;
    const offers = this.#handOver!.diskOffers;
    this.#starting = true;
    if (sabotage === 'givesUpLate') {
      this.#startFailed('it could be started');
      return;
    }
    datastore.ask(
      (volume) => openDisk(volume, diskPath(this.migration.vm), { mode: 'exclusive', offers }),
      (result) => {
        if ('error' in result) this.#startFailed(result.error.message);
        else this.#run(result.value);
      },
    );
  }

  #run(disk: Machine['disk']): void {
    const { context, onMachine } = this.#options;
    context.later(context.startMs, () => {
      const lock = this.#lock;
      if (!lock) {
        this.#startFailed('the locks of this host are lost');
        return;
      }
      this.#starting = false;
      const { observer, guestShape } = context;
      const { vm } = this.migration;
      observer.arrived(this.migration, { left: this.#handOver!.memory, arrived: this.#pages });
      this.#reached('running');
      const machine = new Machine(context, { vm, guest: new Guest(guestShape, this.#pages), lock, disk });
      onMachine(machine);
      machine.start();
      // From now on the lock is the machine's.
      this.#lock = undefined;
      this.#step({ kind: 'running' });
    });
  }

  #startFailed(because: string): void {
    if (!this.#starting) return;
    this.#starting = false;
    this.#step({ kind: 'startFailed', because });
  }
}

function* accept(volume: Volume, path: string, offer: LockOffer): Operation<FileLock | undefined> {
  return yield* volume.acceptLock(yield* volume.find(path), offer);
}
