/**
 * What a processor can execute, by the names of the RISC-V ISA manual. Hosts are of two generations: RV64IMA, and that with the B
 * extension (Zba, Zbb, Zbs). A guest finds in misa what it may use, and the rest traps as illegal: so a newer host can be an older one
 * for a guest, which is what EVC asks of it. Zicsr and the counters, of which misa says nothing, are always there.
 */
import { MachineConfigurationError } from './contract.ts';

/** Each has all that the one before it has; the last is all that the core implements. */
export const isas = ['rv64ima', 'rv64imab'] as const;
export type Isa = (typeof isas)[number];

export const NEWEST_ISA: Isa = 'rv64imab';

/** The bits of misa that say so. */
export function extensionsOf(isa: Isa): number {
  return [...isa.slice('rv64'.length)].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 97)), 0);
}

/** Throws for bits that no generation has: the state is nobody's. */
export function isaOf(extensions: number): Isa {
  const isa = isas.find((each) => extensionsOf(each) === extensions);
  if (!isa) throw new Error(`no processor has the extensions 0x${extensions.toString(16)} of misa`);
  return isa;
}

/** Whether a guest that was started on `guest` can go on on `host`. */
export function runsOn({ guest, host }: { readonly guest: Isa; readonly host: Isa }): boolean {
  return isas.indexOf(guest) <= isas.indexOf(host);
}

/** Throws `MachineConfigurationError`. */
export function checkIsa({ guest, host }: { readonly guest: Isa; readonly host: Isa }): void {
  if (!runsOn({ guest, host })) throw new MachineConfigurationError(`${guest}: the processor is ${host}`);
}
