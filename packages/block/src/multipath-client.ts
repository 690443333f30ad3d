// One logical unit over all the paths to it: commands go over one of them, and when that one dies over another. It is
// the path selection policy that vSphere calls most recently used (VMW_PSP_MRU): a path that works is kept, also when the
// one before it comes back. Before commands go over another path the array is told there to end the connection of the path
// that they went over last, and has answered: what is still on its way there takes no effect any more, so a write that is
// repeated is never undone by its own earlier sending.
import type { pb } from '@microsphere/proto';
import type { BlockClient } from './block-client.ts';
import { type BlockAnswer, BlockCommands } from './block-commands.ts';
import { PathError } from './errors.ts';

export const PATH_SELECTION_POLICY = 'VMW_PSP_MRU';

/** Paths to one logical unit (vSphere 8 configuration maximums). */
export const MAX_PATHS = 32;

/** As `esxcli storage core path list` says it: commands go over the active one, and could over one on standby. */
export type PathState = 'active' | 'standby' | 'dead';

export interface Path {
  readonly client: BlockClient;
  readonly state: PathState;
}

export class MultipathClient extends BlockCommands {
  private readonly onChange: () => void;
  /** Every path that there ever was, in the order in which they were found. */
  private readonly known: BlockClient[] = [];
  /** Those that are up. */
  private readonly alive = new Set<BlockClient>();
  private active: BlockClient | undefined;
  /** The path that commands went over last, which may still have some on their way. */
  private last: BlockClient | undefined;
  private activating = false;
  private activations = 0;

  /** @param onChange - hears that a path came or went, or that another one is active */
  constructor(onChange: () => void) {
    super();
    this.onChange = onChange;
  }

  /** Whether commands can be sent. */
  get up(): boolean {
    return this.active?.up ?? false;
  }

  /** Counts the connections that were used: whoever has to do something once in each can tell them apart. */
  get connection(): number {
    return this.activations;
  }

  get paths(): readonly Path[] {
    const state = (client: BlockClient): PathState => {
      if (!this.alive.has(client)) return 'dead';
      return client === this.active ? 'active' : 'standby';
    };
    return this.known.map((client) => ({ client, state: state(client) }));
  }

  /** A path has come up, over which the array offers this logical unit. */
  pathUp(path: BlockClient): void {
    if (!this.known.includes(path)) {
      if (this.known.length >= MAX_PATHS) throw new RangeError(`a LUN has at most ${MAX_PATHS} paths`);
      this.known.push(path);
    }
    this.alive.add(path);
    this.onChange();
    void this.activate();
  }

  /** A path has gone down. */
  pathDown(path: BlockClient): void {
    if (!this.alive.delete(path)) return;
    if (this.active === path) this.active = undefined;
    this.onChange();
    void this.activate();
  }

  /** Gives the active path's connection up: nothing that is in flight or waits there leaves this host any more. */
  reset(why: string): void {
    this.active?.reset(why);
  }

  command(header: pb.IBlockCommand, payload?: Uint8Array): Promise<BlockAnswer> {
    if (!this.active) return Promise.reject(new PathError('no path to the LUN is up'));
    return this.active.command(header, payload);
  }

  private async activate(): Promise<void> {
    if (this.activating || this.active) return;
    this.activating = true;
    for (let path = this.choose(); path; path = this.choose())
      if (await this.takeOver(path)) {
        this.active = path;
        this.last = path;
        this.activations += 1;
        break;
      }
    this.activating = false;
    this.onChange();
  }

  private choose(): BlockClient | undefined {
    if (this.last && this.alive.has(this.last)) return this.last;
    return this.known.find((path) => this.alive.has(path));
  }

  /** Whether commands may go over this path from now on. */
  private async takeOver(path: BlockClient): Promise<boolean> {
    const { last } = this;
    const { connection } = path;
    try {
      // A path that comes up again has ended its own connection before by its login.
      if (last && last !== path) await path.logoutConnection(last.connectionId);
    } catch (error) {
      this.alive.delete(path);
      if (!(error instanceof PathError)) path.reset(`it can't take over: ${(error as Error).message}`);
      return false;
    }
    // One that has gone down without saying so yet says when it is up again.
    if (!path.up) this.alive.delete(path);
    return this.alive.has(path) && path.connection === connection;
  }
}
