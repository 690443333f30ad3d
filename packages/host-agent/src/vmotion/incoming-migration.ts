// The destination's end of a migration on a real host: what comes over the connection is put into the memory that was kept for the
// guest, and what its core (packages/vmotion) asks for is done with the VM.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@microsphere/process';
import { pb } from '@microsphere/proto';
import {
  CoreDriver,
  type DestinationEffect,
  MigrationDestination,
  type MigrationOutcome,
  type MigrationTiming,
} from '@microsphere/vmotion';
import type { WebSocket } from 'ws';
import { HostFault } from '../fault.ts';
import type { VmArrival } from '../hostd/vm-arrival.ts';
import type { MigrationListener } from '../hostd/vm-departure.ts';
import { messageOf } from '../hostd/vm-power.ts';
import { type CommitAnswer, CommitQuestion } from './commit.ts';
import { MigrationConnection } from './connection.ts';
import { decodeHandOver, differingPage, type HandOverPlace, type ReceivedHandOver } from './hand-over.ts';
import type { IncomingCopy } from './incoming-copy.ts';
import { wakeIn } from './wake-in.ts';

export interface IncomingMigrationOptions extends HandOverPlace {
  readonly migrationId: string;
  readonly timing: MigrationTiming & { readonly reconnectDelayMs: number };
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Its files, where they come, too, and it can only follow them. */
  readonly files?: Pick<IncomingCopy, 'mustHoldLock' | 'takeLock' | 'inquire' | 'end'> | undefined;
  /** The VM is here, or nothing of it is. */
  readonly onEnd: (outcome: MigrationOutcome) => void;
}

type DestinationEvent = Parameters<MigrationDestination['step']>[0];
type EffectHandlers = { [K in DestinationEffect['kind']]: (effect: Extract<DestinationEffect, { kind: K }>) => void };

export class IncomingMigration implements MigrationListener {
  private readonly options: IncomingMigrationOptions;
  private arrival_: VmArrival | undefined;
  private core: MigrationDestination | undefined;
  private driver: CoreDriver<DestinationEvent, DestinationEffect> | undefined;
  /** What was heard of the VM before there was room for it. */
  private early: DestinationEvent | undefined;
  private connection: MigrationConnection<pb.IMigrationFrame, pb.MigrationFrame> | undefined;
  /** The VM's files as they are from its connection on. */
  private filesRead: Promise<void> = Promise.resolve();
  private handedOver: ReceivedHandOver | undefined;
  private settling: Promise<void> = Promise.resolve();
  private question: CommitQuestion | undefined;
  private disconnected = false;
  private finished: () => void = () => {};
  private readonly ended = new Promise<void>((resolve) => {
    this.finished = resolve;
  });
  /** Whether its files have moved. */
  private moved_: CommitAnswer = 'never';
  /** One that was given up before the guest's turn came. */
  private givenUp: { readonly outcome: MigrationOutcome; readonly done: Promise<void> } | undefined;

  constructor(options: IncomingMigrationOptions) {
    this.options = options;
  }

  get outcome(): MigrationOutcome | undefined {
    return this.core?.outcome ?? this.givenUp?.outcome;
  }

  /** Whether its files have; undefined: they stay where they are. */
  get moved(): CommitAnswer | undefined {
    return this.options.files && this.moved_;
  }

  /** There is room for the VM: its source may come. */
  begin(arrival = this.arrival): void {
    const { timing, now, vmxPath } = this.options;
    if (this.core || this.outcome) throw new HostFault('InvalidState', `${vmxPath} is not waited for`);
    this.arrival_ = arrival;
    this.core = new MigrationDestination({ timing, preparedAt: now() });
    this.driver = new CoreDriver({
      core: this.core,
      now,
      tick: { kind: 'tick' },
      later: wakeIn,
      perform: (effect) => (this.handlers[effect.kind] as (effect: DestinationEffect) => void)(effect),
    });
    this.tell(this.early ?? { kind: 'tick' });
  }

  /** Its source has come. */
  accept(socket: WebSocket): void {
    this.connection = new MigrationConnection(socket, pb.MigrationFrame, {
      frame: (header, payload) => this.receive(header, payload),
      disconnected: (because) => {
        this.disconnected = true;
        this.question?.disconnected();
        this.tell({ kind: 'disconnected', because });
      },
    });
    if (this.outcome || !this.core) {
      this.connection.close();
      return;
    }
    this.tell({ kind: 'connected' });
    this.filesRead = this.arrival.readFiles();
    this.filesRead.catch((error) => this.cancel(messageOf(error)));
  }

