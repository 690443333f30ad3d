// The name of the folder that a VM moves into: its own, as vSphere has it, or the next that is free.
import { HostFault } from '../fault.ts';
import { checkedName } from '../hostd/create-vm.ts';

/** Names that are tried: "web", "web_1", ... */
export const MAX_FOLDER_NAMES = 100;

/** What a VM is called, where that can be the name of a folder. */
export function folderName(name: string, otherwise: string): string {
  try {
    return checkedName(name);
  } catch {
    return otherwise;
  }
}

/** The path of a folder that is not there. Fault: AlreadyExists. */
export async function freeFolder(
  datastore: { readonly name: string; readonly exists: (path: string) => Promise<boolean> },
  name: string,
): Promise<string> {
  for (let number = 0; number < MAX_FOLDER_NAMES; number += 1) {
    const folder = number === 0 ? `/${name}` : `/${name}_${number}`;
    if (!(await datastore.exists(folder))) return folder;
  }
  throw new HostFault(
    'AlreadyExists',
    `[${datastore.name}] ${name} exists, and ${MAX_FOLDER_NAMES - 1} names after it`,
  );
}
