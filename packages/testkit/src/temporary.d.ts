export declare function temporaryDirectory(): string;
/** Removes every directory that is left; for `afterEach`, after `stopAll`. */
export declare function removeTemporaryDirectories(): void;
