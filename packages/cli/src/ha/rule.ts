// `microsphere ha rule`: which virtual machines are restarted after which, on which hosts they run, and which run apart.
import { type ManagedObjectReference, moRef, type Vim25Client } from '@microsphere/vim25';
import type { Command } from 'commander';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { findCluster, readNames, reconfigure } from './cluster.ts';
import type { HaProgramContext } from './commands.ts';
import { addRuleSpec, type RuleKind, removeRuleSpec } from './rule-spec.ts';
import { type HaSettings, readHaSettings } from './show.ts';

interface AddOptions {
  readonly vms: readonly string[];
  readonly after?: readonly string[];
  readonly on?: readonly string[];
  readonly notOn?: readonly string[];
  readonly apart?: boolean;
  readonly must?: boolean;
  readonly json?: boolean;
}

export function addRuleCommands(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  const rule = ha.command('rule').description('rules that restarts go by; `ha show` lists them');
  const printRules = (asJson: boolean | undefined, { rules }: HaSettings) =>
    print(asJson, rules, () => (rules.length === 0 ? 'There are no rules.' : rules.join('\n')));
  rule
    .command('add <name>')
    .description('what holds for these virtual machines: one of --after, --on, --not-on, --apart')
    .requiredOption('--vms <vm...>', 'the virtual machines that it is about')
    .option('--after <vm...>', 'they are restarted when all of these are ready')
    .option('--on <host...>', 'they run on these hosts')
    .option('--not-on <host...>', 'they do not run on these hosts')
    .option('--apart', 'no two of them run on one host')
    .option('--must', 'vSphere HA never breaks it: who finds no such host is not restarted')
    .addOption(json())
    .action(async (name: string, options: AddOptions) => {
      printRules(options.json, await patiently('configuring vSphere HA', addRule(name, options, labName())));
    });
  rule
    .command('remove <name>')
    .description('it holds no more')
    .addOption(json())
    .action(async (name: string, options: { readonly json?: boolean }) => {
      printRules(options.json, await patiently('configuring vSphere HA', removeRule(name, labName())));
    });
}

function addRule(name: string, options: AddOptions, labName: string | undefined): Promise<HaSettings> {
  return withVcenter(labName, async (client) => {
    const says = await kindOf(client, options);
    const vms = await vmsNamed(client, options.vms);
    const cluster = await findCluster(client);
    await reconfigure(client, cluster.ref, addRuleSpec({ name, vms, says, mandatory: options.must === true }));
    return readHaSettings(client);
  });
}

async function kindOf(client: Vim25Client, { after, on, notOn, apart }: AddOptions): Promise<RuleKind> {
  const given = [after, on, notOn, apart].filter((each) => each !== undefined);
  if (given.length !== 1) throw new Failure('a rule says one thing: --after, --on, --not-on or --apart', { status: 2 });
  if (after) return { kind: 'after', vms: await vmsNamed(client, after) };
  if (apart) return { kind: 'apart' };
  const { host } = await readNames(client);
  return { kind: on ? 'on' : 'notOn', hosts: (on ?? notOn ?? []).map(host) };
}

async function vmsNamed(client: Vim25Client, names: readonly string[]): Promise<ManagedObjectReference[]> {
  const inventory = new Inventory(client);
  const refs: ManagedObjectReference[] = [];
  for (const name of names) refs.push(moRef('VirtualMachine', (await inventory.vm(name)).moref));
  return refs;
}

function removeRule(name: string, labName: string | undefined): Promise<HaSettings> {
  return withVcenter(labName, async (client) => {
    const { ref, configuration } = await findCluster(client);
    await reconfigure(client, ref, removeRuleSpec(name, configuration));
    return readHaSettings(client);
  });
}
