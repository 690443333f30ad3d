// What tests of real processes share.
export * from './link.ts';
export * from './nats-server.ts';
export { removeTemporaryDirectories, temporaryDirectory } from './temporary.ts';
export * from './test-home.ts';
export * from './test-process.ts';
export * from './test-program.ts';
export * from './waiting.ts';
