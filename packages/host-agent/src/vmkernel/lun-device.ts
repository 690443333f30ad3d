// One logical unit as a host uses it: block commands, and the operations of the file system that are made of them. The
// connection to the array may break at any time; what becomes of a command then is decided here. All but COMPARE AND
// WRITE may be repeated, and are, for as long as the caller is still admitted; the outcome of a COMPARE AND WRITE is
// unknown, and the operation that asked for it looks for itself. A host that the array refuses because it is not registered
// any more has been fenced, which whoever admits its commands is told at once.
import { BLOCK_BYTES, type BlockClient, PathError, ScsiError } from '@microsphere/block';
import { MAX_PAYLOAD_BYTES, pb } from '@microsphere/proto';
import { type BlockCommand, type BlockOutcome, type Operation, VmfsError } from '@microsphere/vmfs';

/** Blocks of one READ or WRITE command; longer transfers are several. */
export const MAX_TRANSFER_BLOCKS = MAX_PAYLOAD_BYTES / BLOCK_BYTES;

/** Who lets commands go. */
export interface Admission {
  /** Resolves when one may be sent; rejects when none may be any more. Awaited before every sending. */
  admit(): Promise<void>;
  /** The array refused one: this host is not registered there any more. */
  fenced(): void;
}

export class LunDevice {
  readonly client: BlockClient;
  readonly lun: number;
  readonly naa: string;
  readonly name: string;
  readonly blocks: number;

  constructor(client: BlockClient, { lun, naa, name, blocks }: pb.ILogicalUnit) {
    this.client = client;
    this.lun = lun ?? 0;
    this.naa = naa ?? '';
    this.name = name ?? '';
    this.blocks = blocks ?? 0;
  }

  /** Admitted whenever the path is up. */
  readonly whenUp: Admission = { admit: () => this.client.whenUp(), fenced: () => {} };

  /** Runs an operation; breaks of the path are waited out. */
  async run<T>(operation: Operation<T>, admission: Admission): Promise<T> {
    return await this.drive(operation, (command) => this.perform(command, admission));
  }

  /** Runs an operation over the path as it is. Throws PathError where it is down, or breaks. */
  async runOnce<T>(operation: Operation<T>): Promise<T> {
    return await this.drive(operation, (command) => this.attempt(() => this.send(command)));
  }

  private async drive<T>(
    operation: Operation<T>,
    perform: (command: BlockCommand) => Promise<BlockOutcome>,
  ): Promise<T> {
    let step = operation.next();
    while (!step.done) {
      let outcome: BlockOutcome;
      try {
        outcome = await perform(step.value);
      } catch (error) {
        step = operation.throw(error);
        continue;
      }
      step = operation.next(outcome);
    }
    return step.value;
  }

  private async perform(command: BlockCommand, admission: Admission): Promise<BlockOutcome> {
    try {
      return await this.repeated(admission, () => this.send(command), command.op !== 'compareAndWrite');
    } catch (error) {
      if (command.op === 'compareAndWrite' && error instanceof PathError) return 'unknown';
      throw error;
    }
  }

  /** Sends until it is answered, if it may be repeated. */
  async repeated<T>(admission: Admission, send: () => Promise<T>, repeatable = true): Promise<T> {
    for (;;) {
      await admission.admit();
      try {
        return await this.attempt(send);
      } catch (error) {
        if (isFenced(error)) admission.fenced();
        if (!repeatable || !(error instanceof PathError)) throw error;
      }
    }
  }

  /** Throws VmfsError fenced where the array refuses this host. */
  private async attempt<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ScsiError && refusesInitiator(error))) throw error;
      throw new VmfsError('fenced', `LUN ${this.name}: this host was preempted: ${error.message}`, { cause: error });
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
      // Either nobody has the victim's key any more, which is as good, or this host has been preempted itself.
      if (!(await client.readKeys(lun)).includes(key)) throw error;
    }
  }

  private async read(lba: number, blocks: number): Promise<Uint8Array> {
    const { client, lun } = this;
    if (blocks <= MAX_TRANSFER_BLOCKS) return await client.read({ lun, lba, blocks });
    const data = new Uint8Array(blocks * BLOCK_BYTES);
    for (let done = 0; done < blocks; done += MAX_TRANSFER_BLOCKS) {
      const count = Math.min(MAX_TRANSFER_BLOCKS, blocks - done);
      data.set(await client.read({ lun, lba: lba + done, blocks: count }), done * BLOCK_BYTES);
    }
    return data;
  }

  private async write(lba: number, data: Uint8Array, fua: boolean): Promise<void> {
    for (let done = 0; done < data.length; done += MAX_PAYLOAD_BYTES) {
      const part = data.subarray(done, done + MAX_PAYLOAD_BYTES);
      await this.client.write(this.lun, lba + done / BLOCK_BYTES, part, { fua });
    }
  }
}

/** A command of an initiator that is not registered, or that was under way when its registration was preempted. */
function refusesInitiator(error: ScsiError): boolean {
  return error.isReservationConflict || error.status === pb.ScsiStatus.TASK_ABORTED;
}

export function isFenced(error: unknown): boolean {
  return error instanceof VmfsError && error.code === 'fenced';
}
