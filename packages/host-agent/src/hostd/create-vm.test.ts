import { guestImage } from '@microsphere/guests';
import type { pb } from '@microsphere/proto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { createVmFiles, type FolderStore, removeVmFiles } from './create-vm.ts';
import { faultOf, TestDisk } from './testing.ts';
import { MAX_VMX_BYTES, parseVmConfiguration } from './vm-configuration.ts';

/** A datastore of paths, which can be made to fail at a call. */
class TestFolders implements FolderStore {
  readonly name = 'datastore1';
  readonly files = new Map<string, Uint8Array | 'directory'>();
  fault: { readonly call: string; readonly path: RegExp; readonly error: Error } | undefined;

  private called(call: string, path: string): void {
    if (this.fault?.call === call && this.fault.path.test(path)) throw this.fault.error;
  }

  async exists(path: string): Promise<boolean> {
    this.called('exists', path);
    return this.files.has(path);
  }

  async makeDirectory(path: string): Promise<void> {
    this.called('makeDirectory', path);
    this.files.set(path, 'directory');
  }

  async createFile(path: string, content: Uint8Array): Promise<void> {
    this.called('createFile', path);
    if (this.files.has(path)) throw new HostFault('AlreadyExists', `${path} exists`);
    this.files.set(path, content);
  }

  async createDisk(path: string, { capacityBytes }: { readonly capacityBytes: number }): Promise<void> {
    this.called('createDisk', path);
    await this.createFile(path, new Uint8Array(capacityBytes));
  }

  async openDisk(path: string): Promise<TestDisk> {
    const bytes = this.files.get(path);
    if (!(bytes instanceof Uint8Array)) throw new HostFault('FileNotFound', path);
    const disk = new TestDisk(bytes);
    disk.write = async (sector, data) => {
      this.called('write', path);
      bytes.set(data, sector * 512);
    };
    return disk;
  }

  async removeTree(path: string): Promise<void> {
    this.called('removeTree', path);
    if (!this.files.has(path)) throw new HostFault('FileNotFound', path);
    for (const file of [...this.files.keys()]) if (`${file}/`.startsWith(`${path}/`)) this.files.delete(file);
  }
}

const request: pb.ICreateVmRequest = {
  name: 'web',
  instanceUuid: '50112233-4455-6677-8899-aabbccddeeff',
  biosUuid: '423c0a11-0000-4000-8000-000000000001',
  memoryMb: 4,
  cpuReservationMhz: 5,
  image: 'ledger',
  diskBytes: 2 * 1024 * 1024,
  adapters: [{ macAddress: '00:50:56:00:00:01', network: 'VM Network' }],
};

let datastore: TestFolders;
beforeEach(() => {
  datastore = new TestFolders();
});

/** The same files, with the very same bytes in them. */
function expectUnchanged(before: readonly (readonly [string, Uint8Array | 'directory'])[]): void {
  expect([...datastore.files.keys()]).toEqual(before.map(([path]) => path));
  for (const [path, content] of before) expect(datastore.files.get(path) === content, path).toBe(true);
}

describe('a virtual machine is made', () => {
  it('with a folder, a disk that starts with the image, and the .vmx', async () => {
    const path = await createVmFiles(datastore, { ...request, extraConfig: { 'guestinfo.app': 'burn' } });
    expect(path).toBe('/web/web.vmx');
    expect([...datastore.files.keys()]).toEqual(['/web', '/web/web.vmsd', '/web/web.vmdk', '/web/web.vmx']);
    const disk = datastore.files.get('/web/web.vmdk') as Uint8Array;
    const { bytes } = guestImage('ledger');
    expect(disk.length).toBe(2 * 1024 * 1024);
    expect(Buffer.compare(disk.subarray(0, bytes.length), bytes)).toBe(0);
    const vmx = parseVmConfiguration(Buffer.from(datastore.files.get(path) as Uint8Array).toString(), path);
    expect(vmx).toMatchObject({
      name: 'web',
      memoryMb: 4,
      numCpu: 1,
      cpuReservationMhz: 5,
      disks: ['/web/web.vmdk'],
    });
    expect(vmx.extraConfig).toEqual(new Map([['guestinfo.app', 'burn']]));
  });

  it('with a disk not smaller than its image needs, or an empty one', async () => {
    await createVmFiles(datastore, { ...request, diskBytes: 512 });
    expect(datastore.files.get('/web/web.vmdk')).toHaveLength(guestImage('ledger').minimumDiskBytes);
    await createVmFiles(datastore, { ...request, name: 'empty', image: '', diskBytes: 1024 });
    expect(datastore.files.get('/empty/empty.vmdk')).toEqual(new Uint8Array(1024));
  });

  it.each(['web 1', 'Größe', 'a.b', 'quote"equals=|pipe', '日本語', 'x'.repeat(80), "'; DROP TABLE"])(
    'under the name %j',
    async (name) => {
      const path = await createVmFiles(datastore, { ...request, name });
      expect(path).toBe(`/${name}/${name}.vmx`);
      const text = Buffer.from(datastore.files.get(path) as Uint8Array).toString();
      expect(parseVmConfiguration(text, path).name).toBe(name);
    },
  );
});

