// A virtual machine's .vmx: what it is made of, in the words of VMware's configuration files. Keys that mean nothing here
// are kept: they are the VM's extraConfig.
import { formatVmx, parseVmx } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';

/** Hardware version that new VMs get (vSphere 8: 21). */
const VIRTUAL_HARDWARE_VERSION = '21';
/** Disks and adapters that are looked for in a .vmx (vSphere: 16 units on one SCSI controller, 10 adapters). */
const MAX_DISKS = 16;
const MAX_ADAPTERS = 10;
/** The longest .vmx that is read, in bytes. */
export const MAX_VMX_BYTES = 64 * 1024;

export interface VmConfiguration {
  readonly name: string;
  /** vim25 config.instanceUuid: names the VM for vCenter. */
  readonly instanceUuid: string;
  readonly biosUuid: string;
  readonly memoryMb: number;
  readonly numCpu: number;
  /** Paths of the disks' descriptors on the VM's datastore: "/web/web.vmdk". */
  readonly disks: readonly string[];
  readonly adapters: readonly { readonly macAddress: string; readonly network: string }[];
  /** guestinfo.* and advanced settings. */
  readonly extraConfig: ReadonlyMap<string, string>;
  /** Whether somebody wanted its last power-off; false while it is on, absent while it never was. */
  readonly cleanShutdown?: boolean;
  /** vim25 config.changeTrackingEnabled. */
  readonly changeTrackingEnabled?: boolean;
  /** vim25 config.cpuAllocation.reservation, in MHz; absent: none. */
  readonly cpuReservationMhz?: number;
  /** A Storage vMotion of it was begun, and has not been ended. */
  readonly relocation?: Relocation;
}

/** What the .vmx at either end of a Storage vMotion says of the other one: a path as "[datastore2] web/web.vmx". */
export interface Relocation {
  /** Of the migration: a path alone may be another's by now. */
  readonly id: string;
  /** Its files were to go there; whether they have, the lock record of this .vmx says. */
  readonly destination?: string;
  /** Its files come from there; whether they have, the lock record of that .vmx says. */
  readonly source?: string;
}

/** A .vmx as it was read. */
export interface Vmx {
  readonly text: string;
  readonly configuration: VmConfiguration;
}

/** Says in a .vmx whether the last power-off was somebody's wish. */
const CLEAN_SHUTDOWN = 'cleanShutdown';

/** Whether changed blocks are tracked: of the VM, and of each disk. */
const CHANGE_TRACKING = 'ctkEnabled';

/** The CPU that is kept for the VM, and in what that is. */
const CPU_RESERVATION = 'sched.cpu.min';
const CPU_UNITS = 'sched.cpu.units';

/** Of a Storage vMotion. */
const RELOCATION_ID = 'migrate.id';
const RELOCATION_DESTINATION = 'migrate.destination';
const RELOCATION_SOURCE = 'migrate.source';

const fixedKeys = new Set([
  '.encoding',
  'config.version',
  'virtualHW.version',
  'displayName',
  'guestOS',
  'uuid.bios',
  'vc.uuid',
  'memSize',
  'numvcpus',
  CLEAN_SHUTDOWN,
  CHANGE_TRACKING,
  CPU_RESERVATION,
  CPU_UNITS,
  RELOCATION_ID,
  RELOCATION_DESTINATION,
  RELOCATION_SOURCE,
]);
const deviceKey = /^(scsi0|scsi0:\d+|ethernet\d+)\./;

const isOwnKey = (key: string): boolean => fixedKeys.has(key) || deviceKey.test(key);

/** "42 3c 0a ... 11-22 ...": a UUID as .vmx files have it. */
function toVmxUuid(uuid: string): string {
  const bytes = uuid.replaceAll('-', '').match(/../g) ?? [];
  return `${bytes.slice(0, 8).join(' ')}-${bytes.slice(8).join(' ')}`;
}

