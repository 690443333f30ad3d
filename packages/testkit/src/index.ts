// What tests of real processes share.
export { removeTemporaryDirectories, temporaryDirectory } from './temporary.ts';
export * from './test-home.ts';
export * from './test-process.ts';
export * from './test-program.ts';
export * from './waiting.ts';
