import { expect, it } from 'vitest';
import { haSettingsOf } from './lab.ts';
import { LabError, parseLab, readLabFile } from './lab-file.ts';

const good = `
hosts: [{ name: esx01 }]
datastores: [{ name: datastore1 }]
vms:
  - { name: a, datastore: datastore1, ip: 10.10.0.11 }
`;

it('fills in what is not said', () => {
  const lab = parseLab(good, 'lab.yaml');
  expect(lab.hosts[0]).toEqual({ name: 'esx01', cpus: 2, mhz: 20, memoryMb: 64, isa: 'rv64imab' });
  expect(lab.vms[0]).toMatchObject({ image: 'ledger', memoryMb: 4, powerOn: true });
  expect(lab.timing).toBe('fast');
});

it.each([
  ['of one host keeps no room free', '', { enabled: true, admissionControl: 'off', options: { 'das.vmCpuMinMHz': 1 } }],
  ['of two hosts does as vSphere', 'esx02', { enabled: true, options: { 'das.vmCpuMinMHz': 1 } }],
  [
    'gets what it asks for',
    '',
    { enabled: false, admissionControl: 'slots', options: { 'das.vmCpuMinMHz': 5, 'das.slotMemInMB': 8 } },
    '{ enabled: false, admissionControl: slots, options: { das.vmCpuMinMHz: 5, das.slotMemInMB: 8 } }',
  ],
])('a lab %s', (_what, second, settings, ha = 'true') => {
  const hosts = second === '' ? good : good.replace('[{ name: esx01 }]', `[{ name: esx01 }, { name: ${second} }]`);
  expect(haSettingsOf(parseLab(`${hosts}cluster: { ha: ${ha} }\n`, 'lab.yaml'))).toEqual(settings);
});

it.each([
  ['a wrong value', good.replace('10.10.0.11', '10.10.0.300'), 'lab.yaml:5: vms[0].ip:'],
  ['an unknown field', `${good}colour: red\n`, 'lab.yaml:6: colour: no such field'],
  ['a missing list', 'hosts: []\n', 'lab.yaml:1: datastores:'],
  [
    'an unknown datastore',
    good.replace('datastore: datastore1', 'datastore: ds9'),
    'lab.yaml:5: vms[0].datastore: no datastore "ds9"',
  ],
  ['an address taken', good.replace('10.10.0.11', '10.10.0.1'), '10.10.0.1 belongs to the gateway'],
  [
    'a name twice',
    good.replace('[{ name: esx01 }]', '[{ name: esx01 }, { name: esx01 }]'),
    'lab.yaml:2: hosts[1].name: "esx01" is there already',
  ],
  ['an address elsewhere', good.replace('10.10.0.11', '10.11.0.11'), 'vms[0].ip: 10.11.0.11 is not in 10.10.0.0/24'],
  ['an address of all hosts', good.replace('10.10.0.11', '10.10.0.255'), '10.10.0.255 is not in 10.10.0.0/24'],
  ['broken YAML', 'hosts: [\n', 'lab.yaml:2:'],
  ['an alias of nothing', `${good}name: *lab\n`, 'lab.yaml: Unresolved alias'],
])('names the line and the field of %s', (_what, text, message) => {
  expect(() => parseLab(text, 'lab.yaml')).toThrow(LabError);
  expect(() => parseLab(text, 'lab.yaml')).toThrow(message);
});

it('names every mistake, each on a line', () => {
  const text = good.replace('esx01', 'ESX 01').replace('ip: 10.10.0.11', 'ip: x, color: y');
  expect(() => parseLab(text, 'lab.yaml')).toThrow(
    /^lab\.yaml:2: hosts\[0\]\.name: [^\n]*\nlab\.yaml:5: vms\[0\]\.ip: [^\n]*\nlab\.yaml:5: vms\[0\]\.color: no such field$/,
  );
});

it.each([
  ['/nonexistent/lab.yaml', '/nonexistent/lab.yaml: no such file'],
  ['/', '/: EISDIR'],
])('says that %s is no file', (path, message) => {
  expect(() => readLabFile(path)).toThrow(LabError);
  expect(() => readLabFile(path)).toThrow(message);
});
