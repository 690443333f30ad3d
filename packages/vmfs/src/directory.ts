// Paths, and what is in a directory: a directory is a small file of entries, each the number of a descriptor and a name.
import { decodeText, encodeText, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { DESCRIPTORS } from './layout.ts';

export const MAX_NAME_BYTES = 127;
const MAX_PATH_DEPTH = 16;
const ENTRY_HEADER_BYTES = 6;

export interface Entry {
  readonly name: string;
  readonly type: 'file' | 'directory';
  readonly descriptor: number;
}

/** The names of an absolute path. Throws VmfsError badName. */
export function parsePath(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  if (!path.startsWith('/')) throw new VmfsError('badName', `not an absolute path: ${JSON.stringify(path)}`);
  if (names.length > MAX_PATH_DEPTH) throw new VmfsError('badName', `${path} is deeper than ${MAX_PATH_DEPTH}`);
  for (const name of names)
    if (name === '.' || name === '..' || encodeText(name).length > MAX_NAME_BYTES || name.includes('\0'))
      throw new VmfsError('badName', `not a name of at most ${MAX_NAME_BYTES} bytes: ${JSON.stringify(name)}`);
  return names;
}

export function joinPath(directory: string, name: string): string {
  return `${directory === '/' ? '' : directory}/${name}`;
}

/** The directory of a path and the name in it. Throws VmfsError badName for "/". */
export function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const names = parsePath(path);
  const name = names.pop();
  if (name === undefined) throw new VmfsError('badName', '/ has no name');
  return { parent: `/${names.join('/')}`, name };
}

/** Throws VmfsError damaged. */
export function decodeEntries(content: Uint8Array): Entry[] {
  const fields = view(content);
  const entries: Entry[] = [];
  for (let at = 0; at < content.length; ) {
    const end = at + ENTRY_HEADER_BYTES + (content[at + 5] ?? 0);
    if (at + ENTRY_HEADER_BYTES > content.length || end > content.length)
      throw new VmfsError('damaged', `a directory's entry at byte ${at} is cut off`);
    if (fields.getUint32(at, true) >= DESCRIPTORS)
      throw new VmfsError('damaged', `a directory's entry at byte ${at} leads to no descriptor`);
    entries.push({
      descriptor: fields.getUint32(at, true),
      type: content[at + 4] === 2 ? 'directory' : 'file',
      name: decodeText(content.subarray(at + ENTRY_HEADER_BYTES, end)),
    });
    at = end;
  }
  return entries;
}

export function encodeEntries(entries: readonly Entry[]): Uint8Array {
  const names = entries.map(({ name }) => encodeText(name));
  const content = new Uint8Array(names.reduce((sum, name) => sum + ENTRY_HEADER_BYTES + name.length, 0));
  const fields = view(content);
  let at = 0;
  for (const [index, { type, descriptor }] of entries.entries()) {
    const name = names[index] as Uint8Array;
    fields.setUint32(at, descriptor, true);
    content[at + 4] = type === 'directory' ? 2 : 1;
    content[at + 5] = name.length;
    content.set(name, at + ENTRY_HEADER_BYTES);
    at += ENTRY_HEADER_BYTES + name.length;
  }
  return content;
}
