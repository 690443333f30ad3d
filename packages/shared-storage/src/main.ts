// A storage array: LUNs as sparse files in one directory, served over the block protocol at one target portal or several.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listenAddress, runProcess } from '@microsphere/process';
import { ClaimedError, claim } from '@microsphere/process/identity';
import { z } from 'zod';
import { openCommandLog } from './command-log.ts';
import { FileStore } from './file-store.ts';
import { BLOCK_BYTES, Lun } from './lun.ts';
import { LunMapping } from './lun-mapping.ts';
import { Reservation } from './reservation.ts';
import { ReservationFile } from './reservation-file.ts';
import { BlockServer } from './server.ts';
import { SessionFile } from './session-file.ts';
import { SessionTable } from './session-table.ts';
import { Target } from './target.ts';

/** LUNs of one array, and characters of their names: so many fit the answer to REPORT LUNS, which is one frame header. */
const MAX_LUNS = 512;
const MAX_LUN_NAME_CHARACTERS = 64;

/** Target portals of one array: so many paths a host has to a LUN at most (vSphere 8 configuration maximums). */
const MAX_PORTALS = 32;

/** One, or a list. */
function oneOrMore<T extends z.ZodType>(schema: T) {
  return z.union([schema.transform((one) => [one]), z.array(schema).min(1).max(MAX_PORTALS)]);
}

const configuration = z.strictObject({
  name: z.string().min(1),
  /** Its target portals. */
  listen: oneOrMore(listenAddress).default([{ host: '127.0.0.1', port: 0 }]),
  /** How initiators reach each of them, where that isn't the address that it listens on. */
  advertise: oneOrMore(z.string()).optional(),
  directory: z.string(),
  /** A file that every command is logged to (packages/proto, command-log.ts), for those who judge what initiators did. */
  commandLog: z.string().optional(),
  luns: z
    .array(
      z.strictObject({
        lun: z.int().min(0).max(1023),
        name: z
          .string()
          .max(MAX_LUN_NAME_CHARACTERS)
          .regex(/^[A-Za-z0-9._-]+$/, 'letters, digits, ".", "_", "-"'),
        sizeBytes: z
          .int()
          .min(1024 * 1024)
          .multipleOf(BLOCK_BYTES),
      }),
    )
    .min(1)
    .max(MAX_LUNS)
    .refine((luns) => new Set(luns.map(({ lun }) => lun)).size === luns.length, 'two logical units have one number')
    .refine((luns) => new Set(luns.map(({ name }) => name)).size === luns.length, 'two logical units have one name'),
});

/**
 * NAA identifier, type 6: the same for the same array and LUN name, over restarts and renumbering. Its first half is the
 * array's, so that hosts can tell which LUNs share one.
 */
function naaIdentifier(array: string, lun: string): string {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return `naa.6${digest(array).slice(0, 15)}${digest(`${array}\0${lun}`).slice(0, 16)}`;
}

/** Two arrays would write the same LUNs. */
function claimDirectory(directory: string): () => void {
  try {
    return claim(join(directory, 'array.lock'));
  } catch (cause) {
    if (!(cause instanceof ClaimedError)) throw cause;
    throw new Error(`${directory} is served by another array process (pid ${cause.holder.pid})`, { cause });
  }
}

await runProcess({
  name: 'shared-storage',
  configuration,
  async start({ name, listen, advertise, directory, commandLog, luns: wanted }, { log, ready }) {
    mkdirSync(directory, { recursive: true });
    const release = claimDirectory(directory);
    const luns = wanted.map(
      ({ lun, name: lunName, sizeBytes }) =>
        new Lun({
          lun,
          name: lunName,
          naa: naaIdentifier(name, lunName),
          store: new FileStore(join(directory, `${lunName}.lun`), sizeBytes),
          reservation: new Reservation(new ReservationFile(join(directory, `${lunName}.reservations.json`))),
        }),
    );
    const kept = commandLog === undefined ? undefined : openCommandLog(commandLog, () => performance.now());
    const target = new Target(luns, (failure) => log.error(failure), kept?.log);
    const mapping = new LunMapping(directory);
    for (const lun of wanted) target.setMapped(lun.name, mapping.isMapped(lun.name));
    const sessions = new SessionTable(new SessionFile(join(directory, 'sessions.json')));
    const server = await BlockServer.listen(listen, { target, sessions, mapping, log });
    const [endpoint = '', ...others] = (advertise ?? server.addresses).map((address) => `ws://${address}`);
    ready({ endpoint, ...Object.fromEntries(others.map((other, index) => [`endpoint${index + 2}`, other])) });
    return async () => {
      await server.close();
      await Promise.all(luns.map((lun) => lun.flush()));
      for (const lun of luns) lun.close();
      kept?.close();
      release();
    };
  },
});
