// The supervisor: starts the processes of a lab, watches them, keeps the state file true, and stops what it started. It
// is the power grid and the technician of the datacenter: it revives a process when told to and never by itself,
// because a host that was killed is to stay dead until vSphere HA has dealt with it.
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Lab } from '../lab/lab.ts';
import { Child, StartError } from './child.ts';
import { type ControlServer, serveControl } from './control.ts';
import type { LabDirectory, LabState, ProcessRecord } from './lab-directory.ts';
import { type Facts, type ProcessPlan, planProcesses } from './lab-processes.ts';
import { startNats } from './nats.ts';
import { identify, isAlive, type ProcessIdentity, signal } from './process-identity.ts';
import { programPath } from './programs.ts';

/** How long a process may take to stop, in milliseconds, before it is killed. */
const STOP_LIMIT_MS = 6_000;

export class LabRunningError extends Error {
  override readonly name = 'LabRunningError';
}

export interface SupervisorOptions {
  readonly lab: Lab;
  readonly directory: LabDirectory;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly vcenterPort?: number;
  readonly onProgress: (text: string) => void;
}

interface Running {
  plan: ProcessPlan;
  child: Child | undefined;
  record: ProcessRecord;
}

/** Ends what an earlier supervisor of this lab left behind (it was killed); says how many processes that were. */
export function sweep(directory: LabDirectory): number {
  const state = directory.readState();
  if (!state) return 0;
  const orphans = state.processes.filter(({ identity }) => identity && isAlive(identity));
  for (const { identity } of orphans) signal(identity as ProcessIdentity, 'SIGKILL');
  directory.removeState();
  return orphans.length;
}

/** The state of a lab whose supervisor lives; undefined for a lab that is down. */
export function runningState(directory: LabDirectory): LabState | undefined {
  const state = directory.readState();
  return state && isAlive(state.supervisor) ? state : undefined;
}

export class Supervisor extends EventEmitter<{ stop: [] }> {
  private readonly running = new Map<string, Running>();
  private readonly options: SupervisorOptions;
  private readonly password: string;
  private phase: LabState['phase'] = 'starting';
  private control: ControlServer | undefined;

  constructor(options: SupervisorOptions) {
    super();
    this.options = options;
    this.password = options.environment.MICROSPHERE_PASSWORD ?? randomBytes(12).toString('base64url');
  }

  get vcenter(): NonNullable<LabState['vcenter']> {
    const url = String(this.running.get('vcenter')?.record.facts.url);
    return { url, userName: 'administrator@vsphere.local', password: this.password };
  }

  /** Starts every process, stage by stage. On an error everything that was started is stopped again. */
  async start(): Promise<void> {
    const { directory, onProgress } = this.options;
    if (runningState(directory))
      throw new LabRunningError(
        `lab "${this.options.lab.name}" is running already (pid ${directory.readState()?.supervisor.pid}); see: microsphere status`,
      );
    const swept = sweep(directory);
    if (swept > 0) onProgress(`ended ${swept} processes that an earlier run left behind`);
    this.control = await serveControl({
      revive: (name) => this.revive(name),
      stop: () => {
        this.emit('stop');
      },
    });
    try {
      await this.startPlan(this.natsPlan());
      const plans = planProcesses({
        lab: this.options.lab,
        directory,
        vcenterUser: { name: 'administrator@vsphere.local', password: this.password },
        ...(this.options.vcenterPort === undefined ? {} : { vcenterPort: this.options.vcenterPort }),
      });
      for (const stage of [1, 2]) {
        const now = plans.filter((plan) => plan.stage === stage);
        onProgress(`starting ${now.map(({ name }) => name).join(', ')}`);
        // All have settled before an error is reported: what is half-started could not be stopped.
        const started = await Promise.allSettled(now.map((plan) => this.startPlan(plan)));
        const failed = started.find((result) => result.status === 'rejected');
        if (failed) throw failed.reason;
      }
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Says that the lab is complete: what was to be created and powered on is. */
  complete(): void {
    this.phase = 'running';
    this.save();
  }

  /** Starts a process again that has ended. */
  async revive(name: string): Promise<void> {
    const running = this.running.get(name);
    if (!running) throw new RangeError(`no process "${name}" in this lab: ${[...this.running.keys()].join(', ')}`);
    if (running.record.state !== 'exited') throw new RangeError(`${name} is running`);
    await this.startPlan(running.plan);
  }

  /** Stops everything, hosts before what they stand on. */
  async stop(): Promise<void> {
    this.phase = 'stopping';
    this.save();
    for (const stage of [2, 1, 0]) {
      const ending = [...this.running.values()].filter(
        ({ plan, record }) => plan.stage === stage && record.state !== 'exited',
      );
      await Promise.all(ending.map(({ child }) => child?.stop(STOP_LIMIT_MS)));
    }
    await this.control?.close();
    this.options.directory.removeState();
  }

  private natsPlan(): ProcessPlan {
    return { name: 'nats', kind: 'nats', stage: 0, configure: () => undefined };
  }

  private async startPlan(plan: ProcessPlan): Promise<void> {
    const own = this.running.get(plan.name)?.record.facts;
    this.update(plan, undefined, { name: plan.name, kind: plan.kind, state: 'starting', facts: own ?? {} });
    const onExit = (ending: string) => {
      const running = this.running.get(plan.name);
      if (!running) return;
      const { identity: _gone, ...record } = running.record;
      this.update(plan, undefined, { ...record, state: 'exited', ending });
    };
    const logFile = this.options.directory.logFile(plan.name);
    const started =
      plan.kind === 'nats'
        ? await startNats({ own, logFile, onExit, environment: this.options.environment })
        : Child.start({
            name: plan.name,
            command: process.execPath,
            args: [programPath(plan.program as string)],
            environment: { MICROSPHERE_CONFIG: JSON.stringify(plan.configure((name) => this.factsOf(name), own)) },
            logFile,
            onExit,
          });
    if ('facts' in started) {
      this.update(plan, undefined, { name: plan.name, kind: plan.kind, state: 'running', facts: started.facts });
      return;
    }
    const { child, ready } = started;
    this.update(plan, child, {
      name: plan.name,
      kind: plan.kind,
      state: 'starting',
      identity: child.identity,
      facts: own ?? {},
    });
    const facts = await ready;
    const running = this.running.get(plan.name);
    if (running?.child !== child) throw new StartError(`${plan.name} ended as soon as it had started`);
    this.update(plan, child, { ...running.record, state: 'running', facts });
  }

  private factsOf(name: string): Facts {
    return this.running.get(name)?.record.facts ?? {};
  }

  private update(plan: ProcessPlan, child: Child | undefined, record: ProcessRecord): void {
    this.running.set(plan.name, { plan, child, record });
    this.save();
  }

  private save(): void {
    const self = identify(process.pid);
    if (!self || !this.control) return;
    this.options.directory.writeState({
      lab: this.options.lab,
      supervisor: self,
      phase: this.phase,
      controlUrl: this.control.url,
      controlToken: this.control.token,
      processes: [...this.running.values()].map(({ record }) => record),
      ...(this.running.get('vcenter')?.record.facts.url ? { vcenter: this.vcenter } : {}),
    });
  }
}