  cancel(because: string): void {
    this.tell({ kind: 'cancel', because });
  }

  /**
   * Another migration of its VM is prepared: one whose source has not come ends, because that may never have been told. Resolves when
   * nothing of it is left.
   */
  async giveWay(): Promise<void> {
    if (!this.core || this.connection) return;
    this.cancel('another migration of it was prepared');
    await this.ended;
  }

  /** The host has lost the locks of the datastore: without them it can take none. */
  lost(because: string): void {
    this.cancel(because);
  }

  /** Fault: InvalidState once the source has handed over. */
  mustBeCancellable(): void {
    if (this.core && !this.core.cancellable)
      throw new HostFault('InvalidState', `${this.options.vmxPath} is being handed over`);
  }

  private tell(event: DestinationEvent): void {
    if (this.driver) this.driver.tell(event);
    else if (this.options.files) void this.giveUp('because' in event ? event.because : event.kind);
    else this.early ??= event;
  }

  /** There is room, which nobody needs before its files are all here. Fault: MigrationFault where it was given up meanwhile. */
  async keep(arrival: VmArrival): Promise<void> {
    if (!this.outcome) {
      this.arrival_ = arrival;
      return;
    }
    await arrival.discard();
    arrival.end();
    throw new HostFault('MigrationFault', `${this.options.vmxPath} is not waited for any more`);
  }

  /** The source says that it has not moved, and never will. Resolves as `giveUp`. */
  async discarded(): Promise<void> {
    this.question?.answered('never');
    await this.giveUp('the source has given up');
  }

  /** Its files do not come, or not all of them: resolves when nothing of it is left, if that can be said. */
  async giveUp(because: string): Promise<void> {
    if (this.driver) {
      this.cancel(because);
      await this.ended;
      return;
    }
    this.givenUp ??= { outcome: { kind: 'failed', because }, done: this.endEarly(because) };
    await this.givenUp.done;
  }

  private async endEarly(because: string): Promise<void> {
    const { log, vmxPath, migrationId } = this.options;
    log.info({ vmxPath, migrationId }, `vMotion: its files do not come: ${because}`);
    if (this.arrival_) this.settling = this.arrival_.discard();
    await this.end({ kind: 'failed', because });
  }

  private get arrival(): VmArrival {
    if (!this.arrival_) throw new Error('nothing arrives yet');
    return this.arrival_;
  }

  private receive(header: pb.MigrationFrame, payload: Uint8Array): void {
    const { pages, roundEnd, handOver, abort, alive, frames, committed, notCommitted } = header;
    if (this.outcome) {
      if (frames && this.outcome.kind === 'migrated') this.receiveFrames(frames.sizes ?? [], payload);
      return;
    }
    if (pages) this.receivePages(pages, payload);
    else if (roundEnd) this.endRound(roundEnd.round ?? 0);
    else if (frames && this.handedOver) this.receiveFrames(frames.sizes ?? [], payload);
    else if (handOver) this.receiveHandOver(handOver as pb.MigrationHandOver, payload);
    else if (abort) this.tell({ kind: 'message', message: { kind: 'abort', because: abort.text ?? '' } });
    else if (alive) this.tell({ kind: 'message', message: { kind: 'alive' } });
    else if (this.question && (committed || notCommitted)) this.question.answered(committed ? 'committed' : 'never');
    else this.connection?.cut('the source has sent what only a destination sends');
  }

  /** What else it needs it has before the guest stands still. */
  private endRound(round: number): void {
    this.filesRead.then(
      () => this.tell({ kind: 'message', message: { kind: 'roundEnd', round } }),
      // Then it was cancelled.
      () => undefined,
    );
  }

  private receivePages({ pages, zeroPages }: pb.IMigrationPages, contents: Uint8Array): void {
    const batch = { pages: pages ?? [], zeroPages: zeroPages ?? [], contents };
    try {
      this.arrival.memory.writePages(batch);
    } catch (error) {
      this.connection?.cut(messageOf(error));
      return;
    }
    this.tell({
      kind: 'pagesReceived',
      pages: batch.pages.length + batch.zeroPages.length,
      bytes: contents.length,
    });
  }

  private receiveFrames(sizes: readonly number[], payload: Uint8Array): void {
    const frames: Uint8Array[] = [];
    let at = 0;
    for (const size of sizes) {
      frames.push(payload.subarray(at, at + size));
      at += size;
    }
    try {
      if (at !== payload.length) throw new RangeError(`frames of ${at} bytes in ${payload.length}`);
      this.arrival.receiveFrames(frames);
    } catch (error) {
      // As on a wire: what is damaged is lost.
      this.options.log.warn(
        { err: error, vmxPath: this.options.vmxPath },
        'vMotion: late frames are not what frames are',
      );
    }
  }

