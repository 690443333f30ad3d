// What a client asks to be reserved for a virtual machine, read and checked. CPU can be reserved; memory always is, as a whole,
// so that less than all of it is what the VM has anyway. Limits and shares come with resource pools: what asks for others
// than the default is refused, not forgotten. Pure.
import type { DataObject } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

type ConfigSpec = DataObject<'VirtualMachineConfigSpec'>;
type Allocation = DataObject<'ResourceAllocationInfo'>;

/** The largest CPU reservation that is taken, in MHz: a .vmx has nine digits. */
export const MAX_CPU_RESERVATION_MHZ = 999_999_999;

/**
 * The CPU reservation in MHz, undefined where none is given. `path` names the spec in faults, `memoryMb` is what the VM has.
 * Faults: InvalidArgument, NotSupported.
 */
export function parseReservations(
  { cpuAllocation, memoryAllocation }: Pick<ConfigSpec, 'cpuAllocation' | 'memoryAllocation'>,
  { path, memoryMb }: { readonly path: string; readonly memoryMb: number },
): number | undefined {
  const cpu = `${path}.cpuAllocation`;
  const memory = `${path}.memoryAllocation`;
  refuseLimitAndShares(cpu, cpuAllocation, undefined);
  refuseLimitAndShares(memory, memoryAllocation, memoryMb);
  reservationOf(memory, memoryAllocation, memoryMb);
  return reservationOf(cpu, cpuAllocation, MAX_CPU_RESERVATION_MHZ);
}

function reservationOf(path: string, allocation: Allocation | undefined, most: number): number | undefined {
  const reservation = allocation?.reservation;
  if (reservation === undefined) return undefined;
  if (Number.isInteger(reservation) && reservation >= 0 && reservation <= most) return reservation;
  const property = `${path}.reservation`;
  throw fault('InvalidArgument', `${property}: ${reservation}, not from 0 to ${most}`, { invalidProperty: property });
}

/** -1 is no limit, and so is one of `harmless` or more. */
function refuseLimitAndShares(path: string, allocation: Allocation | undefined, harmless: number | undefined): void {
  const { limit = -1, shares } = allocation ?? {};
  if (limit !== -1 && (harmless === undefined || limit < harmless))
    throw fault('NotSupported', `${path}.limit: ${limit} is not supported`);
  if (shares && shares.level !== 'normal')
    throw fault('NotSupported', `${path}.shares.level: ${shares.level} is not supported`);
}
