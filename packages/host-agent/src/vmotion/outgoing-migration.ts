// The source's end of a migration on a real host: what its core (packages/vmotion) asks for is done with the VM, with its pages
// and over the connection, and what becomes of that is told to it.
import type { Logger } from '@microsphere/process';
import { pb } from '@microsphere/proto';
import {
  CoreDriver,
  type MigrationOutcome,
  MigrationSource,
  type MigrationTiming,
  type SourceEffect,
} from '@microsphere/vmotion';
import { HostFault } from '../fault.ts';
import type { MigrationListener, VmDeparture } from '../hostd/vm-departure.ts';
import { messageOf } from '../hostd/vm-power.ts';
import { connectTo, type DestinationAddress } from './adapter.ts';
import type { CommitAnswer, MoveCommit } from './commit.ts';
import { MigrationConnection } from './connection.ts';
import { encodeHandOver } from './hand-over.ts';
import { PageSender } from './page-sender.ts';
import { progressOf } from './progress.ts';
import { wakeIn } from './wake-in.ts';

const PAGE_BYTES = 4_096;

/** The source's end of a migration. */
export interface Departing extends MigrationListener {
  readonly outcome: MigrationOutcome | undefined;
  /** Where its files have gone, too; undefined: they stay. */
  readonly arrivedAt?: string;
  /** Whether they have. */
  readonly moved?: CommitAnswer | undefined;
  run(departure: VmDeparture): Promise<MigrationOutcome>;
  progress(): pb.IMigrationProgress;
  mustBeCancellable(): void;
}

/** Files that go along, and are copied. */
export interface DepartingFiles {
  /** The switch is the source's then. */
  readonly commit: MoveCommit;
  /** The guest stands still: they are made whole. */
  settle(): Promise<void>;
  /** It has ended: what is not needed is removed. Never rejects. */
  end(): Promise<void>;
}

export interface OutgoingMigrationOptions {
  readonly address: DestinationAddress;
  /** "[datastore1] web/web.vmx" */
  readonly vmxPath: string;
  /** Name of the datastore. */
  readonly datastore: string;
  readonly destinationHost: string;
  /** Undefined: they stay where they are, within reach of the destination. */
  readonly files?: DepartingFiles;
  /** Checksums of all pages go with the hand-over. */
  readonly verify: boolean;
  readonly timing: MigrationTiming;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Its progress has changed in a way that vCenter should hear of at once. */
  readonly onProgress: () => void;
}

type SourceEvent = Parameters<MigrationSource['step']>[0];
type EffectHandlers = { [K in SourceEffect['kind']]: (effect: Extract<SourceEffect, { kind: K }>) => void };

export class OutgoingMigration implements Departing {
  private readonly options: OutgoingMigrationOptions;
  private departure_: VmDeparture | undefined;
  private core: MigrationSource | undefined;
  private driver: CoreDriver<SourceEvent, SourceEffect> | undefined;
  /** What was heard of the VM before it began. */
  private early: SourceEvent | undefined;
  private connection: MigrationConnection<pb.IMigrationFrame, pb.MigrationFrame> | undefined;
  private sender: PageSender | undefined;
  /** Pages that the destination has not got as they are, as was found last. */
  private dirty: Uint32Array = new Uint32Array(0);
  private readonly zeroPages: number[] = [];
  /** What was begun with the VM in the end. */
  private settling: Promise<void> = Promise.resolve();
  private finish: (outcome: MigrationOutcome) => void = () => {};

  constructor(options: OutgoingMigrationOptions) {
    this.options = options;
  }

  progress(): pb.IMigrationProgress {
    const { migrationId } = this.options.address;
    return this.core ? progressOf(migrationId, this.core.statistics, this.zeroPages) : { migrationId };
  }

  get outcome(): MigrationOutcome | undefined {
    return this.core?.outcome;
  }

