// Names in the inventory: what may be one, and that no two siblings share it.

import type { Inventory } from '../inventory/inventory.ts';
import { refOf } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';

/** vSphere's own limit for names of managed entities. */
const MAX_NAME_LENGTH = 80;

/** Faults: InvalidName, DuplicateName. */
export function checkName(inventory: Inventory, folderId: string, name: string): void {
  if (name === '' || name.length > MAX_NAME_LENGTH || /[/\\%[\]]|^\./.test(name))
    throw fault('InvalidName', `not a name of at most ${MAX_NAME_LENGTH} characters without / \\ % [ ]: "${name}"`, {
      name,
    });
  const sibling = inventory.childNamed(folderId, name);
  if (sibling) throw fault('DuplicateName', `The name '${name}' already exists.`, { name, object: refOf(sibling) });
}
