// What an ESXi host is told at its start: its hardware, and where its four networks lead.
import { isas, NEWEST_ISA } from '@microsphere/machine';
import { listenAddress } from '@microsphere/process';
import { profileNames } from '@microsphere/proto';
import { z } from 'zod';

export const hostConfiguration = z.strictObject({
  /** DNS name of the host: "esx01". */
  name: z.string().regex(/^[A-Za-z0-9.-]{1,63}$/, 'a DNS name of at most 63 characters'),
  timing: z.enum(profileNames),
  /** Management network. */
  natsUrl: z.string(),
  /** Storage network: the target portals of the arrays. Which are of one array the host sees by the identifiers of its LUNs. */
  arrays: z.array(z.string()).min(1),
  /** VM network: the uplink endpoint of the physical switch. */
  switch: z.string(),
  hardware: z.strictObject({
    pcpuCount: z.number().int().min(1).max(64),
    /** Emulated MHz of one pCPU: millions of instructions a second. */
    pcpuMhz: z.number().int().min(1).max(1000),
    memoryMb: z.number().int().min(16).max(4032),
    /** What the pCPUs execute: processors are of two generations, of which the newer one has the B extension. */
    isa: z.enum(isas).default(NEWEST_ISA),
  }),
  /** Where this host's own endpoint listens: consoles. */
  listen: listenAddress.default({ host: '127.0.0.1', port: 0 }),
  /** How others reach that endpoint, where it isn't the address that it listens on. */
  advertise: z.string().optional(),
  /** The vMotion network: where this host's adapter listens for other hosts, and how they reach it, where that isn't the same. */
  vmotion: z
    .strictObject({ listen: listenAddress, advertise: z.string().optional() })
    .default({ listen: { host: '127.0.0.1', port: 0 } }),
  /** The host's boot disk: what it keeps over restarts (registered VMs, cluster configuration). */
  stateDirectory: z.string(),
});
