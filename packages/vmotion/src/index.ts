// Migration of virtual machines between hosts and datastores: what decides, without clock, I/O or randomness.
export * from './contract.ts';
export * from './mirror.ts';
