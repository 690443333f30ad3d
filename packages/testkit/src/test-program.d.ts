import { type ChildProcessWithoutNullStreams } from 'node:child_process';
/** How much of what a program says is kept, in characters: the end of it. */
export declare const MAX_KEPT_CHARACTERS = 1000000;
export interface ProgramOptions {
    /** Name in messages. */
    readonly name: string;
    readonly command: string;
    readonly args?: readonly string[];
    /** Added to the environment of the test runner. */
    readonly environment?: Readonly<Record<string, string>>;
}
export interface Ending {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}
export declare class TestProgram {
    readonly name: string;
    /** How it ended, once all that it said has been read; rejects when it could not be started. */
    readonly exited: Promise<Ending>;
    protected readonly child: ChildProcessWithoutNullStreams;
    private stdout;
    private stderr;
    constructor({ name, command, args, environment }: ProgramOptions);
    get pid(): number;
    /** What it has said on standard output so far. */
    get output(): string;
    /** What it has logged, on standard error, so far. */
    get log(): string;
    signal(name: NodeJS.Signals): void;
    /** Ends its standard input, as the death of whoever started it does. */
    cutLifeline(): void;
    kill(): Promise<Ending>;
    /** SIGTERM; resolves when it has ended. One that is frozen runs on to take the signal. */
    stop(): Promise<Ending>;
}
/** Kills every program that is left; for `afterEach`. */
export declare function stopAll(): Promise<void>;
