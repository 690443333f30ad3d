// The broker is a process of its own; what others need of this package is how to find and start it.
export type { BrokerConfiguration } from './configuration.ts';
export * from './locate.ts';
