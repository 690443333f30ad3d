// Where a lab lives: one directory with its state (who runs, where it listens), its logs, the LUN files of its arrays,
// its hosts' boot disks and vCenter's database. The state file is what every other command reads.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';
import type { ProcessIdentity } from './process-identity.ts';

export type ProcessKind = 'nats' | 'array' | 'switch' | 'vcenter' | 'host';

/** What becomes of a process: it starts, it serves, or it has ended (by itself, or because somebody killed it). */
export type ProcessState = 'starting' | 'running' | 'exited';

export interface ProcessRecord {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly state: ProcessState;
  /** Absent once it has ended. */
  readonly identity?: ProcessIdentity;
  /** What it said when it was ready: URLs and ports. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** How it ended: "SIGKILL", "status 1". */
  readonly ending?: string;
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

/** The directory of all labs: MICROSPHERE_HOME, or `.microsphere` beside the packages. */
export function homeDirectory(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment.MICROSPHERE_HOME ?? fileURLToPath(new URL('../../../../.microsphere', import.meta.url));
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
    } catch {
      return [];
    }
  }

  private get stateFile(): string {
    return join(this.path, 'state.json');
  }

  /** A directory inside the lab's, made when missing. */
  directory(...parts: string[]): string {
    const path = join(this.path, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  }

  logFile(processName: string): string {
    return join(this.directory('logs'), `${processName}.log`);
  }

  readState(): LabState | undefined {
    try {
      return JSON.parse(readFileSync(this.stateFile, 'utf8')) as LabState;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: a reader never sees half a state. */
  writeState(state: LabState): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(`${this.stateFile}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
    renameSync(`${this.stateFile}.new`, this.stateFile);
  }

  removeState(): void {
    rmSync(this.stateFile, { force: true });
  }

  /** Everything: disks, database, logs. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
