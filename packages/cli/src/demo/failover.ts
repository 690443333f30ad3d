// One failover, watched from outside: clients append without pause, something is killed, and everything that was promised
// is looked at afterwards. It has no opinion on how the cluster does it.
import type { Vim25Client } from '@microsphere/vim25';
import { killProcess, reviveProcess } from '../commands/kill.ts';
import { failureOf } from '../errors.ts';
import { EventReader } from '../event-reader.ts';
import { type HostRow, Inventory, type VmRow } from '../inventory.ts';
import type { AuditResult } from '../ledger/audit.ts';
import type { RunningLab } from '../running-lab.ts';
import { connectVcenter, vcenterAccess } from '../session.ts';
import { SwitchClient } from '../switch-client.ts';
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';
import { auditClient, type Client, openClient } from './client.ts';
import { answersWithoutLock } from './lock-history.ts';
import { LockWatch } from './lock-watch.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { type Until, waiting } from './until.ts';

/** Acknowledgements of each client before something is killed, and after it is back. */
const ACKNOWLEDGEMENTS = 20;
/** How long an array is away: longer than a guest's patience for one request, so that its disk is really missed. */
const ARRAY_OUTAGE_MS = 3_000;

/** What is killed, by the name of the variation. */
export const variations = {
  host: (hosts: readonly HostRow[]) => [busiest(hosts).name],
  master: (hosts: readonly HostRow[]) => [master(hosts).name],
  'master-and-vcenter': (hosts: readonly HostRow[]) => [master(hosts).name, 'vcenter'],
  array: () => ['array'],
  'host-and-array': (hosts: readonly HostRow[]) => [busiest(hosts).name, 'array'],
} as const satisfies Record<string, (hosts: readonly HostRow[]) => readonly string[]>;
export type Variation = keyof typeof variations;

function busiest(hosts: readonly HostRow[]): HostRow {
  const [most] = [...hosts].sort((a, b) => b.vmCount - a.vmCount);
  if (!most) throw new Failure('the cluster has no host');
  return most;
}

function master(hosts: readonly HostRow[]): HostRow {
  const found = hosts.find(({ dasState }) => dasState === 'master');
  if (!found) throw new Failure('vSphere HA has no master now: is it on?');
  return found;
}

export interface FailoverResult {
  readonly variation: Variation;
  readonly killed: readonly string[];
  readonly timeline: Timeline;
  readonly audits: readonly (AuditResult & { readonly vm: string })[];
  /** Promises that were broken; empty for a run that kept all of them. */
  readonly broken: readonly string[];
}

export interface FailoverOptions {
  readonly onStep: (text: string) => void;
  /** Ends the watching; what was killed by then stays dead. */
  readonly interrupted: AbortSignal;
}

