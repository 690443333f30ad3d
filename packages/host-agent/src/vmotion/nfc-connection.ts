// The connection that the files of a VM go over (VMware: NFC, Network File Copy), as either end has it: frames, and signs of life
// while there are none. An end that is silent for too long is lost, as one whose connection breaks.
import { pb } from '@microsphere/proto';
import { Peer } from '@microsphere/vmotion';
import type { WebSocket } from 'ws';
import { MigrationConnection } from './connection.ts';
import { wakeIn } from './wake-in.ts';

/** Requests under way; a source with more waits, and one that does not is cut off. */
export const MAX_NFC_REQUESTS = 32;
/** Sectors in one write: 1 MiB, so that what the guest waits for is not behind much else. */
export const MAX_NFC_SECTORS = 2_048;

export interface NfcTiming {
  readonly vmotionSilenceMs: number;
}

export interface NfcConnectionOptions {
  readonly socket: WebSocket;
  readonly timing: NfcTiming;
  readonly now: () => number;
  readonly onFrame: (frame: pb.NfcFrame, payload: Uint8Array) => void;
  /** Once: nothing comes or goes any more. Not after `close`. */
  readonly onLost: (because: string) => void;
}

export class NfcConnection {
  private readonly options: NfcConnectionOptions;
  private readonly connection: MigrationConnection<pb.INfcFrame, pb.NfcFrame>;
  private readonly peer: Peer;
  private over = false;

  constructor(options: NfcConnectionOptions) {
    this.options = options;
    const { socket, timing, now, onFrame, onLost } = options;
    this.peer = new Peer(timing.vmotionSilenceMs);
    this.peer.wake(now());
    this.peer.connect(now());
    this.connection = new MigrationConnection(socket, pb.NfcFrame, {
      frame: (frame, payload) => {
        this.peer.heard(now());
        if (!frame.alive) onFrame(frame, payload);
      },
      disconnected: (because) => {
        this.over = true;
        onLost(because);
      },
    });
    this.watch();
  }

  private watch(): void {
    const { now } = this.options;
    if (this.over) return;
    this.peer.wake(now());
    if (this.peer.isSilent(now())) {
      this.cut('the other end is silent');
      return;
    }
    if (this.peer.takeAlive(now())) this.send({ alive: {} });
    wakeIn(this.peer.nextDeadline - now(), () => this.watch());
  }

  send(frame: pb.INfcFrame, payload?: Uint8Array): void {
    this.connection.send(frame, payload);
  }

  cut(because: string): void {
    this.connection.cut(because);
  }

  /** Nobody listens any more. */
  close(): void {
    if (this.over) return;
    this.over = true;
    this.connection.close();
  }
}
