// A program under test, or one that a test needs: any executable, started as a real process. Whatever becomes of the test, the
// program ends with it: `stopAll` kills what is left, so does the exit of the test runner, and standard input is a pipe
// whose end tells a program of ours that the runner is gone.
import { spawn } from 'node:child_process';
/** How much of what a program says is kept, in characters: the end of it. */
export const MAX_KEPT_CHARACTERS = 1_000_000;
const running = new Set();
function killAllNow() {
    for (const program of running)
        program.signal('SIGKILL');
}
export class TestProgram {
    name;
    /** How it ended, once all that it said has been read; rejects when it could not be started. */
    exited;
    child;
    stdout = '';
    stderr = '';
    constructor({ name, command, args = [], environment = {} }) {
        this.name = name;
        this.child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...environment } });
        this.child.stdin.on('error', () => { }); // nobody need read it
        this.child.stdout.on('data', (text) => {
            this.stdout = `${this.stdout}${text}`.slice(-MAX_KEPT_CHARACTERS);
        });
        this.child.stderr.on('data', (text) => {
            this.stderr = `${this.stderr}${text}`.slice(-MAX_KEPT_CHARACTERS);
        });
        if (running.size === 0)
            process.once('exit', killAllNow);
        running.add(this);
        this.exited = new Promise((resolve, reject) => {
            this.child.once('error', (cause) => reject(new Error(`${name} can't be started: ${cause.message}`, { cause })));
            this.child.once('close', (code, signal) => resolve({ code, signal }));
        }).finally(() => {
            running.delete(this);
            if (running.size === 0)
                process.off('exit', killAllNow);
        });
        this.exited.catch(() => { }); // told to whoever waits for it
    }
    get pid() {
        if (this.child.pid === undefined)
            throw new Error(`${this.name} could not be started: it has no pid`);
        return this.child.pid;
    }
    /** What it has said on standard output so far. */
    get output() {
        return this.stdout;
    }
    /** What it has logged, on standard error, so far. */
    get log() {
        return this.stderr;
    }
    signal(name) {
        this.child.kill(name);
    }
    /** Ends its standard input, as the death of whoever started it does. */
    cutLifeline() {
        this.child.stdin.end();
    }
    async kill() {
        this.signal('SIGKILL');
        return this.exited;
    }
    /** SIGTERM; resolves when it has ended. One that is frozen runs on to take the signal. */
    async stop() {
        this.signal('SIGCONT');
        this.signal('SIGTERM');
        return this.exited;
    }
}
/** Kills every program that is left; for `afterEach`. */
export async function stopAll() {
    await Promise.allSettled([...running].map((program) => program.kill()));
}
//# sourceMappingURL=test-program.js.map