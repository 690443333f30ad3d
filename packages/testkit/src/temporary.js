// A directory of a test's own, gone when the test is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
const made = new Set();
export function temporaryDirectory() {
    // A test file that forgets its `afterEach`, or fails before it, leaves nothing either.
    if (made.size === 0)
        process.once('exit', removeTemporaryDirectories);
    const path = mkdtempSync(join(tmpdir(), 'microsphere-test-'));
    made.add(path);
    return path;
}
/** Removes every directory that is left; for `afterEach`, after `stopAll`. */
export function removeTemporaryDirectories() {
    for (const path of made)
        rmSync(path, { recursive: true, force: true });
    made.clear();
    process.off('exit', removeTemporaryDirectories);
}
//# sourceMappingURL=temporary.js.map