// `microsphere ha ...`: vSphere HA of the lab's cluster.
import { Argument, type Command, Option } from 'commander';
import {
  type Behavior,
  behaviors,
  configureProactive,
  type ProactiveOptions,
  remediations,
} from '../commands/health.ts';
import { printCapacity } from './capacity-text.ts';
import { readClusterCapacity } from './cluster-capacity.ts';
import { addConfigureCommand } from './configure.ts';
import { haStatus, printHaStatus } from './ha-status.ts';
import { addRuleCommands } from './rule.ts';
import { haSettings } from './show.ts';
import { printHaSettings } from './show-text.ts';

/** What commands share. */
export interface HaProgramContext {
  readonly json: () => Option;
  readonly labName: () => string | undefined;
  readonly print: (json: boolean | undefined, value: unknown, text: () => string) => void;
  readonly patiently: <T>(text: string, work: Promise<T>) => Promise<T>;
}

export function addHaCommands(program: Command, context: HaProgramContext): void {
  const ha = program.command('ha').description('vSphere HA of the cluster');
  addStatusCommand(ha, context);
  addShowCommand(ha, context);
  addConfigureCommand(ha, context);
  addRuleCommands(ha, context);
  addCapacityCommand(ha, context);
  addProactiveCommand(ha, context);
}

function addStatusCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  ha.command('status')
    .description('each host as HA sees it and who says so; protection, failovers under way, alarms')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const status = await patiently('asking vCenter', haStatus(labName()));
      print(options.json, status, () => printHaStatus(status));
    });
}

function addShowCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  ha.command('show')
    .description('how it is configured: the cluster, single virtual machines, rules, options, heartbeat datastores')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const settings = await patiently('asking vCenter', haSettings(labName()));
      print(options.json, settings, () => printHaSettings(settings));
    });
}

function addCapacityCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  ha.command('capacity')
    .description('what admission control counts, step by step, and what a host failure would leave')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const capacity = await patiently('asking vCenter', readClusterCapacity(labName()));
      print(options.json, capacity, () => printCapacity(capacity));
    });
}

function addProactiveCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  const remediation = (flag: string, of: string) =>
    new Option(`--${flag} <mode>`, `what becomes of a host that is ${of}`).choices(remediations).default('quarantine');
  ha.command('proactive')
    .addArgument(new Argument('<behavior>', 'manual: only say it; automated: do it').choices(behaviors))
    .description('proactive HA: what becomes of hosts whose hardware is degraded (see: host health)')
    .addOption(remediation('moderate', 'yellow'))
    .addOption(remediation('severe', 'red'))
    .addOption(json())
    .action(async (behavior: Behavior, options: Omit<ProactiveOptions, 'behavior'> & { readonly json?: boolean }) => {
      const { moderate, severe } = options;
      await patiently('configuring', configureProactive({ behavior, moderate, severe }, labName()));
      print(options.json, { behavior, moderate, severe }, () => `proactive HA is ${behavior}`);
    });
}
