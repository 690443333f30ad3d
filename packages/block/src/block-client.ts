// The initiator's end of one path: commands to an array over one connection, many in flight, answered in any order. A
// connection that breaks is made again for ever. What was in flight then fails with PathError: the caller knows whether it
// may be sent again (a plain write under a lease that still holds) or must be looked into (a compare-and-write). It does
// either when the path is up again: by then the array has ended the connection that broke, so nothing of it takes effect
// any more. Over another path that wants saying: see MultipathClient.
import { Coalescer, decodeFrame, encodeFrame, FrameError, FramePool, MAX_FRAME_BYTES, pb } from '@microsphere/proto';
import { WebSocket } from 'ws';
import { type BlockAnswer, BlockCommands } from './block-commands.ts';
import { PathError, QueueFullError, ScsiError } from './errors.ts';

/** Commands to one logical unit in flight; more wait for a place. */
export const MAX_COMMANDS_IN_FLIGHT = 64;
/** Commands to one logical unit that wait for a place; more are refused. */
export const MAX_COMMANDS_WAITING = 4_096;

/** Asks the array now and then whether it is there, as iSCSI does by NOP-Out: a path that is silently cut says nothing of itself. */
export interface NoopOptions {
  readonly intervalMs: number;
  /** Silence after which the path is dead. */
  readonly timeoutMs: number;
}

export interface BlockClientOptions {
  /** Who logs in: the host's name. */
  readonly initiator: string;
  /** UUID of this process. The array refuses the sessions of one whose successor has logged in. */
  readonly session: string;
  /** Connection id: which of the session's connections this is, a number of 16 bits. */
  readonly connectionId?: number;
  readonly noop?: NoopOptions;
  /** How long an attempt to connect may take. */
  readonly connectTimeoutMs: number;
  readonly reconnectDelayMs: number;
  /** The path came up, or went down, or could not be brought up. */
  readonly onPathState?: (state: 'up' | 'down') => void;
  /** The array refuses this login for good: a later process of this initiator has logged in. */
  readonly onRefused?: (reason: string) => void;
}

/** WebSocket close code "policy violation" (RFC 6455, 7.4.1): the login was refused. */
const POLICY_VIOLATION = 1008;

