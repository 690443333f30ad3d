// Waiting for a condition, never for a time.

/** How often a condition is looked at, in milliseconds. */
const INTERVAL_MS = 10;

/** Resolves with the first truthy value of `condition`; rejects after `limitMs` and names what was waited for. */
export async function eventually<T>(
  what: string,
  condition: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  limitMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
