// Migration of virtual machines between hosts and datastores: what decides, without clock, I/O or randomness.
export * from './compatibility.ts';
export * from './contract.ts';
export * from './core-driver.ts';
export * from './costs.ts';
export * from './cpu-features.ts';
export * from './destination.ts';
export * from './evc.ts';
export * from './migration-queue.ts';
export * from './mirror.ts';
export * from './peer.ts';
export * from './precopy.ts';
export * from './relocation.ts';
export * from './source.ts';
export * from './statistics.ts';
export * from './throttle.ts';
