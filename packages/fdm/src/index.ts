// The public door of FDM: one `FdmAgent` per host, the events that go in, the effects that come out.
export * from './advanced-options.ts';
export * from './agent.ts';
export * from './availability.ts';
export * from './cluster.ts';
export * from './cluster-event.ts';
export * from './effect.ts';
export * from './event.ts';
export * from './message.ts';
export * from './timing.ts';
export * from './vcenter-side/heartbeat-datastores.ts';
export * from './vcenter-side/protection-plan.ts';
export * from './vm.ts';
export * from './vm-settings.ts';
