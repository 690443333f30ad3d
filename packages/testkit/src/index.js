// What tests of real processes share.
export * from './temporary.js';
export * from './test-process.js';
export * from './test-program.js';
export * from './waiting.js';
//# sourceMappingURL=index.js.map