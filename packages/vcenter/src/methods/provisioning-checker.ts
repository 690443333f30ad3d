// VirtualMachineProvisioningChecker: what a migration would run into, without one. Each method is a task whose result says it for
// every virtual machine and host.
import {
  box,
  type ExactDataObject,
  type ManagedObjectReference,
  type Parameters,
  type TypedReference,
  Vim25Fault,
} from '@microsphere/vim25';
import { type CheckTestType, checkTestTypes, type Finding } from '@microsphere/vmotion';
import { type HostRecord, refOf, type VmRecord } from '../inventory/records.ts';
import { compatibilityFault } from '../provisioning/compatibility-faults.ts';
import { askedDestination } from '../provisioning/destination.ts';
import { findings } from '../provisioning/migration.ts';
import { parseRelocateSpec } from '../provisioning/relocate-spec.ts';
import { storageRelocation } from '../provisioning/storage-migration.ts';
import { fault, localized } from '../vmodl/faults.ts';
import type { Call, MethodsOf } from './call.ts';

/** Pairs of a virtual machine and a host that one query is answered for. */
export const MAX_PAIRS = 10_000;

type CheckResult = ExactDataObject<'CheckResult'>;

/** Fault: InvalidArgument. */
export function parseTestTypes(testType: readonly string[] | undefined): readonly CheckTestType[] {
  const isKnown = (given: string): given is CheckTestType => checkTestTypes.some((known) => known === given);
  const types: readonly string[] = testType && testType.length > 0 ? testType : checkTestTypes;
  return types.map((given) => {
    if (isKnown(given)) return given;
    throw fault('InvalidArgument', `testType: no such test: ${given}`, { invalidProperty: 'testType' });
  });
}

function vmNamed({ services }: Call, ref: ManagedObjectReference): VmRecord {
  const vm = services.inventory.find('VirtualMachine', ref.value);
  if (!vm) throw fault('ManagedObjectNotFound', `no such virtual machine: ${ref.value}`, { obj: ref });
  return vm;
}

function hostNamed({ services }: Call, ref: ManagedObjectReference): HostRecord {
  const host = services.inventory.find('HostSystem', ref.value);
  if (!host) throw fault('ManagedObjectNotFound', `no such host: ${ref.value}`, { obj: ref });
  return host;
}

function resultOf({ services }: Call, vm: VmRecord, host: HostRecord, found: readonly Finding[]): CheckResult {
  const { inventory } = services;
  const of = (severity: Finding['severity']) =>
    found
      .filter((finding) => finding.severity === severity)
      .map((finding) => localized(compatibilityFault(finding, { vm, inventory })));
  return { _typeName: 'CheckResult', vm: refOf(vm), host: refOf(host), warning: of('warning'), error: of('error') };
}

function checkTask(
  { services, userName }: Call,
  method: 'CheckMigrate_Task' | 'CheckRelocate_Task' | 'QueryVMotionCompatibilityEx_Task',
  self: ManagedObjectReference,
  check: () => readonly CheckResult[],
): TypedReference<'Task'> {
  const name = method.replace(/_Task$/, '');
  const descriptionId = `vm.check.ProvisioningChecker.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const spec = { descriptionId, name: method, entity: self, entityName: self.value, userName };
  return services.tasks.begin(spec, async () => box(check(), 'CheckResult[]'));
}

/** What would be refused before anything else is looked at is an error of the check. */
function orRefusal(vm: VmRecord, host: HostRecord, check: () => CheckResult): CheckResult {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Vim25Fault)) throw error;
    return { _typeName: 'CheckResult', vm: refOf(vm), host: refOf(host), warning: [], error: [localized(error)] };
  }
}

export const provisioningChecker: MethodsOf<'VirtualMachineProvisioningChecker'> = {
  CheckMigrate_Task(call, self, { vm: vmRef, host, pool, state, testType }) {
    const vm = vmNamed(call, vmRef);
    const tests = parseTestTypes(testType);
    const destination = askedDestination(call.services, vm, { host, pool });
    return checkTask(call, 'CheckMigrate_Task', self, () => [
      resultOf(call, vm, destination, findings(call.services, vm, destination, { state, tests })),
    ]);
  },

  CheckRelocate_Task(call, self, { vm: vmRef, spec, testType }) {
    const vm = vmNamed(call, vmRef);
    const tests = parseTestTypes(testType);
    const relocation = parseRelocateSpec(call.services, vm, spec);
    const { destination } = relocation;
    return checkTask(call, 'CheckRelocate_Task', self, () => [
      orRefusal(vm, destination, () => {
        const storage = storageRelocation(call.services.inventory, vm, relocation.storage);
        return resultOf(call, vm, destination, findings(call.services, vm, destination, { storage, tests }));
      }),
    ]);
  },

  QueryVMotionCompatibilityEx_Task(
    call,
    self,
    { vm, host }: Parameters<'VirtualMachineProvisioningChecker', 'QueryVMotionCompatibilityEx_Task'>,
  ) {
    const vms = vm.map((ref) => vmNamed(call, ref));
    const hosts = host.map((ref) => hostNamed(call, ref));
    if (vms.length * hosts.length > MAX_PAIRS)
      throw fault('InvalidArgument', `vm, host: more than ${MAX_PAIRS} pairs`, { invalidProperty: 'host' });
    return checkTask(call, 'QueryVMotionCompatibilityEx_Task', self, () =>
      vms.flatMap((each) =>
        hosts.map((destination) => resultOf(call, each, destination, vmotionFindings(call, each, destination))),
      ),
    );
  },
};

/** As if it ran and the host were connected and in service: whether the two fit, not whether it could go now. */
function vmotionFindings({ services }: Call, vm: VmRecord, destination: HostRecord): Finding[] {
  const inService: HostRecord = { ...destination, connectionState: 'connected', inMaintenanceMode: false };
  const entering = new Map([...services.entering].filter(([id]) => id !== destination.id));
  return findings({ ...services, entering }, { ...vm, powerState: 'poweredOn' }, inService, {
    tests: ['hostTests', 'datastoreTests', 'networkTests'],
  });
}
