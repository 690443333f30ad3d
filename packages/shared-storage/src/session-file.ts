// Which sessions have logged in, and which have a successor, in one file of the array's directory, replaced as a whole. It
// is written at the first login of a host's process, so it may be waited for.
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readRecord } from './record-file.ts';
import type { SessionRecord, SessionStore } from './session-table.ts';

const recordSchema = z.strictObject({
  latest: z.record(z.string(), z.string()),
  superseded: z.array(z.string()),
});

export class SessionFile implements SessionStore {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Throws on a file that can't be understood: without it a process that has a successor would be served again. */
  load(): SessionRecord | undefined {
    return readRecord(this.path, recordSchema);
  }

  save(record: SessionRecord): void {
    const next = `${this.path}.next`;
    const file = openSync(next, 'w');
    try {
      writeFileSync(file, JSON.stringify(record));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
    const directory = openSync(dirname(this.path), 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  }
}
