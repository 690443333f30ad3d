// vSphere HA needs no vCenter: what is tested without one holds for a dead one. With MICROSPHERE_TESTS=all everything is tested with
// a living one as well, and what takes longest (all.mjs).

export interface Variant {
  readonly name: string;
  readonly vcenter: boolean;
}

const dead: Variant = { name: 'without vCenter', vcenter: false };
const alive: Variant = { name: 'with vCenter', vcenter: true };

export const all = process.env.MICROSPHERE_TESTS === 'all';
export const variants: readonly Variant[] = all ? [dead, alive] : [dead];

/** For what only vCenter can configure: it lives, or has died before anything else fails. */
export const configuredByVcenter = [
  { name: 'with vCenter', vcenterDies: false },
  { name: 'with a vCenter that has died', vcenterDies: true },
] as const;