  private receiveHandOver(header: pb.MigrationHandOver, payload: Uint8Array): void {
    try {
      this.handedOver = decodeHandOver(header, payload, this.options);
    } catch (error) {
      this.connection?.cut(messageOf(error));
      return;
    }
    this.tell({ kind: 'message', message: { kind: 'handOver' } });
  }

  private readonly handlers: EffectHandlers = {
    send: ({ message }) => this.send(message),
    restoreState: () => this.answer(async () => this.restoreState(), 'stateRestored', 'stateRefused'),
    takeLock: () => this.answer(() => this.takeLock(), 'lockTaken', 'lockRefused'),
    start: () => this.answer(() => this.start(), 'running', 'startFailed'),
    discard: () => {
      this.settling = this.arrival.discard();
    },
    log: ({ message }) => {
      const { log, vmxPath, migrationId } = this.options;
      // The guest may stand still: it does not wait for that.
      setImmediate(() => log.info({ vmxPath, migrationId }, `vMotion: ${message}`));
    },
    ended: ({ outcome }) => void this.end(outcome),
  };

  private answer(
    work: () => Promise<void>,
    done: 'stateRestored' | 'lockTaken' | 'running',
    failed: 'stateRefused' | 'lockRefused' | 'startFailed',
  ): void {
    work().then(
      () => this.tell({ kind: done }),
      (error: unknown) => this.tell({ kind: failed, because: messageOf(error) }),
    );
  }

  private send(message: Extract<DestinationEffect, { kind: 'send' }>['message']): void {
    const { connection } = this;
    if (message.kind === 'roundReceived') connection?.send({ roundReceived: { round: message.round } });
    else if (message.kind === 'resumed') connection?.send({ resumed: {} });
    else if (message.kind === 'refused') connection?.send({ refused: { text: message.because } });
    else connection?.send({ alive: {} });
  }

  private get handOver(): ReceivedHandOver {
    if (!this.handedOver) throw new Error('nothing was handed over');
    return this.handedOver;
  }

  private restoreState(): void {
    const { state, session, checksums } = this.handOver;
    const differing = checksums && differingPage(checksums, this.arrival.memory.pageChecksums());
    if (differing !== undefined) throw new Error(`page ${differing} is not as it was at the source`);
    this.arrival.restore(state, session);
  }

  private async takeLock(): Promise<void> {
    const { files } = this.options;
    if (files) await this.awaitCommit(files);
    else await this.arrival.takeLock(this.handOver.vmxOffer);
  }

  /** The source alone can make it so. Faults: it has not, or nobody knows. */
  private async awaitCommit(files: NonNullable<IncomingMigrationOptions['files']>): Promise<void> {
    const { timing, now, vmxPath } = this.options;
    files.mustHoldLock();
    this.question = new CommitQuestion({
      ask: () => this.connection?.send({ commit: {} }),
      inquire: () => files.inquire(),
      intervalMs: timing.reconnectDelayMs,
      silenceMs: timing.vmotionSilenceMs,
      limitMs: timing.vmotionMaxSwitchoverMs,
      now,
      pause,
    });
    if (this.disconnected) this.question.disconnected();
    // Until there is an answer.
    this.moved_ = 'unknown';
    this.moved_ = await this.question.answer();
    if (this.moved_ !== 'committed')
      throw new HostFault(
        'MigrationFault',
        this.moved_ === 'never' ? `${vmxPath} has not moved` : `whether ${vmxPath} has moved is not known`,
      );
    this.arrival.keepLock(files.takeLock());
    this.settling = this.arrival.settle();
    // Whoever ends it hears of it.
    this.settling.catch(() => undefined);
  }

  private start(): Promise<void> {
    const { diskOffers, session } = this.handOver;
    return this.arrival.start(diskOffers, session);
  }

  private async end(outcome: MigrationOutcome): Promise<void> {
    // The source has frames for the guest, perhaps.
    if (outcome.kind === 'migrated') this.connection?.closeWhenTheOtherEndDoes();
    else this.connection?.close();
    const { log, files, onEnd } = this.options;
    await this.settling.catch((error) =>
      log.warn({ err: error }, 'vMotion: a lock is not let go yet, or a mark is left'),
    );
    await files?.end(this.moved_);
    this.arrival_?.end();
    onEnd(outcome);
    this.finished();
  }
}
