// A lab: the datacenter that `microsphere up` brings up, as a lab.yaml describes it. One schema is the validation, the
// defaults, the types and (as labs/lab.schema.json) what editors complete from.
import { profileNames } from '@microsphere/proto';
import { z } from 'zod';
import { type ClusterHaSettings, clusterHaSettings, restartPriorities } from '../ha/settings.ts';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'letters, digits, ".", "_", "-"; at most 63');
const token = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and "-"; at most 31');
const ipv4 = z.ipv4();

/** What a lab may be called: it is the name of its directory too. */
export const labName = token;
/** An address on the VM network. */
export const address = ipv4;
/** What the guests of the image can run. */
export const guestApps = ['ledger', 'burn', 'dirty', 'idle'] as const;

const MAX_HOSTS = 64;
/** What a guest makes of more (packages/guests/os/load.c). */
export const MAX_DIRTY_PAGES_PER_SECOND = 100_000;

const host = z.strictObject({
  name: token.describe('Host name of the ESXi host'),
  cpus: z.int().min(1).max(16).default(2).describe('Physical CPUs; each is a thread of the host process'),
  mhz: z.int().min(1).max(500).default(20).describe('Speed of one CPU: millions of RISC-V instructions a second'),
  memoryMb: z.int().min(16).max(4032).default(64).describe('Physical memory in MiB'),
  isa: z
    .enum(['rv64ima', 'rv64imab'])
    .default('rv64imab')
    .describe('What its CPUs execute: those of the older generation lack the B extension (see docs/vmotion.md, EVC)'),
});

const array = z.strictObject({
  name: token.describe('Name of the storage array'),
});

const datastore = z.strictObject({
  name: name.describe('Datastore name; the LUN has the same name'),
  array: token.default('array1').describe('The array that exports the LUN'),
  sizeMb: z.int().min(64).max(1_048_576).default(1024).describe('Size of the LUN in MiB; its file is sparse'),
});

const network = z.strictObject({
  name: z.string().min(1).max(80).default('VM Network').describe('Name of the port group'),
  gateway: ipv4.default('10.10.0.1').describe('Address of the gateway in the physical switch'),
  prefix: z.int().min(8).max(30).default(24).describe('Length of the network prefix'),
});

const vm = z.strictObject({
  name: name.describe('Name of the virtual machine'),
  image: z.string().default('ledger').describe('Guest image that its disk starts with'),
  app: z.enum(guestApps).default('ledger').describe('What the guest runs'),
  dirtyPagesPerSecond: z
    .int()
    .min(0)
    .max(MAX_DIRTY_PAGES_PER_SECOND)
    .optional()
    .describe('Pages of 4 KiB that the app "dirty" writes to in a second; 256 where it is not said'),
  memoryMb: z.int().min(4).max(1024).default(4).describe('Guest memory in MiB'),
  cpuReservationMhz: z.int().min(0).max(500).default(0).describe('CPU of its host that is kept for it'),
  diskMb: z.int().min(2).max(65_536).default(16).describe('Size of the virtual disk in MiB'),
  datastore: name.describe('The datastore with its files'),
  ip: ipv4.describe('Address on the VM network'),
  priority: z
    .enum(restartPriorities)
    .optional()
    .describe("vSphere HA restart priority; where it is not said, the cluster's"),
  powerOn: z.boolean().default(true).describe('Whether `up` powers it on'),
});

/** Two entries of one list with one name are one mistake each. */
function unique(list: readonly { readonly name: string }[], path: string, context: z.RefinementCtx): void {
  const seen = new Map<string, number>();
  for (const [index, entry] of list.entries()) {
    if (seen.has(entry.name))
      context.addIssue({ code: 'custom', path: [path, index, 'name'], message: `"${entry.name}" is there already` });
    seen.set(entry.name, index);
  }
}

interface Subnet {
  readonly gateway: string;
  readonly prefix: number;
}

function numberOf(address: string): number {
  return address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

/** First address of a subnet, as a number, and how many it has. */
function rangeOf({ gateway, prefix }: Subnet): { readonly first: number; readonly size: number } {
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(numberOf(gateway) / size) * size, size };
}

