// The supervisor: starts the processes of a lab, watches them, keeps the state file true, and stops what it started. It
// is the power grid and the technician of the datacenter: it revives a process when told to and never by itself,
// because a host that was killed is to stay dead until vSphere HA has dealt with it.
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { locateBroker, thisMachine } from '@microsphere/broker';
import { ClaimedError, gone, isAlive, ownIdentity, signal } from '@microsphere/process/identity';
import type { Lab } from '../lab/lab.ts';
import { Child, type ChildOptions, reasonOf, StartError } from './child.ts';
import { type ControlServer, serveControl } from './control.ts';
import { type CableChange, type CabledNetwork, HostCables } from './host-cables.ts';
import type { LabDirectory, LabState, ProcessRecord } from './lab-directory.ts';
import { type BrokerPlan, type Facts, type ProcessPlan, type ProgramPlan, planProcesses } from './lab-processes.ts';
import { brokerProgram, runningBroker } from './nats.ts';
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
  readonly plan: ProcessPlan;
  readonly child: Child | undefined;
  readonly record: ProcessRecord;
}

/** What is run, and how it is known to be ready. */
type Program = Omit<ChildOptions, 'name' | 'logFile'>;

/** Takes a lab for this process; returns what gives it back. Throws LabRunningError when another process has it. */
export function claimLab(name: string, directory: LabDirectory): () => void {
  try {
    return directory.claim();
  } catch (cause) {
    if (!(cause instanceof ClaimedError)) throw cause;
    throw new LabRunningError(`lab "${name}" is running already (pid ${cause.holder.pid}); see: microsphere status`, {
      cause,
    });
  }
}

/**
 * Ends what an earlier supervisor of this lab left behind (it was killed), and waits until it is gone; returns how many
 * processes that were. For who has claimed the lab.
 */
export async function sweep(directory: LabDirectory): Promise<number> {
  const processes = directory.readState()?.processes ?? [];
  const orphans = processes.flatMap(({ identity }) => (identity && isAlive(identity) ? [identity] : []));
  for (const orphan of orphans) signal(orphan, 'SIGKILL');
  await Promise.all(orphans.map(gone));
  directory.removeState();
  return orphans.length;
}

/** The state of a lab whose supervisor lives; undefined for a lab that is down. */
export function runningState(directory: LabDirectory): LabState | undefined {
  const state = directory.readState();
  return state && isAlive(state.supervisor) ? state : undefined;
}

