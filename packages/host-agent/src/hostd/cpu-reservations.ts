// The CPU that this host has promised to the virtual machines that run on it. It promises no more than it has, and to one
// virtual CPU no more than one physical CPU is worth; the scheduler of the machine keeps what is promised.
import { HostFault } from '../fault.ts';

export class CpuReservations {
  private readonly pcpuMhz: number;
  private readonly totalMhz: number;
  private readonly claims = new Map<string, number>();

  constructor({ pcpuCount, pcpuMhz }: { readonly pcpuCount: number; readonly pcpuMhz: number }) {
    this.pcpuMhz = pcpuMhz;
    this.totalMhz = pcpuCount * pcpuMhz;
  }

  get unreservedMhz(): number {
    let unreserved = this.totalMhz;
    for (const claim of this.claims.values()) unreserved -= claim;
    return unreserved;
  }

  /** Replaces the reservation of this VM. Fault, with nothing changed: InsufficientCpuResourcesFault. */
  claim(vmxPath: string, reservationMhz: number): void {
    const refuse = (what: string) => {
      throw new HostFault('InsufficientCpuResourcesFault', `${vmxPath} reserves ${reservationMhz} MHz: ${what}`);
    };
    if (reservationMhz > this.pcpuMhz) refuse(`a virtual CPU has at most ${this.pcpuMhz} MHz here`);
    const unreserved = this.unreservedMhz + (this.claims.get(vmxPath) ?? 0);
    if (reservationMhz > unreserved) refuse(`${unreserved} of ${this.totalMhz} MHz are unreserved`);
    this.claims.set(vmxPath, reservationMhz);
  }

  release(vmxPath: string): void {
    this.claims.delete(vmxPath);
  }
}
