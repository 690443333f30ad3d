// The setup file of vitest, run in each worker before the tests of a file: what is started from here on carries the mark of
// this run, and what the file has left when its tests are over, failed or not, goes.
import { afterAll } from 'vitest';
import { CHILD_VARIABLE, RUN_VARIABLE } from './leftovers.ts';
import { removeTemporaryDirectories } from './temporary.ts';
import { closeHomes } from './test-home.ts';
import { stopAll } from './test-program.ts';

const run = process.env[RUN_VARIABLE];
if (run !== undefined) process.env[CHILD_VARIABLE] = run;

// Registered first, called last. (A worker ends by a signal: an `exit` handler would not be called.)
afterAll(async () => {
  await closeHomes();
  await stopAll();
  removeTemporaryDirectories();
});
