// Names of a virtual disk's files: the descriptor "web.vmdk" has its extent and its change-tracking file beside it, and says
// where its parent is relative to its own folder, so that a folder tree can be copied as a whole.

export type DiskFileKind = 'flat' | 'delta' | 'ctk';

export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** "/web/web.vmdk" and flat: "/web/web-flat.vmdk". Throws RangeError for a path that does not end in ".vmdk". */
export function besideDisk(path: string, kind: DiskFileKind): string {
  if (!path.startsWith('/') || !path.endsWith('.vmdk')) throw new RangeError(`${path} is not the path of a .vmdk`);
  return `${path.slice(0, -'.vmdk'.length)}-${kind}.vmdk`;
}

/** A file in the folder of a disk. */
export function inFolderOf(path: string, fileName: string): string {
  return `${directoryOf(path)}/${fileName}`;
}

/** The hint by which a disk names its parent: relative to its own folder. */
export function hintOf({ parent, child }: { readonly parent: string; readonly child: string }): string {
  const to = parent.split('/');
  const from = directoryOf(child).split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** The path that a hint of a disk leads to; one that begins with "/" is a path on the volume already. */
export function resolveHint(child: string, hint: string): string {
  const names = hint.startsWith('/') ? [] : directoryOf(child).split('/').filter(Boolean);
  for (const name of hint.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}
