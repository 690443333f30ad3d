// vSphere HA's files on a datastore of a real array, seen by two hosts.
import type { FdmEvent, FdmEventKind, FdmEventOf } from '@microsphere/fdm';
import { timingProfiles } from '@microsphere/proto';
import {
  closeLinks,
  eventually,
  Link,
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HaDatastores } from '../../src/fdm/ha-datastores.ts';
import { startStorage, stopStorages } from '../storage-host.ts';

interface Host {
  readonly files: HaDatastores;
  readonly answers: FdmEvent[];
  readonly link: Link;
}

let endpoint: string;

beforeEach(async () => {
  const luns = [{ lun: 0, name: 'datastore1', sizeBytes: 32 * 1024 * 1024 }];
  const directory = temporaryDirectory();
  const array = new TestProcess('shared-storage', { name: 'array1', listen: '127.0.0.1:0', directory, luns });
  endpoint = String((await array.ready()).endpoint);
});
afterEach(async () => {
  await stopStorages();
  await stopAll();
  closeLinks();
  removeTemporaryDirectories();
});

async function host(moref: string): Promise<Host> {
  const link = await Link.open(endpoint);
  const { storage } = await startStorage(moref, [link.url]);
  if (!storage.datastore('datastore1')) await storage.createVmfsDatastore('datastore1', '');
  const answers: FdmEvent[] = [];
  const files = new HaDatastores({
    moref,
    cluster: 'domain-c1',
    datastores: () => storage.datastores(),
    timing: timingProfiles.fast,
    log: { warn: () => {} },
    answer: (event) => answers.push(event),
  });
  return { files, answers, link };
}

async function answered<K extends FdmEventKind>({ answers }: Host, kind: K): Promise<FdmEventOf<K>> {
  const is = (event: FdmEvent): event is FdmEventOf<K> => event.kind === kind;
  const event = await eventually(kind, () => answers.find(is));
  answers.splice(answers.indexOf(event), 1);
  return event;
}

const DATASTORE = 'datastore1';
const list = (request: number, isolated: boolean, ...vms: string[]) =>
  ({ kind: 'writePowerOnList', datastore: DATASTORE, request, isolated, vms }) as const;
const read = (request: number, of: string) =>
  ({ kind: 'readPowerOnLists', request, host: of, datastores: [DATASTORE, 'none'] }) as const;

async function ownerAsSeenBy(one: Host): Promise<string> {
  await one.files.probeList(DATASTORE);
  return (await answered(one, 'protectedListOwner')).owner;
}

it('a host says what runs on it, and another one reads it; the newest list is what is read', async () => {
  const esx01 = await host('esx01');
  const esx02 = await host('esx02');
  for (const request of [1, 2, 3, 4]) void esx01.files.writePowerOnList(list(request, request === 4, `vm ${request}`));
  await eventually('the last list to be on disk', () =>
    esx01.answers.some((event) => event.kind === 'powerOnListWritten' && event.request === 4 && !event.fault),
  );
  esx02.files.readPowerOnLists(read(9, 'esx01'));
  expect(await answered(esx02, 'powerOnListRead')).toEqual({
    kind: 'powerOnListRead',
    request: 9,
    host: 'esx01',
    datastore: DATASTORE,
    isolated: true,
    vms: ['vm 4'],
  });
  await esx01.files.writePowerOnList({ ...list(5, false), datastore: 'none' });
  expect(await eventually('a fault', () => esx01.answers.find((event) => 'fault' in event))).toMatchObject({
    request: 5,
  });
});

it('a list that waits for the array is on disk when the array is back', async () => {
  const esx01 = await host('esx01');
  esx01.link.pull();
  void esx01.files.writePowerOnList(list(1, true, 'web'));
  esx01.link.plug();
  expect(await answered(esx01, 'powerOnListWritten')).not.toHaveProperty('fault');
});

it('a protected list is free, held by another host, let go, and not to be seen', async () => {
  const esx01 = await host('esx01');
  const esx02 = await host('esx02');
  expect(await ownerAsSeenBy(esx02)).toBe('free');
  await esx01.files.lockList(DATASTORE);
  expect(await answered(esx01, 'protectedListLocked')).toMatchObject({ vms: [] });
  expect(await ownerAsSeenBy(esx02)).toBe('held');
  // Its own lock is nobody else's.
  expect(await ownerAsSeenBy(esx01)).toBe('free');
  await esx02.files.lockList(DATASTORE);
  expect((await answered(esx02, 'protectedListRefused')).owner).toContain('esx01');
  esx01.files.releaseList(DATASTORE);
  await eventually('the list to be free', async () => (await ownerAsSeenBy(esx02)) === 'free');
  esx02.link.pull();
  await eventually('the list to be out of reach', async () => (await ownerAsSeenBy(esx02)) === 'inaccessible');
});

it("a master's configuration is read by others, in place of the one before", async () => {
  const esx01 = await host('esx01');
  const esx02 = await host('esx02');
  expect(await esx02.files.readConfigurations()).toEqual([]);
  for (const text of ['version 1', 'version 2']) await esx01.files.writeConfiguration(DATASTORE, Buffer.from(text));
  const found = await esx02.files.readConfigurations();
  expect(found.map((bytes) => Buffer.from(bytes).toString())).toEqual(['version 2']);
});
it('a list that is let go while it is taken is nobody’s afterwards', async () => {
  const esx01 = await host('esx01');
  const esx02 = await host('esx02');
  void esx01.files.lockList(DATASTORE);
  await esx01.files.stop();
  expect((await answered(esx01, 'protectedListRefused')).owner).toContain('let go while it was taken');
  await esx02.files.lockList(DATASTORE);
  await answered(esx02, 'protectedListLocked');
});
