import { expect, it } from 'vitest';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import { inRestartOrder, restartDelayMs } from './restart-order.ts';
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

it('restarts by priority, then the biggest, then by path, and what is disabled last', () => {
  const vms = [
    protectedVm('lab'),
    protectedVm('batch', { memoryMb: 9_999 }),
    protectedVm('web2'),
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
    'lab',
  ]);
});

it.each([
  [5, [120, 240, 480, 960, undefined]],
  [1, [undefined]],
  [2, [120, undefined]],
  [7, [120, 240, 480, 960, 960, 960, undefined]],
])('makes %d attempts, with the published pauses between them', (maxVmRestartCount, seconds) => {
  const options = { ...configuration.options, maxVmRestartCount };
  const pauses = seconds.map((_, index) => restartDelayMs(index + 1, { ...configuration, options }, published));
  expect(pauses).toEqual(seconds.map((pause) => pause && pause * 1_000));
});
