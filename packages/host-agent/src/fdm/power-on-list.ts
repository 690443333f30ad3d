// A host's poweron file on a datastore, host-<n>-poweron: whether the host has declared itself isolated, and which VMs of that
// datastore are powered on there. It is how a host that nobody hears on the network still tells a master.

export interface PowerOnList {
  readonly isolated: boolean;
  /** Instance UUIDs. */
  readonly vms: readonly string[];
}

export const powerOnFile = (moref: string): string => `${moref}-poweron`;

/** The last line: a list without it was read while it was written. */
const END = '.';

/** A line "0" or "1" (isolated), and a line for each VM. */
export function formatPowerOnList({ isolated, vms }: PowerOnList): Uint8Array {
  return Buffer.from(`${[isolated ? '1' : '0', ...vms, END].join('\n')}\n`);
}

/** Throws on what is no such list. */
export function parsePowerOnList(content: Uint8Array): PowerOnList {
  const [isolated, ...rest] = Buffer.from(content).toString().split('\n');
  const vms = rest.slice(0, -2);
  const complete = rest.at(-2) === END && rest.at(-1) === '';
  if (!complete || (isolated !== '0' && isolated !== '1') || vms.includes('')) throw new Error('no poweron list');
  return { isolated: isolated === '1', vms };
}
