// What processes say to one another: messages, subjects, frames, and the timing that they share.
export * from './coalescer.ts';
export * from './command-log.ts';
export * from './frame.ts';
export * from './frame-pool.ts';
export * from './host-fault-types.ts';
export * from './messages.ts';
export * from './methods.ts';
export * from './subjects.ts';
export * from './timing.ts';