  /** Moves the VM; resolves when it has ended, whichever way, and the VM is here as before, or gone. */
  async run(departure: VmDeparture): Promise<MigrationOutcome> {
    this.departure_ = departure;
    const { timing, now } = this.options;
    const core = new MigrationSource({ timing, memoryPages: departure.memory.memorySizeBytes / PAGE_BYTES });
    this.core = core;
    this.driver = new CoreDriver({
      core,
      now,
      tick: { kind: 'tick' },
      later: wakeIn,
      perform: (effect) => (this.handlers[effect.kind] as (effect: SourceEffect) => void)(effect),
    });
    try {
      return await new Promise<MigrationOutcome>((resolve) => {
        this.finish = resolve;
        this.tell({ kind: 'start' });
        if (this.early) this.tell(this.early);
      });
    } finally {
      departure.end();
    }
  }

  cancel(because: string): void {
    this.tell({ kind: 'cancel', because });
  }

  lost(because: string): void {
    this.tell({ kind: 'vmLost', because });
  }

  /** Fault: InvalidState once its lock is offered. */
  mustBeCancellable(): void {
    if (this.core && !this.core.cancellable)
      throw new HostFault('InvalidState', `${this.options.vmxPath} is being handed over`);
  }

  private tell(event: SourceEvent): void {
    if (this.driver) this.driver.tell(event);
    else this.early ??= event;
  }

  private get departure(): VmDeparture {
    if (!this.departure_) throw new Error('nothing departs yet');
    return this.departure_;
  }

  private get ended(): boolean {
    return this.outcome !== undefined;
  }

  private readonly handlers: EffectHandlers = {
    connect: () => this.connect(),
    sendPages: ({ round, which }) => this.whileItLasts(() => this.sendRound(round, which)),
    collectDirty: () =>
      this.whileItLasts(async () => {
        this.dirty = await this.departure.memory.takeDirtyPages();
        return { kind: 'dirtied', pages: this.dirty.length };
      }),
    throttle: ({ share }) => this.departure.memory.throttle(share),
    stun: () => void this.stun(),
    sendHandOver: () => this.whileItLasts(() => this.sendHandOver()),
    send: ({ message }) => this.send(message),
    reassert: () => void this.reassert(),
    resume: () => {
      this.settling = this.departure.resume();
    },
    surrender: () => {
      const { destinationHost } = this.options;
      this.settling = this.departure.surrender(`it runs on ${destinationHost}`);
    },
    log: ({ message }) => this.log(message),
    ended: ({ outcome }) => void this.end(outcome),
  };

  private log(message: string): void {
    const { log, vmxPath, address, onProgress } = this.options;
    // The guest may stand still: it does not wait for that.
    setImmediate(() => {
      log.info({ vmxPath, migrationId: address.migrationId }, `vMotion: ${message}`);
      onProgress();
    });
  }

  /**
   * Does something with the guest for as long as the migration goes on. Where it can't be done the other end hears no more, which
   * is right at every moment.
   */
  private whileItLasts(work: () => Promise<SourceEvent | undefined>): void {
    work().then(
      (event) => event && !this.ended && this.tell(event),
      (error: unknown) => this.connection?.cut(messageOf(error)),
    );
  }

  private connect(): void {
    const { address, timing } = this.options;
    const socket = connectTo(address, { handshakeTimeoutMs: timing.vmotionSilenceMs });
    socket.once('open', () => !this.ended && this.tell({ kind: 'connected' }));
    const connection = new MigrationConnection(socket, pb.MigrationFrame, {
      frame: (frame) => this.receive(frame),
      disconnected: (because) => this.tell({ kind: 'disconnected', because }),
    });
    this.connection = connection;
    this.sender = new PageSender({
      memory: this.departure.memory,
      sendFrame: (frame, sent) => connection.sendFrame(frame, sent),
      onSent: ({ pages, zeroPages, bytes }) => {
        const round = this.core?.statistics.rounds.length ?? 0;
        this.zeroPages[round] = (this.zeroPages[round] ?? 0) + zeroPages;
        this.tell({ kind: 'pagesSent', pages, bytes });
      },
    });
  }

