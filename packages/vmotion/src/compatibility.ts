// May a virtual machine move to a host, a datastore, or both? vim25's five groups of tests (CheckTestType), each finding an error,
// which forbids it, or a warning, which is only told. What runs must not be interrupted, so it is asked more of: adapters, processor,
// room and rules; what is off only needs its files, and what stays on its host only room for them (vmotion-ft.md 1.8). Findings name
// vim25 faults; vCenter makes them.
import { unmetFeatures } from './cpu-features.ts';
import { reaches, relocationSteps, type TargetDatastore } from './relocation.ts';

/** vim25 CheckTestType, in the order of the WSDL. */
export const checkTestTypes = [
  'sourceTests',
  'hostTests',
  'resourcePoolTests',
  'datastoreTests',
  'networkTests',
] as const;
export type CheckTestType = (typeof checkTestTypes)[number];

type PowerState = 'poweredOff' | 'poweredOn' | 'suspended';

/** A file on a datastore, and the device that it belongs to ("Hard disk 1"). */
export interface VmFile {
  readonly device: string;
  /** "[datastore1] web/web.vmdk" */
  readonly fileName: string;
  /** Managed-object id; undefined where no such datastore is known. */
  readonly datastore: string | undefined;
}

export interface MigratingVm {
  readonly id: string;
  readonly name: string;
  readonly powerState: PowerState;
  readonly vmxPath: string;
  /** Its host can't read its files. */
  readonly inaccessible: boolean;
  /** It stands still until somebody answers. */
  readonly hasQuestion: boolean;
  /** The tools in its guest have been heard lately. */
  readonly hasGuestHeartbeat: boolean;
  readonly memoryMb: number;
  readonly cpuReservationMhz: number;
  readonly cpuFeatures: readonly string[];
  /** The .vmx, and every file of its disks, those below snapshots included. */
  readonly files: readonly VmFile[];
  /** What they take, at least. */
  readonly committedBytes: number;
  readonly adapters: readonly { readonly device: string; readonly network: string; readonly networkName: string }[];
}

/** What is known of a host's vMotion adapter; `unknown`: the host has not said. */
export type VmotionAdapter = 'up' | 'linkDown' | 'notConfigured' | 'unknown';

export interface MigrationHost {
  readonly id: string;
  readonly name: string;
  readonly connected: boolean;
  /** In maintenance mode, or entering it. */
  readonly inMaintenanceMode: boolean;
  readonly vmotionAdapter: VmotionAdapter;
  readonly cpuFeatures: readonly string[];
  /** Managed-object ids of the datastores that it reaches, and of its networks. */
  readonly datastores: readonly string[];
  readonly networks: readonly string[];
  /** What nobody has reserved, migrations on their way there included. */
  readonly unreservedCpuMhz: number;
  readonly unreservedMemoryMb: number;
  /** vSphere HA keeps it free for failovers. */
  readonly isFailoverHost: boolean;
  /** vSphere HA is on and its agent there has an error. */
  readonly hasHaError: boolean;
}

/** A rule that the virtual machine is in. */
export type MigrationRule =
  | {
      readonly kind: 'vmHost';
      readonly name: string;
      readonly mandatory: boolean;
      readonly affine: boolean;
      readonly hosts: readonly string[];
    }
  | {
      readonly kind: 'vmVm';
      readonly name: string;
      readonly mandatory: boolean;
      readonly affine: boolean;
      /** Where the other virtual machines of the rule run. */
      readonly hosts: readonly string[];
    };

export interface CompatibilityInput {
  readonly vm: MigratingVm;
  readonly source: MigrationHost;
  /** The source, where only files move. */
  readonly destination: MigrationHost;
  /** Where all files are to be; undefined: where they are. */
  readonly storage?: TargetDatastore | undefined;
  readonly rules: readonly MigrationRule[];
  /** The power state that it must have; any, where it isn't given. */
  readonly requestedState?: PowerState | undefined;
}

interface HostName {
  readonly id: string;
  readonly name: string;
}

