// Admission control's part of the package's public door.
export * from './admission.ts';
export * from './das-config.ts';
export * from './decision.ts';
export * from './failover-hosts.ts';
export * from './host-failure.ts';
export * from './performance-degradation.ts';
export * from './policy.ts';
export * from './resource-percentage.ts';
export * from './resources.ts';
export * from './slot.ts';
