import { expect, it } from 'vitest';
import { type EvcStatus, evcText } from './evc.ts';

const status: EvcStatus = {
  cluster: 'lab',
  mode: 'riscv-rv64ima',
  modes: [
    { key: 'riscv-rv64ima', features: ['riscv.m', 'riscv.a'], supported: true },
    { key: 'riscv-rv64imab', features: ['riscv.m', 'riscv.a', 'riscv.zba'], supported: false },
  ],
  hosts: [
    { name: 'esx01', highest: 'riscv-rv64imab', mode: 'riscv-rv64ima' },
    { name: 'esx02', highest: '', mode: '' },
  ],
};

it('says what guests find, and which hosts keep to it', () => {
  expect(evcText(status)).toBe(
    [
      'EVC of lab: riscv-rv64ima',
      '',
      'MODE            ALL HOSTS HAVE IT  GUESTS FIND',
      'riscv-rv64ima   yes                riscv.m riscv.a',
      'riscv-rv64imab  no                 riscv.m riscv.a riscv.zba',
      '',
      'HOST   HIGHEST MODE    MODE',
      'esx01  riscv-rv64imab  riscv-rv64ima',
      'esx02  -               -',
    ].join('\n'),
  );
  expect(evcText({ ...status, mode: null }).split('\n')[0]).toBe('EVC of lab: off');
});
