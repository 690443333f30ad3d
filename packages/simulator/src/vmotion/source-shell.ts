// What a source does with its core: sends pages as they are when their turn comes, stuns the guest, offers its locks, and asks the
// disk. It lives as long as the migration, in the process of a host.
import {
  CoreDriver,
  type MigrationOutcome,
  MigrationSource,
  PAGE_BYTES,
  type SourceEffect,
  type SourceEvent,
} from '@microsphere/vmotion';
import type { Machine } from './machine.ts';
import type { Stream } from './network.ts';
import type { HostContext, Migration, Step } from './world.ts';

/** Pages in a frame. */
const BATCH_PAGES = 4;

type EffectHandlers = {
  readonly [K in SourceEffect['kind']]: (effect: Extract<SourceEffect, { kind: K }>) => void;
};

export interface SourceShellOptions {
  readonly context: HostContext;
  readonly machine: Machine;
  readonly migration: Migration;
  /** The VM is elsewhere. */
  readonly onSurrender: () => void;
  readonly onEnded: (outcome: MigrationOutcome) => void;
}

export class SourceShell {
  readonly migration: Migration;
  readonly #options: SourceShellOptions;
  readonly #core: MigrationSource;
  readonly #driver: CoreDriver<SourceEvent, SourceEffect>;
  #stream: Stream | undefined;
  /** Pages that the destination has not got as they are, as far as was asked. */
  #collected: ReadonlySet<number> = new Set();
  /** The guest as it stood when it was stunned. */
  #left: Uint32Array | undefined;

  constructor(options: SourceShellOptions) {
    const { context, machine, migration } = options;
    this.#options = options;
    this.migration = migration;
    this.#core = new MigrationSource({
      timing: context.timing,
      memoryPages: machine.guest.memoryPages,
      downtimeGoalMs: context.downtimeGoalMs,
      switchoverCostMs: 0,
    });
    this.#driver = new CoreDriver<SourceEvent, SourceEffect>({
      core: this.#core,
      tick: { kind: 'tick' },
      now: context.now,
      later: context.later,
      perform: (effect) => (this.#effects[effect.kind] as (effect: SourceEffect) => void)(effect),
    });
  }

  start(): void {
    this.#step({ kind: 'start' });
  }

  cancel(because: string): void {
    this.#step({ kind: 'cancel', because });
  }

  /** The locks, or the guest, are lost. */
  vmLost(because: string): void {
    this.#step({ kind: 'vmLost', because });
  }

  #step(event: SourceEvent): void {
    this.#driver.tell(event);
  }

  #reached(step: Step): void {
    const { observer, host } = this.#options.context;
    observer.reached(this.migration, step, host);
  }

  readonly #effects: EffectHandlers = {
    connect: () => {
      this.#reached('connect');
      const { context } = this.#options;
      const { id, destination } = this.migration;
      context.network.connect({ from: context.host, to: destination, migration: id }, (stream) =>
        context.run(() => this.#connected(stream)),
      );
    },
    sendPages: ({ round, which }) => {
      this.#reached(which === 'all' ? 'sendPages' : 'sendDirty');
      const { guest } = this.#options.machine;
      if (which === 'all') {
        guest.takeDirty();
        this.#collected = new Set(Array.from({ length: guest.memoryPages }, (_, page) => page));
      }
      this.#sendPages([...this.#collected], () => {
        this.#stream?.send({ kind: 'message', message: { kind: 'roundEnd', round } });
        this.#step({ kind: 'roundSent', round });
      });
    },
    collectDirty: () => {
      this.#reached('collectDirty');
      this.#collected = this.#options.machine.guest.takeDirty();
      this.#step({ kind: 'dirtied', pages: this.#collected.size });
    },
    throttle: ({ share }) => {
      this.#options.machine.share = share;
    },
    stun: () => {
      this.#reached('stun');
      const { machine, context } = this.#options;
      machine.stun(() => {
        this.#reached('stunned');
        const written = machine.guest.takeDirty();
        this.#collected = context.sabotage === 'forgetsPages' ? written : new Set([...this.#collected, ...written]);
        this.#left = machine.guest.capture();
        this.#step({ kind: 'stunned', dirtyPages: this.#collected.size });
      });
    },
    sendHandOver: () => {
      this.#reached('sendHandOver');
      const { lock, disk } = this.#options.machine;
      const { volume } = lock.mount;
      const handOver = {
        vmxOffer: volume.offerLock(lock.fileLock),
        diskOffers: disk.offers(volume),
        memory: this.#left!,
      };
      this.#sendPages([...this.#collected], () => {
        this.#stream?.send({ kind: 'message', message: { kind: 'handOver' }, handOver });
      });
    },
    send: ({ message }) => this.#stream?.send({ kind: 'message', message }),
    reassert: () => this.#reassert(),
    resume: () => {
      this.#reached('resume');
      this.#options.machine.start();
    },
    surrender: () => {
      this.#reached('surrender');
      this.#options.onSurrender();
    },
    log: ({ message }) => {
      const { observer, host } = this.#options.context;
      observer.log(host, `source of migration ${this.migration.id}: ${message}`);
    },
    ended: ({ outcome }) => {
      this.#stream?.close();
      this.#options.onEnded(outcome);
    },
  };

  #connected(stream: Stream | undefined): void {
    const { run } = this.#options.context;
    if (this.#core.phase === 'ended') {
      stream?.close();
      return;
    }
    if (!stream) {
      this.#step({ kind: 'disconnected', because: 'connection refused' });
      return;
    }
    this.#stream = stream;
    stream.listen({
      received: (packet) =>
        run(() => {
          if (packet.kind !== 'message') throw new Error('a destination sends no pages');
          const { message } = packet;
          switch (message.kind) {
            case 'roundReceived':
            case 'resumed':
            case 'refused':
            case 'alive':
              this.#step({ kind: 'message', message });
              break;
            default:
              throw new Error(`a destination does not say ${message.kind}`);
          }
        }),
      closed: (because) => run(() => this.#step({ kind: 'disconnected', because })),
    });
    this.#step({ kind: 'connected' });
  }

  /** In frames, each with the pages as they are when it is made. */
  #sendPages(pages: readonly number[], sent: () => void): void {
    const { machine, context } = this.#options;
    if (this.#core.phase === 'ended') return;
    if (pages.length === 0) {
      sent();
      return;
    }
    const [batch, rest] = [pages.slice(0, BATCH_PAGES), pages.slice(BATCH_PAGES)];
    const bytes = batch.length * PAGE_BYTES;
    this.#stream?.send(
      { kind: 'pages', pages: new Map(batch.map((page) => [page, machine.guest.read(page)])) },
      {
        bytes,
        sent: () =>
          context.run(() => {
            this.#step({ kind: 'pagesSent', pages: batch.length, bytes });
            this.#sendPages(rest, sent);
          }),
      },
    );
  }

  #reassert(): void {
    this.#reached('reassert');
    const { machine, context } = this.#options;
    const { fileLock } = machine.lock;
    if (context.sabotage === 'resumesUnasked') {
      this.#step({ kind: 'reasserted' });
      return;
    }
    context.datastore.ask(
      (volume) => volume.reassertLock(fileLock),
      (result, mount) => {
        // Without the locks of this host the VM is lost, which it has been told.
        if ('error' in result || !mount) return;
        if (result.value) machine.lock = { fileLock: result.value, mount };
        this.#step({ kind: result.value ? 'reasserted' : 'lockTaken' });
      },
    );
  }
}
