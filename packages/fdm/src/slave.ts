// The office of a slave: it hears its master's heartbeats, and reports to it once a heartbeat, and at once when a VM of
// its host starts or stops. It keeps its master for as long as that one speaks (reference: ha.md section 1).
import type { HostMoref } from './cluster.ts';
import type { Emit } from './effect.ts';
import type { HostReport } from './inventory.ts';
import type { FdmTiming } from './timing.ts';

export class Slave {
  readonly master: HostMoref;
  readonly #timing: FdmTiming;
  #heardAt: number;
  #nextReportAt: number;

  constructor(master: HostMoref, timing: FdmTiming, now: number) {
    this.master = master;
    this.#timing = timing;
    this.#heardAt = now;
    this.#nextReportAt = now;
  }

  /** Its master has spoken. */
  heard(now: number): void {
    this.#heardAt = now;
  }

  silentMs(now: number): number {
    return now - this.#heardAt;
  }

  /** Whether an election is due. */
  hasLostMaster(now: number): boolean {
    return this.silentMs(now) >= this.#timing.fdmMasterTimeoutMs;
  }

  /** Whether another master may have this slave: its own one is silent. */
  mayChangeMaster(now: number): boolean {
    return this.silentMs(now) >= this.#timing.fdmDatastoreWatchAfterMs;
  }

  /** What its host runs has changed: the master is told now. */
  hurry(now: number): void {
    this.#nextReportAt = now;
  }

  /** Whether a report is due; the next one is, after a heartbeat interval. */
  takeTurn(now: number): boolean {
    if (now < this.#nextReportAt) return false;
    this.#nextReportAt = now + this.#timing.fdmHeartbeatIntervalMs;
    return true;
  }

  report(
    emit: Emit,
    local: HostReport,
    { sequence, clusterVersion }: { sequence: number; clusterVersion: number },
  ): void {
    const { vms, cpuMhz, cpuUnreservedMhz, memoryUnreservedMb, accessibleDatastores, startingVms } = local;
    const capacity = { cpuMhz, cpuUnreservedMhz, memoryUnreservedMb, accessibleDatastores, startingVms };
    const body = { kind: 'slaveHeartbeat', sequence, clusterVersion, vms: [...vms.values()], ...capacity } as const;
    emit({ kind: 'send', to: this.master, body });
  }

  nextDeadline(): number {
    return Math.min(this.#nextReportAt, this.#heardAt + this.#timing.fdmMasterTimeoutMs);
  }

  slept(gapMs: number): void {
    this.#heardAt += gapMs;
  }
}
