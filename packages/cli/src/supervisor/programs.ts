// Where the program of each process package is: its built main.js.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of `packages/<name>/dist/main.js`. Throws when it isn't built. */
export function programPath(name: string): string {
  const path = fileURLToPath(new URL(`../../../${name}/dist/main.js`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is not built: run npm start, or npx tsc -b`);
  return path;
}
