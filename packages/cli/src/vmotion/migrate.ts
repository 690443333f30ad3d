// `microsphere vm migrate VM --host H [--datastore D]`: vMotion, Storage vMotion, or both, by vCenter's tasks; with what the hosts
// say of it while it goes on.
import {
  known,
  type MigrationDetails,
  migrationDetailsOf,
  moRef,
  type TypedReference,
  type Vim25Client,
} from '@microsphere/vim25';
import { hostNamed } from '../commands/host.ts';
import { about } from '../errors.ts';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { progressText } from './text.ts';

/** vim25 VirtualMachineMovePriority, as it is asked for here. */
export const movePriorities = { high: 'highPriority', default: 'defaultPriority', low: 'lowPriority' } as const;
export type MovePriority = keyof typeof movePriorities;

export interface MigrateSpec {
  /** Where it is to run; where it runs already, when it is not given. */
  readonly host?: string | undefined;
  /** Where its files are to lie; where they lie already, when it is not given. */
  readonly datastore?: string | undefined;
  readonly encrypted?: boolean | undefined;
  readonly priority?: MovePriority | undefined;
}

export interface MigrateOptions {
  readonly onProgress: (text: string) => void;
  /** Cancels the migration, as long as that can be done. */
  readonly interrupted: AbortSignal;
}

export interface Migration {
  readonly vm: string;
  readonly from: string;
  readonly to: string;
  /** Where its files lie now; absent when it was not asked to move them. */
  readonly datastore?: string;
  /** Of the memory that went from host to host; absent when none did. */
  readonly statistics?: MigrationDetails;
}

export function migrateVm(
  name: string,
  spec: MigrateSpec,
  options: MigrateOptions,
  labName?: string,
): Promise<Migration> {
  return withVcenter(labName, (client) => migrate(client, name, spec, options));
}

/** Resolves when it has moved. Throws a Failure that says why it has not. */
export async function migrate(
  client: Vim25Client,
  name: string,
  spec: MigrateSpec,
  options: MigrateOptions,
): Promise<Migration> {
  if (spec.host === undefined && spec.datastore === undefined)
    throw new Failure('say where it is to go: --host, --datastore, or both', { status: 2 });
  const before = await new Inventory(client).vm(name);
  const vm = moRef('VirtualMachine', before.moref);
  const host = spec.host === undefined ? undefined : await hostNamed(client, spec.host);
  const datastore = spec.datastore === undefined ? undefined : await datastoreNamed(client, spec.datastore);
  const move = async () => {
    const priority = movePriorities[spec.priority ?? 'default'];
    const task = datastore
      ? client.call(vm, 'RelocateVM_Task', {
          spec: { _typeName: 'VirtualMachineRelocateSpec', datastore, ...(host ? { host } : {}) },
          priority,
        })
      : client.call(vm, 'MigrateVM_Task', { priority, ...(host ? { host } : {}) });
    return watched(client, known(await task, 'Task'), options);
  };
  const statistics = await about(name, spec.encrypted ? encrypted(client, vm, move) : move());
  const { host: to } = await new Inventory(client).vm(name);
  return {
    vm: name,
    from: before.host,
    to,
    ...(spec.datastore === undefined ? {} : { datastore: spec.datastore }),
    ...(statistics ? { statistics } : {}),
  };
}

/** Follows a task to its end. */
async function watched(
  client: Vim25Client,
  task: TypedReference<'Task'>,
  { onProgress, interrupted }: MigrateOptions,
): Promise<MigrationDetails | undefined> {
  // One that has ended meanwhile says how by itself; a vCenter that has gone has no task any more.
  const cancel = () => void client.call(task, 'CancelTask', {}).catch(() => undefined);
  interrupted.addEventListener('abort', cancel);
  if (interrupted.aborted) cancel();
  try {
    let told = '';
    const info = await client.waitForTask(task, (percent, said) => {
      const details = migrationDetailsOf(said);
      const waiting = said.state === 'queued' ? 'waiting for its turn' : 'the destination makes room';
      const text = details ? progressText(percent, details) : waiting;
      if (text !== told) onProgress(text);
      told = text;
    });
    return migrationDetailsOf(info);
  } finally {
    interrupted.removeEventListener('abort', cancel);
  }
}

/** Whether a migration is encrypted is a setting of the virtual machine, not of the call: it is so for the time of this one. */
async function encrypted<T>(
  client: Vim25Client,
  vm: TypedReference<'VirtualMachine'>,
  move: () => Promise<T>,
): Promise<T> {
  const setting = (await client.property(vm, 'config'))?.migrateEncryption ?? 'opportunistic';
  const set = async (migrateEncryption: string) => {
    const spec = { _typeName: 'VirtualMachineConfigSpec', migrateEncryption } as const;
    await client.waitForTask(await client.call(vm, 'ReconfigVM_Task', { spec }));
  };
  if (setting === 'required') return move();
  await set('required');
  try {
    return await move();
  } finally {
    await set(setting);
  }
}

async function datastoreNamed(client: Vim25Client, name: string): Promise<TypedReference<'Datastore'>> {
  const datastores = await client.retrieve('Datastore', ['name']);
  const found = datastores.find(({ properties }) => properties.name === name);
  if (found) return found.obj;
  const others = datastores.map(({ properties }) => properties.name).sort();
  throw new Failure(`no datastore "${name}"; there are: ${others.join(', ')}`);
}