/** A vim25 fault by its name, with what its fields are made of. */
export type CompatibilityFault =
  | { readonly type: 'InvalidPowerState'; readonly requestedState: PowerState; readonly existingState: PowerState }
  | { readonly type: 'SuspendedRelocateNotSupported' }
  | { readonly type: 'CannotAccessVmConfig'; readonly file: string }
  | { readonly type: 'MigrationNotReady'; readonly reason: string }
  | { readonly type: 'NoGuestHeartbeat' }
  | { readonly type: 'HostNotConnected' }
  | { readonly type: 'InvalidHostState'; readonly host: HostName }
  | { readonly type: 'VMotionNotConfigured'; readonly atSourceHost: boolean; readonly host: HostName }
  | { readonly type: 'VMotionLinkDown'; readonly atSourceHost: boolean; readonly host: HostName }
  | { readonly type: 'FeatureRequirementsNotMet'; readonly features: readonly string[]; readonly host: HostName }
  | { readonly type: 'VmHostAffinityRuleViolation'; readonly host: HostName }
  | { readonly type: 'RuleViolation'; readonly host: HostName; readonly rule: string }
  | { readonly type: 'DisallowedOperationOnFailoverHost'; readonly host: HostName }
  | { readonly type: 'HAErrorsAtDest' }
  | {
      readonly type: 'InsufficientHostCpuCapacityFault';
      readonly host: HostName;
      readonly unreservedMhz: number;
      readonly requestedMhz: number;
    }
  | {
      readonly type: 'InsufficientHostMemoryCapacityFault';
      readonly host: HostName;
      readonly unreservedMb: number;
      readonly requestedMb: number;
    }
  | { readonly type: 'CannotAccessVmDisk'; readonly device: string; readonly file: string }
  | { readonly type: 'InaccessibleDatastore'; readonly datastore: TargetDatastore }
  | { readonly type: 'NoDiskSpace'; readonly file: string; readonly datastore: TargetDatastore }
  | { readonly type: 'NotSupported' }
  | {
      readonly type: 'CannotAccessNetwork';
      readonly device: string;
      readonly network: string;
      readonly networkName: string;
      readonly connected: boolean;
    };

export interface Finding {
  readonly test: CheckTestType;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fault: CompatibilityFault;
}

type Found = Omit<Finding, 'test'>;

const tests: Readonly<Record<CheckTestType, (input: CompatibilityInput) => Found[]>> = {
  sourceTests,
  hostTests,
  resourcePoolTests,
  datastoreTests,
  networkTests,
};

/** What stands in the way, in the order of the groups. */
export function checkCompatibility(
  input: CompatibilityInput,
  testTypes: readonly CheckTestType[] = checkTestTypes,
): Finding[] {
  return checkTestTypes
    .filter((test) => testTypes.includes(test))
    .flatMap((test) => tests[test](input).map((found) => ({ ...found, test })));
}

/** Whether it can move there, warnings or not. */
export function isCompatible(findings: readonly Finding[]): boolean {
  return !findings.some(({ severity }) => severity === 'error');
}

function error(fault: CompatibilityFault, message: string): Found {
  return { severity: 'error', message, fault };
}

function warning(fault: CompatibilityFault, message: string): Found {
  return { severity: 'warning', message, fault };
}

function isOn({ powerState }: MigratingVm): boolean {
  return powerState === 'poweredOn';
}

/** Its files change their datastore, and it stays where it runs. */
function onlyFilesMove({ source, destination, storage }: CompatibilityInput): boolean {
  return storage !== undefined && source.id === destination.id;
}

function sourceTests(input: CompatibilityInput): Found[] {
  const { vm, source, requestedState } = input;
  const found: Found[] = [];
  const { name, powerState } = vm;
  if (requestedState !== undefined && requestedState !== powerState)
    found.push(
      error(
        { type: 'InvalidPowerState', requestedState, existingState: powerState },
        `${name} is ${powerState}, not ${requestedState}`,
      ),
    );
  if (powerState === 'suspended')
    found.push(error({ type: 'SuspendedRelocateNotSupported' }, `${name} is suspended: it can't be moved`));
  if (!source.connected) found.push(error({ type: 'HostNotConnected' }, `${source.name} is not connected`));
  if (vm.inaccessible)
    found.push(
      error({ type: 'CannotAccessVmConfig', file: vm.vmxPath }, `${source.name} can't read the files of ${name}`),
    );
  if (!isOn(vm)) return found;
  if (vm.hasQuestion) {
    const reason = `${name} waits for the answer to a question`;
    found.push(error({ type: 'MigrationNotReady', reason }, reason));
  }
  if (onlyFilesMove(input)) return found;
  found.push(...adapterTest(source, true));
  if (!vm.hasGuestHeartbeat)
    found.push(warning({ type: 'NoGuestHeartbeat' }, `no heartbeat of the guest of ${name} is being received`));
  return found;
}

/** A host that hasn't said what its adapter is like is asked by the migration itself. */
function adapterTest(host: MigrationHost, atSourceHost: boolean): Found[] {
  const { id, name, vmotionAdapter } = host;
  if (vmotionAdapter === 'notConfigured')
    return [
      error({ type: 'VMotionNotConfigured', atSourceHost, host: { id, name } }, `${name} has no adapter for vMotion`),
    ];
  if (vmotionAdapter === 'linkDown')
    return [error({ type: 'VMotionLinkDown', atSourceHost, host: { id, name } }, `vMotion of ${name}: no link`)];
  return [];
}