/** Virtual machines that are off or have no ledger take no part. Throws a Failure when there is nothing to watch, or when it is interrupted. */
export async function runFailover(
  lab: RunningLab,
  variation: Variation,
  { onStep, interrupted }: FailoverOptions,
): Promise<FailoverResult> {
  const labName = lab.state.lab.name;
  const until = waiting(interrupted);
  let vcenter = await connectVcenter(vcenterAccess(labName));
  const withoutLedger = new Set(lab.state.lab.vms.filter(({ app }) => app === 'idle').map(({ name }) => name));
  const names = new Set(
    (await new Inventory(vcenter).vms())
      .filter(({ name, powerState }) => powerState === 'poweredOn' && !withoutLedger.has(name))
      .map(({ name }) => name),
  );
  if (names.size === 0) throw new Failure(`no virtual machine of lab "${labName}" is powered on and has a ledger`);
  onStep('waiting for the cluster to settle');
  const before = await settled(new Inventory(vcenter), names, until);
  const watch = new LockWatch(
    lab,
    before.vms.map(({ vmPathName }) => vmPathName),
  );
  const gateway = new SwitchClient(String(lab.state.processes.find(({ kind }) => kind === 'switch')?.facts.url));
  const clients: Client[] = [];
  const broken: string[] = [];
  const isBroken = (error: unknown): undefined => {
    const failure = failureOf(error);
    if (!failure || interrupted.aborted) throw error;
    broken.push(failure.message);
  };
  try {
    onStep(`clients append to ${before.vms.length} ledgers`);
    for (const vm of before.vms) clients.push(await openClient(gateway, vm, () => watch.look()));
    await until('every client to be acknowledged', () =>
      clients.every(({ writer }) => writer.acknowledgements.length >= ACKNOWLEDGEMENTS),
    );

    const killed = variations[variation](before.hosts);
    const clock = { monotonic: performance.now(), wall: Date.now() };
    const deaths = killed.map((name) => killProcess(name, labName));
    const killedAt = deaths[0]?.time ?? Date.now();
    const killedHosts = killed.filter((name) => before.hosts.some((host) => host.name === name));
    onStep(`killed ${killed.join(' and ')}; waiting for every ledger to answer again`);
    if (killed.includes('array')) {
      await pause(ARRAY_OUTAGE_MS, interrupted);
      await reviveProcess('array', labName);
    }
    const afterKill = performance.now();
    await until('every ledger to answer again', () => {
      for (const { writer } of clients) if (writer.failure) throw new Failure(`${writer.name}: ${writer.failure}`);
      return clients.every(({ writer }) => writer.acknowledgedSince(afterKill) >= ACKNOWLEDGEMENTS);
    }).catch(isBroken);

    onStep('starting what was killed again');
    for (const name of killed) if (name !== 'array') await reviveProcess(name, labName);
    if (killed.includes('vcenter')) vcenter = await connectVcenter(vcenterAccess(labName));
    onStep('waiting for the cluster to settle again');
    const after = await settled(new Inventory(vcenter), names, until).catch(isBroken);
    await Promise.all(clients.map(({ writer }) => writer.stop()));

    onStep('auditing every ledger');
    const audits = [];
    for (const client of clients) {
      const { vm, writer } = client;
      const audit = await auditClient(client);
      audits.push({ vm: vm.name, ...audit });
      broken.push(...audit.violations.map((violation) => `${vm.name}: ${violation}`));
      broken.push(
        ...answersWithoutLock(writer.answers, watch.history(vm.vmPathName)).map((text) => `${vm.name}: ${text}`),
      );
      const now = after?.vms.find(({ name }) => name === vm.name);
      const owner = watch.history(vm.vmPathName).lastHolder;
      if (now && now.host !== owner)
        broken.push(`${vm.name}: vCenter says that it runs on ${now.host}, its lock belongs to ${owner}`);
    }
    const lines = await eventsSince(vcenter, killedAt);
    const timeline = timelineOf({
      killedAt,
      killedHosts,
      clock,
      events: lines,
      vms: clients.map(({ vm, writer }) => ({
        name: vm.name,
        affected: killedHosts.includes(vm.host),
        acknowledgements: writer.acknowledgements,
      })),
    });
    return { variation, killed, timeline, audits, broken };
  } finally {
    await Promise.all(clients.map(({ writer }) => writer.stop()));
    for (const { ledger } of clients) ledger.close();
    watch.close();
    await vcenter.logout().catch(() => undefined);
  }
}

/** All hosts connected, one of them master, each of the virtual machines running, protected and reachable. */
async function settled(
  inventory: Inventory,
  names: ReadonlySet<string>,
  until: Until,
): Promise<{ readonly hosts: readonly HostRow[]; readonly vms: readonly VmRow[] }> {
  let unsettled: readonly string[] = [];
  const looked = async () => {
    const [hosts, all] = await Promise.all([inventory.hosts(), inventory.vms()]);
    const vms = all.filter(({ name }) => names.has(name));
    unsettled = [...hosts.flatMap(hostComplaint), ...vms.flatMap(vmComplaint)];
    return unsettled.length === 0 && { hosts, vms };
  };
  return until('the cluster to settle', looked, () => unsettled.join(', '));
}

function hostComplaint({ name, connectionState, dasState }: HostRow): string[] {
  if (connectionState !== 'connected') return [`${name} is ${connectionState}`];
  return dasState === 'master' || dasState === 'connectedToMaster'
    ? []
    : [`${name}'s HA agent is ${dasState || 'silent'}`];
}

function vmComplaint({ name, powerState, connectionState, dasProtected, ipAddress }: VmRow): string[] {
  if (powerState !== 'poweredOn') return [`${name} is ${powerState}`];
  if (connectionState !== 'connected') return [`${name} is ${connectionState}`];
  if (!dasProtected) return [`${name} is not protected`];
  return ipAddress === '' ? [`${name} has no address`] : [];
}

async function eventsSince(vcenter: Vim25Client, time: number) {
  const reader = await EventReader.open(vcenter);
  return (await reader.next()).filter((event) => Date.parse(event.time) >= time);
}
