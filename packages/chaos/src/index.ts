// Fault injection and the judging of what it led to.
export * from './fault-plan.ts';
export * from './lock-checker.ts';
export * from './lock-stress.ts';
