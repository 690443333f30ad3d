// A process as small as one can be that lives in the shell; its configuration says how it behaves.
import { z } from 'zod';
import { runProcess } from '../../dist/index.js';

const forever = () => setInterval(() => {}, 1_000);

const behaviours = {
  serve() {
    forever();
    return () => console.log('stopped');
  },
  failToStart() {
    throw new Error('the disk is missing');
  },
  throwLater() {
    setImmediate(() => {
      throw new Error('two masters');
    });
    forever();
  },
  rejectLater() {
    Promise.reject(new Error('a lost promise'));
    forever();
  },
  callFatal(shell) {
    shell.fatal('the lock is gone', new Error('reservation conflict'));
  },
  failToStop() {
    forever();
    return () => {
      throw new Error('the log is full');
    };
  },
  neverStop() {
    const timer = forever();
    return () => {
      clearInterval(timer);
      return new Promise(() => {});
    };
  },
  startForever() {
    forever();
    console.log('starting');
    return new Promise(() => {});
  },
};

await runProcess({
  name: 'worker',
  configuration: z.strictObject({ behaviour: z.enum(Object.keys(behaviours)) }),
  async start({ behaviour }, shell) {
    const stop = await behaviours[behaviour](shell);
    shell.ready({ behaviour, pid: process.pid });
    return stop ?? (() => {});
  },
});
