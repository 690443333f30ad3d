// `microsphere ha configure`: changes settings of vSphere HA while everything runs. With --vm they are those of one virtual
// machine. What is not said stays.
import {
  clusterDasConfigInfoHBDatastoreCandidates,
  clusterDasConfigInfoVmMonitoringStates,
  moRef,
} from '@microsphere/vim25';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { wholeNumber } from '../terminal/arguments.ts';
import { Failure } from '../terminal/failure.ts';
import { findCluster, readNames, reconfigure } from './cluster.ts';
import { clusterSpec, inheritingSpec, vmSpec } from './cluster-spec.ts';
import type { HaProgramContext } from './commands.ts';
import {
  admissionPolicies,
  apdClearedReactions,
  apdReactions,
  type ClusterHaSettings,
  isolationResponses,
  pdlReactions,
  readyConditions,
  restartPriorities,
  sensitivities,
  type VmHaSettings,
  vmHaSettings,
} from './settings.ts';
import { type HaSettings, readHaSettings } from './show.ts';
import { printHaSettings } from './show-text.ts';

interface ConfigureOptions extends Omit<ClusterHaSettings, 'hostMonitoring' | 'vmComponentProtecting' | 'options'> {
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly hostMonitoring?: 'on' | 'off';
  readonly vmComponentProtecting?: 'on' | 'off';
  readonly option?: Readonly<Record<string, string>>;
  readonly vm?: string;
  readonly inherit?: boolean;
  readonly json?: boolean;
}

/** "das.x=y"; several of them are one record. */
function collectOption(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, key = '', value = ''] = /^([^=\s]+)=(.*)$/.exec(text) ?? [];
  if (key === '') throw new InvalidArgumentError('It must be "KEY=VALUE"; without a value the option is removed.');
  return { ...before, [key]: value };
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function addConfigureCommand(ha: Command, { json, labName, print, patiently }: HaProgramContext): void {
  const seconds = wholeNumber(0, 1_000_000);
  const percent = wholeNumber(0, 100);
  ha.command('configure')
    .description('change settings while everything runs; what is not said stays')
    .addOption(new Option('--enable', 'turn vSphere HA on').conflicts('disable'))
    .option('--disable', 'turn it off')
    .addOption(new Option('--host-monitoring <state>', 'restart what ran on a host that failed').choices(['on', 'off']))
    .addOption(new Option('--priority <priority>', 'restart priority').choices(restartPriorities))
    .option('--priority-timeout-seconds <s>', 'how long lower priorities wait for it to be ready', seconds)
    .addOption(
      new Option('--isolation-response <response>', 'what an isolated host does with it').choices(isolationResponses),
    )
    .addOption(new Option('--ready <condition>', 'when it is ready').choices(readyConditions))
    .option('--ready-delay-seconds <s>', 'how long after that', seconds)
    .addOption(
      new Option('--vm-monitoring <level>', 'reset it when its tools, or its application, fall silent').choices(
        clusterDasConfigInfoVmMonitoringStates,
      ),
    )
    .addOption(new Option('--sensitivity <preset>', 'how soon').choices(sensitivities))
    .addOption(
      new Option('--vm-component-protecting <state>', 'VMCP as a whole; a reaction below turns it on').choices([
        'on',
        'off',
      ]),
    )
    .addOption(new Option('--on-apd <reaction>', 'when all paths to its storage are down').choices(apdReactions))
    .option('--apd-delay-seconds <s>', 'how long after the timeout of the paths', seconds)
    .addOption(
      new Option('--on-apd-cleared <reaction>', 'when a path is back before that').choices(apdClearedReactions),
    )
    .addOption(new Option('--on-pdl <reaction>', 'when its storage is lost for good').choices(pdlReactions))
    .addOption(
      new Option('--admission-control <policy>', 'what is kept free for a failover').choices(admissionPolicies),
    )
    .option('--host-failures <count>', 'host failures to tolerate (default: 1)', wholeNumber(0, 96))
    .option('--cpu-percent <percent>', 'CPU that is kept free, with "percentage"', percent)
    .option('--memory-percent <percent>', 'memory that is kept free, with "percentage"', percent)
    .option('--failover-hosts <host>', 'a host that is kept free, with "failoverHosts"; may be repeated', collect)
    .option('--tolerated-percent <percent>', 'performance that may be lost without a warning', percent)
    .option('--heartbeat-datastores <name>', 'a datastore that heartbeats prefer; may be repeated', collect)
    .addOption(
      new Option('--heartbeat-policy <policy>', 'which may be chosen').choices(
        clusterDasConfigInfoHBDatastoreCandidates,
      ),
    )
    .option('--option <key=value>', 'an advanced option; may be repeated', collectOption)
    .option('--vm <name>', 'settings of this virtual machine only')
    .addOption(new Option('--inherit', 'with --vm: it has nothing of its own any more'))
    .addOption(json())
    .action(async (options: ConfigureOptions) => {
      const settings = await patiently('configuring vSphere HA', configureHa(options, labName()));
      print(options.json, settings, () => printHaSettings(settings));
    });
}

