// A directory of a test's own, gone when the test is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder that a run removes when it is over: what a crashed worker leaves goes with it. */
export const FOLDER_VARIABLE = 'MICROSPHERE_TEST_FOLDER';

const made = new Set<string>();

export function temporaryDirectory(): string {
  const path = mkdtempSync(join(process.env[FOLDER_VARIABLE] ?? tmpdir(), 'microsphere-test-'));
  made.add(path);
  return path;
}

/** Removes every directory that is left; for `afterEach`, after `stopAll`. */
export function removeTemporaryDirectories(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
  made.clear();
}
