// A logical unit of an array, as packages/shared-storage has it, in memory and at once: blocks that are kept where they are
// not zeros, COMPARE AND WRITE, persistent reservations, and sessions (what an earlier process of a host has sent does
// nothing once its successor has logged in). Blocks are never changed in place, so a copy of a unit costs a map.
import {
  BLOCK_BYTES,
  type BlockCommand,
  type BlockOutcome,
  needsRegistration,
  type Operation,
  VmfsError,
} from '@microsphere/vmfs';

/** Who sends a command: a process of a host. */
export interface Initiator {
  readonly host: string;
  /** New for each start of the process. */
  readonly session: string;
}

/** Blocks before this one are the superblock and the heartbeat region, which change all the time and say nothing of files. */
export const FIRST_FILE_SYSTEM_LBA = 256;

export class LogicalUnit {
  readonly blocks: number;
  readonly #content: Map<number, Uint8Array>;
  readonly #keys = new Map<string, string>();
  readonly #sessions = new Map<string, string>();
  #version = 0;

  constructor(blocks: number, content: ReadonlyMap<number, Uint8Array> = new Map()) {
    this.blocks = blocks;
    this.#content = new Map(content);
  }

  /** Another unit with the same bytes, where nobody has logged in. */
  copy(): LogicalUnit {
    return new LogicalUnit(this.blocks, this.#content);
  }

  /** Counts the changes of what is behind the heartbeat region, so that who reads files may keep what he has read. */
  get version(): number {
    return this.#version;
  }

  logIn({ host, session }: Initiator): void {
    this.#sessions.set(host, session);
  }

  /** False for a process whose host has a later one. */
  serves({ host, session }: Initiator): boolean {
    return this.#sessions.get(host) === session;
  }

  /** Carries a command out. Throws VmfsError fenced. Without an initiator the sender may do all, and registers nowhere. */
  perform(command: BlockCommand, initiator?: Initiator): BlockOutcome {
    const host = initiator?.host;
    if (host !== undefined && needsRegistration[command.op] && this.#keys.size > 0 && !this.#keys.has(host))
      throw new VmfsError('fenced', `${host} is not registered`);
    switch (command.op) {
      case 'read':
        return this.#read(command.lba, command.blocks);
      case 'write':
        this.#write(command.lba, command.data);
        return undefined;
      case 'compareAndWrite':
        if (!this.#matches(command.lba, command.compare)) return 'miscompare';
        this.#write(command.lba, command.write);
        return 'written';
      case 'zero':
      case 'unmap':
        this.#clear(command.lba, command.blocks);
        return undefined;
      case 'copy':
        this.#write(command.lba, this.#read(command.source, command.blocks));
        return undefined;
      case 'flush':
        return undefined;
      case 'registerAndReserve':
        if (host !== undefined) this.#keys.set(host, command.key);
        return undefined;
      case 'unregister':
        if (host !== undefined) this.#keys.delete(host);
        return undefined;
      case 'preemptAndAbort':
        for (const [other, key] of this.#keys) if (other !== host && key === command.victim) this.#keys.delete(other);
        return undefined;
    }
  }

  /** Runs an operation at once, from outside of the cluster. */
  run<T>(operation: Operation<T>): T {
    let step = operation.next();
    while (!step.done) step = operation.next(this.perform(step.value));
    return step.value;
  }

  #check(lba: number, blocks: number): void {
    if (lba < 0 || lba + blocks > this.blocks) throw new RangeError(`lba ${lba}, ${blocks} blocks: beyond the unit`);
  }

  #read(lba: number, blocks: number): Uint8Array {
    this.#check(lba, blocks);
    const bytes = new Uint8Array(blocks * BLOCK_BYTES);
    for (let index = 0; index < blocks; index += 1) {
      const block = this.#content.get(lba + index);
      if (block) bytes.set(block, index * BLOCK_BYTES);
    }
    return bytes;
  }

  #write(lba: number, data: Uint8Array): void {
    const blocks = data.length / BLOCK_BYTES;
    this.#check(lba, blocks);
    if (lba + blocks > FIRST_FILE_SYSTEM_LBA) this.#version += 1;
    for (let index = 0; index < blocks; index += 1)
      this.#content.set(lba + index, data.slice(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
  }

  #clear(lba: number, blocks: number): void {
    this.#check(lba, blocks);
    this.#version += 1;
    for (const written of [...this.#content.keys()])
      if (written >= lba && written < lba + blocks) this.#content.delete(written);
  }

  #matches(lba: number, wanted: Uint8Array): boolean {
    const found = this.#read(lba, wanted.length / BLOCK_BYTES);
    for (let index = 0; index < wanted.length; index += 1) if (found[index] !== wanted[index]) return false;
    return true;
  }
}
