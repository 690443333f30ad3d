// A record that the array keeps in a file of its own: JSON that is checked when it is read. Whoever replaces it does so as a whole.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Undefined where there is no file yet. Throws on one that can't be read or understood: nobody goes on without what it says. */
export function readRecord<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged: ${(cause as Error).message}`, { cause });
  }
}
