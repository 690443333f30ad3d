// A virtual machine that moves from host to host, watched from outside: somebody pings it, somebody appends to its ledger, and an
// onlooker reads its lock from the disk. It has no opinion on how the hosts do it.
import type { Vim25Client } from '@microsphere/vim25';
import { failureOf } from '../errors.ts';
import { Inventory, type VmRow } from '../inventory.ts';
import type { AuditResult } from '../ledger/audit.ts';
import type { RunningLab } from '../running-lab.ts';
import { connectVcenter, vcenterAccess } from '../session.ts';
import { SwitchClient } from '../switch-client.ts';
import { Failure } from '../terminal/failure.ts';
import { type Migration, migrate } from '../vmotion/migrate.ts';
import { auditClient, type Client, openClient } from './client.ts';
import { LockWatch } from './lock-watch.ts';
import { countIn, longestGap, type Span } from './outage.ts';
import { type Ping, Pinger } from './pinger.ts';
import { type Until, waiting } from './until.ts';

/** Acknowledgements before the first move, between two, and after the last. */
const ACKNOWLEDGEMENTS = 20;
/** Answered pings likewise. */
const PINGS = 50;

/** One move, as the hosts and as the outside saw it. */
export interface Move extends Migration {
  readonly lostPings: number;
  /** The longest time without an answer to a ping, and without an acknowledgement of the ledger, in milliseconds. */
  readonly pingGapMs: number;
  readonly ackGapMs: number;
}

export interface MovesResult {
  readonly vm: string;
  readonly moves: readonly Move[];
  readonly pings: number;
  readonly lostPings: number;
  /** While it stood on one host: what the machine and the network do to answers without any migration. */
  readonly quietPingGapMs: number;
  readonly audit: AuditResult;
  /** Promises that were broken; empty for a run that kept all of them. */
  readonly broken: readonly string[];
}

export interface MovesOptions {
  /** The one that moves; otherwise one that dirties memory, or any with a ledger. */
  readonly vm?: string | undefined;
  readonly count: number;
  readonly encrypted: boolean;
  readonly onStep: (text: string) => void;
  readonly interrupted: AbortSignal;
}

/** Throws a Failure when nothing can be watched or moved, or when it is interrupted. */
export async function runMoves(lab: RunningLab, options: MovesOptions): Promise<MovesResult> {
  const { count, encrypted, onStep, interrupted } = options;
  const labName = lab.state.lab.name;
  const until = waiting(interrupted);
  const vcenter = await connectVcenter(vcenterAccess(labName));
  const broken: string[] = [];
  const resources: { close(): unknown }[] = [{ close: () => vcenter.logout().catch(() => undefined) }];
  try {
    const vm = await chosenVm(lab, new Inventory(vcenter), options.vm);
    const watch = new LockWatch(lab, [vm.vmPathName]);
    resources.push(watch);
    const gateway = new SwitchClient(String(lab.state.processes.find(({ kind }) => kind === 'switch')?.facts.url));
    const client = await openClient(gateway, vm, () => watch.look());
    resources.push({ close: () => client.writer.stop().finally(() => client.ledger.close()) });
    const pinger = new Pinger(gateway, vm.ipAddress);
    resources.push({ close: () => pinger.stop() });
    const observers = { client, pinger, until };
    onStep(`${vm.name} on ${vm.host}: a ping every 10 ms, a client appends to its ledger`);
    const quietFrom = performance.now();
    await answering(observers, quietFrom);
    const quiet = { from: quietFrom, to: performance.now() };

    const spans: Span[] = [];
    const migrations: Migration[] = [];
    for (let number = 1; number <= count; number += 1) {
      const uptimeMs = await uptimeOf(client);
      const to = await nextHost(vcenter, vm.name);
      const prefix = `move ${number} of ${count}, to ${to}`;
      onStep(prefix);
      const from = performance.now();
      try {
        migrations.push(
          await migrate(
            vcenter,
            vm.name,
            { host: to, encrypted },
            { onProgress: (text) => onStep(`${prefix}: ${text}`), interrupted },
          ),
        );
      } catch (error) {
        const failure = failureOf(error);
        if (!failure || interrupted.aborted) throw error;
        broken.push(`move ${number}: ${failure.message}`);
        break;
      }
      const moved = performance.now();
      spans.push({ from, to: moved });
      await answering(observers, moved);
      watch.look();
      const owner = watch.history(vm.vmPathName).lastHolder;
      if (owner !== to)
        broken.push(`move ${number}: vCenter says that it moved to ${to}, its lock belongs to ${owner}`);
      const uptimeAfterMs = await uptimeOf(client);
      if (uptimeAfterMs < uptimeMs)
        broken.push(`move ${number}: the guest's uptime jumped from ${uptimeMs} to ${uptimeAfterMs} ms`);
    }
    await client.writer.stop();
    await pinger.stop();

    onStep('auditing the ledger');
    const audit = await auditClient(client);
    broken.push(...audit.violations);
    if (audit.boots > 0) broken.push(`the guest was started ${audit.boots} times: it did not move, it was restarted`);
    const answered = pinger.pings.flatMap(({ receivedAt }) => receivedAt ?? []);
    const acknowledged = client.writer.acknowledgements.map(({ receivedAt }) => receivedAt);
    const lost = lostOf(pinger.pings);
    return {
      vm: vm.name,
      moves: migrations.map((migration, index) => {
        const span = spans[index]!;
        return {
          ...migration,
          lostPings: countIn(lost, span),
          pingGapMs: longestGap(answered, span),
          ackGapMs: longestGap(acknowledged, span),
        };
      }),
      pings: pinger.pings.length,
      lostPings: lost.length,
      quietPingGapMs: longestGap(answered, quiet),
      audit,
      broken,
    };
  } finally {
    for (const resource of resources.reverse()) await resource.close();
  }
}

