// The guests' door: built images for those who make and run virtual machines, the ledger's formats for those who talk to it.
export * from './constants.ts';
export * from './image.ts';
export * from './ledger-disk.ts';
export * from './ledger-entry.ts';
export * from './ledger-protocol.ts';
