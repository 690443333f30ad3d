// A directory of a test's own, gone when the test is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set<string>();

export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'microsphere-test-'));
  made.add(path);
  return path;
}

/** Removes every directory that is left; for `afterEach`. */
export function removeTemporaryDirectories(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
  made.clear();
}
