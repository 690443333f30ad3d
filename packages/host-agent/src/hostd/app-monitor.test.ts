import { describe, expect, it } from 'vitest';
import { AppMonitor } from './app-monitor.ts';

const TIMEOUT_MS = 30_000;

describe('an application', () => {
  it.each<[string, readonly (readonly [at: number, command: string, argument?: string])[], readonly string[]]>([
    [
      'is not monitored by itself',
      [
        [0, 'IsEnabled'],
        [0, 'GetAppStatus'],
        [0, 'MarkActive'],
      ],
      ['false', 'gray', '2'],
    ],
    [
      'is lost when it is silent for 30 seconds',
      [
        [0, 'Enable'],
        [0, 'IsEnabled'],
        [29_999, 'GetAppStatus'],
        [29_999, 'MarkActive'],
        [59_998, 'GetAppStatus'],
        [59_999, 'GetAppStatus'],
        [60_000, 'MarkActive'],
        [60_000, 'GetAppStatus'],
      ],
      ['0', 'true', 'green', '0', 'green', 'red', '0', 'green'],
    ],
    [
      'may be silent once it has disabled it',
      [
        [0, 'Enable'],
        [1, 'Disable'],
        [99_999, 'GetAppStatus'],
      ],
      ['0', '0', 'gray'],
    ],
    [
      'says how it is, and nothing else',
      [
        [0, 'PostAppState'],
        [0, 'PostAppState', 'appStateSplendid'],
        [0, 'PostAppState', 'appStateNeedReset'],
      ],
      ['3', '5', '0'],
    ],
  ])('%s', (_what, commands, answers) => {
    const monitor = new AppMonitor(TIMEOUT_MS);
    const perform = ([at, command, argument = '']: (typeof commands)[number]) =>
      monitor.perform(`GuestAppMonitor.Cmd.${command}`, argument, at);
    expect(commands.map(perform)).toEqual(answers);
  });

  it('has a state that is the last one that it posted', () => {
    const monitor = new AppMonitor(TIMEOUT_MS);
    expect(monitor.state).toBe('none');
    for (const state of ['appStateNeedReset', 'appStateOk', 'nonsense'])
      monitor.perform('GuestAppMonitor.Cmd.PostAppState', state, 0);
    expect(monitor.state).toBe('appStateOk');
  });

  it('has no say in commands that are not its own', () => {
    const monitor = new AppMonitor(TIMEOUT_MS);
    expect(monitor.perform('tools.hello', '', 0)).toBeUndefined();
    expect(monitor.perform('Enable', '', 0)).toBeUndefined();
    expect(monitor.perform('GuestAppMonitor.Cmd.Reboot', '', 0)).toBeUndefined();
  });
});