/** Neither the first address of the gateway's subnet (its name) nor the last one (everybody). */
function isHostAddress(address: string, subnet: Subnet): boolean {
  const { first, size } = rangeOf(subnet);
  const offset = numberOf(address) - first;
  return offset > 0 && offset < size - 1;
}

/** "10.10.0.0/24" */
function networkOf(subnet: Subnet): string {
  const { first } = rangeOf(subnet);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${subnet.prefix}`;
}

export const labSchema = z
  .strictObject({
    name: labName.default('default').describe('Name of the lab; labs of different names may run at once'),
    timing: z
      .enum(profileNames)
      .default('fast')
      .describe("Timing profile: vSphere's own figures (realistic) or the same divided by five (fast)"),
    vcenter: z
      .strictObject({ port: z.int().min(0).max(65_535).default(8697).describe('Port of vCenter; 0: any free one') })
      .prefault({}),
    cluster: z
      .strictObject({
        name: name.default('cluster1'),
        ha: z
          .union([z.boolean(), clusterHaSettings])
          .default(true)
          .describe('Whether vSphere HA is on; or how it is configured when the lab is made, and then it is on'),
      })
      .prefault({}),
    arrays: z
      .array(array)
      .min(1)
      .max(8)
      .default([{ name: 'array1' }]),
    hosts: z.array(host).min(1).max(MAX_HOSTS),
    datastores: z.array(datastore).min(1).max(32),
    network: network.prefault({}),
    vms: z.array(vm).max(512).default([]),
  })
  .superRefine((lab, context) => {
    for (const list of ['arrays', 'hosts', 'datastores', 'vms'] as const) unique(lab[list], list, context);
    for (const [index, { array }] of lab.datastores.entries())
      if (!lab.arrays.some(({ name }) => name === array))
        context.addIssue({ code: 'custom', path: ['datastores', index, 'array'], message: `no array "${array}"` });
    const { failoverHosts = [], heartbeatDatastores = [] } = haSettingsOf(lab);
    for (const [index, name] of failoverHosts.entries())
      if (!lab.hosts.some((host) => host.name === name))
        context.addIssue({
          code: 'custom',
          path: ['cluster', 'ha', 'failoverHosts', index],
          message: `no host "${name}"`,
        });
    for (const [index, name] of heartbeatDatastores.entries())
      if (!lab.datastores.some((known) => known.name === name)) {
        const path = ['cluster', 'ha', 'heartbeatDatastores', index];
        context.addIssue({ code: 'custom', path, message: `no datastore "${name}"` });
      }
    const addresses = new Map([[lab.network.gateway, 'the gateway']]);
    for (const [index, { name, datastore, ip }] of lab.vms.entries()) {
      if (!lab.datastores.some((known) => known.name === datastore))
        context.addIssue({ code: 'custom', path: ['vms', index, 'datastore'], message: `no datastore "${datastore}"` });
      const owner = addresses.get(ip);
      if (owner) context.addIssue({ code: 'custom', path: ['vms', index, 'ip'], message: `${ip} belongs to ${owner}` });
      addresses.set(ip, name);
      const wellFormed = [ip, lab.network.gateway].every((text) => address.safeParse(text).success);
      if (wellFormed && !isHostAddress(ip, lab.network)) {
        const message = `${ip} is not in ${networkOf(lab.network)}`;
        context.addIssue({ code: 'custom', path: ['vms', index, 'ip'], message });
      }
    }
  });

export type Lab = z.infer<typeof labSchema>;

/**
 * The settings of vSphere HA that a lab begins with: vSphere's, but that a VM without a CPU reservation counts for 1 MHz in
 * admission control (32, as published, would be most of a lab's host), and that a single host, which nothing can be failed
 * over from, keeps no room free.
 */
export function haSettingsOf({
  cluster: { ha },
  hosts,
}: Pick<Lab, 'cluster' | 'hosts'>): ClusterHaSettings & { readonly enabled: boolean } {
  const { enabled = true, options, ...settings } = typeof ha === 'boolean' ? { enabled: ha } : ha;
  return {
    ...(hosts.length === 1 ? { admissionControl: 'off' } : {}),
    ...settings,
    enabled,
    options: { 'das.vmCpuMinMHz': 1, ...options },
  };
}
