/**
 * What one virtual machine may have of the pCPUs, as its host says it: shares, limit and reservation, which are the user's, and a
 * throttle on top of them, which is vMotion's. The scheduler (scheduler.ts) sees one limit.
 */
import { DEFAULT_SHARES, MachineConfigurationError, type VmOptions } from './contract.ts';
import { checkScheduling } from './hardware.ts';
import type { VcpuRow, VcpuTable } from './vcpu-table.ts';

export interface SchedulingChange {
  readonly shares?: number;
  /** Null: none. */
  readonly limitMhz?: number | null;
  readonly reservationMhz?: number;
}

export class Scheduling {
  private readonly row: VcpuRow;
  private readonly table: VcpuTable;
  private readonly pcpuMhz: number;
  private limitMhz: number | undefined;
  /** The part of its time that it may run. */
  private share = 1;

  constructor(
    { row, table, pcpuMhz }: { readonly row: VcpuRow; readonly table: VcpuTable; readonly pcpuMhz: number },
    {
      shares = DEFAULT_SHARES,
      limitMhz,
      reservationMhz = 0,
    }: Pick<VmOptions, 'shares' | 'limitMhz' | 'reservationMhz'>,
  ) {
    this.row = row;
    this.table = table;
    this.pcpuMhz = pcpuMhz;
    this.limitMhz = limitMhz;
    row.shares = shares;
    row.reservationMhz = reservationMhz;
    row.limitMhz = this.effectiveMhz;
  }

  /** What is not named stays. Throws `MachineConfigurationError`. */
  change(change: SchedulingChange): void {
    const { row } = this;
    const shares = change.shares ?? row.shares;
    const limitMhz = change.limitMhz === undefined ? this.limitMhz : (change.limitMhz ?? undefined);
    const reservationMhz = change.reservationMhz ?? row.reservationMhz;
    checkScheduling({ shares, reservationMhz, ...(limitMhz === undefined ? {} : { limitMhz }) });
    row.shares = shares;
    row.reservationMhz = reservationMhz;
    this.limitMhz = limitMhz;
    this.apply();
  }

  /** More than 0, at most 1. */
  throttle(share: number): void {
    if (!(share > 0 && share <= 1)) throw new MachineConfigurationError(`a share of ${share}: more than 0, at most 1`);
    this.share = share;
    this.apply();
  }

  private apply(): void {
    this.row.limitMhz = this.effectiveMhz;
    this.table.wake();
  }

  /** 0: none. */
  private get effectiveMhz(): number {
    const { limitMhz, pcpuMhz, share } = this;
    if (share === 1) return limitMhz ?? 0;
    return Math.max(1, Math.floor(share * Math.min(limitMhz ?? pcpuMhz, pcpuMhz)));
  }
}
