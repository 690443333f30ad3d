// Waiting for a condition, never for a time. Whoever waits in vain learns what was waited for and what was seen last.
import { inspect } from 'node:util';
/** How often a condition is looked at, in milliseconds. */
const INTERVAL_MS = 10;
/** How long is waited when nothing else is said, in milliseconds. */
const LIMIT_MS = 30_000;
/** How much of the last value a message shows. */
const MAX_SEEN_CHARACTERS = 1_000;
/** What was waited for did not come; the message says what it was, for how long, and what was seen last. */
export class WaitedInVain extends Error {
    name = 'WaitedInVain';
}
/** Resolves with the first value seen that fulfils `until`; rejects with `WaitedInVain` after `limitMs`. */
export async function waitFor(what, { observe, until, limitMs = LIMIT_MS }) {
    let seen = 'nothing yet';
    let timer;
    const tooLate = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new WaitedInVain(`waited ${limitMs} ms in vain for ${what}; seen last: ${seen}`)), limitMs);
    });
    try {
        for (;;) {
            const value = await Promise.race([observe(), tooLate]);
            if (until(value))
                return value;
            seen = inspect(value, { breakLength: Number.POSITIVE_INFINITY }).slice(0, MAX_SEEN_CHARACTERS);
            await Promise.race([new Promise((resolve) => setTimeout(resolve, INTERVAL_MS)), tooLate]);
        }
    }
    finally {
        clearTimeout(timer);
    }
}
/** Resolves with the first truthy value of `condition`; otherwise like `waitFor`. */
export async function eventually(what, condition, limitMs = LIMIT_MS) {
    const found = await waitFor(what, { observe: condition, until: Boolean, limitMs });
    if (!found)
        throw new Error(`${what}: a value that was there is not`);
    return found;
}
//# sourceMappingURL=waiting.js.map