// The pure cores on virtual time: clusters, stories and storms.
export * from './cluster.ts';
export * from './cluster-specification.ts';
export * from './invariants.ts';
export * from './log.ts';
export * from './storm.ts';
export * from './story.ts';
