// What a demonstration of vSphere HA says of its runs: a story for people, figures and the verdict for programs. The verdict is
// "kept" only when no run found a promise broken.
import { duration, table } from '../terminal/table.ts';
import type { FailoverResult } from './failover.ts';

export function wasKept(results: readonly FailoverResult[]): boolean {
  return results.length > 0 && results.every(({ broken }) => broken.length === 0);
}

/** What a program wants of one run. */
export function summary({ variation, killed, timeline, audits, broken }: FailoverResult) {
  return {
    demo: 'ha',
    variation,
    killed,
    declaredDeadMs: timeline.declaredDeadMs ?? null,
    poweredOnMs: latest(timeline.vms.filter((vm) => vm.affected).map((vm) => vm.poweredOnMs)),
    firstAckMs: latest(timeline.vms.filter((vm) => vm.affected).map((vm) => vm.firstAckMs)),
    longestGapMs: Math.max(...timeline.vms.map((vm) => vm.longestGapMs)),
    acknowledged: audits.reduce((sum, audit) => sum + audit.acknowledged, 0),
    vms: timeline.vms,
    broken,
  };
}

/** The last line of --json. */
export function verdict(results: readonly FailoverResult[]) {
  const kept = wasKept(results);
  const [only] = results;
  if (results.length === 1 && only) return { ...summary(only), kept };
  return { demo: 'ha', runs: results.length, kept, broken: results.flatMap(({ broken }) => broken) };
}

function latest(times: readonly (number | undefined)[]): number | null {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
}

export function story({ killed, timeline, audits, broken }: FailoverResult): string {
  const time = (milliseconds: number | undefined) => (milliseconds === undefined ? '-' : duration(milliseconds));
  const affected = timeline.vms.filter((vm) => vm.affected);
  const lines = [
    `Killed: ${killed.join(', ')}. All times are after the kill.`,
    '',
    ...(timeline.declaredDeadMs === undefined
      ? []
      : [`  declared dead by vSphere HA   ${duration(timeline.declaredDeadMs)}`, '']),
    table([
      ['VIRTUAL MACHINE', 'LAST ACK', 'POWERED ON', 'FIRST ACK', 'LONGEST GAP', 'ACKNOWLEDGED', 'ENTRIES', 'BOOTS'],
      ...timeline.vms.map((vm, index) => {
        const audit = audits[index];
        return [
          `${vm.vm}${vm.affected ? ' *' : ''}`,
          vm.affected ? time(vm.lastAckMs) : '-',
          vm.affected ? time(vm.poweredOnMs) : '-',
          vm.affected ? time(vm.firstAckMs) : '-',
          duration(vm.longestGapMs),
          audit?.acknowledged ?? '-',
          audit?.entries ?? '-',
          audit?.boots ?? '-',
        ];
      }),
    ]),
    ...(affected.length > 0 ? ['  * ran on a host that was killed'] : []),
    '',
  ];
  if (broken.length > 0) return [...lines, 'BROKEN PROMISES:', ...broken.map((text) => `  ${text}`)].join('\n');
  const entries = audits.reduce((sum, audit) => sum + audit.acknowledged, 0);
  return [
    ...lines,
    `Kept: all ${entries} acknowledged entries are on the disks exactly once, no virtual machine ran twice, all ${timeline.vms.length} run and are protected again.`,
  ].join('\n');
}
