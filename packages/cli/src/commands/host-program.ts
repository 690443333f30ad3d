// `microsphere host ...` and `microsphere alarm ...`, as the program knows them: arguments, and what is printed.
import { type Command, Option } from 'commander';
import { type CabledNetwork, cabledNetworks } from '../supervisor/host-cables.ts';
import { wholeNumber } from '../terminal/arguments.ts';
import { Failure } from '../terminal/failure.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { acknowledgeAlarms, clearAlarms, listAlarms, printAlarms } from './alarm.ts';
import { changeCable, printCable } from './cable.ts';
import { type Component, components, type Health, healths, listHealth, postHealth, printHealth } from './health.ts';
import {
  enterMaintenance,
  exitMaintenance,
  type HostOperation,
  hostOperations,
  listHosts,
  operateHost,
  printHosts,
} from './host.ts';
import type { ProgramContext } from './snapshot-program.ts';

/** The longest cable, in milliseconds: beyond any distance on this planet. */
const MAX_CABLE_DELAY_MS = 10_000;

interface Options {
  readonly json?: boolean;
}

export function addHostCommands(program: Command, context: ProgramContext): void {
  const { json, labName, print, patiently } = context;
  const host = program.command('host').description('hosts: out of service, back, and how healthy they are');
  host
    .command('ls')
    .description('list them with their modes')
    .addOption(json())
    .action(async (options: Options) => {
      const hosts = await patiently('asking vCenter', listHosts(labName()));
      print(options.json, hosts, () => printHosts(hosts));
    });
  addMaintenanceCommand(host, context);
  for (const verb of Object.keys(hostOperations) as HostOperation[]) {
    const { description, done } = hostOperations[verb];
    host
      .command(`${verb} <host>`)
      .description(description)
      .addOption(json())
      .action(async (name: string, options: Options) => {
        await patiently(`${name}: ${verb}`, operateHost(verb, name, labName()));
        print(options.json, { name, done: verb }, () => `${name} ${done}`);
      });
  }
  addCableCommands(host, context);
  addHealthCommand(host, context);
}

interface CableOptions extends Options {
  readonly network: CabledNetwork;
}

function addCableCommands(host: Command, { json, labName, print }: ProgramContext): void {
  const network = () =>
    new Option('--network <name>', 'which of its cables').choices(cabledNetworks).default('management');
  for (const plugged of [false, true])
    host
      .command(`${plugged ? 'plug' : 'unplug'} <host>`)
      .description(
        plugged
          ? 'plug its cable to a network in again'
          : 'pull its cable to a network: it hears nobody there, and goes on running',
      )
      .addOption(network())
      .addOption(json())
      .action(async (name: string, options: CableOptions) => {
        const result = await changeCable(name, options.network, { plugged }, labName());
        print(options.json, result, () => printCable(result));
      });
  host
    .command('cable <host>')
    .description('how fast and how long its cable to a network is; without options as good as this machine can')
    .addOption(network())
    .option('--delay <ms>', 'what a byte needs to the other end', wholeNumber(0, MAX_CABLE_DELAY_MS), 0)
    .option('--mbit <rate>', 'Mbit/s in each direction (0: as fast as this machine can)', wholeNumber(0), 0)
    .addOption(json())
    .action(async (name: string, options: CableOptions & { readonly delay: number; readonly mbit: number }) => {
      const quality = { delayMs: options.delay, megabitsPerSecond: options.mbit };
      const result = await changeCable(name, options.network, quality, labName());
      print(options.json, result, () => printCable(result));
    });
}

function addMaintenanceCommand(host: Command, { json, labName, print, patiently }: ProgramContext): void {
  host
    .command('maintenance <host>')
    .description('move away what runs there, and put it into maintenance mode')
    .addOption(new Option('--exit', 'take it out of maintenance mode').conflicts('timeout'))
    .option('--timeout <seconds>', 'give up after this time (0: never)', wholeNumber(0), 0)
    .addOption(json())
    .action(async (name: string, options: Options & { readonly exit?: boolean; readonly timeout: number }) => {
      if (options.exit) {
        await patiently(`${name}: leaving maintenance mode`, exitMaintenance(name, labName()));
        print(options.json, { name, done: 'exit' }, () => `${name} is in service again`);
        return;
      }
      const progress = new Progress();
      const onProgress = (text: string) => progress.step(text);
      const asked = { timeoutSeconds: options.timeout, onProgress, interrupted: interruption() };
      try {
        await enterMaintenance(name, asked, labName());
      } finally {
        progress.done();
      }
      print(options.json, { name, done: 'maintenance' }, () => `${name} is in maintenance mode`);
    });
}

function addHealthCommand(host: Command, { json, labName, print, patiently }: ProgramContext): void {
  host
    .command('health')
    .argument('[host]', 'the host whose hardware is to be said to be well or not')
    .argument('[health]', `${healths.join(', ')}: how it is from now on`)
    .description('what the health provider of the lab says of hosts, for proactive HA; or have it say something')
    .addOption(new Option('--component <type>', 'what is degraded').choices(components).default('Fan'))
    .addOption(json())
    .action(
      async (name: string | undefined, status: string | undefined, options: Options & { component: Component }) => {
        if (name === undefined) {
          const rows = await patiently('asking vCenter', listHealth(labName()));
          print(options.json, rows, () => printHealth(rows));
          return;
        }
        const { component } = options;
        const row = await patiently(
          `${name}: ${component}`,
          postHealth({ host: name, component, status: healthArgument(status) }, labName()),
        );
        print(options.json, row, () => `${component} of ${name} is ${row.status}`);
      },
    );
}

function healthArgument(text: string | undefined): Health {
  const health = healths.find((known) => known === text);
  if (health) return health;
  throw new Failure(`say how it is: ${healths.join(', ')}`, { status: 2 });
}

export function addAlarmCommands(program: Command, { json, labName, print, patiently }: ProgramContext): void {
  const alarm = program.command('alarm').description('alarms that are triggered');
  alarm
    .command('ls')
    .description('list them, the oldest first')
    .addOption(json())
    .action(async (options: Options) => {
      const alarms = await patiently('asking vCenter', listAlarms(labName()));
      print(options.json, alarms, () => printAlarms(alarms));
    });
  alarm
    .command('acknowledge <entity> [alarm]')
    .description('say that somebody has seen what a host, cluster or virtual machine has triggered; it stays triggered')
    .addOption(json())
    .action(async (entity: string, name: string | undefined, options: Options) => {
      const alarms = await patiently('asking vCenter', acknowledgeAlarms({ entity, alarm: name }, labName()));
      print(options.json, alarms, () => printAlarms(alarms));
    });
  alarm
    .command('clear')
    .description('reset all that events have triggered; what a state triggers lasts as long as the state')
    .addOption(json())
    .action(async (options: Options) => {
      const left = await patiently('asking vCenter', clearAlarms(labName()));
      print(options.json, left, () => printAlarms(left));
    });
}