export class Supervisor extends EventEmitter<{ stop: []; ended: [reason: string] }> {
  private readonly running = new Map<string, Running>();
  private readonly cables = new HostCables();
  private readonly options: SupervisorOptions;
  private readonly password: string;
  private readonly own = ownIdentity();
  private phase: LabState['phase'] = 'starting';
  private release: (() => void) | undefined;
  private control: ControlServer | undefined;
  private stopped: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    super();
    this.options = options;
    this.password = options.environment.MICROSPHERE_PASSWORD || randomBytes(12).toString('base64url');
  }

  get vcenter(): NonNullable<LabState['vcenter']> {
    const url = String(this.factsOf('vcenter').url);
    return { url, userName: 'administrator@vsphere.local', password: this.password };
  }

  get isStopping(): boolean {
    return this.phase === 'stopping';
  }

  /**
   * Starts every process, stage by stage. `stop` may be called meanwhile, and must be called when this rejects: what was
   * started by then runs. Throws LabRunningError before anything is touched.
   */
  async start(): Promise<void> {
    const { lab, directory, environment, vcenterPort, onProgress } = this.options;
    // What is wrong with the environment is said before anything is started.
    const broker = locateBroker({ ...thisMachine(), environment });
    this.release = claimLab(lab.name, directory);
    const swept = await sweep(directory);
    if (swept > 0) onProgress(`ended ${swept} processes that an earlier run left behind`);
    this.control = await serveControl({
      revive: (name) => this.revive(name),
      cable: (host, network, change) => this.changeCable(host, network, change),
      stop: () => {
        this.emit('stop');
      },
    });
    this.save();
    const plans = planProcesses({
      lab,
      directory,
      broker,
      vcenterUser: { name: 'administrator@vsphere.local', password: this.password },
      cableEnd: (host, network) => this.cables.address(host, network),
      ...(vcenterPort === undefined ? {} : { vcenterPort }),
    });
    for (const stage of [0, 1, 2]) {
      const now = plans.filter((plan) => plan.stage === stage);
      onProgress(`starting ${now.map(({ name }) => name).join(', ')}`);
      await Promise.all(now.map((plan) => this.startPlan(plan)));
      if (stage === 0) await this.layCables();
    }
  }

  private async layCables(): Promise<void> {
    const hosts = this.options.lab.hosts.map(({ name }) => name);
    await this.cables.layVmotion(hosts);
    // A broker that isn't ours may be several, on other machines: hosts connect to them themselves.
    const broker = this.running.get('nats');
    if (broker?.child) await this.cables.layManagement(hosts, String(broker.record.facts.url));
  }

  /** Pulls a host's cable to a network, plugs it in again, makes it slower or faster, longer or shorter. */
  private changeCable(host: string, network: CabledNetwork, change: CableChange): void {
    this.cables.change(host, network, change);
    const running = this.running.get(host);
    if (!running) return;
    const { unplugged: _before, ...record } = running.record;
    this.running.set(host, { ...running, record: { ...record, ...this.unplugged(host) } });
    this.save();
  }

  private unplugged(host: string): Pick<ProcessRecord, 'unplugged'> {
    const unplugged = this.cables.unplugged(host);
    return unplugged.length > 0 ? { unplugged } : {};
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
    const { child, record, plan } = running;
    // One that was killed a moment ago may not have been heard of yet.
    if (child?.identity && !isAlive(child.identity)) await child.exited;
    else if (record.state !== 'exited') throw new RangeError(`${name} is ${record.state} already`);
    await this.startPlan(plan);
  }

  /** Stops everything, hosts before what they stand on; nothing is started any more. */
  stop(): Promise<void> {
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  private async stopAll(): Promise<void> {
    this.phase = 'stopping';
    if (!this.release) return;
    this.trySave();
    for (const stage of [2, 1, 0]) {
      const children = [...this.running.values()].filter(({ plan }) => plan.stage === stage);
      await Promise.all(children.map(({ child }) => child?.stop(STOP_LIMIT_MS)));
    }
    await this.cables.remove();
    await this.control?.close();
    this.control = undefined;
    this.options.directory.removeState();
    this.release();
  }

  private async startPlan(plan: ProcessPlan): Promise<void> {
    const own = this.running.get(plan.name)?.record.facts;
    const record = {
      name: plan.name,
      kind: plan.kind,
      facts: own ?? {},
      // Its cables are pulled, whatever becomes of the process.
      ...this.unplugged(plan.name),
    };
    this.update(plan, undefined, { ...record, state: 'starting' });
    try {
      const program = plan.kind === 'nats' ? await this.broker(plan, own) : this.program(plan, own);
      if ('facts' in program) {
        this.update(plan, undefined, { ...record, state: 'running', facts: program.facts });
        return;
      }
      if (this.isStopping) throw new StartError(`${plan.name}: the lab is being stopped`);
      const child = new Child({
        name: plan.name,
        logFile: this.options.directory.logFile(plan.name),
        ...program,
      });
      const identity = child.identity ? { identity: child.identity } : {};
      void child.exited.then((ending) => {
        const facts = this.factsOf(plan.name);
        this.running.set(plan.name, { plan, child, record: { ...record, facts, state: 'exited', ending: ending.how } });
        this.trySave();
        this.emit('ended', `${plan.name}: ${reasonOf(ending)}`);
      });
      this.update(plan, child, { ...record, ...identity, state: 'starting' });
      const facts = await child.ready;
      if (facts.vmotion !== undefined) this.cables.leadVmotion(plan.name, String(facts.vmotion));
      if (child.identity && isAlive(child.identity))
        this.update(plan, child, { ...record, ...identity, state: 'running', facts });
      else throw new StartError(`${plan.name} ended as soon as it had started`);
    } catch (error) {
      const now = this.running.get(plan.name);
      if (now && !now.child) {
        this.running.set(plan.name, { ...now, record: { ...record, state: 'exited' } });
        this.trySave();
      }
      throw error;
    }
  }

  private async broker({ broker }: BrokerPlan, own: Facts | undefined): Promise<Program | { readonly facts: Facts }> {
    return broker.kind === 'url' ? { facts: await runningBroker(broker.servers) } : brokerProgram(broker, own);
  }

  private program(plan: ProgramPlan, own: Facts | undefined): Program {
    const configuration = plan.configure((name) => this.factsOf(name), own);
    return {
      command: process.execPath,
      args: [programPath(plan.program)],
      environment: { MICROSPHERE_CONFIG: JSON.stringify(configuration) },
    };
  }

  private factsOf(name: string): Facts {
    return this.running.get(name)?.record.facts ?? {};
  }

  private update(plan: ProcessPlan, child: Child | undefined, record: ProcessRecord): void {
    this.running.set(plan.name, { plan, child, record });
    this.save();
  }

  /** What is written for other commands to read. */
  get state(): LabState {
    const { control } = this;
    if (!control) throw new Error('the lab has not been started, or was stopped');
    return {
      lab: this.options.lab,
      supervisor: this.own,
      phase: this.phase,
      controlUrl: control.url,
      controlToken: control.token,
      processes: [...this.running.values()].map(({ record }) => record),
      ...(this.factsOf('vcenter').url ? { vcenter: this.vcenter } : {}),
    };
  }

  /** Writes the state. Throws LabDirectoryError when it can't be written. */
  private save(): void {
    if (this.control) this.options.directory.writeState(this.state);
  }

  /** Where nobody waits for the state to be written: a lab on a full disk goes on with an old state file. */
  private trySave(): void {
    try {
      this.save();
    } catch (error) {
      this.options.onProgress((error as Error).message);
    }
  }
}