/** Returns the settings as they are afterwards. */
function configureHa(options: ConfigureOptions, labName: string | undefined): Promise<HaSettings> {
  return withVcenter(labName, async (client) => {
    const {
      vm,
      inherit,
      enable,
      disable,
      hostMonitoring,
      vmComponentProtecting,
      option,
      json: _json,
      ...given
    } = options;
    const cluster = await findCluster(client);
    if (vm === undefined) {
      if (inherit) throw new Failure('--inherit is about a virtual machine: --vm NAME', { status: 2 });
      checkAdmission(given);
      const settings: ClusterHaSettings = {
        ...given,
        ...(enable || disable ? { enabled: enable === true } : {}),
        ...(hostMonitoring === undefined ? {} : { hostMonitoring: hostMonitoring === 'on' }),
        ...(vmComponentProtecting === undefined ? {} : { vmComponentProtecting: vmComponentProtecting === 'on' }),
        ...(option === undefined ? {} : { options: { ...option } }),
      };
      await reconfigure(client, cluster.ref, clusterSpec(settings, await readNames(client)));
      return readHaSettings(client);
    }
    const ref = moRef('VirtualMachine', (await new Inventory(client).vm(vm)).moref);
    const ofCluster = Object.keys({
      ...given,
      ...pick({ enable, disable, hostMonitoring, vmComponentProtecting, option }),
    }).find((name) => !Object.hasOwn(vmHaSettings.shape, name));
    if (ofCluster !== undefined)
      throw new Failure(`${flagOf(ofCluster)} is a setting of the whole cluster, not of a virtual machine`, {
        status: 2,
      });
    const { dasVmConfig = [], vmOrchestration = [] } = cluster.configuration;
    const has = {
      settings: dasVmConfig.some(({ key }) => key.value === ref.value),
      readiness: vmOrchestration.some((each) => each.vm.value === ref.value),
    };
    if (inherit) await reconfigure(client, cluster.ref, inheritingSpec(ref, has));
    if (Object.keys(given).length > 0)
      await reconfigure(client, cluster.ref, vmSpec(ref, given satisfies VmHaSettings));
    return readHaSettings(client);
  });
}

/** "vmMonitoring" is --vm-monitoring. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function pick(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Figures of a policy are said with the policy: it is one setting. */
function checkAdmission(given: ClusterHaSettings): void {
  const { admissionControl: policy } = given;
  const belongsTo: readonly (readonly [keyof ClusterHaSettings, string, readonly string[]])[] = [
    ['hostFailures', '--host-failures', ['slots', 'percentage', 'failoverHosts']],
    ['toleratedPercent', '--tolerated-percent', ['slots', 'percentage', 'failoverHosts']],
    ['cpuPercent', '--cpu-percent', ['percentage']],
    ['memoryPercent', '--memory-percent', ['percentage']],
    ['failoverHosts', '--failover-hosts', ['failoverHosts']],
  ];
  for (const [field, flag, policies] of belongsTo)
    if (given[field] !== undefined && !policies.includes(policy ?? ''))
      throw new Failure(`${flag} is said together with --admission-control ${policies.join(' or ')}`, { status: 2 });
}
