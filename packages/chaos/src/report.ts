// The end of a lock stress in words.
import { type LockVerdict, violationKinds } from './lock-checker.ts';
import type { LockStressResult } from './lock-stress.ts';

export function formatVerdict(result: LockVerdict): string {
  const { verdict, reason, violations, violationCount, statistics } = result;
  const { commands, acquisitions, broken, contended, stamps, refused, longestRecoveryMs } = statistics;
  return [
    `at no time two owners, and every lock recoverable: ${verdict}${reason ? ` (${reason})` : ''}`,
    `  commands in the array's log   ${commands}`,
    `  locks taken                   ${acquisitions}, ${broken} of them broken (their owner was dead), ${contended} races lost`,
    `  writes under a lock           ${stamps}`,
    `  commands of fenced hosts      ${refused}, refused by the array`,
    `  longest recovery of a lock    ${(longestRecoveryMs / 1_000).toFixed(1)} s after its owner's last heartbeat`,
    ...(violationCount > 0 ? [`  violations                    ${violationCount}`] : []),
    ...violations.map(
      ({ kind, line, at, text }) => `  line ${line}, ${at.toFixed(1)} ms: ${violationKinds[kind]}: ${text}`,
    ),
  ].join('\n');
}

export function formatReport(seed: number, result: LockStressResult): string {
  const { kill, shortFreeze, longFreeze } = result.faults;
  return [
    formatVerdict(result),
    `  faults                        ${kill} kills, ${shortFreeze} freezes shorter than the lease, ${longFreeze} longer`,
    ...Object.entries(result.events).map(([event, count]) => `  hosts said                    ${event}: ${count}`),
    ...result.crashes.map((crash) => `  a host ended by itself        ${crash}`),
    `  again                         pnpm chaos locks --seed ${seed}`,
  ].join('\n');
}
