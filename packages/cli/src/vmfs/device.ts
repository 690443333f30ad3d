// What a volume lies on: a LUN file on this machine, or a LUN of an array that runs, read over its block endpoint by an
// initiator that registers nowhere and so can't write. Only a file that no array serves can be opened for repairs.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BlockClient, LogicalUnit } from '@microsphere/block';
import { ClaimedError, claim } from '@microsphere/process/identity';
import type { Timing } from '@microsphere/proto';
import { type BlockCommand, type BlockOutcome, drive, type Operation } from '@microsphere/vmfs';
import { reason } from '../errors.ts';
import { LunFile } from '../storage/lun-file.ts';
import { Failure } from '../terminal/failure.ts';

export interface VolumeDevice {
  /** What it is, for messages. */
  readonly name: string;
  readonly blocks: number;
  run<T>(operation: Operation<T>): Promise<T>;
  close(): void;
}

abstract class Device implements VolumeDevice {
  abstract readonly name: string;
  abstract readonly blocks: number;
  protected abstract perform(command: BlockCommand): Promise<BlockOutcome>;
  abstract close(): void;

  run<T>(operation: Operation<T>): Promise<T> {
    return drive(operation, (command) => this.perform(command));
  }
}

export class FileDevice extends Device {
  readonly name: string;
  private readonly file: LunFile;
  private readonly release: (() => void) | undefined;

  /** Throws a Failure for a file that can't be opened, or that an array serves. @param repair - whether to write too */
  constructor(path: string, { repair = false }: { readonly repair?: boolean } = {}) {
    super();
    this.name = path;
    this.release = repair ? claimArray(path) : undefined;
    try {
      this.file = new LunFile(path, { writable: repair });
    } catch (cause) {
      this.release?.();
      throw new Failure(`${path} can't be opened: ${(cause as Error).message}`, { cause });
    }
  }

  get blocks(): number {
    return this.file.blocks;
  }

  protected async perform(command: BlockCommand): Promise<BlockOutcome> {
    try {
      return this.file.perform(command);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new Failure(error.message, { cause: error });
    }
  }

  close(): void {
    this.file.close();
    this.release?.();
  }
}

/** No array serves the file meanwhile: its directory is claimed as an array claims it. */
function claimArray(path: string): () => void {
  const directory = dirname(path);
  try {
    return claim(join(directory, 'array.lock'));
  } catch (cause) {
    if (cause instanceof ClaimedError)
      throw new Failure(`${path} is served by an array (process ${cause.holder.pid}): take it down before a repair`, {
        cause,
      });
    const why = existsSync(directory) ? (cause as Error).message : 'no such directory';
    throw new Failure(`${path} can't be opened: ${why}`, { cause });
  }
}

export class ArrayDevice extends Device {
  readonly name: string;
  readonly blocks: number;
  private readonly client: BlockClient;
  private readonly unit: LogicalUnit;

  private constructor(options: { name: string; blocks: number; client: BlockClient; lun: number }) {
    super();
    this.name = options.name;
    this.blocks = options.blocks;
    this.client = options.client;
    this.unit = new LogicalUnit(options.client, options.lun);
  }

  /** Throws a Failure when the array does not answer, or has no such LUN. */
  static async open(options: {
    readonly url: string;
    readonly datastore: string;
    readonly timing: Timing;
  }): Promise<ArrayDevice> {
    const { url, datastore, timing } = options;
    const session = randomUUID();
    const down: { tell: (why: string) => void } = { tell: () => {} };
    const client: BlockClient = new BlockClient(url, {
      initiator: 'microsphere-vmfs',
      session,
      connectTimeoutMs: timing.requestTimeoutMs,
      reconnectDelayMs: timing.reconnectDelayMs,
      onPathState: (state) => {
        if (state === 'down') down.tell(client.lastError ?? 'the connection broke');
      },
    });
    try {
      await Promise.race([
        client.whenUp(),
        new Promise<never>((_, reject) => {
          down.tell = (why) => reject(new Failure(`the array at ${url} does not answer: ${why}`));
        }),
      ]);
      const units = await client.reportLuns();
      const unit = units.find(({ name }) => name === datastore);
      if (!unit) throw new Failure(`the array at ${url} has no LUN "${datastore}"`);
      return new ArrayDevice({ name: datastore, blocks: Number(unit.blocks ?? 0), client, lun: unit.lun ?? 0 });
    } catch (error) {
      client.close();
      throw error;
    }
  }

  protected async perform(command: BlockCommand): Promise<BlockOutcome> {
    if (command.op !== 'read') throw new TypeError(`an array is only read, not for ${command.op}`);
    try {
      return await this.unit.perform(command);
    } catch (cause) {
      throw new Failure(`${this.name}: ${reason(cause)}`, { cause });
    }
  }

  close(): void {
    this.client.close();
  }
}
