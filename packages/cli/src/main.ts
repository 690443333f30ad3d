// The `microsphere` command: parses, calls one function a command, prints. Results go to standard output (as one JSON
// document with --json), everything else to standard error; a command that can't do what it was asked prints one line
// and exits non-zero.
import { guestImageNames } from '@microsphere/guests';
import { profileNames } from '@microsphere/proto';
import { Command, CommanderError, Option } from 'commander';
import { answerVm, printQuestion } from './commands/answer.ts';
import { listArrays, printArrays, setLunMapped, setPortalOpen } from './commands/array.ts';
import { consoleCommand } from './commands/console.ts';
import { bringDown, printDown } from './commands/down.ts';
import { eventsCommand } from './commands/events.ts';
import { addAlarmCommands, addHostCommands } from './commands/host-program.ts';
import { killProcessAndWait, reviveProcess } from './commands/kill.ts';
import { appendToLedger, printLedger, readLedger } from './commands/ledger.ts';
import { pingVm, printPing } from './commands/ping.ts';
import { cloneVm } from './commands/snapshot.ts';
import { addSnapshotCommands } from './commands/snapshot-program.ts';
import { printStatus, printVms, statusOf, watchStatus } from './commands/status.ts';
import { bringUp, bringUpDetached, chosenLab, type UpOptions } from './commands/up.ts';
import { createVmCommand, listVms, operateVm, reserveCpu, type VmOperation, vmOperations } from './commands/vm.ts';
import { addresses, welcome } from './commands/welcome.ts';
import { type DemoOptions, demoHa, variations } from './demo/ha.ts';
import { type DemoVmotionOptions, demoVmotion } from './demo/vmotion.ts';
import { addDiskCommands } from './disk/commands.ts';
import { failureOf } from './errors.ts';
import { addClusterCommands } from './evc/commands.ts';
import { addHaCommands } from './ha/commands.ts';
import { guestApps, MAX_DIRTY_PAGES_PER_SECOND } from './lab/lab.ts';
import { populate } from './lab/populate.ts';
import { vcenterAccess } from './session.ts';
import { environmentHelp, ipv4Address, labNameArgument, wholeNumber } from './terminal/arguments.ts';
import { tell } from './terminal/failure.ts';
import { aborted, interruption } from './terminal/interruption.ts';
import { Progress } from './terminal/progress.ts';
import { addVmfsCommands } from './vmfs/commands.ts';
import { addMigrateCommand } from './vmotion/commands.ts';

// A reader that has gone (`microsphere status | head -1`) is no error, and the supervisor outlives its terminal.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });

const program = new Command('microsphere')
  .description('A vSphere cluster small enough for a laptop and real enough to kill')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'microsphere: ')) })
  .option('--lab <name>', 'the lab to use, where several run', labNameArgument)
  .addHelpText('after', environmentHelp);

const labName = (): string | undefined => program.opts<{ lab?: string }>().lab;

