// vCenter's database: JSON documents by kind and id in one table of an embedded SQLite file. What has been put is on the
// disk when `put` (or the transaction around it) returns; a vCenter that can't keep what it has decided must not go on.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ClaimedError, claim } from '@microsphere/process/identity';
import type { Documents } from './documents.ts';
import { openSqlite, type SqlDatabase, type SqlStatement } from './sqlite.ts';

/** Layout of the file; another one is refused, not guessed at. */
const SCHEMA_VERSION = 1;

/** With less room than this on its disk, a database that fails is said to have failed for that: a transaction needs some pages. */
const MIN_ROOM_BYTES = 64 * 1024;

export type DocumentKind = keyof Documents;

/** Where state is kept; tests have one in memory. */
export interface Store {
  put<K extends DocumentKind>(kind: K, id: string, document: Documents[K]): void;
  delete(kind: DocumentKind, id: string): void;
  /** In the order in which they were put first. */
  all<K extends DocumentKind>(kind: K): { readonly id: string; readonly document: Documents[K] }[];
  /** All or nothing; may be nested. */
  transaction<T>(work: () => T): T;
}

export class Database implements Store {
  private readonly path: string;
  private readonly failed: (error: Error) => never;
  private readonly sql: SqlDatabase;
  private readonly release: () => void;
  private readonly statements: Readonly<Record<'put' | 'delete' | 'all', SqlStatement>>;
  private depth = 0;

  /**
   * Opens or creates the file. Throws, naming the path, when it is no database of ours or somebody has it open. `failed` ends
   * the process when the file can't be read or written later: what is in memory and what is on the disk differ by then.
   */
  constructor(
    path: string,
    failed: (error: Error) => never = (error) => {
      throw error;
    },
  ) {
    this.path = path;
    this.failed = failed;
    this.release = claimDatabase(path);
    let sql: SqlDatabase | undefined;
    try {
      sql = openSqlite(path);
      const version = Number(sql.prepare('PRAGMA user_version').all()[0]?.user_version);
      if (version !== 0 && version !== SCHEMA_VERSION)
        throw new Error(`written by another version of vCenter (schema ${version}, not ${SCHEMA_VERSION})`);
      sql.exec(`
        CREATE TABLE IF NOT EXISTS document (
          position INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id));
        PRAGMA user_version = ${SCHEMA_VERSION};`);
      this.sql = sql;
      this.statements = {
        put: sql.prepare(
          'INSERT INTO document (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
        ),
        delete: sql.prepare('DELETE FROM document WHERE kind = ? AND id = ?'),
        all: sql.prepare('SELECT id, json FROM document WHERE kind = ? ORDER BY position'),
      };
    } catch (cause) {
      sql?.close();
      this.release();
      throw new Error(`databasePath ${path}: ${(cause as Error).message}`, { cause });
    }
  }

  put<K extends DocumentKind>(kind: K, id: string, document: Documents[K]): void {
    this.perform(() => this.statements.put.run(kind, id, JSON.stringify(document)));
  }

  delete(kind: DocumentKind, id: string): void {
    this.perform(() => this.statements.delete.run(kind, id));
  }

  all<K extends DocumentKind>(kind: K): { id: string; document: Documents[K] }[] {
    return this.perform(() => this.statements.all.all(kind)).map(({ id, json }) => ({
      id: String(id),
      document: JSON.parse(String(json)) as Documents[K],
    }));
  }

  transaction<T>(work: () => T): T {
    if (this.depth > 0) return work();
    this.depth += 1;
    this.perform(() => this.sql.exec('BEGIN'));
    try {
      const result = work();
      this.perform(() => this.sql.exec('COMMIT'));
      return result;
    } catch (error) {
      this.perform(() => this.sql.exec('ROLLBACK'));
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  private perform<T>(operation: () => T): T {
    try {
      return operation();
    } catch (cause) {
      const why = hasRoom(this.path) ? (cause as Error).message : `the disk is full (${(cause as Error).message})`;
      return this.failed(new Error(`databasePath ${this.path}: ${why}`, { cause }));
    }
  }

  close(): void {
    this.sql.close();
    this.release();
  }
}

/** One vCenter a database: two would write the same file. */
function claimDatabase(path: string): () => void {
  try {
    return claim(`${path}.pid`);
  } catch (cause) {
    if (!(cause instanceof ClaimedError)) throw cause;
    throw new Error(`databasePath ${path}: another vCenter has it (pid ${cause.holder.pid})`, { cause });
  }
}

/** SQLite calls a full disk an I/O error. */
function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize >= MIN_ROOM_BYTES;
}
