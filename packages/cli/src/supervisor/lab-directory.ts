// Where a lab lives: one directory with its state (who runs, where it listens), its logs, the LUN files of its arrays,
// its hosts' boot disks and vCenter's database. The state file is what every other command reads.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, type ProcessIdentity } from '@microsphere/process/identity';
import type { Lab } from '../lab/lab.ts';
import type { CabledNetwork } from './host-cables.ts';

export type ProcessKind = 'nats' | 'array' | 'switch' | 'vcenter' | 'host';

/** What becomes of a process: it starts, it serves, or it has ended (by itself, or because somebody killed it). */
type ProcessState = 'starting' | 'running' | 'exited';

export interface ProcessRecord {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly state: ProcessState;
  /** Absent once it has ended, and for a broker that isn't ours. */
  readonly identity?: ProcessIdentity;
  /** What it said when it was ready: URLs and ports. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** How it ended: "SIGKILL", "status 1". */
  readonly ending?: string;
  /** Networks whose cables to this host are pulled. */
  readonly unplugged?: readonly CabledNetwork[];
}

export interface LabState {
  readonly lab: Lab;
  readonly supervisor: ProcessIdentity;
  readonly phase: 'starting' | 'running' | 'stopping';
  readonly controlUrl: string;
  /** Only who can read this file may control the lab. */
  readonly controlToken: string;
  readonly processes: readonly ProcessRecord[];
  readonly vcenter?: { readonly url: string; readonly userName: string; readonly password: string };
}

/** The lab's directory can't be used; the message names the path and what is wrong with it. */
export class LabDirectoryError extends Error {
  override readonly name = 'LabDirectoryError';
}

/** The directory of all labs: MICROSPHERE_HOME, or `.microsphere` beside the packages. */
export function homeDirectory(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment.MICROSPHERE_HOME || fileURLToPath(new URL('../../../../.microsphere', import.meta.url));
}

export class LabDirectory {
  readonly path: string;

  constructor(labName: string, home = homeDirectory()) {
    this.path = join(home, labName);
  }

  /** Names of the labs that have a directory. */
  static list(home = homeDirectory()): string[] {
    try {
      return readdirSync(home, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new LabDirectoryError(`${home} can't be read: ${(error as Error).message}`, { cause: error });
    }
  }

  private get stateFile(): string {
    return join(this.path, 'state.json');
  }

  /** A directory inside the lab's, made when missing. Throws LabDirectoryError, like all that writes here. */
  directory(...parts: string[]): string {
    const path = join(this.path, ...parts);
    return this.writing(() => {
      mkdirSync(path, { recursive: true });
      return path;
    });
  }

  logFile(processName: string): string {
    return join(this.directory('logs'), `${processName}.log`);
  }

  /** Takes the lab for this process; returns what gives it back. Throws ClaimedError when a living process has it. */
  claim(): () => void {
    const path = join(this.directory(), 'supervisor.lock');
    return this.writing(() => claim(path));
  }

  /** Undefined for a lab that is down. Throws LabDirectoryError for a file that can't be used. */
  readState(): LabState | undefined {
    let text: string;
    try {
      text = readFileSync(this.stateFile, 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new LabDirectoryError(`${this.stateFile} can't be read: ${message}`, { cause: error });
    }
    try {
      return JSON.parse(text) as LabState;
    } catch (cause) {
      throw new LabDirectoryError(`${this.stateFile} is damaged: no process runs by it any more? Then remove it`, {
        cause,
      });
    }
  }

  /** Whole or not at all: a reader never sees half a state. */
  writeState(state: LabState): void {
    this.writing(() => {
      writeFileSync(`${this.stateFile}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
      renameSync(`${this.stateFile}.new`, this.stateFile);
    });
  }

  removeState(): void {
    rmSync(this.stateFile, { force: true });
  }

  /** Everything: disks, database, logs. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** What the system says of a path that can't be written, in one line that names the lab's directory. */
  private writing<T>(operation: () => T): T {
    try {
      return operation();
    } catch (error) {
      if (!(error instanceof Error) || !('syscall' in error)) throw error;
      throw new LabDirectoryError(`the lab's directory ${this.path} can't be written: ${error.message}`, {
        cause: error,
      });
    }
  }
}
