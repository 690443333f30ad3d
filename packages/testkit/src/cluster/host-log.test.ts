import { expect, it } from 'vitest';
import { HostLog, MAX_LOG_ENTRIES } from './host-log.ts';

/** A host's log that is told what the host says. */
function heard(...lines: string[]): HostLog {
  const log = new HostLog('esx01');
  log.follow({ onLogLine: (listener) => lines.forEach(listener) });
  return log;
}
const time = '2026-11-25T03:00:00.250Z';

it('keeps events and steps with their times, and leaves out what a crash prints', () => {
  const event = { time, msg: 'web is on', event: 'VmPoweredOnEvent', vmxPath: '[d] web/web.vmx', aboutHost: 'host-2' };
  const step = { time, msg: 'election -> master (nobody else stands)', component: 'fdm', level: 30 };
  const { entries } = heard(JSON.stringify(event), 'node:internal/process', JSON.stringify(step), '{"msg":"no time"}');
  expect(entries).toEqual([
    {
      host: 'esx01',
      time: Date.parse(time),
      message: 'web is on',
      event: 'VmPoweredOnEvent',
      vmxPath: '[d] web/web.vmx',
      aboutHost: 'host-2',
    },
    { host: 'esx01', time: Date.parse(time), message: 'election -> master (nobody else stands)', component: 'fdm' },
  ]);
});

it('keeps the last of very many', () => {
  const lines = Array.from({ length: MAX_LOG_ENTRIES + 2 }, (_, index) => JSON.stringify({ time, msg: `${index}` }));
  const { entries } = heard(...lines);
  expect(entries).toHaveLength(MAX_LOG_ENTRIES);
  expect(entries[0]?.message).toBe('2');
});
