// `microsphere demo ha`: the main job as a story. It uses the lab that runs, or brings up one of its own and takes it down.
import { randomBytes } from 'node:crypto';
import { bringUp } from '../commands/up.ts';
import type { Lab } from '../lab/lab.ts';
import { findRunningLab, type RunningLab, runningLabs } from '../running-lab.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import { claimLab, LabRunningError, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { duration, table } from '../terminal/table.ts';
import { type FailoverResult, runFailover, type Variation } from './failover.ts';

export { variations } from './failover.ts';

/** Name of a lab that a demonstration brings up for itself. */
const DEMO_PREFIX = 'demo-';

export interface DemoOptions {
  readonly lab?: string | undefined;
  readonly timing?: Lab['timing'];
  readonly variation: Variation;
  readonly runs: number;
  readonly json?: boolean;
}

/** Runs the demonstration; whether every promise was kept. */
export async function demoHa(options: DemoOptions): Promise<boolean> {
  const progress = new Progress();
  const interrupted = interruption();
  const { lab, end } = await labForDemo(options, progress, interrupted);
  try {
    const results: FailoverResult[] = [];
    for (let run = 1; run <= options.runs; run += 1) {
      const prefix = options.runs > 1 ? `run ${run} of ${options.runs}: ` : '';
      const onStep = (text: string) => progress.step(prefix + text);
      const result = await runFailover(lab, options.variation, { onStep, interrupted });
      progress.done();
      results.push(result);
      const text = options.json ? JSON.stringify(summary(result)) : story(result);
      if (options.runs > 1 || !options.json) process.stdout.write(`${text}\n`);
      if (result.broken.length > 0) break;
    }
    const kept = results.every(({ broken }) => broken.length === 0);
    if (options.json) process.stdout.write(`${JSON.stringify(verdict(results, kept))}\n`);
    else if (options.runs > 1)
      process.stdout.write(`${results.length} runs: ${kept ? 'every promise was kept' : 'A PROMISE WAS BROKEN'}\n`);
    return kept;
  } finally {
    await end();
    progress.done();
  }
}

async function labForDemo(
  options: DemoOptions,
  progress: Progress,
  interrupted: AbortSignal,
): Promise<{ lab: RunningLab; end(): Promise<void> }> {
  if (options.lab !== undefined || runningLabs().length > 0) {
    const lab = findRunningLab(options.lab);
    if (lab.state.phase !== 'running') throw new Failure(`lab "${lab.state.lab.name}" is ${lab.state.phase}`);
    if (options.timing && options.timing !== lab.state.lab.timing)
      throw new Failure(`lab "${lab.state.lab.name}" runs in the ${lab.state.lab.timing} profile`, { status: 2 });
    return { lab, end: async () => {} };
  }
  await removeOldDemos();
  const name = `${DEMO_PREFIX}${randomBytes(4).toString('hex')}`;
  const directory = new LabDirectory(name);
  try {
    const up = await bringUp({ name, vcenterPort: 0, timing: options.timing }, progress, interrupted);
    return {
      lab: { directory, state: up.state },
      end: async () => {
        progress.step('taking the lab of the demonstration down');
        await up.down();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

/** A demonstration that was killed leaves its lab; the next one clears it away. */
async function removeOldDemos(): Promise<void> {
  for (const name of LabDirectory.list().filter((lab) => lab.startsWith(DEMO_PREFIX))) {
    const directory = new LabDirectory(name);
    try {
      const release = claimLab(name, directory);
      await sweep(directory);
      directory.remove();
      release();
    } catch (error) {
      if (!(error instanceof LabRunningError)) throw error;
    }
  }
}

/** What a program wants of one run. */
function summary({ variation, killed, timeline, audits, broken }: FailoverResult) {
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

function verdict(results: readonly FailoverResult[], kept: boolean) {
  const [only] = results;
  if (results.length === 1 && only) return { ...summary(only), kept };
  return { demo: 'ha', runs: results.length, kept, broken: results.flatMap(({ broken }) => broken) };
}

function latest(times: readonly (number | undefined)[]): number | null {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
}

function story({ killed, timeline, audits, broken }: FailoverResult): string {
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
