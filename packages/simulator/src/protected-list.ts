// Files of vSphere HA on a datastore, as packages/host-agent writes them: the protected list, whose exclusive lock makes its
// holder the owner of every VM there, what each host has powered on, and the configuration of the cluster.
import type { HostMoref, InstanceUuid, ProtectedVm } from '@microsphere/fdm';
import type { Operation, Volume } from '@microsphere/vmfs';
import { VmfsError } from '@microsphere/vmfs';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const ROOT = '/.vSphere-HA';
export const protectedListPath = (cluster: string): string => `${ROOT}/${cluster}/protectedlist`;
export const powerOnListPath = (cluster: string, host: HostMoref): string => `${ROOT}/${cluster}/${host}-poweron`;
export const configurationPath = (cluster: string): string => `${ROOT}/${cluster}/clusterconfig`;

function* unlessThere(volume: Volume, path: string, make: Operation<void>): Operation<void> {
  if (yield* volume.exists(path)) return;
  try {
    yield* make;
  } catch (error) {
    if (!(error instanceof VmfsError && error.code === 'exists')) throw error;
  }
}

/** Makes an empty file of a cluster where there is none. */
export function* ensureFile(volume: Volume, cluster: string, path: string): Operation<void> {
  yield* unlessThere(volume, ROOT, volume.makeDirectory(ROOT));
  yield* unlessThere(volume, `${ROOT}/${cluster}`, volume.makeDirectory(`${ROOT}/${cluster}`));
  yield* unlessThere(volume, path, volume.createFile(path, { content: new Uint8Array(0) }));
}

/** Does something with a file of a cluster, which is made where there is none. */
export function* withFile<T>(
  volume: Volume,
  { cluster, path }: { readonly cluster: string; readonly path: string },
  action: () => Operation<T>,
): Operation<T> {
  try {
    return yield* action();
  } catch (error) {
    if (!(error instanceof VmfsError && error.code === 'notFound')) throw error;
  }
  yield* ensureFile(volume, cluster, path);
  return yield* action();
}

/** Makes all files of a cluster with so many hosts, as an earlier life of it has left them. */
export function* makeFiles(volume: Volume, cluster: string, hosts: number): Operation<void> {
  if (hosts === 0) return;
  yield* ensureFile(volume, cluster, protectedListPath(cluster));
  yield* ensureFile(volume, cluster, configurationPath(cluster));
  for (let number = 1; number <= hosts; number += 1)
    yield* ensureFile(volume, cluster, powerOnListPath(cluster, `host-${number}`));
}

export function encodeProtectedList(vms: readonly ProtectedVm[]): Uint8Array {
  return encoder.encode(JSON.stringify({ version: 1, vms }));
}

/** Empty for a file that was only made. Throws for bytes that are no list: they are this simulator's own. */
export function parseProtectedList(bytes: Uint8Array): readonly ProtectedVm[] {
  if (bytes.length === 0) return [];
  const list: unknown = JSON.parse(decoder.decode(bytes));
  if (typeof list !== 'object' || list === null || !('vms' in list) || !Array.isArray(list.vms))
    throw new Error('the protected list is damaged');
  return list.vms;
}

export interface PowerOnList {
  readonly isolated: boolean;
  readonly vms: readonly InstanceUuid[];
}

/** The last line: an empty file says nothing. */
const END = '.';

/** First line 0 or 1: whether the host is isolated; then a VM a line. */
export function encodePowerOnList({ isolated, vms }: PowerOnList): Uint8Array {
  return encoder.encode([isolated ? '1' : '0', ...vms, END].join('\n'));
}

/** Undefined for a file that was made, and not written yet. */
export function parsePowerOnList(bytes: Uint8Array): PowerOnList | undefined {
  const [flag, ...lines] = decoder.decode(bytes).split('\n');
  return lines.pop() === END ? { isolated: flag === '1', vms: lines } : undefined;
}

/** What is kept of a configuration: its version; nothing yet in a file that was only made. The bytes of a real one are packages/proto's. */
export function encodeConfigurationVersion(version: number): Uint8Array {
  return encoder.encode(String(version));
}

export function parseConfigurationVersion(bytes: Uint8Array): number {
  return Number(decoder.decode(bytes));
}
