// What the broker process is told.
import { listenAddress } from '@microsphere/process';
import { z } from 'zod';
import { defaultLimits } from './limits.ts';

const milliseconds = z.number().positive();

export const brokerConfiguration = z.strictObject({
  /** Where clients connect: HOST:PORT. */
  listen: listenAddress.default({ host: '127.0.0.1', port: 0 }),
  /** Where the monitoring pages are served; nowhere when it is left out. */
  monitor: listenAddress.optional(),
  auth: z
    .union([
      z.strictObject({ user: z.string().min(1), password: z.string().min(1) }),
      z.strictObject({ token: z.string().min(1) }),
    ])
    .optional(),
  maxPayloadBytes: z.int().positive().default(defaultLimits.maxPayloadBytes),
  maxPendingBytes: z.int().positive().default(defaultLimits.maxPendingBytes),
  maxControlLineBytes: z.int().min(256).default(defaultLimits.maxControlLineBytes),
  maxConnections: z.int().positive().default(defaultLimits.maxConnections),
  maxSubscriptions: z.int().positive().default(defaultLimits.maxSubscriptions),
  pingIntervalMs: milliseconds.default(defaultLimits.pingIntervalMs),
  maxOutstandingPings: z.int().positive().default(defaultLimits.maxOutstandingPings),
  authorizationTimeoutMs: milliseconds.default(defaultLimits.authorizationTimeoutMs),
  writeDeadlineMs: milliseconds.default(defaultLimits.writeDeadlineMs),
});

/** The configuration as it is written; everything may be left out. */
export type BrokerConfiguration = z.input<typeof brokerConfiguration>;
