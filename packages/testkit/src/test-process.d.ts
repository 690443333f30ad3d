import { TestProgram } from './test-program.ts';
export type Facts = Readonly<Record<string, string | number>>;
export declare class TestProcess extends TestProgram {
    private facts;
    private ended;
    /**
     * Starts `packages/<name>/dist/main.js`, or the script `main`, with a configuration (none when it is undefined). `environment`
     * goes before everything else.
     */
    constructor(name: string, configuration: unknown, environment?: Readonly<Record<string, string>>, main?: string);
    /** What it said when it was ready; rejects with its log when it ended instead, or has not become ready in time. */
    ready(): Promise<Facts>;
}
