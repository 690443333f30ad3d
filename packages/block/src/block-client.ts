// The initiator: commands to one array over one connection, many in flight, answered in any order. A connection that
// breaks is made again for ever. What was in flight then fails with PathError: the caller knows whether it may be sent
// again (a plain write under a lease that still holds) or must be looked into (a compare-and-write). It does either when
// the path is up again: by then the array has ended the session that broke, so nothing of it takes effect any more.
import { decodeFrame, encodeFrame, FrameError, MAX_FRAME_BYTES, pb } from '@microsphere/proto';
import { WebSocket } from 'ws';
import { PathError, QueueFullError, ScsiError } from './errors.ts';

export const BLOCK_BYTES = 512;
/** Commands to one logical unit in flight; more wait for a place. */
export const MAX_COMMANDS_IN_FLIGHT = 64;
/** Commands to one logical unit that wait for a place; more are refused. */
export const MAX_COMMANDS_WAITING = 4_096;

export interface BlockClientOptions {
  /** Who logs in: the host's name. */
  readonly initiator: string;
  /** UUID of this process. The array refuses the sessions of one whose successor has logged in. */
  readonly session: string;
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
/** SCSI sense key MISCOMPARE (SPC-5). */
const MISCOMPARE = 0xe;

interface Pending {
  readonly header: pb.IBlockCommand;
  readonly payload: Uint8Array | undefined;
  readonly resolve: (reply: { header: pb.BlockReply; payload: Uint8Array }) => void;
  readonly reject: (error: Error) => void;
}

interface LunQueue {
  readonly waiting: Pending[];
  inFlight: number;
}

/** Registered initiators write, and no others: the type of reservation that the array has. */
const { WRITE_EXCLUSIVE_ALL_REGISTRANTS } = pb.ReservationType;

/** A range of another logical unit of the same array. */
export interface ExtendedCopyOptions {
  readonly source: { readonly lun: number; readonly lba: number };
  readonly destination: { readonly lun: number; readonly lba: number };
  readonly blocks: number;
}

/** Keys are 16 lower-case hexadecimal digits. */
export interface PreemptOptions {
  readonly lun: number;
  /** The key that this initiator is registered with. */
  readonly key: string;
  readonly victim: string;
}

export interface BlockReadOptions {
  readonly lun: number;
  readonly lba: number;
  readonly blocks: number;
}

export class BlockClient {
  readonly url: string;
  private readonly options: BlockClientOptions;
  private socket: WebSocket | undefined;
  private state: 'connecting' | 'up' | 'down' | 'closed' = 'connecting';
  private timer: NodeJS.Timeout | undefined;
  private nextTag = 1;
  private readonly inFlight = new Map<number, Pending>();
  /** By logical unit: one that is slow holds up no other. */
  private readonly queues = new Map<number, LunQueue>();
  private error: Error | undefined;
  private connections = 0;
  private waitingForPath: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(url: string, options: BlockClientOptions) {
    this.url = url;
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

  async read({ lun, lba, blocks }: BlockReadOptions): Promise<Uint8Array> {
    const { payload } = await this.command({ opcode: pb.ScsiOpcode.READ_16, lun, lba, blocks });
    if (payload.length !== blocks * BLOCK_BYTES)
      throw new PathError(`READ(16) of ${blocks} blocks was answered with ${payload.length} bytes`);
    return payload;
  }

  /** `data` may lie in shared memory; it is copied before this returns. */
  async write(lun: number, lba: number, data: Uint8Array, options: { readonly fua?: boolean } = {}): Promise<void> {
    const blocks = data.length / BLOCK_BYTES;
    await this.command({ opcode: pb.ScsiOpcode.WRITE_16, lun, lba, blocks, fua: options.fua ?? false }, data);
  }

  /** COMPARE AND WRITE of equally long blocks: whether they were as expected, and were written. */
  async compareAndWrite(
    lun: number,
    lba: number,
    compare: Uint8Array,
    write: Uint8Array,
    options: { readonly fua?: boolean } = {},
  ): Promise<boolean> {
    const blocks = compare.length / BLOCK_BYTES;
    const fua = options.fua ?? true;
    try {
      const payload = Buffer.concat([compare, write]);
      await this.command({ opcode: pb.ScsiOpcode.COMPARE_AND_WRITE, lun, lba, blocks, fua }, payload);
      return true;
    } catch (error) {
      if (error instanceof ScsiError && error.sense.key === MISCOMPARE) return false;
      throw error;
    }
  }

  /** Everything acknowledged before is on stable storage when this resolves. */
  async synchronizeCache(lun: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.SYNCHRONIZE_CACHE_16, lun });
  }

