// The shell that every process of ours lives in.

export type { Logger } from 'pino';
export * from './configuration.ts';
export * from './listen-address.ts';
export * from './shell.ts';
