// What a VM's console showed when vSphere HA reset it: text, beside its .vmx, as "vmware-<n>.screenshot.txt", of which the
// last few are kept.
import type { Datastore } from '../vmkernel/datastore.ts';
import { folderOf } from './vm-files.ts';

/** Screenshots that are kept in a VM's folder. */
export const MAX_SCREENSHOTS = 8;

/** Keeps it under the next number and returns its path: "[datastore1] web/vmware-1.screenshot.txt". Faults: NoDiskSpace, ... */
export async function saveScreenshot(
  store: Pick<Datastore, 'name' | 'list' | 'createFile' | 'removeFile'>,
  vmxPath: string,
  text: Uint8Array,
): Promise<string> {
  const folder = folderOf(vmxPath);
  const pathOf = (number: number) => `${folder}/vmware-${number}.screenshot.txt`;
  const names = await store.list(folder);
  const numbers = names
    .flatMap((name) => /^vmware-(\d{1,9})\.screenshot\.txt$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
  const number = (numbers.at(-1) ?? 0) + 1;
  await store.createFile(pathOf(number), text);
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - MAX_SCREENSHOTS)))
    await store.removeFile(pathOf(old));
  return `[${store.name}] ${pathOf(number).slice(1)}`;
}
