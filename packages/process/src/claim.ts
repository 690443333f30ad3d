// One supervisor a lab, one array a directory, one vCenter a database: a second one would write the same files behind the
// first one's back. Who works on them holds a claim, a file with its pid and start time; a claim whose holder is gone,
// killed or rebooted away, is taken over.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** A living process has it. */
export class ClaimedError extends Error {
  override readonly name = 'ClaimedError';
  readonly holder: ProcessIdentity;

  constructor(path: string, holder: ProcessIdentity) {
    super(`${path} belongs to process ${holder.pid}`);
    this.holder = holder;
  }
}

/** Takes the claim file at `path` for this process; returns what gives it back. Throws ClaimedError, or why it can't be written. */
export function claim(path: string): () => void {
  const own = ownIdentity();
  const written = `${path}.${own.pid}`;
  writeFileSync(written, JSON.stringify(own));
  try {
    // A link is there with its content or not at all: nobody ever reads half a claim.
    while (!tryFile(() => linkSync(written, path), 'EEXIST')) removeStale(path, own);
  } finally {
    rmSync(written, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** Moves a claim away whose holder is gone. Of several who try at once, one moves that very file. */
function removeStale(path: string, own: ProcessIdentity): void {
  const holder = readHolder(path);
  if (holder === 'nobody') return;
  if (holder !== 'damaged' && isAlive(holder)) throw new ClaimedError(path, holder);
  const away = `${path}.stale.${own.pid}`;
  if (!tryFile(() => renameSync(path, away), 'ENOENT')) return;
  const moved = readHolder(away);
  // Somebody was quicker, and this is no longer the stale one: it goes back where its holder put it.
  if (typeof moved === 'object' && isAlive(moved)) {
    renameSync(away, path);
    throw new ClaimedError(path, moved);
  }
  rmSync(away, { force: true });
}

/** A power cut can leave a file that was never written out: nobody holds a claim by it. */
function readHolder(path: string): ProcessIdentity | 'nobody' | 'damaged' {
  let text = '';
  const there = tryFile(() => {
    text = readFileSync(path, 'utf8');
  }, 'ENOENT');
  if (!there) return 'nobody';
  try {
    const { pid, startTime } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startTime === 'string' ? { pid, startTime } : 'damaged';
  } catch {
    return 'damaged';
  }
}

/** False when it failed in the way that is expected. */
function tryFile(operation: () => void, expected: string): boolean {
  try {
    operation();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false;
    throw error;
  }
}