  /** WRITE SAME(16) of zeros. */
  async writeZeros(lun: number, lba: number, blocks: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.WRITE_SAME_16, lun, lba, blocks }, Buffer.alloc(BLOCK_BYTES));
  }

  /** Gives blocks back; they are zeros afterwards. */
  async unmap(lun: number, lba: number, blocks: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.UNMAP, lun, lba, blocks });
  }

  /** EXTENDED COPY: the array copies by itself, in pieces; what others write meanwhile may be in the copy or not. */
  async extendedCopy({ source, destination, blocks }: ExtendedCopyOptions): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.EXTENDED_COPY, ...destination, blocks, copySource: source });
  }

  /** REGISTER AND IGNORE EXISTING KEY, and RESERVE: from now on only registered initiators write. */
  async registerAndReserve(lun: number, key: string): Promise<void> {
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.REGISTER_AND_IGNORE_EXISTING_KEY,
      serviceActionReservationKey: key,
    });
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.RESERVE,
      reservationKey: key,
      type: WRITE_EXCLUSIVE_ALL_REGISTRANTS,
    });
  }

  /** Ends the registration of this initiator; that of the last takes the reservation along. */
  async unregister(lun: number): Promise<void> {
    await this.reserveOut(lun, { serviceAction: pb.PersistentReserveOutAction.REGISTER_AND_IGNORE_EXISTING_KEY });
  }

  /** PREEMPT AND ABORT: nothing that the victim has sent or will send takes effect any more. A reservation conflict when nobody has that key. */
  async preemptAndAbort({ lun, key, victim }: PreemptOptions): Promise<void> {
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.PREEMPT_AND_ABORT,
      reservationKey: key,
      serviceActionReservationKey: victim,
    });
  }

  /** PERSISTENT RESERVE OUT, as it is given. */
  async reserveOut(lun: number, persistentReserveOut: pb.IPersistentReserveOut): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_OUT, lun, persistentReserveOut });
  }

  /** READ KEYS: those of all registered initiators. */
  async readKeys(lun: number): Promise<readonly string[]> {
    const persistentReserveIn = pb.PersistentReserveInAction.READ_KEYS;
    const { header } = await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_IN, lun, persistentReserveIn });
    return header.reservations?.keys ?? [];
  }

  /** READ RESERVATION: whether only registered initiators may write. */
  async readReservation(lun: number): Promise<pb.ReservationType> {
    const persistentReserveIn = pb.PersistentReserveInAction.READ_RESERVATION;
    const { header } = await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_IN, lun, persistentReserveIn });
    return header.reservations?.type ?? pb.ReservationType.NOT_RESERVED;
  }

  async reportLuns(): Promise<pb.ILogicalUnit[]> {
    const { header } = await this.command({ opcode: pb.ScsiOpcode.REPORT_LUNS });
    return header.units;
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
    this.socket?.terminate();
    this.fail('the client is closed');
    for (const { reject } of this.waitingForPath.splice(0)) reject(new PathError(`${this.url}: the client is closed`));
  }

  private command(
    header: pb.IBlockCommand,
    payload?: Uint8Array,
  ): Promise<{ header: pb.BlockReply; payload: Uint8Array }> {
    return new Promise((resolve, reject) => {
      if (this.state !== 'up') reject(new PathError(`${this.url}: the path is ${this.state}`));
      else {
        const lun = header.lun ?? 0;
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
      this.socket?.send(encodeFrame(pb.BlockCommand, { ...pending.header, tag }, pending.payload));
    }
  }

  private connect(): void {
    const { initiator, session, connectTimeoutMs } = this.options;
    const login = new URL(this.url);
    login.searchParams.set('initiator', initiator);
    login.searchParams.set('session', session);
    const socket = new WebSocket(login, {
      perMessageDeflate: false,
      handshakeTimeout: connectTimeoutMs,
      maxPayload: MAX_FRAME_BYTES,
      // Host to array: the key that browsers need costs two passes over every byte and protects nobody here.
      generateMask: (mask) => mask.fill(0),
    });
    this.socket = socket;
    socket.on('open', () => {
      this.state = 'up';
      this.connections += 1;
      this.error = undefined;
      this.options.onPathState?.('up');
      for (const { resolve } of this.waitingForPath.splice(0)) resolve();
    });
    socket.on('message', (data) => this.receive(data as Buffer));
    socket.on('error', (error) => {
      this.error = error;
    });
    socket.on('close', (code, reason) => {
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

  private receive(data: Buffer): void {
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
    const lun = pending.header.lun ?? 0;
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
