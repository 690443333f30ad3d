// What vCenter is told at its start.
import { listenAddress } from '@microsphere/process';
import { profileNames } from '@microsphere/proto';
import { z } from 'zod';

export const vcenterConfiguration = z.strictObject({
  /** Where clients connect: HOST:PORT. */
  listen: listenAddress.default({ host: '127.0.0.1', port: 0 }),
  /** How clients reach it, where that isn't the address that it listens on: HOST:PORT. */
  advertise: z.string().optional(),
  /** Management network. */
  natsUrl: z.string(),
  /** The database file; made when it isn't there. */
  databasePath: z.string().min(1),
  timing: z.enum(profileNames),
  users: z.array(z.strictObject({ name: z.string().min(1), password: z.string().min(1) })).min(1),
});