interface Pending {
  readonly header: pb.IBlockCommand;
  readonly payload: Uint8Array | undefined;
  readonly resolve: (answer: BlockAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface LunQueue {
  readonly waiting: Pending[];
  inFlight: number;
}

/** Key of the queue of commands that are to no logical unit. */
const NO_UNIT = -1;

export class BlockClient extends BlockCommands {
  readonly url: string;
  readonly connectionId: number;
  private readonly options: BlockClientOptions;
  private socket: WebSocket | undefined;
  private coalescer: Coalescer | undefined;
  private readonly frames = new FramePool();
  private state: 'connecting' | 'up' | 'down' | 'closed' = 'connecting';
  private timer: NodeJS.Timeout | undefined;
  private noopTimer: NodeJS.Timeout | undefined;
  /** Something came from the array since it was asked last. */
  private heard = false;
  private nextTag = 1;
  private readonly inFlight = new Map<number, Pending>();
  /** By logical unit: one that is slow holds up no other. */
  private readonly queues = new Map<number, LunQueue>();
  private error: Error | undefined;
  private connections = 0;
  private waitingForPath: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(url: string, options: BlockClientOptions) {
    super();
    this.url = url;
    this.connectionId = options.connectionId ?? 0;
    this.options = options;
    this.connect();
  }

  get up(): boolean {
    return this.state === 'up';
  }

  /** Counts the connections that came up: whoever has to do something once in each can tell them apart. */
  get connection(): number {
    return this.connections;
  }

  /** Why the last attempt to connect failed. */
  get lastError(): string | undefined {
    return this.error?.message;
  }

  /** Resolves when the path is up; at once when it is. Rejects when the client is closed. */
  whenUp(): Promise<void> {
    if (this.state === 'up') return Promise.resolve();
    if (this.state === 'closed') return Promise.reject(new PathError(`${this.url}: the client is closed`));
    return new Promise((resolve, reject) => this.waitingForPath.push({ resolve, reject }));
  }

  /**
   * Gives the connection up and makes a new one: nothing that is in flight or waits leaves this host any more. It all fails
   * with PathError.
   */
  reset(why: string): void {
    if (this.state === 'closed') return;
    this.error = new Error(why);
    this.state = 'down';
    this.socket?.terminate();
    this.fail(why);
  }

  /** Ends the connection; what is in flight or waits fails with PathError. */
  close(): void {
    this.state = 'closed';
    clearTimeout(this.timer);
    clearTimeout(this.noopTimer);
    this.socket?.terminate();
    this.fail('the client is closed');
    for (const { reject } of this.waitingForPath.splice(0)) reject(new PathError(`${this.url}: the client is closed`));
  }

  command(header: pb.IBlockCommand, payload?: Uint8Array): Promise<BlockAnswer> {
    return new Promise((resolve, reject) => {
      if (this.state !== 'up') reject(new PathError(`${this.url}: the path is ${this.state}`));
      else {
        const lun = header.lun ?? NO_UNIT;
        const queue = this.queues.get(lun) ?? { waiting: [], inFlight: 0 };
        if (queue.waiting.length >= MAX_COMMANDS_WAITING) {
          reject(new QueueFullError(`${describe(header)}: ${MAX_COMMANDS_WAITING} commands wait for ${this.url}`));
          return;
        }
        this.queues.set(lun, queue);
        queue.waiting.push({ header, payload, resolve, reject });
        this.drain(queue);
      }
    });
  }

  private drain(queue: LunQueue): void {
    while (queue.waiting.length > 0 && queue.inFlight < MAX_COMMANDS_IN_FLIGHT) {
      const pending = queue.waiting.shift() as Pending;
      const tag = this.nextTag;
      this.nextTag = tag >= 0xffff_fffe ? 1 : tag + 1;
      this.inFlight.set(tag, pending);
      queue.inFlight += 1;
      this.send({ ...pending.header, tag }, pending.payload);
    }
  }

  private send(header: pb.IBlockCommand, payload: Uint8Array | undefined): void {
    if (!payload) {
      const frame = encodeFrame(pb.BlockCommand, header);
      this.coalescer?.sending(frame.length);
      this.socket?.send(frame);
      return;
    }
    const buffer = this.frames.take(payload.length);
    buffer.payload.set(payload);
    const frame = buffer.finish(pb.BlockCommand, header);
    this.coalescer?.sending(frame.length);
    this.socket?.send(frame, (error) => {
      if (!error) this.frames.give(buffer);
    });
  }

  private connect(): void {
    const { initiator, session, connectTimeoutMs } = this.options;
    const login = new URL(this.url);
    login.searchParams.set('initiator', initiator);
    login.searchParams.set('session', session);
    login.searchParams.set('connection', String(this.connectionId));
    const socket = new WebSocket(login, {
      perMessageDeflate: false,
      handshakeTimeout: connectTimeoutMs,
      maxPayload: MAX_FRAME_BYTES,
      // Host to array: the key that browsers need costs two passes over every byte and protects nobody here.
      generateMask: (mask) => mask.fill(0),
    });
    this.socket = socket;
    this.coalescer = undefined;
    socket.on('upgrade', ({ socket: stream }) => {
      this.coalescer = new Coalescer(stream);
    });
    socket.on('open', () => {
      this.state = 'up';
      this.connections += 1;
      this.error = undefined;
      this.scheduleNoop(socket);
      this.options.onPathState?.('up');
      for (const { resolve } of this.waitingForPath.splice(0)) resolve();
    });
    socket.on('message', (data) => this.receive(data as Buffer));
    socket.on('pong', () => {
      this.heard = true;
    });
    socket.on('error', (error) => {
      this.error = error;
    });
    socket.on('close', (code, reason) => {
      if (this.socket === socket) clearTimeout(this.noopTimer);
      if (this.state === 'closed' || this.socket !== socket) return;
      if (code === POLICY_VIOLATION) {
        this.error = new Error(reason.toString());
        this.options.onRefused?.(this.error.message);
      }
      this.state = 'down';
      this.fail('the connection to the array broke');
      this.options.onPathState?.('down');
      this.timer = setTimeout(() => this.connect(), this.options.reconnectDelayMs);
    });
  }

  private scheduleNoop(socket: WebSocket): void {
    const { noop } = this.options;
    if (!noop) return;
    const judge = () => {
      if (this.heard) this.scheduleNoop(socket);
      else if (this.socket === socket) this.reset(`the array has not answered for ${noop.timeoutMs} ms`);
    };
    const ask = () => {
      this.heard = false;
      socket.ping();
      // An answer that has come and was not read yet counts: this process may be what stood still.
      this.noopTimer = setTimeout(() => setImmediate(judge), noop.timeoutMs);
    };
    this.noopTimer = setTimeout(ask, noop.intervalMs);
  }

  private receive(data: Buffer): void {
    this.heard = true;
    let reply: { header: pb.BlockReply; payload: Uint8Array };
    try {
      reply = decodeFrame(pb.BlockReply, data);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      // An array that can't be understood is a broken path.
      this.socket?.terminate();
      return;
    }
    const { header } = reply;
    const pending = this.inFlight.get(header.tag);
    if (!pending) return;
    this.inFlight.delete(header.tag);
    const lun = pending.header.lun ?? NO_UNIT;
    const queue = this.queues.get(lun);
    if (queue) {
      queue.inFlight -= 1;
      this.drain(queue);
      if (queue.inFlight === 0) this.queues.delete(lun);
    }
    if (header.status === pb.ScsiStatus.GOOD) pending.resolve(reply);
    else pending.reject(new ScsiError(describe(pending.header), header.status, header.sense));
  }

  private fail(why: string): void {
    const failed = [...this.inFlight.values(), ...[...this.queues.values()].flatMap(({ waiting }) => waiting)];
    this.inFlight.clear();
    this.queues.clear();
    for (const { header, reject } of failed) reject(new PathError(`${describe(header)}: ${this.url}: ${why}`));
  }
}

/** "WRITE_16 lun 0 lba 2048" */
function describe({ opcode, lun, lba }: pb.IBlockCommand): string {
  return `${pb.ScsiOpcode[opcode ?? 0]} lun ${lun ?? 0} lba ${lba ?? 0}`;
}
