import { describe, expect, it } from 'vitest';
import { localVm } from './testing.ts';
import type { LocalVmRuntime } from './vm.ts';
import { MAX_RESETS, type MonitoringRules, VmMonitor } from './vm-monitoring.ts';
import { defaultVmSettings, type VmMonitoringSettings } from './vm-settings.ts';

const SECOND = 1_000;
/** Long enough for any of the intervals below, in seconds. */
const WATCHED = 1_000;

function rulesOf(settings: Partial<VmMonitoringSettings> = {}, ioStatsIntervalSeconds = 120): MonitoringRules {
  const monitoring = { ...defaultVmSettings.monitoring, vmMonitoring: 'vmAndAppMonitoring' as const, ...settings };
  return { settings: monitoring, ioStatsIntervalSeconds, publishedSecondMs: SECOND };
}

/** The second in which a VM that is seen like this every second is to be reset, and why. */
function resetOf(seen: (second: number) => Partial<LocalVmRuntime>, rules: MonitoringRules): string {
  const monitor = new VmMonitor(localVm(seen(0)), 0);
  for (let second = 0; second < WATCHED; second += 1) {
    monitor.observe(localVm(seen(second)), second * SECOND);
    const failure = monitor.failure(rules, second * SECOND);
    if (failure) return `${second} ${failure}`;
  }
  return 'never';
}

describe('a guest', () => {
  const silent = { guestHeartbeat: 'red' as const };
  const busyUntil = (end: number) => (second: number) => ({ ...silent, ioOperations: Math.min(second, end) });

  it.each<[string, (second: number) => Partial<LocalVmRuntime>, MonitoringRules, string]>([
    ['speaks', () => ({}), rulesOf(), 'never'],
    ['is overdue, not lost', () => ({ guestHeartbeat: 'yellow' }), rulesOf(), 'never'],
    ['has no tools', () => ({ guestHeartbeat: 'gray' }), rulesOf(), 'never'],
    ['is silent, and has never done I/O', () => silent, rulesOf(), '120 vmtoolsHeartbeatFailure'],
    ['is silent, and does I/O', busyUntil(WATCHED), rulesOf(), 'never'],
    ['is silent, and does I/O for a while', busyUntil(50), rulesOf(), '170 vmtoolsHeartbeatFailure'],
    ['is silent, and I/O is not looked at', busyUntil(WATCHED), rulesOf({}, 0), '30 vmtoolsHeartbeatFailure'],
    ['is silent, and I/O is looked at for less', () => silent, rulesOf({}, 10), '30 vmtoolsHeartbeatFailure'],
    [
      'is silent, sensitivity medium',
      () => silent,
      rulesOf({ failureIntervalSeconds: 60 }, 10),
      '60 vmtoolsHeartbeatFailure',
    ],
    [
      'is silent, sensitivity low',
      () => silent,
      rulesOf({ failureIntervalSeconds: 120 }, 0),
      '120 vmtoolsHeartbeatFailure',
    ],
    [
      'speaks once in between',
      (second) => ({ guestHeartbeat: second === 100 ? 'green' : 'red' }),
      rulesOf(),
      '131 vmtoolsHeartbeatFailure',
    ],
    [
      'is silent from its power-on',
      (second) => ({ ...silent, upTimeMs: second * SECOND }),
      rulesOf({ minUpTimeSeconds: 200 }),
      '200 vmtoolsHeartbeatFailure',
    ],
    ['is silent, and nobody watches', () => silent, rulesOf({ vmMonitoring: 'vmMonitoringDisabled' }), 'never'],
  ])('that %s', (_what, seen, rules, expected) => {
    expect(resetOf(seen, rules)).toBe(expected);
  });
});

