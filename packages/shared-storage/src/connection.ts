// One initiator's connection: frames in, commands to the target, replies as they are ready. A connection that has too much
// under way, or does not take its replies, isn't read any more, and what was read of it waits. What can't be understood
// closes it, and no other.
import type { Logger } from '@microsphere/process';
import { Coalescer, type Corkable, decodeFrame, encodeFrame, FrameError, pb } from '@microsphere/proto';
import type { WebSocket } from 'ws';
import { BLOCK_BYTES } from './lun.ts';
import type { Nexus } from './session-table.ts';
import type { Answer, Target } from './target.ts';

/** Commands of one connection under way; no more are begun, and its socket isn't read. */
export const MAX_COMMANDS_UNDER_WAY = 512;
/** Of them to one logical unit; more are answered with TASK SET FULL, so that a slow unit doesn't take up the connection. */
export const MAX_COMMANDS_UNDER_WAY_PER_LUN = 128;
/** Replies that wait for a slow initiator, in bytes; while there are more no command is begun, and its socket isn't read. */
export const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;
/** WebSocket close code "protocol error" (RFC 6455, 7.4.1). */
const PROTOCOL_ERROR = 1002;
/** A close reason has at most 123 bytes (RFC 6455, 5.5); ours are ASCII. */
const MAX_CLOSE_REASON_CHARACTERS = 120;

interface Command {
  readonly header: pb.BlockCommand;
  readonly payload: Uint8Array;
}

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to. */
  readonly stream: Corkable;
  readonly nexus: Nexus;
  readonly target: Target;
  readonly log: Pick<Logger, 'warn'>;
  /** It is over, by whichever side. */
  readonly onEnd: () => void;
}

export class Connection {
  private readonly options: ConnectionOptions;
  /** Commands that came together are answered together. */
  private readonly coalescer: Coalescer;
  /** Read and not begun: no more than one read of the socket brings, for it isn't read meanwhile. */
  private readonly waiting: Command[] = [];
  private readonly underWayPerLun = new Map<number, number>();
  private underWay = 0;
  /** Data that commands under way will answer with. */
  private dataInBytes = 0;
  private understood = true;
  private ended = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    const { socket, stream, nexus, target, log } = options;
    this.coalescer = new Coalescer(stream);
    target.nexusEstablished(nexus, () => this.end());
    socket.on('error', (error) => log.warn({ err: error }, 'a connection failed'));
    socket.on('message', (message, isBinary) => this.receive(message as Buffer, isBinary));
    socket.on('close', () => this.over());
  }

  /** Ends it: nothing that came over it takes effect any more. */
  end(): void {
    this.over();
    this.options.socket.terminate();
  }

  private over(): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting.length = 0;
    this.options.target.nexusLost(this.options.nexus);
    this.options.onEnd();
  }

  private receive(message: Buffer, isBinary: boolean): void {
    if (this.ended || !this.understood) return;
    try {
      if (!isBinary) throw new FrameError('a text message is no frame');
      this.waiting.push(decodeFrame(pb.BlockCommand, message));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.options.log.warn(error.message);
      this.understood = false;
      this.options.socket.close(PROTOCOL_ERROR, error.message.slice(0, MAX_CLOSE_REASON_CHARACTERS));
      return;
    }
    this.regulate();
  }

  private get busy(): boolean {
    const backlogBytes = this.options.socket.bufferedAmount + this.dataInBytes;
    return this.underWay >= MAX_COMMANDS_UNDER_WAY || backlogBytes > MAX_BACKLOG_BYTES;
  }

  /**
   * Begins what may begin, and reads on or doesn't. That the other side is gone is noticed only when it is read again; a
   * login of the same initiator ends the connection before.
   */
  private readonly regulate = (): void => {
    const { socket } = this.options;
    while (!this.busy) {
      const command = this.waiting.shift();
      if (!command) break;
      void this.execute(command);
    }
    if (this.busy && !socket.isPaused) socket.pause();
    else if (!this.busy && socket.isPaused) socket.resume();
  };

  private async execute({ header, payload }: Command): Promise<void> {
    const { target, nexus } = this.options;
    const { lun, tag } = header;
    const ofLun = this.underWayPerLun.get(lun) ?? 0;
    if (ofLun >= MAX_COMMANDS_UNDER_WAY_PER_LUN) {
      this.reply({ header: { tag, status: pb.ScsiStatus.TASK_SET_FULL } });
      return;
    }
    const dataInBytes = header.opcode === pb.ScsiOpcode.READ_16 ? header.blocks * BLOCK_BYTES : 0;
    this.underWay += 1;
    this.underWayPerLun.set(lun, ofLun + 1);
    this.dataInBytes += dataInBytes;
    const answer = await target.execute(header, payload, nexus);
    this.underWay -= 1;
    this.dataInBytes -= dataInBytes;
    const left = (this.underWayPerLun.get(lun) ?? 0) - 1;
    if (left > 0) this.underWayPerLun.set(lun, left);
    else this.underWayPerLun.delete(lun);
    this.reply(answer);
    this.regulate();
  }

  private reply({ header, data }: Answer): void {
    const { socket, target } = this.options;
    if (socket.readyState !== socket.OPEN) return;
    const frame = data ? data.finish(pb.BlockReply, header) : encodeFrame(pb.BlockReply, header);
    this.coalescer.sending(frame.length);
    socket.send(frame, (error) => {
      if (data && !error) target.frames.give(data);
      this.regulate();
    });
  }
}
