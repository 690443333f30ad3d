// What a guest sees of its processor, as vim25 has it: features that a host is capable of, and that a running guest requires
// because it may have found and used them. A host of microsphere shows a guest the whole of its processor: nothing is masked, so an
// EVC mode says how far hosts agree, and can't make them. The names are those of the RISC-V ISA manual.

/** What packages/machine implements: misa says RV64 with A, I and M; CSRs, of which misa does not tell, are Zicsr. */
export const MACHINE_CPU_FEATURES: readonly string[] = ['riscv.rv64i', 'riscv.m', 'riscv.a', 'riscv.zicsr'];

/** A baseline: vim25 EVCMode. */
export interface EvcMode {
  /** "riscv-rv64ima": named after its vendor, as the modes of vSphere. */
  readonly key: string;
  readonly label: string;
  readonly features: readonly string[];
}

/** Each has all that the one before it has. */
export const evcModes: readonly EvcMode[] = [
  { key: 'riscv-rv64ima', label: 'RISC-V RV64IMA', features: MACHINE_CPU_FEATURES },
];

/** The highest mode that a host with these features has all of; undefined: none. */
export function maxEvcMode(features: readonly string[]): EvcMode | undefined {
  return evcModes.findLast((mode) => unmetFeatures(mode.features, features).length === 0);
}

/** The mode that says all that a host shows a guest: whoever runs there runs wherever that mode is. */
export function guaranteedEvcMode(features: readonly string[]): EvcMode | undefined {
  const mode = maxEvcMode(features);
  return mode && unmetFeatures(features, mode.features).length === 0 ? mode : undefined;
}

/** The lowest mode in which a guest that requires these features runs; undefined: none has all of them. */
export function minRequiredEvcMode(required: readonly string[]): EvcMode | undefined {
  return evcModes.find((mode) => unmetFeatures(required, mode.features).length === 0);
}

/** What is required and not offered, in the order of what is required. */
export function unmetFeatures(required: readonly string[], offered: readonly string[]): string[] {
  return required.filter((feature) => !offered.includes(feature));
}
