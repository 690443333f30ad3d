/** What was waited for did not come; the message says what it was, for how long, and what was seen last. */
export declare class WaitedInVain extends Error {
    readonly name = "WaitedInVain";
}
export interface Wait<T> {
    /** Looks; what it throws ends the waiting. */
    readonly observe: () => Promise<T> | T;
    readonly until: (seen: T) => boolean;
    readonly limitMs?: number;
}
/** Resolves with the first value seen that fulfils `until`; rejects with `WaitedInVain` after `limitMs`. */
export declare function waitFor<T>(what: string, { observe, until, limitMs }: Wait<T>): Promise<T>;
type Nothing = undefined | false | null;
/** Resolves with the first truthy value of `condition`; otherwise like `waitFor`. */
export declare function eventually<T>(what: string, condition: () => Promise<T | Nothing> | T | Nothing, limitMs?: number): Promise<T>;
export {};
