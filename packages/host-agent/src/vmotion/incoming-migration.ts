// The destination's end of a migration on a real host: what comes over the connection is put into the memory that was kept for the
// guest, and what its core (packages/vmotion) asks for is done with the VM.
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
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
import { MigrationConnection } from './connection.ts';
import { decodeHandOver, differingPage, type HandOverPlace, type ReceivedHandOver } from './hand-over.ts';
import { wakeIn } from './wake-in.ts';

export interface IncomingMigrationOptions extends HandOverPlace {
  readonly migrationId: string;
  readonly timing: MigrationTiming;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
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
  private connection: MigrationConnection | undefined;
  /** The VM's files as they are from its connection on. */
  private filesRead: Promise<void> = Promise.resolve();
  private handedOver: ReceivedHandOver | undefined;
  private settling: Promise<void> = Promise.resolve();
  private ending: Promise<void> = Promise.resolve();

  constructor(options: IncomingMigrationOptions) {
    this.options = options;
  }

  get outcome(): MigrationOutcome | undefined {
    return this.core?.outcome;
  }

  /** There is room for the VM: its source may come. */
  begin(arrival: VmArrival): void {
    const { timing, now } = this.options;
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
    this.connection = new MigrationConnection(socket, {
      frame: (header, payload) => this.receive(header, payload),
      disconnected: (because) => this.tell({ kind: 'disconnected', because }),
    });
    if (this.outcome) {
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
    await this.ending;
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
    else this.early ??= event;
  }

  private get arrival(): VmArrival {
    if (!this.arrival_) throw new Error('nothing arrives yet');
    return this.arrival_;
  }

  private receive(header: pb.MigrationFrame, payload: Uint8Array): void {
    const { pages, roundEnd, handOver, abort, alive, frames } = header;
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
    ended: ({ outcome }) => {
      this.ending = this.end(outcome);
    },
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

  private takeLock(): Promise<void> {
    return this.arrival.takeLock(this.handOver.vmxOffer);
  }

  private start(): Promise<void> {
    const { diskOffers, session } = this.handOver;
    return this.arrival.start(diskOffers, session);
  }

  private async end(outcome: MigrationOutcome): Promise<void> {
    // The source has frames for the guest, perhaps.
    if (outcome.kind === 'migrated') this.connection?.closeWhenTheOtherEndDoes();
    else this.connection?.close();
    await this.settling.catch((error) => this.options.log.warn({ err: error }, 'vMotion: a lock is not let go yet'));
    this.arrival.end();
    this.options.onEnd(outcome);
  }
}