/** When those were sent that have no answer. */
function lostOf(pings: readonly Ping[]): number[] {
  return pings.flatMap(({ sentAt, receivedAt }) => (receivedAt === undefined ? sentAt : []));
}

/** The one that was asked for, or one whose guest dirties memory, or the first that has a ledger. */
async function chosenVm(lab: RunningLab, inventory: Inventory, wanted: string | undefined): Promise<VmRow> {
  const appOf = new Map(lab.state.lab.vms.map(({ name, app }) => [name, app]));
  const reachable = (vm: VmRow) => vm.powerState === 'poweredOn' && vm.ipAddress !== '';
  if (wanted !== undefined) {
    const vm = await inventory.vm(wanted);
    if (!reachable(vm)) throw new Failure(`${wanted} does not answer: it is ${vm.powerState}, without an address`);
    if (appOf.get(wanted) === 'idle') throw new Failure(`${wanted} has no ledger: it runs "idle"`);
    return vm;
  }
  const vms = (await inventory.vms()).filter((vm) => reachable(vm) && appOf.get(vm.name) !== 'idle');
  const vm = vms.find(({ name }) => appOf.get(name) === 'dirty') ?? vms[0];
  if (vm) return vm;
  throw new Failure(`no virtual machine of lab "${lab.state.lab.name}" is powered on and has a ledger`);
}

/** The connected host after the one where it is, going round. */
async function nextHost(vcenter: Vim25Client, vmName: string): Promise<string> {
  const inventory = new Inventory(vcenter);
  const [hosts, { host }] = await Promise.all([inventory.hosts(), inventory.vm(vmName)]);
  const connected = hosts.filter(({ name, connectionState }) => connectionState === 'connected' || name === host);
  const next = connected[(connected.findIndex(({ name }) => name === host) + 1) % connected.length];
  if (next && next.name !== host) return next.name;
  throw new Failure(`there is no host beside ${host} to which ${vmName} could move`);
}

/** Resolves when pings and appends have been answered for a while since then. */
async function answering(
  { client, pinger, until }: { readonly client: Client; readonly pinger: Pinger; readonly until: Until },
  since: number,
): Promise<void> {
  const { writer } = client;
  await until(`${writer.name} to answer`, () => {
    if (writer.failure) throw new Failure(`${writer.name}: ${writer.failure}`);
    if (pinger.failure) throw pinger.failure;
    const answered = pinger.pings.filter(({ sentAt, receivedAt }) => receivedAt !== undefined && sentAt >= since);
    return writer.acknowledgedSince(since) >= ACKNOWLEDGEMENTS && answered.length >= PINGS;
  });
}

async function uptimeOf({ ledger }: Client): Promise<number> {
  return Number((await ledger.status()).uptimeMs);
}