describe('a virtual machine is refused, and nothing is made', () => {
  it.each(['', '.', '..', '.hidden', 'a/b', '[a]', ' a', 'a ', 'a\nb', 'a\0b', 'x'.repeat(81), '語'.repeat(40)])(
    'under the name %j',
    async (name) => {
      expect(await faultOf(createVmFiles(datastore, { ...request, name }))).toMatchObject({ type: 'InvalidName' });
      expect(datastore.files.size).toBe(0);
    },
  );

  it.each([
    ['memoryMB: 3, at least 4', { memoryMb: 3 }],
    ['numCPUs: 2, at most 1', { numCpu: 2 }],
    ['instanceUuid: "" is not a UUID', { instanceUuid: '' }],
    ['uuid: "x" is not a UUID', { biosUuid: 'x' }],
    ['macAddress: "00:50" is not a MAC address', { adapters: [{ macAddress: '00:50', network: '' }] }],
    ['deviceChange: 2 adapters, at most 1', { adapters: [0, 1].map(() => ({ macAddress: '00:50:56:00:00:01' })) }],
    ['microsphere.image: no guest image "windows"', { image: 'windows' }],
    ['capacityInBytes: 4194305, not a multiple of 512', { diskBytes: 4 * 1024 * 1024 + 1 }],
    ['extraConfig: not a key: "a b"', { extraConfig: { 'a b': 'c' } }],
    ['extraConfig: cleanShutdown is not an advanced setting', { extraConfig: { cleanShutdown: 'FALSE' } }],
    [/extraConfig: a .vmx of \d+ bytes, at most/, { extraConfig: { big: 'x'.repeat(MAX_VMX_BYTES) } }],
  ])('with %s', async (message, change) => {
    const fault = await faultOf(createVmFiles(datastore, { ...request, ...change }));
    expect(fault).toMatchObject({ type: 'InvalidArgument', definite: true });
    expect(fault.message).toMatch(message instanceof RegExp ? message : new RegExp(message.replaceAll(/[.()]/g, '.')));
    expect(datastore.files.size).toBe(0);
  });
});

describe('a failure', () => {
  it.each([
    ['createDisk', /vmdk/],
    ['write', /vmdk/],
    ['createFile', /\.vmx/],
  ])('of %s leaves nothing', async (call, path) => {
    datastore.fault = { call, path, error: new HostFault('NoDiskSpace', 'no space left') };
    expect(await faultOf(createVmFiles(datastore, request))).toMatchObject({ type: 'NoDiskSpace' });
    expect(datastore.files.size).toBe(0);
  });

  it('is told though what was made can not be removed', async () => {
    datastore.fault = { call: '', path: /./, error: new HostFault('NoDiskSpace', 'no space left') };
    datastore.createDisk = async () => {
      datastore.fault = { call: 'removeTree', path: /./, error: new HostFault('CannotAccessFile', 'gone') };
      throw new HostFault('NoDiskSpace', 'no space left');
    };
    expect(await faultOf(createVmFiles(datastore, request))).toMatchObject({ type: 'NoDiskSpace' });
  });
});

describe('a folder that is taken', () => {
  it('is left alone', async () => {
    await createVmFiles(datastore, request);
    const before = [...datastore.files];
    const fault = await faultOf(createVmFiles(datastore, request));
    expect(fault).toMatchObject({ type: 'AlreadyExists', message: '[datastore1] web exists already' });
    expectUnchanged(before);
  });

  it('at the same moment by another host belongs to one of the two, whole', async () => {
    const made = await Promise.allSettled([createVmFiles(datastore, request), createVmFiles(datastore, request)]);
    const refused = made.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toEqual([expect.objectContaining({ type: 'AlreadyExists' })]);
    expect([...datastore.files.keys()]).toEqual(['/web', '/web/web.vmsd', '/web/web.vmdk', '/web/web.vmx']);
  });
});

describe('files are removed', () => {
  it('the .vmx first: where somebody holds its lock, all stay', async () => {
    await createVmFiles(datastore, request);
    const before = [...datastore.files];
    datastore.fault = { call: 'removeTree', path: /\.vmx$/, error: new HostFault('FileLocked', 'held by esx02') };
    expect(await faultOf(removeVmFiles(datastore, '/web/web.vmx'))).toMatchObject({ type: 'FileLocked' });
    expectUnchanged(before);
  });

  it('at a second attempt, when the first one broke off', async () => {
    await createVmFiles(datastore, request);
    datastore.fault = {
      call: 'removeTree',
      path: /web$/,
      error: new HostFault('CannotAccessFile', 'the path is down'),
    };
    expect(await faultOf(removeVmFiles(datastore, '/web/web.vmx'))).toMatchObject({ type: 'CannotAccessFile' });
    datastore.fault = undefined;
    await removeVmFiles(datastore, '/web/web.vmx');
    expect(datastore.files.size).toBe(0);
  });
});
