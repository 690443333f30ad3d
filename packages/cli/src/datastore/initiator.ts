// This command as an initiator: it logs in to the arrays like any host, under a name of its own, and finds the LUN that holds
// a datastore. A path that breaks is not waited for: a command that a user waits for says so and ends.
import { randomUUID } from 'node:crypto';
import { BlockClient, LogicalUnit, PathError, ScsiError } from '@microsphere/block';
import type { pb, Timing } from '@microsphere/proto';
import { drive, type Operation, readSuperblock, type Superblock, VmfsError } from '@microsphere/vmfs';
import { Failure } from '../terminal/failure.ts';

/** A logical unit over the path as it is. */
export class InitiatorLun extends LogicalUnit {
  readonly client: BlockClient;
  readonly blocks: number;

  constructor(client: BlockClient, { lun, blocks }: pb.ILogicalUnit) {
    super(client, lun ?? 0);
    this.client = client;
    this.blocks = blocks ?? 0;
  }

  /** Runs an operation of the file system. `admit` throws where nothing may be sent any more. */
  async run<T>(operation: Operation<T>, admit: () => void = () => {}): Promise<T> {
    return await drive(operation, async (command) => {
      admit();
      try {
        return await this.perform(command);
      } catch (error) {
        if (command.op === 'compareAndWrite' && error instanceof PathError) return 'unknown';
        if (error instanceof ScsiError && error.isReservationConflict)
          throw new VmfsError('fenced', `another host has broken the locks of this command: ${error.message}`, {
            cause: error,
          });
        throw error;
      }
    });
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
