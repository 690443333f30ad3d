// Who a process is, and what it alone may have. A door of its own, because programs that look after processes come in here
// without what a process needs to log and to read its configuration.
export * from './claim.ts';
export * from './process-identity.ts';
