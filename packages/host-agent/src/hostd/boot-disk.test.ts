import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { BootDisk } from './boot-disk.ts';

let directory: string;
beforeEach(() => {
  directory = join(temporaryDirectory(), 'esx01');
});
afterEach(removeTemporaryDirectories);

it('keeps documents over a restart of the host', () => {
  const disk = new BootDisk(directory);
  expect(disk.read('vpxa')).toBeUndefined();
  disk.write('vpxa', { moref: 'host-1', vcenterUuid: 'a' });
  disk.write('vmInventory', { vmxPaths: ['[datastore1] web/web.vmx'] });
  expect(disk.read('vpxa')).toEqual({ moref: 'host-1', vcenterUuid: 'a' });
  const restarted = new BootDisk(directory);
  expect(restarted.read('vpxa')).toEqual({ moref: 'host-1', vcenterUuid: 'a' });
  expect(restarted.read('vmInventory')).toEqual({ vmxPaths: ['[datastore1] web/web.vmx'] });
  expect(readdirSync(directory).sort()).toEqual(['vmInventory.json', 'vpxa.json']);
});

it('takes a write that a death interrupted for none', () => {
  new BootDisk(directory).write('vpxa', { moref: 'host-1', vcenterUuid: 'a' });
  writeFileSync(join(directory, 'vpxa.json.new'), '{"moref":"ho');
  expect(new BootDisk(directory).read('vpxa')).toEqual({ moref: 'host-1', vcenterUuid: 'a' });
});

it.each([
  ['vpxa.json', '{"moref":'],
  ['vpxa.json', '{"moref":7,"vcenterUuid":"a"}'],
  ['vmInventory.json', 'null'],
  ['clusterconfig.json', '{"request":"not base64!"}'],
])('does not start with a damaged %s: %s', (file, text) => {
  mkdirSync(directory);
  writeFileSync(join(directory, file), text);
  expect(() => new BootDisk(directory)).toThrow(`${join(directory, file)} is damaged: `);
});

it('leaves a document as it was when it can not be written', () => {
  const disk = new BootDisk(directory);
  disk.write('vpxa', { moref: 'host-1', vcenterUuid: 'a' });
  rmSync(directory, { recursive: true });
  expect(() => disk.write('vpxa', { moref: 'host-2', vcenterUuid: 'a' })).toThrow(HostFault);
  expect(disk.read('vpxa')).toEqual({ moref: 'host-1', vcenterUuid: 'a' });
});