describe('an application', () => {
  const silent = (second: number) => ({ appHeartbeat: 'red' as const, ioOperations: second });

  it.each<[string, (second: number) => Partial<LocalVmRuntime>, MonitoringRules, string]>([
    ['is silent, whatever the I/O', silent, rulesOf(), '30 appHeartbeatFailure'],
    ['is silent, and only guests are watched', silent, rulesOf({ vmMonitoring: 'vmMonitoringOnly' }), 'never'],
    ['is not to be watched', () => ({ appHeartbeat: 'gray' }), rulesOf(), 'never'],
    [
      'is silent from the power-on',
      (second) => ({ ...silent(second), upTimeMs: second * SECOND }),
      rulesOf(),
      '120 appHeartbeatFailure',
    ],
    [
      'asks for a reset, however young',
      (second) => ({ appNeedsReset: second >= 7, upTimeMs: second * SECOND }),
      rulesOf(),
      '7 appImmediateResetRequest',
    ],
    [
      'asks, and only guests are watched',
      () => ({ appNeedsReset: true }),
      rulesOf({ vmMonitoring: 'vmMonitoringOnly' }),
      'never',
    ],
  ])('that %s', (_what, seen, rules, expected) => {
    expect(resetOf(seen, rules)).toBe(expected);
  });

  it('is told of once for each change', () => {
    const monitor = new VmMonitor(localVm(), 0);
    const news = (changes: Partial<LocalVmRuntime>) => {
      monitor.observe(localVm(changes), 0);
      return monitor.applicationNews();
    };
    expect(news({})).toEqual({});
    expect(news({ appHeartbeat: 'green' })).toEqual({ heartbeat: 'green' });
    expect(news({ appHeartbeat: 'green', appNeedsReset: true })).toEqual({ state: 'appStateNeedReset' });
    expect(news({ appHeartbeat: 'green', appNeedsReset: true })).toEqual({});
    expect(news({ appHeartbeat: 'red' })).toEqual({ heartbeat: 'red', state: 'appStateOk' });
  });
});

describe('resets', () => {
  it.each([
    ['as many as may be, in a window', { maxFailures: 3, maxFailureWindowSeconds: 3_600 }, [0, 100, 200], 300, false],
    [
      'of which the first is as old as the window',
      { maxFailures: 3, maxFailureWindowSeconds: 300 },
      [0, 100, 200],
      300,
      true,
    ],
    ['without a window', { maxFailures: 3, maxFailureWindowSeconds: -1 }, [0, 100, 200], 1_000_000, false],
    ['none, where none may be', { maxFailures: 0, maxFailureWindowSeconds: 3_600 }, [], 0, false],
    ['fewer', { maxFailures: 3, maxFailureWindowSeconds: -1 }, [0, 100], 200, true],
  ])('%s', (_what, settings, at, second, expected) => {
    const monitor = new VmMonitor(localVm(), 0);
    for (const reset of at) monitor.countReset(reset * SECOND);
    expect(monitor.mayReset(rulesOf(settings), second * SECOND)).toBe(expected);
  });

  it(`are ${MAX_RESETS} at most, whatever the settings say`, () => {
    const monitor = new VmMonitor(localVm(), 0);
    const rules = rulesOf({ maxFailures: 2 * MAX_RESETS, maxFailureWindowSeconds: 3_600 });
    for (let reset = 0; reset < MAX_RESETS; reset += 1) {
      expect(monitor.mayReset(rules, reset)).toBe(true);
      monitor.countReset(reset);
    }
    expect(monitor.mayReset(rules, MAX_RESETS)).toBe(false);
    expect(monitor.mayReset(rules, 3_600 * SECOND)).toBe(true);
  });

  it('begin the silence anew, and so does a host that stood still', () => {
    const monitor = new VmMonitor(localVm({ guestHeartbeat: 'red' }), 0);
    expect(monitor.nextDeadline(rulesOf(), 0)).toBe(120_000);
    monitor.countReset(50_000);
    expect(monitor.nextDeadline(rulesOf(), 50_000)).toBe(170_000);
    monitor.slept(10_000);
    expect(monitor.nextDeadline(rulesOf(), 60_000)).toBe(180_000);
  });
});
