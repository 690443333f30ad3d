// `microsphere array ...`: the storage arrays as their administrator sees them. A LUN that is unmapped is gone for its hosts
// (permanent device loss); a portal that is closed is a path that is dead.
import { ArrayClient, type ArrayConfiguration } from '../array-client.ts';
import { findRunningLab } from '../running-lab.ts';
import { Failure } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

export interface ArrayRow extends ArrayConfiguration {
  readonly name: string;
}

interface LabArray {
  readonly name: string;
  readonly client: ArrayClient;
}

function arraysOf(labName: string | undefined): LabArray[] {
  const { state } = findRunningLab(labName);
  return state.processes
    .filter(({ kind, state: processState }) => kind === 'array' && processState === 'running')
    .map(({ name, facts }) => ({ name, client: new ArrayClient(String(facts.endpoint)) }));
}

export function listArrays(labName?: string): Promise<ArrayRow[]> {
  return Promise.all(arraysOf(labName).map(async ({ name, client }) => ({ name, ...(await client.configuration()) })));
}

export function printArrays(arrays: readonly ArrayRow[]): string {
  return [
    table([
      ['ARRAY', 'LUN', 'NAME', 'IDENTIFIER', 'MAPPED'],
      ...arrays.flatMap(({ name, luns }) =>
        luns.map(({ lun, name: lunName, naa, mapped }) => [name, lun, lunName, naa, mapped ? 'yes' : 'no']),
      ),
    ]),
    table([
      ['ARRAY', 'PORTAL', 'ADDRESS', 'STATE', 'HOSTS'],
      ...arrays.flatMap(({ name, portals }) =>
        portals.map(({ portal, address, open, initiators }) => [
          name,
          portal,
          address,
          open ? 'open' : 'closed',
          initiators.join(', ') || '-',
        ]),
      ),
    ]),
  ].join('\n\n');
}

/** Takes a LUN away from every host, or gives it back. The LUN of a datastore is named as that is. */
export async function setLunMapped(
  lun: string,
  mapped: boolean,
  labName?: string,
): Promise<{ lun: string; mapped: boolean }> {
  for (const { client } of arraysOf(labName)) {
    const { luns } = await client.configuration();
    if (!luns.some(({ name }) => name === lun)) continue;
    await client.setMapped(lun, mapped);
    return { lun, mapped };
  }
  throw new Failure(`no array that runs has a LUN named "${lun}"`, { status: 2 });
}

/** Cuts the path of every host to a target portal, or restores it. */
export async function setPortalOpen(
  target: { readonly array: string; readonly portal: number },
  open: boolean,
  labName?: string,
): Promise<{ array: string; portal: number; open: boolean }> {
  const array = arraysOf(labName).find(({ name }) => name === target.array);
  if (!array) throw new Failure(`no array "${target.array}" runs`, { status: 2 });
  const { portals } = await array.client.configuration();
  if (!portals.some(({ portal }) => portal === target.portal))
    throw new Failure(`${target.array} has no portal ${target.portal}: it has 1 to ${portals.length}`, { status: 2 });
  await array.client.setOpen(target.portal, open);
  return { ...target, open };
}
