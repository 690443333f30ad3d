// A setup file of vitest, run in each worker before the tests: what is started from here on carries the mark of this run.
import { CHILD_VARIABLE, RUN_VARIABLE } from './leftovers.ts';

const run = process.env[RUN_VARIABLE];
if (run !== undefined) process.env[CHILD_VARIABLE] = run;
