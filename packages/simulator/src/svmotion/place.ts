// Where the files of a VM are: "[datastore1] web/web.vmx" is the file "/web/web.vmx" of datastore1.
import type { DatastoreName } from '@microsphere/fdm';

export interface Place {
  readonly datastore: DatastoreName;
  /** Of the .vmx. */
  readonly path: string;
}

export function placeOf(vmxPath: string): Place {
  const [, datastore, path] = /^\[([^\]]+)\] (.+)$/.exec(vmxPath) ?? [];
  if (datastore === undefined || path === undefined) throw new RangeError(`${vmxPath} is no path of a .vmx`);
  return { datastore, path: `/${path}` };
}

export function vmxPathOf({ datastore, path }: Place): string {
  return `[${datastore}] ${path.slice(1)}`;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** "web.vmx" */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A file of the VM that differs in its extension: "/web/web.vmdk". */
export function beside(path: string, extension: '.vmdk' | '.vmsd'): string {
  return path.replace(/\.vmx$/, extension);
}
