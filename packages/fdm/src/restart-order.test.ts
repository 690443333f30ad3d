import { expect, it } from 'vitest';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import { inRestartOrder, maxRestartCount, restartDelayMs } from './restart-order.ts';
import { protectedVm, published } from './testing.ts';
import { defaultVmSettings, type RestartPriority } from './vm-settings.ts';

const priority = (restartPriority: RestartPriority) => ({ ...defaultVmSettings, restartPriority });
const configuration: ClusterConfiguration = {
  ...defaultConfiguration,
  cluster: 'c',
  version: 1,
  dasEnabled: true,
  vmSettings: new Map([
    ['db', priority('highest')],
    ['lab', priority('disabled')],
    ['batch', priority('lowest')],
  ]),
};

it('restarts by priority, then the biggest, then by path, and never the disabled', () => {
  const vms = [
    protectedVm('batch', { memoryMb: 9_999 }),
    protectedVm('web2'),
    protectedVm('lab'),
    protectedVm('web1'),
    protectedVm('big', { memoryMb: 4_096 }),
    protectedVm('db', { memoryMb: 1 }),
  ];
  expect(inRestartOrder(vms, configuration).map(({ instanceUuid }) => instanceUuid)).toEqual([
    'db',
    'big',
    'web1',
    'web2',
    'batch',
  ]);
});

it('makes five attempts, with the published pauses between them', () => {
  expect(maxRestartCount(published)).toBe(5);
  expect([1, 2, 3, 4, 5].map((attempt) => restartDelayMs(attempt, published))).toEqual([
    120_000,
    240_000,
    480_000,
    960_000,
    undefined,
  ]);
});
