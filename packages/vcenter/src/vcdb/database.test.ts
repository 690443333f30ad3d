import { mkdirSync, writeFileSync } from 'node:fs';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { Database } from './database.ts';

afterEach(removeTemporaryDirectories);

function folder(id: string) {
  return { type: 'Folder', id, name: id, childType: [] } as const;
}

describe("vCenter's database", () => {
  it('has what was put, in the order in which it was put first', () => {
    const path = `${temporaryDirectory()}/vcenter.db`;
    const database = new Database(path);
    for (const id of ['b', 'a', 'c']) database.put('inventory', id, folder(id));
    database.put('inventory', 'b', { ...folder('b'), name: 'renamed' });
    database.delete('inventory', 'c');
    database.close();
    const again = new Database(path);
    expect(again.all('inventory').map(({ id, document }) => [id, document.name])).toEqual([
      ['b', 'renamed'],
      ['a', 'a'],
    ]);
    expect(again.all('task')).toEqual([]);
    again.close();
  });

  it('keeps all of a transaction or nothing', () => {
    const database = new Database(`${temporaryDirectory()}/vcenter.db`);
    const failing = () =>
      database.transaction(() => {
        database.put('inventory', 'a', folder('a'));
        database.transaction(() => database.put('inventory', 'b', folder('b')));
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(database.all('inventory')).toEqual([]);
    database.close();
  });

  it('is refused while a living process has it, and taken over from a dead one', () => {
    const path = `${temporaryDirectory()}/vcenter.db`;
    new Database(path).close();
    // What a killed vCenter leaves behind.
    writeFileSync(`${path}.pid`, JSON.stringify({ pid: process.pid, startTime: 'another boot/1' }));
    mkdirSync(`${path}.lock`);
    const database = new Database(path);
    database.put('inventory', 'a', folder('a'));
    expect(() => new Database(path)).toThrow(`databasePath ${path}: another vCenter has it (pid ${process.pid})`);
    database.close();
  });

  it('names the file that is no database', () => {
    const path = `${temporaryDirectory()}/vcenter.db`;
    writeFileSync(path, 'this is no database, whatever its name says'.repeat(100));
    expect(() => new Database(path)).toThrow(`databasePath ${path}: `);
  });
});
