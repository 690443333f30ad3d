// SQLite, whichever this machine has: Node's own where it is built in, else the WebAssembly build. Both are synchronous,
// which is what makes "durable before it is acknowledged" one line of code.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';

type SqlValue = string | number | null;
type SqlRow = Readonly<Record<string, unknown>>;

export interface SqlStatement {
  run(...values: SqlValue[]): void;
  all(...values: SqlValue[]): readonly SqlRow[];
}

export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

const require = createRequire(import.meta.url);

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => SqlDatabase;
}

function nodeSqlite(): NodeSqlite | undefined {
  try {
    return require('node:sqlite') as NodeSqlite;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_BUILTIN_MODULE') return undefined;
    throw error;
  }
}

/** Opens a database file that nobody else has open (see database.ts). Every transaction is on the disk when it ends. */
export function openSqlite(path: string): SqlDatabase {
  const native = nodeSqlite();
  const database = native ? new native.DatabaseSync(path) : openWebAssembly(path);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  return database;
}

function openWebAssembly(path: string): SqlDatabase {
  // This build locks with a directory, which a killed process leaves behind.
  rmSync(`${path}.lock`, { recursive: true, force: true });
  const { Database } = require('node-sqlite3-wasm') as typeof import('node-sqlite3-wasm');
  const database = new Database(path);
  const statements: { finalize(): void }[] = [];
  return {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql);
      statements.push(statement);
      return {
        run: (...values) => void statement.run(values),
        all: (...values) => statement.all(values) as SqlRow[],
      };
    },
    close() {
      for (const statement of statements) statement.finalize();
      database.close();
    },
  };
}
