import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import {
  formatVmConfiguration,
  parseVmConfiguration,
  type VmConfiguration,
  withCpuReservation,
  withRelocation,
} from './vm-configuration.ts';

const configuration: VmConfiguration = {
  name: 'web "1"',
  instanceUuid: '50112233-4455-6677-8899-aabbccddeeff',
  biosUuid: '423c0a11-0000-4000-8000-000000000001',
  memoryMb: 8,
  numCpu: 1,
  disks: ['/web/web.vmdk', '/web/web_1.vmdk'],
  adapters: [{ macAddress: '00:50:56:aa:bb:cc', network: 'VM Network' }],
  extraConfig: new Map([['guestinfo.ip', '10.10.0.11/24,10.10.0.1']]),
};

describe('the .vmx', () => {
  it('reads what it writes', () => {
    expect(parseVmConfiguration(formatVmConfiguration(configuration), '/web/web.vmx')).toEqual(configuration);
  });

  it('is written in the words of VMware', () => {
    const lines = formatVmConfiguration(configuration).split('\n');
    expect(lines).toContain('uuid.bios = "42 3c 0a 11 00 00 40 00-80 00 00 00 00 00 00 01"');
    expect(lines).toContain('scsi0:1.fileName = "web_1.vmdk"');
    expect(lines).toContain('ethernet0.address = "00:50:56:aa:bb:cc"');
    expect(lines).toContain('displayName = "web |221|22"');
  });

  it.each([
    ['memSize = "8"\n', '', /no memSize/],
    ['memSize = "8"', 'memSize = "many"', /memSize = "many" is not a positive number/],
    ['"web.vmdk"', '"../other/web.vmdk"', /scsi0:0.fileName .* is no disk in its folder/],
    ['vc.uuid = "50 ', 'vc.uuid = "', /vc.uuid is not a UUID/],
    ['displayName = ', 'displayName ', /line \d+/],
  ])('names the mistake when %j is %j', (before, after, message) => {
    const text = formatVmConfiguration(configuration);
    expect(text).toContain(before);
    const parse = () => parseVmConfiguration(text.replace(before, after), '/web/web.vmx');
    expect(parse).toThrow(HostFault);
    expect(parse).toThrow(message);
  });

  it('has a CPU reservation where there is one', () => {
    const reserving = { ...configuration, cpuReservationMhz: 15 };
    const text = formatVmConfiguration(reserving);
    expect(text.split('\n')).toEqual(expect.arrayContaining(['sched.cpu.min = "15"', 'sched.cpu.units = "mhz"']));
    expect(parseVmConfiguration(text, '/web/web.vmx')).toEqual(reserving);
    const more = withCpuReservation({ text, configuration: reserving }, 20);
    expect(more.text).toBe(text.replace('"15"', '"20"'));
    expect(more.configuration).toEqual(parseVmConfiguration(more.text, '/web/web.vmx'));
    const none = withCpuReservation(more, 0);
    expect(none).toEqual({ text: formatVmConfiguration(configuration), configuration });
    expect(() => parseVmConfiguration(text.replace('"15"', '"-1"'), '/web/web.vmx')).toThrow(
      'sched.cpu.min = "-1" is not a positive number',
    );
  });

  it('does not take a part of the VM for an advanced setting', () => {
    const extraConfig = new Map([['scsi0:0.fileName', 'other.vmdk']]);
    expect(() => formatVmConfiguration({ ...configuration, extraConfig })).toThrow(/not an advanced setting/);
  });
});

describe('what it says of a Storage vMotion', () => {
  const text = formatVmConfiguration(configuration);
  const vmx = { text, configuration };

  it('is no setting of the VM, and gone without a trace when that has ended', () => {
    const relocation = { id: 'move-1', destination: '[datastore2] web/web.vmx' };
    const marked = withRelocation(vmx, relocation);
    expect(parseVmConfiguration(marked.text, '/web/web.vmx')).toEqual({ ...configuration, relocation });
    expect(marked.configuration.relocation).toEqual(relocation);
    const after = withRelocation(marked, { id: 'move-1', source: '[datastore1] web/web.vmx' });
    expect(after.configuration.relocation).toEqual({ id: 'move-1', source: '[datastore1] web/web.vmx' });
    expect(withRelocation(after, undefined)).toEqual(vmx);
  });
});
