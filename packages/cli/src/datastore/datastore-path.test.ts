import { expect, it } from 'vitest';
import { formatDatastorePath, parseDatastorePath } from './datastore-path.ts';

it.each([
  ['[datastore1] web/web.vmdk', 'datastore1', '/web/web.vmdk'],
  ['[datastore1]web/web.vmdk', 'datastore1', '/web/web.vmdk'],
  ['[a b] c.vmdk', 'a b', '/c.vmdk'],
])('%j', (text, datastore, path) => {
  expect(parseDatastorePath(text)).toEqual({ datastore, path });
  expect(parseDatastorePath(formatDatastorePath({ datastore, path }))).toEqual({ datastore, path });
});

it.each(['web/web.vmdk', '[] a', '[a]', '[a] ', '[a] /b', '[a] b//c', '[a] ../b', '[a] b/.', '[a] b/'])(
  '%j is no such path',
  (text) => {
    expect(() => parseDatastorePath(text)).toThrow(`${JSON.stringify(text)} is not of the form`);
  },
);
