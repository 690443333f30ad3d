import { expect, it } from 'vitest';
import { folderName, freeFolder, MAX_FOLDER_NAMES } from './folder-name.ts';

const datastore = (taken: (path: string) => boolean) => ({
  name: 'datastore2',
  exists: async (path: string) => taken(path),
});

it('is the VM’s, or that of its folder where the VM’s can be none', () => {
  expect(folderName('web', 'old')).toBe('web');
  expect(folderName('a/b', 'old')).toBe('old');
});

it('is the next one that is free', async () => {
  expect(
    await freeFolder(
      datastore(() => false),
      'web',
    ),
  ).toBe('/web');
  expect(
    await freeFolder(
      datastore((path) => path === '/web' || path === '/web_1'),
      'web',
    ),
  ).toBe('/web_2');
});

it(`is one of ${MAX_FOLDER_NAMES}`, async () => {
  const last = `/web_${MAX_FOLDER_NAMES - 1}`;
  expect(
    await freeFolder(
      datastore((path) => path !== last),
      'web',
    ),
  ).toBe(last);
  await expect(
    freeFolder(
      datastore(() => true),
      'web',
    ),
  ).rejects.toMatchObject({ type: 'AlreadyExists' });
});
