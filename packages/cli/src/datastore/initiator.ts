// This command as an initiator: it logs in to the arrays like any host, under a name of its own, and finds the LUN that holds
// a datastore. A path that breaks is not waited for: a command that a user waits for says so and ends.
import { randomUUID } from 'node:crypto';
import { BlockClient, PathError, ScsiError } from '@microsphere/block';
import { MAX_PAYLOAD_BYTES, type pb, type Timing } from '@microsphere/proto';
import {
  BLOCK_BYTES,
  type BlockCommand,
  type BlockOutcome,
  type Operation,
  readSuperblock,
  type Superblock,
  VmfsError,
} from '@microsphere/vmfs';
import { Failure } from '../terminal/failure.ts';

/** Blocks of one READ or WRITE command. */
export const MAX_TRANSFER_BLOCKS = MAX_PAYLOAD_BYTES / BLOCK_BYTES;

/** A logical unit over the path as it is. */
export class InitiatorLun {
  readonly client: BlockClient;
  readonly blocks: number;
  readonly lun: number;

  constructor(client: BlockClient, unit: pb.ILogicalUnit) {
    this.client = client;
    this.lun = unit.lun ?? 0;
    this.blocks = unit.blocks ?? 0;
  }

  /** Runs an operation of the file system. `admit` throws where nothing may be sent any more. */
  async run<T>(operation: Operation<T>, admit: () => void = () => {}): Promise<T> {
    let step = operation.next();
    while (!step.done) {
      let outcome: BlockOutcome;
      try {
        admit();
        outcome = await this.perform(step.value);
      } catch (error) {
        step = operation.throw(error);
        continue;
      }
      step = operation.next(outcome);
    }
    return step.value;
  }

  private async perform(command: BlockCommand): Promise<BlockOutcome> {
    try {
      return await this.send(command);
    } catch (error) {
      if (command.op === 'compareAndWrite' && error instanceof PathError) return 'unknown';
      if (error instanceof ScsiError && error.isReservationConflict)
        throw new VmfsError('fenced', `another host has broken the locks of this command: ${error.message}`, {
          cause: error,
        });
      throw error;
    }
  }

  private async send(command: BlockCommand): Promise<BlockOutcome> {
    const { client, lun } = this;
    switch (command.op) {
      case 'read':
        return await this.read(command.lba, command.blocks);
      case 'write':
        await this.write(command.lba, command.data, command.fua);
        return undefined;
      case 'compareAndWrite': {
        const { lba, compare, write, fua } = command;
        return (await client.compareAndWrite(lun, lba, compare, write, { fua })) ? 'written' : 'miscompare';
      }
      case 'zero':
        await client.writeZeros(lun, command.lba, command.blocks);
        return undefined;
      case 'unmap':
        await client.unmap(lun, command.lba, command.blocks);
        return undefined;
      case 'copy': {
        const { source, lba, blocks } = command;
        await client.extendedCopy({ source: { lun, lba: source }, destination: { lun, lba }, blocks });
        return undefined;
      }
      case 'flush':
        await client.synchronizeCache(lun);
        return undefined;
      case 'registerAndReserve':
        await client.registerAndReserve(lun, command.key);
        return undefined;
      case 'unregister':
        await client.unregister(lun);
        return undefined;
      case 'preemptAndAbort':
        await this.preemptAndAbort(command.key, command.victim);
        return undefined;
    }
  }

  private async preemptAndAbort(key: string, victim: string): Promise<void> {
    const { client, lun } = this;
    try {
      await client.preemptAndAbort({ lun, key, victim });
    } catch (error) {
      if (!(error instanceof ScsiError && error.isReservationConflict)) throw error;
      // Either nobody has the victim's key any more, which is as good, or this command has been preempted itself.
      if (!(await client.readKeys(lun)).includes(key)) throw error;
    }
  }

  async read(lba: number, blocks: number): Promise<Uint8Array> {
    const { client, lun } = this;
    if (blocks <= MAX_TRANSFER_BLOCKS) return await client.read({ lun, lba, blocks });
    const data = new Uint8Array(blocks * BLOCK_BYTES);
    for (let done = 0; done < blocks; done += MAX_TRANSFER_BLOCKS) {
      const count = Math.min(MAX_TRANSFER_BLOCKS, blocks - done);
      data.set(await client.read({ lun, lba: lba + done, blocks: count }), done * BLOCK_BYTES);
    }
    return data;
  }

  async write(lba: number, data: Uint8Array, fua: boolean): Promise<void> {
    for (let done = 0; done < data.length; done += MAX_PAYLOAD_BYTES) {
      const part = data.subarray(done, done + MAX_PAYLOAD_BYTES);
      await this.client.write(this.lun, lba + done / BLOCK_BYTES, part, { fua });
    }
  }
}

export interface FoundVolume {
  readonly lun: InitiatorLun;
  readonly superblock: Superblock;
}

export class Initiator {
  /** Who it is to the arrays, and to whoever finds its locks. */
  readonly name: string;
  private readonly clients: BlockClient[] = [];
  private readonly timing: Timing;

  /** @param command - what the user asked for: a part of the name */
  constructor(command: string, timing: Timing) {
    // No two commands have one name: an array ends the session that an initiator of the same name had before.
    this.name = `${command}-${process.pid}-${randomUUID().slice(0, 8)}`;
    this.timing = timing;
  }

  /** Over the first of an array's target portals that answers. Throws a Failure where none does. */
  private async connect(portals: readonly string[]): Promise<BlockClient> {
    const failures: string[] = [];
    for (const url of portals)
      try {
        return await this.login(url);
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        failures.push(error.message);
      }
    throw new Failure(failures.join('; '));
  }

  private async login(url: string): Promise<BlockClient> {
    const { requestTimeoutMs: connectTimeoutMs, reconnectDelayMs } = this.timing;
    return await new Promise((resolve, reject) => {
      const client = new BlockClient(url, {
        initiator: this.name,
        session: randomUUID(),
        connectTimeoutMs,
        reconnectDelayMs,
        onPathState: (state) => {
          if (state === 'up') resolve(client);
          else reject(new PathError(`the array at ${url} does not answer: ${client.lastError ?? 'the path broke'}`));
        },
      });
      this.clients.push(client);
    });
  }

  /**
   * The volume of that name on one of the arrays. Throws a Failure that names those there are.
   *
   * @param arrays - the URLs of the target portals of each
   */
  async find(datastore: string, arrays: readonly (readonly string[])[]): Promise<FoundVolume> {
    const names: string[] = [];
    for (const portals of arrays) {
      const client = await this.connect(portals);
      for (const unit of await client.reportLuns()) {
        const lun = new InitiatorLun(client, unit);
        let superblock: Superblock;
        try {
          superblock = await lun.run(readSuperblock(lun.blocks));
        } catch (error) {
          // A LUN that holds no volume, or one that is nobody's to use, is not the one that is meant, unless it has the name.
          if (!(error instanceof VmfsError)) throw error;
          if (unit.name === datastore) throw new Failure(`[${datastore}]: ${error.message}`, { cause: error });
          continue;
        }
        if (superblock.label === datastore) return { lun, superblock };
        names.push(superblock.label);
      }
    }
    throw new Failure(`no datastore "${datastore}"${names.length > 0 ? `; there are: ${names.join(', ')}` : ''}`);
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}