function print(json: boolean | undefined, value: unknown, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`);
}

/** Says what is going on when it takes longer than a moment. */
function patiently<T>(text: string, work: Promise<T>): Promise<T> {
  return new Progress().during(text, work);
}

interface CreateOptions {
  readonly datastore: string;
  readonly ip?: string;
  readonly gateway?: string;
  readonly prefix: number;
  readonly image: string;
  readonly app: string;
  readonly dirtyPages: number;
  readonly memory: number;
  readonly cpu: number;
  readonly disk: number;
  readonly thin?: boolean;
  readonly eager?: boolean;
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON for programs');
const timing = () =>
  new Option('--timing <profile>', "vSphere's own figures, or the same scaled down").choices(profileNames);

program
  .command('up')
  .description('start a lab: broker, arrays, switch, vCenter, hosts, virtual machines')
  .option('-f, --file <lab.yaml>', 'the lab file; default: three hosts, two datastores, six virtual machines')
  .option('-d, --detach', 'go on in the background')
  .addOption(timing())
  .option('--port <port>', "port of vCenter instead of the lab file's (0: any free one)", wholeNumber(0, 65_535))
  .addOption(json())
  .action(
    async (options: {
      file?: string;
      detach?: boolean;
      timing?: UpOptions['timing'];
      port?: number;
      json?: boolean;
    }) => {
      const progress = new Progress();
      const { file, timing, port: vcenterPort } = options;
      const up: UpOptions = { file, name: labName(), timing, vcenterPort };
      const interrupted = interruption();
      if (options.detach) {
        const state = await bringUpDetached(up, progress, interrupted);
        print(options.json, addresses(state), () => welcome(state));
        return;
      }
      const lab = await bringUp(up, progress, interrupted);
      print(options.json, addresses(lab.state), () => welcome(lab.state));
      await Promise.race([aborted(interrupted), lab.stopAsked]);
      progress.step('stopping');
      await lab.down();
      progress.done();
    },
  );

program
  .command('populate')
  .description("fill the inventory of MICROSPHERE_VCENTER with a lab's cluster, datastores and virtual machines")
  .option('-f, --file <lab.yaml>', 'the lab file; default: three hosts, two datastores, six virtual machines')
  .action(async (options: { file?: string }) => {
    const progress = new Progress();
    const warnings = await populate(chosenLab(options), vcenterAccess(labName()), (text) => progress.step(text));
    progress.done();
    for (const warning of warnings) tell(warning);
  });

program
  .command('down')
  .description('stop a lab; its disks stay')
  .option('--purge', 'remove its disks, database and logs too')
  .addOption(json())
  .action(async (options: { purge?: boolean; json?: boolean }) => {
    const result = await patiently('stopping', bringDown(labName(), { purge: options.purge ?? false }));
    print(options.json, result, () => printDown(result));
  });

program
  .command('status')
  .description('processes, hosts, datastores and virtual machines')
  .option('--watch', 'show it again whenever it changes, until Ctrl-C')
  .addOption(json())
  .action(async (options: { watch?: boolean; json?: boolean }) => {
    if (options.watch) await watchStatus(labName(), { json: options.json ?? false, interrupted: interruption() });
    else {
      const status = await patiently('asking vCenter', statusOf(labName()));
      print(options.json, status, () => printStatus(status));
    }
  });

const vm = program.command('vm').description('virtual machines');
vm.command('ls')
  .description('list them')
  .addOption(json())
  .action(async (options: { json?: boolean }) => {
    const vms = await patiently('asking vCenter', listVms(labName()));
    print(options.json, vms, () => printVms(vms));
  });
vm.command('create <name>')
  .description('create a virtual machine from a guest image')
  .requiredOption('--datastore <name>', 'where its files go')
  .option('--ip <address>', 'its address on the VM network', ipv4Address)
  .option('--gateway <address>', 'its gateway', ipv4Address)
  .option('--prefix <length>', 'length of the network prefix', wholeNumber(8, 30), 24)
  .addOption(
    new Option('--image <name>', 'guest image that its disk starts with').choices(guestImageNames).default('ledger'),
  )
  .addOption(new Option('--app <name>', 'what the guest runs').choices(guestApps).default('ledger'))
  .option(
    '--dirty-pages <count>',
    'pages of 4 KiB that the app "dirty" writes to in a second',
    wholeNumber(0, MAX_DIRTY_PAGES_PER_SECOND),
    256,
  )
  .option('--memory <MiB>', 'guest memory', wholeNumber(4, 1024), 4)
  .option('--cpu <MHz>', 'CPU of its host that is kept for it', wholeNumber(0, 999_999_999), 0)
  .option('--disk <MiB>', 'size of its disk', wholeNumber(2, 65_536), 16)
  .addOption(new Option('--thin', 'a disk that takes space as it is written to').conflicts('eager'))
  .option('--eager', 'a disk that is zeroed before it is used')
  .addOption(json())
  .action(async (name: string, options: CreateOptions) => {
    const { datastore, image, memory, cpu, disk, app, dirtyPages, ip, gateway, prefix } = options;
    const dirtyPagesPerSecond = app === 'dirty' ? dirtyPages : undefined;
    const guest = { app, dirtyPagesPerSecond, ip, gateway, prefix };
    const provisioning = options.thin ? 'thin' : options.eager ? 'eagerZeroedThick' : undefined;
    const size = { memoryMb: memory, cpuReservationMhz: cpu, diskMb: disk };
    const spec = { name, datastore, image, ...size, provisioning, guest } as const;
    const created = await patiently(`creating ${name}`, createVmCommand(spec, labName()));
    print(options.json, created, () => `${name} is created`);
  });
for (const verb of Object.keys(vmOperations) as VmOperation[]) {
  const { description, done } = vmOperations[verb];
  vm.command(`${verb} <name>`)
    .description(description)
    .addOption(json())
    .action(async (name: string, options: { json?: boolean }) => {
      await patiently(`${name}: ${verb}`, operateVm(verb, name, labName()));
      print(options.json, { name, done: verb }, () => `${name} ${done}`);
    });
}
vm.command('reserve')
  .argument('<name>')
  .argument('<MHz>', 'CPU of its host that is kept for it (0: none)', wholeNumber(0, 999_999_999))
  .description('reserve CPU for it, whether it is on or off; its memory is always reserved')
  .addOption(json())
  .action(async (name: string, mhz: number, options: { json?: boolean }) => {
    const reserved = await patiently(`${name}: reserve`, reserveCpu(name, mhz, labName()));
    print(options.json, reserved, () => `${mhz} MHz are reserved for ${name}`);
  });
vm.command('clone <name> <clone>')
  .description('make another one with the same disks')
  .option(
    '--snapshot <snapshot>',
    'of a snapshot, by name or id, instead of the present state (for which it must be off)',
  )
  .option('--linked', "its disks hold only what differs from the snapshot's")
  .option('--thin', 'disks that take space as they are written to')
  .option('--datastore <name>', "where its files go; default: where the other's are")
  .option('--ip <address>', 'its address on the VM network', ipv4Address)
  .addOption(json())
  .action(
    async (
      name: string,
      clone: string,
      options: { snapshot?: string; linked?: boolean; thin?: boolean; datastore?: string; ip?: string; json?: boolean },
    ) => {
      const { snapshot, linked = false, thin = false, datastore, ip } = options;
      const made = cloneVm(name, { clone, snapshot, linked, thin, datastore, ip }, labName());
      print(options.json, await patiently(`cloning ${name}`, made), () => `${clone} is a clone of ${name}`);
    },
  );
vm.command('answer <name> [choice]')
  .description('what it asks before it goes on; or the answer to that')
  .addOption(json())
  .action(async (name: string, choice: string | undefined, options: { json?: boolean }) => {
    const question = await answerVm(name, choice, labName());
    print(options.json, question, () =>
      choice === undefined ? printQuestion(question) : `${name} was answered: ${choice}`,
    );
  });
addMigrateCommand(vm, { json, labName, print, patiently });
addSnapshotCommands(vm, { json, labName, print, patiently });
vm.command('console <name>')
  .description('its console on this terminal; Ctrl-] ends it')
  .action((name: string) => consoleCommand(name, labName()));

program
  .command('kill <process>')
  .description('SIGKILL a host, or: vcenter, array, switch, nats')
  .addOption(json())
  .action(async (name: string, options: { json?: boolean }) => {
    const killed = await killProcessAndWait(name, labName());
    print(options.json, killed, () => `${killed.name} (pid ${killed.pid}) is killed`);
  });

program
  .command('revive <process>')
  .description('start a process again that was killed')
  .addOption(json())
  .action(async (name: string, options: { json?: boolean }) => {
    const revived = await patiently(`starting ${name}`, reviveProcess(name, labName()));
    print(options.json, revived, () => `${revived.name} serves again`);
  });

const array = program.command('array').description('the storage arrays, as their administrator sees them');
array
  .command('ls')
  .description('their LUNs and target portals, and which hosts are logged in')
  .addOption(json())
  .action(async (options: { json?: boolean }) => {
    const arrays = await patiently('asking the arrays', listArrays(labName()));
    print(options.json, arrays, () => printArrays(arrays));
  });
for (const mapped of [false, true])
  array
    .command(`${mapped ? 'map' : 'unmap'}-lun <lun>`)
    .description(mapped ? 'give a LUN back to the hosts' : 'take a LUN away from the hosts: permanent device loss')
    .addOption(json())
    .action(async (lun: string, options: { json?: boolean }) => {
      const done = await setLunMapped(lun, mapped, labName());
      print(options.json, done, () => `LUN ${lun} is ${mapped ? 'mapped' : 'unmapped'}`);
    });
for (const open of [false, true])
  array
    .command(`${open ? 'open' : 'close'}-portal`)
    .argument('<array>')
    .argument('<portal>', 'its number', wholeNumber(1))
    .description(open ? 'let hosts log in at a target portal again' : 'cut the path of every host to a target portal')
    .addOption(json())
    .action(async (name: string, portal: number, options: { json?: boolean }) => {
      const done = await setPortalOpen({ array: name, portal }, open, labName());
      print(options.json, done, () => `portal ${portal} of ${name} is ${open ? 'open' : 'closed'}`);
    });

program
  .command('events')
  .description("vCenter's events, oldest first")
  .option('-f, --follow', 'go on until Ctrl-C')
  .option('-n, --lines <count>', 'how many of the past (0: all)', wholeNumber(0), 20)
  .addOption(json())
  .action((options: { follow?: boolean; lines: number; json?: boolean }) => eventsCommand(options, labName()));

program
  .command('ping <vm>')
  .description('ping a virtual machine from the gateway of the VM network')
  .option('-c, --count <count>', 'how many', wholeNumber(1), 4)
  .addOption(json())
  .action(async (name: string, options: { count: number; json?: boolean }) => {
    const onReply = (line: string) => process.stdout.write(`${line}\n`);
    const result = await pingVm(name, { count: options.count, ...(options.json ? {} : { onReply }) }, labName());
    print(options.json, result, () => printPing(result));
    if (result.received === 0) process.exitCode = 1;
  });

const ledger = program.command('ledger').description('the ledger application in a virtual machine');
ledger
  .command('append <vm>')
  .description('append entries, each acknowledged when it is durable')
  .option('-c, --count <count>', 'how many', wholeNumber(1), 1)
  .addOption(json())
  .action(async (name: string, options: { count: number; json?: boolean }) => {
    const result = await patiently(`waiting for the ledger of ${name}`, appendToLedger(name, options.count, labName()));
    print(
      options.json,
      result,
      () => `${result.appended} appended by client ${result.client}, the last one at index ${result.lastIndex}`,
    );
  });
ledger
  .command('read <vm>')
  .description('read the entries from its disk')
  .option('-n, --lines <count>', 'how many of the last', wholeNumber(0), 10)
  .addOption(json())
  .action(async (name: string, options: { lines: number; json?: boolean }) => {
    const result = await patiently(`waiting for the ledger of ${name}`, readLedger(name, options.lines, labName()));
    print(options.json, result, () => printLedger(result));
  });

addHostCommands(program, { json, labName, print, patiently });
addClusterCommands(program, { json, labName, print, patiently });
addHaCommands(program, { json, labName, print, patiently });
addAlarmCommands(program, { json, labName, print, patiently });
addDiskCommands(program, { labName, print });
addVmfsCommands(program, labName);

const demo = program.command('demo').description('demonstrations; each ends with a check of what it promised');
demo
  .command('ha')
  .description('kill the host that runs most virtual machines while clients append to ledgers; then audit every ledger')
  .addOption(timing())
  .addOption(new Option('--variation <name>', 'what is killed').choices(Object.keys(variations)).default('host'))
  .option('--runs <count>', 'how often, one after the other', wholeNumber(1), 1)
  .addOption(json())
  .action(async (options: DemoOptions) => {
    if (!(await demoHa({ ...options, lab: labName() }))) process.exitCode = 1;
  });
demo
  .command('vmotion')
  .description(
    'move a virtual machine from host to host while it is pinged and a client appends to its ledger; then audit',
  )
  .addOption(timing())
  .option('--vm <name>', 'the one that moves; default: one that dirties memory, or the first with a ledger')
  .option('--moves <count>', 'how often', wholeNumber(1), 10)
  .option('--encrypted', 'its memory is encrypted on the way')
  .addOption(json())
  .action(async (options: DemoVmotionOptions) => {
    if (!(await demoVmotion({ ...options, lab: labName() }))) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const failure = failureOf(error);
    if (!failure) throw error;
    tell(failure.message);
    process.exitCode = failure.status;
  }
}