function hostTests(input: CompatibilityInput): Found[] {
  if (onlyFilesMove(input)) return [];
  const { vm, destination, rules } = input;
  const found: Found[] = [];
  const { id, name } = destination;
  const host = { id, name };
  if (!destination.connected) found.push(error({ type: 'HostNotConnected' }, `${name} is not connected`));
  if (destination.inMaintenanceMode)
    found.push(error({ type: 'InvalidHostState', host }, `${name} is in maintenance mode, or entering it`));
  if (!isOn(vm)) return found;
  found.push(...adapterTest(destination, false));
  const features = unmetFeatures(vm.cpuFeatures, destination.cpuFeatures);
  if (features.length > 0)
    found.push(
      error(
        { type: 'FeatureRequirementsNotMet', features, host },
        `the processor of ${name} lacks what ${vm.name} may be using: ${features.join(', ')}`,
      ),
    );
  if (destination.isFailoverHost)
    found.push(error({ type: 'DisallowedOperationOnFailoverHost', host }, `${name} is kept free for vSphere HA`));
  if (destination.hasHaError)
    found.push(warning({ type: 'HAErrorsAtDest' }, `vSphere HA would not restart ${vm.name} while it is on ${name}`));
  for (const rule of rules) if (!isObeyed(rule, id)) found.push(violation(rule, vm.name, host));
  return found;
}

function isObeyed(rule: MigrationRule, host: string): boolean {
  const isThere = rule.hosts.includes(host);
  if (!rule.affine) return !isThere;
  // A rule that keeps together what runs nowhere else says nothing.
  return isThere || (rule.kind === 'vmVm' && rule.hosts.length === 0);
}

/** What is only wanted (vim25: not mandatory) may be overruled by who moves it. */
function violation({ kind, name, mandatory }: MigrationRule, vmName: string, host: HostName): Found {
  const tell = mandatory ? error : warning;
  const message = `${vmName} on ${host.name} would violate the rule "${name}"`;
  return kind === 'vmHost'
    ? tell({ type: 'VmHostAffinityRuleViolation', host }, message)
    : tell({ type: 'RuleViolation', host, rule: name }, message);
}

/** Is there room to run it? vim25 puts this to the resource pool; the room of ours is that of the host. */
function resourcePoolTests(input: CompatibilityInput): Found[] {
  const { vm, destination } = input;
  if (!isOn(vm) || onlyFilesMove(input)) return [];
  const found: Found[] = [];
  const { id, name, unreservedCpuMhz: unreservedMhz, unreservedMemoryMb: unreservedMb } = destination;
  const host = { id, name };
  const { cpuReservationMhz: requestedMhz, memoryMb: requestedMb } = vm;
  if (requestedMhz > unreservedMhz)
    found.push(
      error(
        { type: 'InsufficientHostCpuCapacityFault', host, unreservedMhz, requestedMhz },
        `${name} has ${unreservedMhz} MHz unreserved, ${vm.name} reserves ${requestedMhz}`,
      ),
    );
  if (requestedMb > unreservedMb)
    found.push(
      error(
        { type: 'InsufficientHostMemoryCapacityFault', host, unreservedMb, requestedMb },
        `${name} has ${unreservedMb} MB unreserved, ${vm.name} needs ${requestedMb}`,
      ),
    );
  return found;
}

function datastoreTests(input: CompatibilityInput): Found[] {
  const { vm, destination, storage } = input;
  if (storage) return targetTests(input, storage);
  return vm.files
    .filter(({ datastore }) => !reaches(destination, datastore))
    .map(({ device, fileName: file }) => {
      const message = `${destination.name} does not reach ${file}`;
      return file === vm.vmxPath
        ? error({ type: 'CannotAccessVmConfig', file }, message)
        : error({ type: 'CannotAccessVmDisk', device, file }, message);
    });
}

/** Where they are now they need not be reached by the destination: they leave. */
function targetTests(input: CompatibilityInput, storage: TargetDatastore): Found[] {
  const { vm, source, destination } = input;
  const { name, freeBytes } = storage;
  const found: Found[] = [];
  if (!reaches(destination, storage.id))
    found.push(
      error({ type: 'InaccessibleDatastore', datastore: storage }, `${destination.name} does not reach ${name}`),
    );
  else if (!isOn(vm) && relocationSteps(input).includes('both')) {
    const [stranded] = vm.files.filter(({ datastore }) => !reaches(destination, datastore));
    found.push(
      error(
        { type: 'NotSupported' },
        `without shared storage ${vm.name} moves only while it runs: ${source.name} does not reach ${name}, nor ${destination.name} ${stranded?.fileName}`,
      ),
    );
  }
  if (freeBytes !== undefined && vm.committedBytes > freeBytes)
    found.push(
      error(
        { type: 'NoDiskSpace', file: vm.vmxPath, datastore: storage },
        `${name} has ${freeBytes} bytes free, ${vm.name} takes ${vm.committedBytes}`,
      ),
    );
  return found;
}

/** Its adapters are connected while it runs; off, it can be given another network. */
function networkTests(input: CompatibilityInput): Found[] {
  const { vm, source, destination } = input;
  if (onlyFilesMove(input)) return [];
  const tell = isOn(vm) ? error : warning;
  return (
    vm.adapters
      // A network that its own host does not list either is one that hosts make when they use it.
      .filter(({ network }) => source.networks.includes(network) && !destination.networks.includes(network))
      .map(({ device, network, networkName }) =>
        tell(
          { type: 'CannotAccessNetwork', device, network, networkName, connected: isOn(vm) },
          `${device} of ${vm.name}: ${destination.name} has no network "${networkName}"`,
        ),
      )
  );
}
