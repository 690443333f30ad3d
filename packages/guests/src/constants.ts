// What the outside has to know of a guest: README.md explains each.

export const GUEST = {
  /** The UDP port of the ledger. */
  ledgerUdpPort: 7070,
  /** Bytes in a sector of a virtual disk. */
  sectorBytes: 512,
  /** The smallest disk on which a guest runs, in bytes. */
  minimumDiskBytes: 2 * 1024 * 1024,
  /** Where on the disk the ledger's two superblocks lie, a sector each; boot sector and operating system lie before. */
  ledgerAreaOffsetBytes: 512 * 1024,
  /** Where on the disk entry 0 lies. */
  ledgerEntriesOffsetBytes: 516 * 1024,
  /** Bytes of an entry, on the disk and on the wire. */
  ledgerEntryBytes: 64,
  /** Entries in a page of `read`: as many as fit into a frame. */
  ledgerPageEntries: 22,
  /** Appends that a client may have under way: of so many, repeats are answered with their index. */
  ledgerWindow: 64,
  /** Pages that a guest reads at once; it answers further requests with `busy`. */
  ledgerConcurrentReads: 4,
  /** Appends that wait for the next group commit; further ones are answered with `busy`. */
  ledgerGroupEntries: 256,
  /** Clients that one ledger knows. */
  ledgerMaximumClients: 1024,
} as const;
