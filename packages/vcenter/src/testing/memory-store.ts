// A store that forgets when the process ends, for tests of what is built over one. Like the database it keeps JSON, so
// that nothing survives in it that would not survive there.
import type { DocumentKind, Store } from '../vcdb/database.ts';
import type { Documents } from '../vcdb/documents.ts';

export class MemoryStore implements Store {
  private readonly kinds = new Map<string, Map<string, string>>();

  private kind(kind: DocumentKind): Map<string, string> {
    const documents = this.kinds.get(kind) ?? new Map<string, string>();
    this.kinds.set(kind, documents);
    return documents;
  }

  put<K extends DocumentKind>(kind: K, id: string, document: Documents[K]): void {
    this.kind(kind).set(id, JSON.stringify(document));
  }

  delete(kind: DocumentKind, id: string): void {
    this.kind(kind).delete(id);
  }

  all<K extends DocumentKind>(kind: K): { id: string; document: Documents[K] }[] {
    return [...this.kind(kind)].map(([id, json]) => ({ id, document: JSON.parse(json) as Documents[K] }));
  }

  transaction<T>(work: () => T): T {
    return work();
  }
}
