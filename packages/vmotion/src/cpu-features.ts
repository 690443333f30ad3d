// What a guest sees of its processor, as vim25 has it: features that a host is capable of, and that a running guest requires because
// it may have found and used them. An EVC mode is a baseline: a guest that was started under it found no more than its features, and
// so runs on every host that has those. The names are those of the RISC-V ISA manual.

/** What every host has, also one that does not say: RV64 with A and M in misa, and CSRs (Zicsr), of which misa does not tell. */
export const MACHINE_CPU_FEATURES: readonly string[] = ['riscv.rv64i', 'riscv.m', 'riscv.a', 'riscv.zicsr'];

/** A baseline: vim25 EVCMode. */
export interface EvcMode {
  /** "riscv-rv64ima": named after its vendor, as the modes of vSphere, and after what misa says under it. */
  readonly key: string;
  readonly label: string;
  readonly features: readonly string[];
}

/** No host lacks what is in it. */
const baseMode: EvcMode = {
  key: 'riscv-rv64ima',
  label: 'RISC-V RV64IMA',
  features: MACHINE_CPU_FEATURES,
};

/** Each has all that the one before it has: where it stands is its tier (vim25 vendorTier, from 1). */
export const evcModes: readonly EvcMode[] = [
  baseMode,
  {
    key: 'riscv-rv64imab',
    label: 'RISC-V RV64IMAB',
    features: [...baseMode.features, 'riscv.zba', 'riscv.zbb', 'riscv.zbs'],
  },
];

/** The modes' vendor; keys of vSphere begin with "intel-" or "amd-". */
export const EVC_VENDOR = 'riscv';

export function evcModeOf(key: string): EvcMode | undefined {
  return evcModes.find((mode) => mode.key === key);
}

/** What a processor has that executes this ISA: "rv64ima". Throws for one that no mode is named after. */
export function cpuFeaturesOf(isa: string): readonly string[] {
  const mode = evcModeOf(`${EVC_VENDOR}-${isa}`);
  if (!mode) throw new Error(`no EVC mode is named after ${isa}`);
  return mode.features;
}

/** The highest mode that a host with these features has all of; undefined: none. */
export function maxEvcMode(features: readonly string[]): EvcMode | undefined {
  return evcModes.findLast((mode) => unmetFeatures(mode.features, features).length === 0);
}

/** The lowest mode in which a guest that requires these features runs; undefined: none has all of them. */
export function minRequiredEvcMode(required: readonly string[]): EvcMode | undefined {
  return evcModes.find((mode) => unmetFeatures(required, mode.features).length === 0);
}

/** What is required and not offered, in the order of what is required. */
export function unmetFeatures(required: readonly string[], offered: readonly string[]): string[] {
  return required.filter((feature) => !offered.includes(feature));
}
