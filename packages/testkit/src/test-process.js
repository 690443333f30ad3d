// One of our processes under test: the real, built program, which says in one line of JSON when it is ready, and where.
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TestProgram } from './test-program.js';
import { eventually } from './waiting.js';
/** How long a process may take until it is ready, in milliseconds. */
const READY_LIMIT_MS = 60_000;
export class TestProcess extends TestProgram {
    facts;
    ended = false;
    /**
     * Starts `packages/<name>/dist/main.js`, or the script `main`, with a configuration (none when it is undefined). `environment`
     * goes before everything else.
     */
    constructor(name, configuration, environment = {}, main = fileURLToPath(new URL(`../../${name}/dist/main.js`, import.meta.url))) {
        if (!existsSync(main))
            throw new Error(`${main} is not there: build first (node scripts/pm.mjs build)`);
        const told = configuration === undefined ? {} : { MICROSPHERE_CONFIG: JSON.stringify(configuration) };
        super({
            name,
            command: process.execPath,
            args: [main],
            environment: { ...told, MICROSPHERE_LIFELINE: 'stdin', ...environment },
        });
        createInterface({ input: this.child.stdout }).on('line', (line) => {
            if (line.startsWith('{"ready":'))
                this.facts = JSON.parse(line).ready;
        });
        void this.exited.finally(() => {
            this.ended = true;
        });
    }
    /** What it said when it was ready; rejects with its log when it ended instead, or has not become ready in time. */
    async ready() {
        try {
            await eventually(`${this.name} to be ready`, () => this.facts ?? this.ended, READY_LIMIT_MS);
        }
        catch (cause) {
            throw new Error(`${cause.message}; its log: ${this.log}`, { cause });
        }
        if (this.facts)
            return this.facts;
        const { code, signal } = await this.exited;
        throw new Error(`${this.name} ended (${signal ?? code}): ${this.log}`);
    }
}
//# sourceMappingURL=test-process.js.map