function fromVmxUuid(text: string): string {
  return text.replace(/[\s-]/g, '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The .vmx as text. Faults: InvalidArgument for extraConfig that would change what the VM is made of. */
export function formatVmConfiguration(configuration: VmConfiguration): string {
  const { name, instanceUuid, biosUuid, memoryMb, numCpu, disks, adapters, extraConfig } = configuration;
  const settings = new Map<string, string>([
    ['.encoding', 'UTF-8'],
    ['config.version', '8'],
    ['virtualHW.version', VIRTUAL_HARDWARE_VERSION],
    ['displayName', name],
    ['guestOS', 'other-64'],
    ['uuid.bios', toVmxUuid(biosUuid)],
    ['vc.uuid', toVmxUuid(instanceUuid)],
    ['memSize', String(memoryMb)],
    ['numvcpus', String(numCpu)],
  ]);
  setCpuReservation(settings, configuration.cpuReservationMhz ?? 0);
  if (disks.length > 0) settings.set('scsi0.present', 'TRUE');
  for (const [unit, disk] of disks.entries()) {
    settings.set(`scsi0:${unit}.present`, 'TRUE');
    settings.set(`scsi0:${unit}.deviceType`, 'scsi-hardDisk');
    settings.set(`scsi0:${unit}.fileName`, disk.slice(disk.lastIndexOf('/') + 1));
  }
  for (const [unit, { macAddress, network }] of adapters.entries()) {
    settings.set(`ethernet${unit}.present`, 'TRUE');
    settings.set(`ethernet${unit}.networkName`, network);
    settings.set(`ethernet${unit}.addressType`, 'static');
    settings.set(`ethernet${unit}.address`, macAddress);
  }
  for (const [key, value] of extraConfig) {
    if (isOwnKey(key)) throw new HostFault('InvalidArgument', `extraConfig: ${key} is not an advanced setting`);
    settings.set(key, value);
  }
  return formatVmx(settings);
}

function setCpuReservation(settings: Map<string, string>, reservationMhz: number): void {
  if (reservationMhz === 0) for (const key of [CPU_RESERVATION, CPU_UNITS]) settings.delete(key);
  else settings.set(CPU_RESERVATION, String(reservationMhz)).set(CPU_UNITS, 'mhz');
}

/** What a .vmx at `path` says. Fault: InvalidVmConfig, with `name` and the line or the key that is wrong. */
export function parseVmConfiguration(text: string, path: string, name = path): VmConfiguration {
  const wrong = (what: string, cause?: unknown) => new HostFault('InvalidVmConfig', `${name}: ${what}`, { cause });
  let settings: Map<string, string>;
  try {
    settings = parseVmx(text);
  } catch (cause) {
    throw wrong((cause as Error).message, cause);
  }
  const value = (key: string): string => {
    const found = settings.get(key);
    if (found === undefined) throw wrong(`no ${key}`);
    return found;
  };
  const number = (key: string): number => {
    const found = value(key);
    if (!/^[1-9]\d{0,8}$/.test(found)) throw wrong(`${key} = ${JSON.stringify(found)} is not a positive number`);
    return Number(found);
  };
  const uuid = (key: string): string => {
    const found = fromVmxUuid(value(key));
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(found)) throw wrong(`${key} is not a UUID`);
    return found;
  };
  const units = (device: string, limit: number): string[] =>
    Array.from({ length: limit }, (_, unit) => `${device}${unit}`).filter(
      (name) => settings.get(`${name}.present`)?.toUpperCase() === 'TRUE',
    );
  const folder = path.slice(0, path.lastIndexOf('/'));
  const relocation = relocationIn(settings);
  return {
    name: value('displayName'),
    instanceUuid: uuid('vc.uuid'),
    biosUuid: uuid('uuid.bios'),
    memoryMb: number('memSize'),
    numCpu: number('numvcpus'),
    disks: units('scsi0:', MAX_DISKS).map((unit) => {
      const file = value(`${unit}.fileName`);
      if (!/^[^/]+\.vmdk$/.test(file))
        throw wrong(`${unit}.fileName = ${JSON.stringify(file)} is no disk in its folder`);
      return `${folder}/${file}`;
    }),
    adapters: units('ethernet', MAX_ADAPTERS).map((unit) => ({
      macAddress: value(`${unit}.address`),
      network: value(`${unit}.networkName`),
    })),
    extraConfig: new Map([...settings].filter(([key]) => !isOwnKey(key))),
    ...(settings.get(CHANGE_TRACKING)?.toUpperCase() === 'TRUE' ? { changeTrackingEnabled: true } : {}),
    ...(settings.has(CPU_RESERVATION) ? { cpuReservationMhz: number(CPU_RESERVATION) } : {}),
    ...(relocation ? { relocation } : {}),
    ...(settings.has(CLEAN_SHUTDOWN) ? { cleanShutdown: value(CLEAN_SHUTDOWN).toUpperCase() === 'TRUE' } : {}),
  };
}

/** Reads the .vmx. Faults: FileNotFound, InvalidVmConfig. */
export async function readVmx(datastore: Pick<Datastore, 'name' | 'readFile'>, path: string): Promise<Vmx> {
  const bytes = await datastore.readFile(path);
  const name = `[${datastore.name}] ${path.slice(1)}`;
  if (bytes.length > MAX_VMX_BYTES)
    throw new HostFault('InvalidVmConfig', `${name} has ${bytes.length} bytes, at most ${MAX_VMX_BYTES}`);
  const text = Buffer.from(bytes).toString();
  return { text, configuration: parseVmConfiguration(text, path, name) };
}

/** The same .vmx with another answer to whether its power-off is wanted; all else stays as it is. */
export function withCleanShutdown({ text, configuration }: Vmx, cleanShutdown: boolean): Vmx {
  const settings = parseVmx(text).set(CLEAN_SHUTDOWN, cleanShutdown ? 'TRUE' : 'FALSE');
  return { text: formatVmx(settings), configuration: { ...configuration, cleanShutdown } };
}

/** "scsi0:0": how .vmx and .vmsd name the place of a disk. */
export function diskNode(unit: number): string {
  return `scsi0:${unit}`;
}

/** The same .vmx with other disks in the places of those that it has; `disks` are paths in its folder. */
export function withDisks({ text, configuration }: Vmx, disks: readonly string[]): Vmx {
  const settings = parseVmx(text);
  const nodes = Array.from({ length: MAX_DISKS }, (_, unit) => diskNode(unit)).filter((node) =>
    settings.has(`${node}.fileName`),
  );
  for (const [index, node] of nodes.entries()) {
    const disk = disks[index];
    if (disk !== undefined) settings.set(`${node}.fileName`, disk.slice(disk.lastIndexOf('/') + 1));
  }
  return { text: formatVmx(settings), configuration: { ...configuration, disks } };
}

/** The same .vmx with another answer to whether changed blocks are tracked. */
export function withChangeTracking({ text, configuration }: Vmx, changeTrackingEnabled: boolean): Vmx {
  const settings = parseVmx(text);
  const nodes = configuration.disks.map((_, unit) => `${diskNode(unit)}.${CHANGE_TRACKING}`);
  for (const key of [CHANGE_TRACKING, ...nodes]) settings.set(key, changeTrackingEnabled ? 'TRUE' : 'FALSE');
  return { text: formatVmx(settings), configuration: { ...configuration, changeTrackingEnabled } };
}

/** The same .vmx with another CPU reservation, in MHz; 0: none. */
export function withCpuReservation({ text, configuration }: Vmx, reservationMhz: number): Vmx {
  const settings = parseVmx(text);
  setCpuReservation(settings, reservationMhz);
  const { cpuReservationMhz: _before, ...rest } = configuration;
  const kept = reservationMhz === 0 ? {} : { cpuReservationMhz: reservationMhz };
  return { text: formatVmx(settings), configuration: { ...rest, ...kept } };
}

/** What the settings of a file say of a Storage vMotion, in a .vmx, or a .vmsd that was made first. */
export function relocationIn(settings: ReadonlyMap<string, string>): Relocation | undefined {
  const id = settings.get(RELOCATION_ID);
  if (id === undefined) return undefined;
  const destination = settings.get(RELOCATION_DESTINATION);
  const source = settings.get(RELOCATION_SOURCE);
  return { id, ...(destination === undefined ? {} : { destination }), ...(source === undefined ? {} : { source }) };
}

/** Changes what settings say of a Storage vMotion; undefined: there is none. */
export function setRelocation(settings: Map<string, string>, relocation: Relocation | undefined): Map<string, string> {
  const entries = [
    [RELOCATION_ID, relocation?.id],
    [RELOCATION_DESTINATION, relocation?.destination],
    [RELOCATION_SOURCE, relocation?.source],
  ] as const;
  for (const [key, value] of entries)
    if (value === undefined) settings.delete(key);
    else settings.set(key, value);
  return settings;
}

/** The same .vmx, as it says something else of a Storage vMotion. */
export function withRelocation({ text, configuration }: Vmx, relocation: Relocation | undefined): Vmx {
  const { relocation: _before, ...rest } = configuration;
  return {
    text: formatVmx(setRelocation(parseVmx(text), relocation)),
    configuration: { ...rest, ...(relocation ? { relocation } : {}) },
  };
}