  private receive({ roundReceived, resumed, refused, alive, commit }: pb.MigrationFrame): void {
    const { files } = this.options;
    if (resumed && files && files.commit.outcome !== 'committed') {
      this.connection?.cut('the destination says that it runs a guest that has not moved');
      return;
    }
    if (roundReceived)
      this.tell({ kind: 'message', message: { kind: 'roundReceived', round: roundReceived.round ?? 0 } });
    else if (resumed) this.tell({ kind: 'message', message: { kind: 'resumed' } });
    else if (refused) this.tell({ kind: 'message', message: { kind: 'refused', because: refused.text ?? '' } });
    else if (alive) this.tell({ kind: 'message', message: { kind: 'alive' } });
    else if (commit && files) void this.commit(files);
    else this.connection?.cut('the destination has sent what only a source sends');
  }

  /** One that has not handed over, or has begun to ask the disk who has the VM, does not any more. */
  private async commit({ commit }: DepartingFiles): Promise<void> {
    this.log('the destination has everything, and asks for the switch');
    // A host that stood still itself may hear it when nobody waits for the answer any more.
    this.tell({ kind: 'tick' });
    const answer = this.core?.phase === 'switchover' ? await commit.commit() : await commit.close();
    if (answer === 'committed') this.connection?.send({ committed: {} });
    else if (answer === 'never') this.connection?.send({ notCommitted: { text: 'the source keeps it' } });
  }

  private send(message: Extract<SourceEffect, { kind: 'send' }>['message']): void {
    if (message.kind === 'abort') this.connection?.send({ abort: { text: message.because } });
    else if (message.kind === 'alive') this.connection?.send({ alive: {} });
    else throw new Error(`${message.kind} goes with its pages`);
  }

  private async sendRound(round: number, which: 'all' | 'dirty') {
    const { memory } = this.departure;
    if (which === 'all') {
      await memory.clearDirty();
      this.dirty = Uint32Array.from({ length: memory.memorySizeBytes / PAGE_BYTES }, (_, page) => page);
    }
    if (!(await this.sender?.send(round, this.dirty))) return undefined;
    this.connection?.send({ roundEnd: { round } });
    return { kind: 'roundSent', round } as const;
  }

  private async stun(): Promise<void> {
    const { departure } = this;
    try {
      await departure.stun();
      await this.options.files?.settle();
      this.dirty = union(this.dirty, await departure.memory.takeDirtyPages());
    } catch (error) {
      if (!this.ended) this.tell({ kind: 'stunFailed', because: messageOf(error) });
      return;
    }
    if (!this.ended) this.tell({ kind: 'stunned', dirtyPages: this.dirty.length });
  }

  private async sendHandOver(): Promise<undefined> {
    const { departure, connection } = this;
    const round = this.core?.statistics.rounds.length ?? 0;
    if (!(await this.sender?.send(round, this.dirty))) return undefined;
    const checksums = this.options.verify ? departure.memory.pageChecksums() : undefined;
    connection?.sendFrame(encodeHandOver(departure.handOver(), { ...this.options, checksums }), () => {});
    departure.divertFrames((frame) => connection?.send({ frames: { sizes: [frame.length] } }, frame));
    return undefined;
  }

  private async reassert(): Promise<void> {
    const { files } = this.options;
    try {
      const moved = files && (await files.commit.close());
      if (moved === 'committed') this.tell({ kind: 'lockTaken' });
      else if (moved === 'unknown') throw new HostFault('CannotAccessFile', 'whether it has moved is not known');
      else {
        const kept = await this.departure.reassert();
        // Nobody can have taken it for this migration.
        if (!kept && files) this.tell({ kind: 'vmLost', because: 'another host has the lock of its files' });
        else this.tell({ kind: kept ? 'reasserted' : 'lockTaken' });
      }
    } catch (error) {
      // The host has lost its locks, which the VM hears of by itself.
      this.options.log.warn({ err: error, vmxPath: this.options.vmxPath }, 'vMotion: the lock was not taken back');
    }
  }

  private async end(outcome: MigrationOutcome): Promise<void> {
    this.sender?.stop();
    await this.settling;
    this.connection?.close();
    await this.options.files?.end();
    this.finish(outcome);
  }
}

/** Both are in order. */
function union(one: Uint32Array, other: Uint32Array): Uint32Array {
  return Uint32Array.from(new Set([...one, ...other])).sort();
}
