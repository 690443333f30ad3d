// Reading a lab.yaml: each mistake is said with its line, its field and what would be right.
import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Lab, labSchema } from './lab.ts';

/** A lab file that can't be used; one line for each mistake, `FILE:LINE: FIELD: what`. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** Reads and validates. Throws `LabError`. */
export function readLabFile(path: string): Lab {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LabError(
      `${path}: ${(cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (cause as Error).message}`,
      { cause },
    );
  }
  return parseLab(text, path);
}

/** Validates the text of a lab file; `source` names it in messages. Throws `LabError`. */
export function parseLab(text: string, source: string): Lab {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const mistakes = document.errors.map(
    (error) => `${source}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
  );
  if (mistakes.length > 0) throw new LabError(mistakes.join('\n'));
  const parsed = labSchema.safeParse(plainValue(document, source) ?? {});
  if (parsed.success) return parsed.data;
  throw new LabError(
    parsed.error.issues
      .flatMap((issue) => {
        const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
        return keys.map((key) => {
          const path = key === undefined ? issue.path : [...issue.path, key];
          const what = key === undefined ? issue.message : 'no such field';
          return `${source}:${lineOf(document, lines, path)}: ${fieldName(path)}: ${what}`;
        });
      })
      .join('\n'),
  );
}

/** Aliases can't be followed for ever, and must have an anchor: that comes out only here. */
function plainValue(document: Document, source: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new LabError(`${source}: ${(cause as Error).message}`, { cause });
  }
}

/** `vms[2].ip` */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

/** The line of the deepest part of `path` that the document has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
