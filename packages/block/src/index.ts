// The initiator side of the block protocol: what a host uses to reach the arrays.
export * from './block-client.ts';
export * from './block-commands.ts';
export * from './errors.ts';
export * from './logical-unit.ts';
export * from './multipath-client.ts';
