// The registrations of a logical unit in a file beside its own, replaced as a whole: it is there before or after a change,
// whatever dies in the middle.
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pb } from '@microsphere/proto';
import { z } from 'zod';
import { readRecord } from './record-file.ts';
import type { ReservationRecord, ReservationStore } from './reservation.ts';
import { CheckCondition } from './sense.ts';

const recordSchema = z.strictObject({
  registrations: z.array(z.strictObject({ initiator: z.string(), session: z.string(), key: z.string() })),
  type: z.enum(pb.ReservationType),
});

export class ReservationFile implements ReservationStore {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Throws on a file that can't be understood: without it nobody would be fenced. */
  load(): ReservationRecord | undefined {
    return readRecord(this.path, recordSchema);
  }

  async save(record: ReservationRecord): Promise<void> {
    const next = `${this.path}.next`;
    try {
      await written(next, JSON.stringify(record));
    } catch (cause) {
      // The file that counts is as it was.
      throw new CheckCondition('INSUFFICIENT_REGISTRATION_RESOURCES', (cause as Error).message, { cause });
    }
    // Should one of these fail nobody knows which registrations the next start finds: that ends the process.
    await rename(next, this.path);
    const directory = await open(dirname(this.path));
    await directory.sync().finally(() => directory.close());
  }
}

async function written(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
