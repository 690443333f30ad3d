// vSphere HA needs no vCenter: what is tested without one holds for a dead one. With MICROSPHERE_TESTS=all everything is tested with
// a living one as well, which doubles the time (packages/host-agent/README.md).

export interface Variant {
  readonly name: string;
  readonly vcenter: boolean;
}

const dead: Variant = { name: 'without vCenter', vcenter: false };
const alive: Variant = { name: 'with vCenter', vcenter: true };

export const all = process.env.MICROSPHERE_TESTS === 'all';
export const variants: readonly Variant[] = all ? [dead, alive] : [dead];
