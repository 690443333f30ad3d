// "[datastore1] web/web.vmdk": how vSphere names a file on a datastore.
import { Failure } from '../terminal/failure.ts';

export interface DatastorePath {
  readonly datastore: string;
  /** On the volume: "/web/web.vmdk". */
  readonly path: string;
}

/** Throws a Failure (asked wrongly) for what is no such path. */
export function parseDatastorePath(text: string): DatastorePath {
  const [, datastore, path] = /^\[([^\]]+)\] *(\S.*)$/.exec(text) ?? [];
  const names = path?.split('/');
  if (!datastore || !names || names.some((name) => name === '' || name === '.' || name === '..'))
    throw new Failure(`${JSON.stringify(text)} is not of the form "[datastore1] web/web.vmdk"`, { status: 2 });
  return { datastore, path: `/${names.join('/')}` };
}

export function formatDatastorePath({ datastore, path }: DatastorePath): string {
  return `[${datastore}] ${path.slice(1)}`;
}
