// vim25: the object model of the vSphere API as far as it exists here, and a client that speaks it.
export * from './client.ts';
export * from './descriptor.ts';
export * from './fault.ts';
export * from './json.ts';
export * from './migration-description.ts';
export type { WatchedObject } from './property-watcher.ts';
export * from './registry.ts';
export * from './schema.ts';
export * from './types/das.ts';
export * from './types/enums.ts';
export * from './types/ha-event-ids.ts';
